"""Names of authors as people write them, taken out of what metadata fields and bylines contain."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from broadsheet.intake.articles.values import line, plain

MOST_NAMES = 8
_ADDRESS = re.compile(r"(?:mailto:)?[\w.+-]{1,64}@[\w-]+(?:\.[\w-]+)+|(?:https?://|www\.)[^\s()<>\[\]]+|(?<!\w)@\w+")
_EMPTY_BRACKETS = re.compile(r"\(\s*\)|<\s*>|\[\s*\]")
_BY = re.compile(
    r"(?:(?:written|reported|posted|published|words|text|story|article|analysis|opinion|review)\s+)?by(?:\s*:\s*|\s+)|(?:authors?|autore?|auteur|byline)\s*:\s*",
    re.IGNORECASE,
)
# “Von” and “Di” also begin surnames; a byline's word is capitalised and followed by two names at least.
_BY_IN = {"fr": "Par", "es": "Por", "pt": "Por", "it": "Di", "de": "Von", "nl": "Door", "da": "Af", "nb": "Av", "no": "Av", "sv": "Av"}  # fmt: skip
_ROLE_WORDS = (
    r"(?:(?:staff|senior|chief|contributing|associate|managing|deputy|special|guest|freelance|political|science|business|technology|sports?|foreign"
    r"|news|web|digital|executive|assistant)\s+)*(?:staff|writers?|reporters?|editors?|correspondents?|contributors?|columnists?|journalists?|critic)"
)
_ROLE = re.compile(rf"{_ROLE_WORDS}(?:\s+(?:at|for|of|in)\s.*)?", re.IGNORECASE)
_ROLE_AROUND = re.compile(
    r"^(?:staff|senior|contributing)\s+(?:writer|reporter|editor|correspondent)\s+|\s+staff\s+(?:writer|reporter)s?$", re.IGNORECASE
)  # fmt: skip
_NOBODY = {
    *("admin", "administrator", "anonymous", "anon", "author", "authors", "by", "contributor", "default", "editor", "editorial", "guest"),
    *("editorialboard", "editorialstaff", "editorialteam", "editors", "followauthor", "guestauthor", "guestcontributor", "na", "newsdesk"),
    *("newsroom", "newsteam", "nil", "noauthor", "none", "null", "objectobject", "person", "redaccion", "redaktion", "redaction", "root"),
    *("staff", "staffreporter", "staffwriter", "superuser", "team", "test", "theeditors", "undefined", "unknown", "unknownauthor", "user"),
    *("various", "variousauthors", "webmaster", "writer", "wpadmin"),
}  # fmt: skip
_SUFFIX = re.compile(
    r"(?:jr|sr|ii|iii|iv|inc|ltd|llc|gmbh|ag|co|corp|plc|ph\.?d|m\.?d|m\.?a|esq|mba|rn|frs)\.?", re.IGNORECASE
)
_PARTICLES = {
    *("von", "van", "de", "der", "den", "dem", "del", "della", "di", "da", "das", "do", "dos", "du", "la", "le", "los", "las", "el", "al"),
    *("bin", "bint", "ibn", "ben", "ter", "ten", "te", "zu", "zur", "zum", "af", "av", "y", "e", "i", "vom", "st", "'t", "d", "des", "dal"),
}  # fmt: skip
_ORGANISATION = re.compile(
    r"\b(?:agency|association|bureau|cent(?:er|re)|committee|company|contributors|council|department|foundation|group|institute|ministry|news|office"
    r"|organi[sz]ation|press|society|team|university|union|works)\b",
    re.IGNORECASE,
)  # fmt: skip
_OUTSIDE = r"(?![^()]*\))"  # of brackets
_BETWEEN = re.compile(rf"\s*(?:[;|•·、，\n]|\s/\s|(?<=[a-z])/(?=[A-Z])){_OUTSIDE}\s*")
_IN_BRACKETS = re.compile(r"\([^()]*\)")
_COMMA = re.compile(rf",{_OUTSIDE}")
_AND = re.compile(rf"\s+(?:and|&|und|et|y|e|og|och|en|with|con|avec|mit)\s+{_OUTSIDE}")
_MARKS = re.compile(r"[{}<>=\\%$]|\[|\]|://")
_DOMAIN = re.compile(r"[\w-]+(?:\.[\w-]+)*\.[a-z]{2,12}")
_SLUG = re.compile(r"[a-z0-9]+(?:[-_][a-z0-9]+)+")
_MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}"
_SEEN_END = re.compile(
    rf"\d|\b{_MONTH}\.?,?\s+\d|\b(?:mon|tues|wednes|thurs|fri|satur|sun)day\b|\b(?:published|updated|posted|last updated|on)\b", re.IGNORECASE
)  # fmt: skip


def people(
    texts: Iterable[str], *, language: str = "", not_these: Iterable[str] = (), inverted: bool = False
) -> list[str]:
    """Return the names in metadata values: each once, the given name first, at most MOST_NAMES.

    Addresses, paths, handles, offices and placeholders are no names; neither is one of `not_these`, such as the publisher's.
    `inverted` says that a value with one comma is “Last, First”, as in citation tags. Without it only a value that can
    be nothing else is turned round.
    """
    unwanted = {plain(name) for name in not_these} | _NOBODY
    kept: dict[str, str] = {}
    for text in texts:
        for name in _names(line(text, 400), language, inverted=inverted):
            if plain(name) not in unwanted and not _ROLE.fullmatch(name):
                kept.setdefault(plain(name), name)
    return [*kept.values()][:MOST_NAMES]


def people_seen(text: str, *, language: str = "", not_these: Iterable[str] = ()) -> list[str]:
    """Return the names in a byline that readers see, which may go on with a date or an office: “By A B, 3 May 2026”."""
    pieces: list[str] = []
    for one in text.split("\n"):
        whole = _without_by(line(one, 400), language)
        end = _SEEN_END.search(whole)
        if piece := (whole[: end.start()] if end else whole).strip(" ,;:|•·–—-"):
            pieces.append(piece)
        if end or pieces:  # what follows on lines of its own is an office or a biography
            break
    return [name for name in people(pieces, language=language, not_these=not_these) if is_person(name)]


def begins_with_by(text: str, language: str = "") -> bool:
    """Whether a text begins as bylines do: “By”, “Par” in French, “Von” in German and so on."""
    clean = line(text, 400)
    return _without_by(clean, language) != clean


def is_person(name: str) -> bool:
    """Whether a text has the form of a person's name: two to six capitalised words, or letters of a script without capitals."""
    words = name.split()
    if not any(character.isupper() for character in name):
        return (
            2 <= len(name) <= 20
            and all(character.isalpha() or character in " ·・" for character in name)
            and not name.islower()
        )
    return 2 <= len(words) <= 6 and all(
        word[0].isupper() or word.casefold().strip(".") in _PARTICLES or word[1:2] in "'’" for word in words
    )


def _names(text: str, language: str, *, inverted: bool) -> Iterator[str]:
    """Yield the names in one value, not yet told from offices and placeholders."""
    text = _EMPTY_BRACKETS.sub(" ", _ADDRESS.sub(" ", text))
    text = _without_by(" ".join(text.split()).strip(" ,;:|–—-"), language)
    if text.startswith("(") and text.endswith(")"):
        text = text[1:-1]
    for value in _BETWEEN.split(text):
        if _is_no_name(value):
            continue
        if _ORGANISATION.search(value):
            yield value
            continue
        for name in _told_apart(_with_suffixes(_COMMA.split(value)), inverted=inverted):
            if _ROLE.fullmatch(name):
                continue
            clean = _ROLE_AROUND.sub("", name).strip(" ,;:|–—-")
            if clean.casefold().endswith(" staff"):  # of an agency; of a department it names nobody
                clean = clean[:-6] if clean.count(" ") == 1 else ""
            if not _is_no_name(clean):
                yield clean


def _without_by(text: str, language: str) -> str:
    """Return a byline without its first word."""
    if found := _BY.match(text):
        return text[found.end() :]
    word = _BY_IN.get(language.partition("-")[0].lower(), "" if language else "Par")
    if word and text.startswith(f"{word} "):
        rest = text[len(word) + 1 :]
        names = rest.split()
        given = [name for name in names if name[:1].isupper()]
        least = 2 if word.casefold() in _PARTICLES else 1
        if len(given) >= least and names[0] in given:
            return rest
    return text


def _with_suffixes(parts: Sequence[str]) -> list[str]:
    """Return the parts between commas, with “Jr.”, “PhD” and “Inc.” put back behind the name that they belong to."""
    kept: list[str] = []
    for part in filter(None, (part.strip() for part in parts)):
        if kept and _SUFFIX.fullmatch(part):
            kept[-1] += f", {part}"
        else:
            kept.append(part)
    return kept


def _told_apart(parts: Sequence[str], *, inverted: bool) -> Iterator[str]:
    """Yield the names that stand between commas and words such as “and”, the given name first."""
    if len(parts) == 2 and _is_inverted(*parts, surely=inverted):
        last, comma, suffix = parts[0].partition(",")
        yield f"{parts[1]} {last}{comma}{suffix}"
        return
    if inverted and len(parts) > 2 and len(parts) % 2 == 0 and all(" " not in part for part in parts[::2]):
        yield from (f"{first} {last}" for last, first in zip(parts[::2], parts[1::2], strict=True))
        return
    for part in parts:
        bare = re.sub(r"^(?:and|&|und|et)\s+", "", part)
        names = _AND.split(bare)
        yield from names if all(" " in name for name in names) else [bare]


def _is_inverted(last: str, first: str, *, surely: bool) -> bool:
    words, given = last.partition(",")[0].split(), first.split()
    if not words or not given or _AND.search(first) or _AND.search(last):
        return False
    surname = [word for word in words if word.casefold() not in _PARTICLES]
    if surely:
        return len(surname) <= 3 and len(given) <= 4
    return len(surname) == 1 and len(given) <= 3 and words[0] != words[0].upper() and not _ROLE.fullmatch(first)


def _is_no_name(text: str) -> bool:
    """Whether a text cannot be a name: it is empty, an address, a path, a placeholder of a template or an identifier."""
    if not any(character.isalpha() for character in text) or _MARKS.search(text):
        return True
    words = _IN_BRACKETS.sub(" ", text).split()
    if len(text) > 120 or (len(words) > 8 and not _ORGANISATION.search(text)):
        return True
    if text.startswith(("/", "./", "#", "@")) or (" " not in text and "/" in text):
        return True
    return bool(_DOMAIN.fullmatch(text) or _SLUG.fullmatch(text))
