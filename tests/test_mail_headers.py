"""Header fields as mail programs read them: every text decodes to itself, no address is encoded, no line is too long."""

from __future__ import annotations

import re
from base64 import b64decode
from collections.abc import Iterator
from email import message_from_bytes, policy
from email.header import decode_header, make_header
from email.message import EmailMessage
from random import Random

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from broadsheet.publish.mail.headers import address_header, text_header, token_header
from broadsheet.publish.mail.message import in_a_line

SCRIPTS = {
    "Latin": "abcdefghijklmnopqrstuvwxyzáàâäãåæçéèêëíñóöőøœßúüűýžłđ",
    "Vietnamese": "aăâbcdđeêghiklmnoôơpqrstuưvxyạảấầẩẫậắằẳẵặ",
    "Greek": "αβγδεζηθικλμνξοπρστυφχψωάέήίόύώς",
    "Cyrillic": "абвгдежзийклмнопрстуфхцчшщъыьэюяёіїєґ",
    "Armenian": "աբգդեզէըթժիլխծկհձղճմյնշոչպջռսվտրցւփքօֆ",
    "Hebrew": "אבגדהוזחטיכלמנסעפצקרשתםןףץך",
    "Arabic": "ابتثجحخدذرزسشصضطظعغفقكلمنهويءآأؤإئةى",
    "Devanagari": "अआइईउऊएऐओऔकखगघचछजझटठडढतथदधनपफबभमयरलवशषसह\u093f\u0940\u094d",
    "Thai": "กขคงจฉชซญฎฏฐณดตถทธนบปผฝพฟภมยรลวศษสหอฮ\u0e31\u0e34\u0e35\u0e48\u0e49",
    "Chinese": "中国人工智能新闻今天政府公司报告经济市场技术模型发布",
    "Japanese": "あいうえおかきくけこさしすせそアイウエオカキクケコ日本経済新聞",
    "Korean": "가나다라마바사아자차카타파하한국경제신문뉴스",
    "Emoji": "🚀🌍📰😀👩\u200d💻🇫🇷",
}
ASCII = [
    "AI",
    "5%",
    "Google",
    "vs.",
    "“quoted”",
    "(2026)",
    "=?utf-8?q?no?=",
    "a_b",
    "U.S.",
    "?",
    "«да»",
    "12\u202f000",
    "—",
]


def subjects(number: int) -> Iterator[str]:
    """Headlines of every script in turn, some with words of another, as newspapers have them."""
    chance = Random(20)
    for place in range(number):
        letters = list(SCRIPTS.values())[place % len(SCRIPTS)]
        words = [
            chance.choice(ASCII)
            if chance.random() < 0.15
            else "".join(chance.choices(letters, k=chance.randint(1, 14)))
            for _ in range(chance.randint(1, 24))
        ]
        start = "29 April 2026: " if chance.random() < 0.7 else ""
        yield in_a_line(start + " ".join(words))


def parsed(header: str) -> EmailMessage:
    message = message_from_bytes(header.encode("ascii") + b"\r\n", policy=policy.default)
    assert isinstance(message, EmailMessage)
    return message


def held_to_the_rules(header: str) -> None:
    """RFC 5322 and RFC 2047: short lines, and encoded words that are whole characters each."""
    assert header.endswith("\r\n")
    assert re.search(r"[^\r]\n|\r[^\n]|\n[^ ]", header) is None
    for line in header.splitlines():
        assert len(line) <= 76
        assert line.strip(" ") != ""
    for coding, body in re.findall(r"=\?utf-8\?([bq])\?([^? ]*)\?=", header):
        assert len(body) + 12 <= 75
        if coding == "b":
            b64decode(body, validate=True).decode("utf-8")
        else:
            assert re.fullmatch(r"(?:[A-Za-z0-9!*+/_-]|=[0-9A-F]{2})*", body)


def test_ten_thousand_subjects_of_many_scripts_decode_to_themselves() -> None:
    for place, subject in enumerate(subjects(10_000)):
        header = text_header("Subject", subject)
        held_to_the_rules(header)
        value = header.removeprefix("Subject: ").removesuffix("\r\n")
        assert str(make_header(decode_header(value))) == subject
        if place % 9 == 0:  # the library's parser of whole messages takes a millisecond
            assert parsed(header)["Subject"] == subject


TEXT = st.text(max_size=300).map(in_a_line)


@given(TEXT)
@example("x" * 200)
@example("=?utf-8?q?not_encoded?=")
@example("Grüße aus " + "Köln " * 60)
@example("a" * 63 + " " + "b" * 64 + " ё")
def test_any_subject_decodes_to_itself(subject: str) -> None:
    header = text_header("Subject", subject)
    held_to_the_rules(header) if subject else None
    assert (parsed(header)["Subject"] or "") == subject


@given(st.text(min_size=1, max_size=120).map(in_a_line).filter(bool))
@example('The "Daily" Paper, Inc.')
@example("St. Louis Paper (online); \\ <news@evil.example>, b@c.example")
@example("Zeitung für Köln und Umgebung – die tägliche Übersicht aller Nachrichten")
@example("Ежедневная газета для всех жителей города и окрестностей уже сегодня")
def test_a_name_decodes_to_itself_and_adds_no_address(name: str) -> None:
    header = address_header("From", name, "news@paper.example")
    held_to_the_rules(header)
    (address,) = parsed(header)["From"].addresses
    assert address.addr_spec == "news@paper.example"
    coded = re.findall(r"=\?utf-8\?[bq]\?[^?]*\?=", header)
    assert (str(make_header(decode_header("\r\n ".join(coded)))) if coded else address.display_name) == name


def test_addresses_are_written_as_they_are_however_long() -> None:
    link, mail = (
        f"<https://lists.example.org/{'x' * 200}?member=3f9a&list=ai>",
        "<mailto:leave@example.org?subject=a%20b>",
    )
    assert token_header("List-Unsubscribe", link) == f"List-Unsubscribe: {link}\r\n"
    assert token_header("List-Unsubscribe", f"{link},", mail) == f"List-Unsubscribe: {link},\r\n {mail}\r\n"
    assert address_header("To", "", "a" * 64 + "@" + "b" * 60 + ".example").count("\r\n") == 1


@pytest.mark.parametrize(
    ("subject", "header"),
    [
        ("29 April 2026: All in ASCII", "Subject: 29 April 2026: All in ASCII\r\n"),
        ("A word of Köln here", "Subject: A word of =?utf-8?q?K=C3=B6ln_here?=\r\n"),
        ("29 April 2026: Новости", "Subject: 29 April 2026: =?utf-8?b?0J3QvtCy0L7RgdGC0Lg=?=\r\n"),
    ],
)
def test_words_of_ascii_at_the_start_stay_readable(subject: str, header: str) -> None:
    assert text_header("Subject", subject) == header
