"""In which language, and in which direction, a text is to be read."""

from __future__ import annotations

from html import escape

_RIGHT_TO_LEFT = {"ar", "arc", "ckb", "dv", "fa", "he", "iw", "ks", "ku", "nqo", "ps", "sd", "syr", "ug", "ur", "yi"}
_COUNTRIES = {
    "ar": "SA", "bg": "BG", "bn": "IN", "ca": "ES", "cs": "CZ", "da": "DK", "de": "DE", "el": "GR", "en": "US", "es": "ES",
    "et": "EE", "fa": "IR", "fi": "FI", "fr": "FR", "he": "IL", "hi": "IN", "hr": "HR", "hu": "HU", "id": "ID", "it": "IT",
    "ja": "JP", "ko": "KR", "lt": "LT", "lv": "LV", "nb": "NO", "nl": "NL", "pl": "PL", "pt": "PT", "ro": "RO", "ru": "RU",
    "sk": "SK", "sl": "SI", "sr": "RS", "sv": "SE", "th": "TH", "tr": "TR", "uk": "UA", "ur": "PK", "vi": "VN", "zh": "CN",
}  # fmt: skip
_SCRIPTS = {"arab", "hebr", "thaa", "nkoo", "syrc", "adlm", "rohg"}


def direction(language: str) -> str:
    """Return `rtl` or `ltr` for a BCP 47 tag; a script in the tag (`ku-Latn`) outweighs the language."""
    first, *rest = language.lower().split("-")
    script = next((part for part in rest if len(part) == 4 and part.isalpha()), None)
    return "rtl" if (script in _SCRIPTS if script else first in _RIGHT_TO_LEFT) else "ltr"


def locale_of(language: str) -> str:
    """Return `en_GB` for a BCP 47 tag, with the country where most of its readers live when it names none.

    It is empty where that is not known, and for American English, which is what a page without a word of it is taken
    to be in: every page pays for these bytes.
    """
    first, *rest = language.split("-")
    country = next((part.upper() for part in rest if len(part) == 2), _COUNTRIES.get(first.lower(), ""))
    found = f"{first.lower()}_{country}" if country else ""
    return "" if found == "en_US" else found


def lang_html(language: str | None, around: str = "") -> str:
    """Return ` lang="…" dir="…"` for an element whose language differs from the one around it, else nothing."""
    if not language or language.lower() == around.lower():
        return ""
    return f' lang="{escape(language)}" dir="{direction(language)}"'
