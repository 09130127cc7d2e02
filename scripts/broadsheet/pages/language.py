"""In which language, and in which direction, a text is to be read."""

from __future__ import annotations

from html import escape

_RIGHT_TO_LEFT = {"ar", "arc", "ckb", "dv", "fa", "he", "iw", "ks", "ku", "nqo", "ps", "sd", "syr", "ug", "ur", "yi"}
_SCRIPTS = {"arab", "hebr", "thaa", "nkoo", "syrc", "adlm", "rohg"}


def direction(language: str) -> str:
    """Return `rtl` or `ltr` for a BCP 47 tag; a script in the tag (`ku-Latn`) outweighs the language."""
    first, *rest = language.lower().split("-")
    script = next((part for part in rest if len(part) == 4 and part.isalpha()), None)
    return "rtl" if (script in _SCRIPTS if script else first in _RIGHT_TO_LEFT) else "ltr"


def lang_html(language: str | None, around: str = "") -> str:
    """Return ` lang="…" dir="…"` for an element whose language differs from the one around it, else nothing."""
    if not language or language.lower() == around.lower():
        return ""
    return f' lang="{escape(language)}" dir="{direction(language)}"'
