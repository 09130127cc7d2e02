"""Header fields of a message (RFC 5322), encoded (RFC 2047) and folded here.

Python's own folding differs between versions, loses spaces between encoded words, and encodes addresses in `List-` headers,
where no mail program decodes them.
"""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Iterable, Iterator

LINE = 76  # characters of a line, the most that RFC 2047 allows beside an encoded word
WORD = 75  # characters of an encoded word
LEAST = 24  # characters left on a line, below which an encoded word begins on the next
_BEFORE, _AFTER = {"b": "=?utf-8?b?", "q": "=?utf-8?q?"}, "?="
_FRAME = len("=?utf-8?b?") + len(_AFTER)
_PLAIN = re.compile(r"[!-~]+")
_ATOMS = re.compile(r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~ -]+")
_AS_ITSELF = frozenset(b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789!*+-/")


def text_header(name: str, text: str) -> str:
    """Return a header whose value is text, such as a subject. `text` is one line, its words separated by single spaces.

    Words of ASCII that come first are written as they are, the rest as encoded words. A decoder drops the white space
    between encoded words, so each space is inside one.
    """
    words = text.split(" ") if text else []
    plain = _count_plain(words)
    lines = folded(f"{name}:", words[:plain])
    return "\r\n".join(_encoded(lines, " ".join(words[plain:])) if plain < len(words) else lines) + "\r\n"


def address_header(name: str, display: str, address: str) -> str:
    """Return a header with one address, `address` in ASCII. `display` is the name before it, on one line, or empty."""
    if not display:
        lines = [f"{name}:"]
    elif _count_plain(display.split(" ")) < len(display.split(" ")):
        lines = _encoded([f"{name}:"], display)
    elif _ATOMS.fullmatch(display):
        lines = folded(f"{name}:", display.split(" "))
    else:
        quoted = display.replace("\\", "\\\\").replace('"', '\\"')
        lines = folded(f"{name}:", f'"{quoted}"'.split(" "))
    last = f"<{address}>" if display else address
    return "\r\n".join(_joined(lines, last, fold=bool(display))) + "\r\n"


def token_header(name: str, *tokens: str) -> str:
    """Return a header of ASCII tokens, such as addresses in angle brackets. It is folded between them and never encoded."""
    return "\r\n".join(folded(f"{name}:", tokens)) + "\r\n"


def folded(start: str, words: Iterable[str]) -> list[str]:
    """Return `start` and words as the lines of a header. A line is longer than `LINE` only where one word is."""
    lines = [start]
    for word in words:
        lines = _joined(lines, word, fold=len(lines) > 1 or lines[0] != start)
    return lines


def _joined(lines: list[str], word: str, *, fold: bool = True) -> list[str]:
    """Add a word to the last line, or as a new one. The first word follows the name: some programs lose one that does not."""
    if fold and len(lines[-1]) + 1 + len(word) > LINE:
        return [*lines, f" {word}"]
    return [*lines[:-1], f"{lines[-1]} {word}"]


def _count_plain(words: list[str]) -> int:
    """Return how many words at the beginning can be written as they are: ASCII that fits a line and looks like no code."""
    for place, word in enumerate(words):
        if not _PLAIN.fullmatch(word) or "=?" in word or len(word) >= LINE - 12:
            return place
    return len(words)


def _encoded(lines: list[str], text: str) -> list[str]:
    """Add a text to lines of a header as encoded words, each on a line of its own but the first."""
    coding = "q" if sum(map(_size_in_q, text)) <= 4 * -(-len(text.encode()) // 3) else "b"
    room = LINE - len(lines[-1]) - 1
    if room < LEAST:
        lines, room = [*lines, ""], WORD
    in_code = _in_q if coding == "q" else _in_b
    written = [_BEFORE[coding] + in_code(part) + _AFTER for part in _parts(text, coding, min(room, WORD))]
    return [*lines[:-1], f"{lines[-1]} {written[0]}", *(f" {word}" for word in written[1:])]


def _parts(text: str, coding: str, first: int) -> Iterator[str]:
    """Cut a text between characters, so that each part is an encoded word of at most `WORD`, the first of `first`."""
    room, start, size = _room(coding, first), 0, 0
    for place, character in enumerate(text):
        more = _size_in_q(character) if coding == "q" else len(character.encode())
        if size + more > room and place > start:
            yield text[start:place]
            room, start, size = _room(coding, WORD), place, 0
        size += more
    yield text[start:]


def _room(coding: str, whole: int) -> int:
    """Return how many characters in Q, or bytes in B, fit into an encoded word of `whole` characters."""
    return whole - _FRAME if coding == "q" else (whole - _FRAME) // 4 * 3


def _size_in_q(character: str) -> int:
    if character == " ":
        return 1
    return sum(1 if byte in _AS_ITSELF else 3 for byte in character.encode())


def _in_b(text: str) -> str:
    return b64encode(text.encode()).decode()


def _in_q(text: str) -> str:
    return "".join(
        chr(byte) if byte in _AS_ITSELF else "_" if byte == 0x20 else f"={byte:02X}" for byte in text.encode()
    )
