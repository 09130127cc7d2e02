"""What people type without knowing YAML: it loads as it was typed, or a problem says why at its line."""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from broadsheet.check import Checked
from broadsheet.check.schema_errors import validate
from broadsheet.load import Document, document_of
from broadsheet.load.keys import NOT_TEXT, PROSE, known_keys
from broadsheet.load.surrogates import with_joined_pairs
from broadsheet.model import (
    BriefingKeys,
)
from broadsheet.model.registries import Registries
from broadsheet.problems import Problem
from broadsheet.write.fmt import Fixer, tidy
from conftest import SHARED, Files, briefing, run_here

DAY = "briefings/2026/04/24"
FIX = Fixer(registries=Registries(), paths=(), days={})
LINES = (
    "title: {}",
    "dek: {}",
    "summary: A summary of what happened.",
    "key_points:",
    "  - {}",
    "  - text: A point.",
    "    sources: [1]",
    "articles:",
    "  - title: {}",
    "    url: https://example.org/one#part",
    "    summary: What it says.",
    "desk: News",
)
SLOTS = {0: ("title",), 1: ("dek",), 4: ("key_points", 0), 8: ("articles", 0, "title")}


def problems_of(document: Document) -> list[Problem]:
    """Return what `check` says of a file by itself."""
    shaped = validate(BriefingKeys, document.data, file=document.file, marks=document.marks) if document.data else None
    return [*document.problems, *(shaped.problems if shaped else ())]


def value_at(data: Any, loc: tuple[str | int, ...]) -> Any:
    for part in loc:
        data = data[part]
    return data


def written(slot: int, text: str) -> str:
    """Return a briefing with a text, as it was typed, in one place, and plain words in the others."""
    return "".join(line.format(text if number == slot else "Plain words") + "\n" for number, line in enumerate(LINES))


PIECES = (
    "word",
    "Two words", "Café", "价格", "#1", "# 1", "#MeToo", "#", "C#", ": ", ":", "：", "“", "”", "’", "„", "\u00a0", "\u3000", " ", " ", " ", "'",
    '"', "-", "- ", "[", "]", "{", "}", ",", "&", "*", "!", "|", ">", "%", "@", "`", "\t", "?", "~", "null", "\\ud83d\\ude80", "<<", "https://a.b/c#d",
)  # fmt: skip
COMMENT = re.compile(r"(?:^|[ \t])#(?:[ \t]+\D|[=#*~!|+-])|^#[ \t]")  # what is taken for a comment without a warning
TYPED = st.lists(st.sampled_from(PIECES), min_size=1, max_size=7).map("".join).map(lambda text: text.strip(" \t"))


@given(st.sampled_from(list(SLOTS)), TYPED)
@settings(max_examples=200)
@example(0, "Phone maker climbs in the ranking, now #1 in Europe")
@example(4, "Rank #")
@example(8, "”DeepSeek cuts the price”")
@example(1, "#MeToo")
def test_a_value_is_read_as_it_was_typed_or_a_problem_is_at_its_line(slot: int, typed: str) -> None:
    assume(typed and typed[0] not in "'\"" and typed not in ("~", "null", "#") and not COMMENT.search(typed))
    document = document_of("a.yml", written(slot, typed).encode())
    if problems := problems_of(document):
        assert {problem.line for problem in problems} & {slot + 1}, problems
    else:
        assert value_at(document.data, SLOTS[slot]) == typed


@given(st.sampled_from(list(SLOTS)), TYPED)
@settings(max_examples=100)
@example(0, "Phone maker, now #1 in Europe")
@example(4, "Rank # 1 again")
def test_fmt_changes_no_such_value_and_fix_brings_back_what_was_cut_off(slot: int, typed: str) -> None:
    text = written(slot, typed)
    document = document_of("a.yml", text.encode())
    tidied = tidy("a.yml", text.encode())
    if tidied.content is not None:
        assert document_of("a.yml", tidied.content).data == document.data
        assert tidy("a.yml", tidied.content).content == tidied.content
    fixed = tidy("a.yml", text.encode(), fixer=FIX)
    if fixed.content is None:
        return
    after = document_of("a.yml", fixed.content)
    assert after.problems == ()
    again = tidy("a.yml", fixed.content, fixer=FIX)
    assert (again.content, again.fixed) == (fixed.content, ())
    if any(problem.code == "lost-after-hash" for problem in document.problems):
        assert value_at(after.data, SLOTS[slot]).split() == typed.split()


MUTATIONS: dict[str, Callable[[str], str]] = {
    "one space more": lambda line: f" {line}",
    "one space less": lambda line: line.removeprefix(" "),
    "a tab": lambda line: "\t" + line.lstrip(" "),
    "no-break spaces": lambda line: line[: len(line) - len(line.lstrip(" "))].replace(" ", "\u00a0") + line.lstrip(" "),
    "an ideographic space": lambda line: "\u3000" + line.lstrip(" "),
    "no-break space after the colon": lambda line: line.replace(": ", ":\u00a0", 1),
    "no-break space after the hyphen": lambda line: line.replace("- ", "-\u00a0", 1),
    "full-width colon": lambda line: line.replace(": ", "：", 1),
    "typographic quotes": lambda line: line.replace(": ", ": “", 1) + "”" if ": " in line else line,
    "a conflict": lambda line: f"<<<<<<< HEAD\n{line}\n=======\n{line}\n>>>>>>> main",
    "a fence": lambda line: f"```\n{line}",
    "a stray line": lambda line: f"{line}\nThanks!",
    "a quote from a mail": lambda line: f"{line}\n> Thanks!",
}


@pytest.mark.parametrize("name", MUTATIONS)
@pytest.mark.parametrize("number", range(len(LINES)))
def test_a_slip_in_any_line_is_reported_there_or_changes_nothing(name: str, number: int) -> None:
    lines = [line.format("Plain words") for line in LINES]
    good = document_of("a.yml", "\n".join(lines).encode()).data
    lines[number] = MUTATIONS[name](lines[number])
    document = document_of("a.yml", "\n".join(lines).encode())
    problems = problems_of(document)
    if not problems:
        assert document.data == good
        return
    near = {number, number + 1, number + 2}
    assert any(problem.line in near or f"line {number + 1}" in problem.message for problem in problems), problems


@pytest.mark.parametrize(
    "comment",
    ["# see the editor", "## note", "#", "# ---", "#---", "#=====", "#!", "#todo", "#-x"],
)
def test_what_is_certainly_a_comment_is_no_problem(comment: str) -> None:
    lone = comment in ("#", "#todo")
    text = (
        f"{comment}\ntitle: 'A title' {comment}\ndate: 2026-04-24 {comment}\nrank: 1 {comment}\n{comment}\n"
        f"summary: >- {'# x' if lone else comment}\n  A text #1 in lines\nkey_points: {comment if not lone else ''}\n  - A point\n"
        f"  {comment}\n  - text: Another{'' if lone else ' ' + comment}\n    #sources: [1]\n    {comment}\narticles:\n"
        f"  - title: An article # x\n    #summary: later\n    url: https://example.org/one#1 {comment}\n"
    )
    assert document_of("a.yml", text.encode()).problems == ()


def test_a_comment_without_a_space_stays_a_comment_where_fmt_takes_the_quotes_away() -> None:
    text = briefing(desk="'News' #checked")
    once = tidy("a.yml", text.encode()).content
    assert once is not None
    assert b"desk: News  # checked" in once
    assert tidy("a.yml", once).content == once


@pytest.mark.parametrize(
    ("text", "fixed"),
    [
        ("title: Now #1 in Europe # as of May\n", 'title: "Now #1 in Europe"  # as of May\n'),
        ("title: One\n  two\n  #3 four\n", 'title: "One two #3 four"\n'),
        ("key_points:\n  - #1 in sales\n", 'key_points:\n  - "#1 in sales"\n'),
        ("dek:   #MeToo\n", 'dek: "#MeToo"\n'),
        ("dek:\t#MeToo\n", 'dek: "#MeToo"\n'),
        ('desk: The "C #" desk #2\n', 'desk: "The \\"C #2\\" desk"\n'),
        ('title: "\\ud83d\\ude80"\ndek: Now #1\n', 'title: "🚀"\ndek: "Now #1"\n'),
        ("key_points: [Rank #1\n  , b]\n", 'key_points:\n  - "Rank #1"\n  - "b"\n'),
    ],
)
def test_fix_puts_the_whole_value_in_quotes(text: str, fixed: str) -> None:
    if 'C #"' in text:  # cut at the first #, which a quote follows
        fixed = 'desk: "The \\"C #\\" desk #2"\n'
    assert tidy("a.yml", text.encode()).content is None or "\\u" in text
    done = tidy("a.yml", text.encode(), fixer=FIX)
    assert (done.content or b"").decode() == fixed
    front = tidy("a.md", f"---\n{text}---\nBody #1\n".encode(), fixer=FIX)
    assert (front.content or b"").decode() == f"---\n{fixed}---\nBody #1\n"
    assert all(one.line > 1 for one in front.fixed)


def test_fix_leaves_brackets_in_which_nobody_can_say_where_the_value_ends() -> None:
    text = "title: A title\nkey_points: [Rank #1, b\n  ]\n"
    done = tidy("a.yml", text.encode(), fixer=FIX)
    assert done.content is None
    assert [problem.code for problem in done.problems] == ["lost-after-hash"]


def test_fmt_says_that_it_leaves_a_cut_value(project: Callable[[Files], Any]) -> None:
    text = briefing(title="Now #1 in Europe")
    root = project({f"{DAY}/a.yml": text})
    done = run_here("fmt", cwd=root)
    assert (done.returncode, (root / DAY / "a.yml").read_text()) == (0, text)
    assert f"{DAY}/a.yml:1:12: warning: “#1 in Europe” is lost" in done.stdout
    fixed = run_here("fmt", "--fix", cwd=root)
    assert f"{DAY}/a.yml:1:8: “title”: quotes, with the text after #: “Now” → “Now #1 in Europe”" in fixed.stdout
    assert 'title: "Now #1 in Europe"\n' in (root / DAY / "a.yml").read_text()


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ('"\\ud83d\\ude80"', "🚀"),
        ('"a \\uD83D\\uDE80\\ud83d\\ude80 b"', "a 🚀🚀 b"),
        ('"\\\\ud83d\\ude80"', None),  # an escaped backslash, and half of a pair
        ("'\\ud83d\\ude80'", "\\ud83d\\ude80"),
        ("\\ud83d\\ude80", "\\ud83d\\ude80"),
        ('"\\ude80\\ud83d"', None),
        ('"\\ud83d \\ude80"', None),
    ],
)
def test_a_surrogate_pair_in_double_quotes_is_one_character(text: str, value: str | None) -> None:
    document = document_of("a.yml", f"a: {text}\nb: c\n".encode())
    assert (document.data or {}).get("a") == value
    assert bool(document.problems) is (value is None)


def test_a_pair_moves_no_place() -> None:
    document = document_of("a.yml", b'a: {"\\ud83d\\ude80": "\\ud83d\\ude80", b: &c d}\n')
    assert [(problem.line, problem.column) for problem in document.problems] == [(1, 40)]


@given(st.text(st.sampled_from("\\uUdD83dDeE0 \"'\n:ab"), max_size=60))
@settings(max_examples=200)
def test_joining_pairs_changes_nothing_but_pairs(text: str) -> None:
    joined, shifts = with_joined_pairs(text)
    assert len(text) - len(joined) == 2 * sum(map(len, shifts.values()))
    assert joined.count("\n") == text.count("\n")


@pytest.mark.parametrize(
    ("text", "warns"),
    [
        ("”Price cut”", True),
        ("“Price cut”", True),
        ("„Preis gesenkt“", True),
        ("«Prix en baisse»", True),
        ('“Price cut"', True),
        ("‘Price cut’", True),
        ("'“Price cut”'", False),
        ("“Free” and “open”", False),
        ("“Free” for all", False),
        ("It’s “free”", False),
        ("「深度求索」", False),
    ],
)
def test_typographic_quotes_around_a_whole_value(text: str, warns: bool) -> None:
    found = document_of("a.yml", f"title: {text}\n".encode()).problems
    assert [problem.code for problem in found] == ["typographic-quotes"] * warns


def test_keys_that_are_special_are_keys_of_the_format() -> None:
    assert known_keys() >= NOT_TEXT | PROSE


@pytest.mark.parametrize(
    ("path", "hint"),
    [
        ("briefings/2026/5/1/m.yml", "briefings/2026/05/01/m.yml"),
        ("briefings/briefings/2026/05/01/m.yml", "briefings/2026/05/01/m.yml"),
        ("briefings/2026-05-01/m.yml", "briefings/2026/05/01/m.yml"),
        ("briefings/2026/05/2026-05-01-m.yml", "briefings/2026/05/01/m.yml"),
        ("briefings/20260501_m.yml", "briefings/2026/05/01/m.yml"),
        ("briefings/2026/02/30/m.yml", "briefings/YYYY/MM/DD/m.yml"),
        ("briefings/m.yml", "briefings/YYYY/MM/DD/m.yml"),
        ("briefings/2026/13/1/m.yml", "briefings/YYYY/MM/DD/m.yml"),
        ("briefings/12026/05/01/m.yml", "briefings/YYYY/MM/DD/m.yml"),
    ],
)
def test_the_hint_for_a_misplaced_file_names_its_own_day(
    check_files: Callable[[Files], Checked], path: str, hint: str
) -> None:
    [problem] = [one for one in check_files({path: briefing()}).problems if one.code == "misplaced"]
    assert problem.hint.endswith(hint)


@pytest.mark.parametrize("name", ["m.yml.txt", "m.yaml.txt", "m.md.txt", "m.txt", "m", "m.yml.bak"])
def test_a_briefing_under_another_ending_is_not_green(check_files: Callable[[Files], Checked], name: str) -> None:
    [problem] = check_files({f"{DAY}/{name}": briefing()}).problems
    assert problem.code == "stray-file"
    assert problem.severity == ("warning" if name.endswith(".bak") else "error")


@pytest.mark.skipif(not SHARED.exists(), reason="the shared cases are not beside this repository")
@pytest.mark.parametrize("case", ["hash-cuts-headline", "misleading-yaml-messages"])
def test_the_shared_cases_get_their_reason(case: str) -> None:
    reasons = {
        "conflict": "merge conflict", "curly-colon": "typographic quote", "fullwidth-colon": "full-width colon",
        "nbsp-colon": "no-break space", "nbsp-indent": "no-break space", "hash-title": "is lost", "hash-more": "is lost",
    }  # fmt: skip
    for file in sorted((SHARED / "cases" / case).glob("*.yml")):
        problems = document_of(file.name, file.read_bytes()).problems
        assert problems, file
        assert all(reasons[file.stem] in problem.message for problem in problems)


HOSTILE = {
    "cut values": "".join(f"k{number}: b #1\n" for number in range(17_000)),
    "cut lines": "".join(f"k{number}: b\n  #x\n" for number in range(14_000)),
    "spaces before a hash": "a: b #x" + " " * 250_000 + "y\n",
    "conflicts": "<<<<<<< a\n=======\n>>>>>>> b\n" * 8_000,
    "no-break spaces": "a: b\n" + "\u00a0- b\n" * 40_000,
    "one line of spaces": "a" + " " * 250_000 + "x: y: z\n",
    "full-width colons": "a:\n" + "  - title：x\n" * 15_000,
    "typographic quotes": "a:\n" + "  - “x”\n" * 18_000,
    "pairs": 'a: "' + "\\ud83d\\ude80" * 20_000 + '"\n',
    "halves": '- "\\ud83d"\n' * 20_000,
    "misfits": "a: b\n" + "".join(f"{' ' * (number % 7)}k{number}: b\n" for number in range(18_000)),
    "brackets": "a: [" + "b #x\n" * 50_000,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_is_read_in_bounded_time(name: str) -> None:
    start = time.process_time()
    document = document_of("a.yml", HOSTILE[name].encode())
    assert time.process_time() - start < 5
    assert len(document.problems) <= 10_000
