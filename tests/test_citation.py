"""A briefing can be cited as reference lists and reference managers want it."""

from __future__ import annotations

from broadsheet.pages import Site
from broadsheet.pages.citation import apa, bibtex
from values import archived, told

PATH = "2026/04/24/one"
SITE = Site(name="The Paper & Sons", url="https://paper.example/")


def story_of(title: str):  # type: ignore[no-untyped-def]
    return archived([told(PATH, title=title)]).stories[PATH]


def test_apa_names_paper_day_headline_and_address() -> None:
    address = "https://paper.example/2026/04/24/one/"
    assert apa(SITE, story_of("A thing happened")) == f"The Paper & Sons. (2026, April 24). A thing happened. {address}"
    assert apa(SITE, story_of("Did it?")) == f"The Paper & Sons. (2026, April 24). Did it? {address}"


def test_bibtex_survives_what_tex_would_read_as_commands() -> None:
    assert bibtex(SITE, story_of(r"50% of {A}_b & \input #1 ~ ^ $5")) == "\n".join(
        [
            "@online{2026-04-24-one,",
            r'author="{The Paper \& Sons}",',
            r'title="{50\% of \{A\}\_b \& \textbackslash{}input \#1 \textasciitilde{} \textasciicircum{} \$5}",',
            "date={2026-04-24},",
            "url={https://paper.example/2026/04/24/one/}",
            "}",
        ]
    )
