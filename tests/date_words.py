"""Write the names of months and weekdays from CLDR: `python tests/date_words.py > scripts/broadsheet/text/date_words.py`.

Babel brings CLDR, and comes with Material for MkDocs. The table is committed because loading sixty languages takes two
seconds, and so that a date is read the same whichever CLDR is installed.
"""

from __future__ import annotations

import re
from collections import defaultdict

from babel import Locale
from babel.core import get_global

from broadsheet.text.dates import folded

WORDS = re.compile(r"(?:[^\W\d_]|[\u0900-\u0e7f])+")
LANGUAGES = re.findall(
    r"\w+",
    "af ar ar_DZ ar_MA ar_SY ar_SA az be bg bn bs ca cs cy da de de_AT el en en_AU en_GB es es_MX et eu fa fi fil fr fr_CA ga gl gu "
    "he hi hr hu hy id is it ja ka kk kn ko lt lv mk ml mr ms mt nb ne nl nn pa pl pt pt_PT ro ru sk sl sq sr sr_Latn sv sw ta te th "
    "tr uk ur uz vi zh zh_Hant",
)


def main() -> None:
    """Print the module."""
    tables: dict[str, dict[str, set[int]]] = {"MONTHS": defaultdict(set), "WEEKDAYS": defaultdict(set)}
    for language in LANGUAGES:
        locale = Locale.parse(language)
        for table, names in ((tables["MONTHS"], locale.months), (tables["WEEKDAYS"], locale.days)):
            for context in ("format", "stand-alone"):
                for width in ("wide", "abbreviated"):
                    for number, name in names[context][width].items():
                        if word := word_of(name):
                            table[word].add(number)
    print('"""Names of months and weekdays in the languages of newspapers, folded; made by tests/date_words.py."""\n')
    print("from __future__ import annotations\n")
    print(f"# From CLDR {get_global('cldr')['version']}, © Unicode, Inc., Unicode License v3.")
    print(
        "# The number of a month (1 is January) or of a weekday (0 is Monday) or of several -> the words that mean it."
    )
    for name, table in tables.items():
        words: dict[tuple[int, ...], list[str]] = defaultdict(list)
        for word, numbers in table.items():
            words[tuple(sorted(numbers))].append(word)
        print(f"{name}: dict[tuple[int, ...], str] = {{")
        for numbers, known in sorted(words.items()):
            print(f"    {numbers}: (")
            line = ""
            for word in sorted(known):
                if len(line) + len(word) > 96:
                    print(f'        "{line}"')
                    line = ""
                line += f"{word} "
            print(f'        "{line.rstrip()}"\n    ),')
        print("}")


def word_of(name: str) -> str:
    """Return a name as a text has it after folding, or nothing where it is a number or several words."""
    words = [word for word in WORDS.findall(folded(name)) if word not in ("de", "d")]
    return words[0] if len(words) == 1 and not any(letter.isdigit() for letter in name) else ""


if __name__ == "__main__":
    main()
