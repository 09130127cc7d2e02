from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from broadsheet.archive import Archive, Mention
from broadsheet.model import Entity
from broadsheet.model.registries import Registries, fold
from conftest import briefing, examples
from values import ArchiveOf, archived, told

PATH = "2026/04/24/a"

REGISTRY = """\
OpenAI: {kind: organisation, aliases: [Open Artificial Intelligence, OAI], description: A company.}
C++: {kind: technology}
Sam Altman: {kind: person, slug: altman}
stop: [Artificial intelligence, AI]
"""


def with_registry(archive_of: ArchiveOf, *entities: str) -> Archive:
    names = ", ".join(f'"{name}"' for name in entities)
    return archive_of(
        {
            f"briefings/{PATH}.yml": briefing(
                articles=f'\n  - {{title: A, url: "https://example.org/", entities: [{names}]}}'
            ),
            "briefings/entities.yml": REGISTRY,
        }
    )


@pytest.mark.parametrize(
    "spelling",
    [
        "OpenAI",
        "Open AI",
        "open-ai",
        "OPEN_AI",
        "openai",
        "Open‑AI",
        "ＯｐｅｎＡＩ",
        "OAI",
        "oai",
        "Open Artificial Intelligence",
    ],
)
def test_every_spelling_and_alias_is_shown_as_the_registered_name(archive_of: ArchiveOf, spelling: str) -> None:
    archive = with_registry(archive_of, spelling)
    assert archive.stories[PATH].entities == (Mention(name="OpenAI", slug="openai"),)
    assert archive.subjects["openai"].kind == "organisation"
    assert archive.subjects["openai"].aliases == ("Open Artificial Intelligence", "OAI")


def test_one_entity_in_two_spellings_is_mentioned_once(archive_of: ArchiveOf) -> None:
    assert len(with_registry(archive_of, "Open AI", "OAI", "openai").stories[PATH].entities) == 1


@pytest.mark.parametrize(
    "other",
    [
        "O'Brien Labs",
        "OʼBrien Labs",
        "O‘Brien labs",
        "O`Brien Labs",
        "O＇BRIEN LABS",
        "O’Brien\u00a0Labs",
        "O’Brien\u200bLabs",
        "O’Bri\u00aden—Labs",
    ],
)
def test_apostrophes_and_what_cannot_be_seen_make_no_other_entity(other: str) -> None:
    archive = archived([told(PATH, entities=["O’Brien Labs"]), told("2026/04/25/b", entities=[other])])
    assert list(archive.subjects) == ["obrien-labs"]
    assert archive.subjects["obrien-labs"].stories == ("2026/04/25/b", PATH)


@given(st.text(max_size=20))
def test_a_folded_name_folds_to_itself(name: str) -> None:
    assert fold(fold(name)) == fold(name)


def test_a_generic_name_is_shown_but_has_no_page(archive_of: ArchiveOf) -> None:
    archive = with_registry(archive_of, "artificial-intelligence", "AI", "OpenAI")
    assert [mention.slug for mention in archive.stories[PATH].entities] == [None, None, "openai"]
    assert list(archive.subjects) == ["openai"]


def test_a_registered_address_is_used(archive_of: ArchiveOf) -> None:
    archive = with_registry(archive_of, "sam altman", "C++")
    assert [(mention.name, mention.slug) for mention in archive.stories[PATH].entities] == [
        ("Sam Altman", "altman"),
        ("C++", "c-plus-plus"),
    ]


def test_names_that_only_look_alike_stay_apart() -> None:
    story = archived([told(PATH, entities=["GPT-5.4", "GPT-5.5", "C", "C++", "C#", "Met", "Meta"])]).stories[PATH]
    assert len({mention.slug for mention in story.entities}) == 7


def test_without_a_registry_the_most_common_spelling_is_shown() -> None:
    archive = archived(
        [
            told(PATH, entities=["open ai"]),
            told("2026/04/25/b", entities=["OpenAI"]),
            told("2026/04/26/c", entities=["OpenAI", "Other"]),
        ]
    )
    assert {mention.name for story in archive.stories.values() for mention in story.entities} == {"OpenAI", "Other"}


def test_the_entities_that_more_articles_name_come_first() -> None:
    articles = [
        {"title": "A", "url": f"https://example.org/{n}", "entities": names}
        for n, names in enumerate([("X", "Y"), ("Y", "Z"), ("Z", "Y")])
    ]
    assert [mention.name for mention in archived([told(PATH, articles=articles)]).stories[PATH].entities] == [
        "Y",
        "Z",
        "X",
    ]


def test_a_subject_knows_its_stories_newest_first_and_the_most_covered_comes_first() -> None:
    archive = archived(
        [told(PATH, entities=["X", "Y"]), told("2026/04/25/b", entities=["y"]), told("2026/04/26/c", entities=["Z"])]
    )
    assert list(archive.subjects) == ["y", "x", "z"]
    assert archive.subjects["y"].stories == ("2026/04/25/b", PATH)


def test_a_spelling_that_becomes_common_changes_the_name_but_not_the_address() -> None:
    old = told(PATH, entities=["open ai"])
    assert archived([old]).stories[PATH].entities == (Mention(name="open ai", slug="open-ai"),)
    newer = [told(f"2026/04/2{n}/b", entities=["OpenAI"]) for n in (5, 6)]
    assert archived([old, *newer]).stories[PATH].entities == (Mention(name="OpenAI", slug="open-ai"),)


def test_an_address_that_the_registry_keeps_for_one_entity_is_never_lent_to_another() -> None:
    registries = Registries(entities={"Foo Bar": Entity(slug="acme")}, names={"foobar": "Foo Bar"})
    old = told(PATH, entities=["Acme"])
    before = archived([old], registries).stories[PATH].entities
    after = archived([old, told("2026/04/25/b", entities=["Foo Bar"])], registries)
    assert after.stories[PATH].entities == before
    assert after.stories["2026/04/25/b"].entities == (Mention(name="Foo Bar", slug="acme"),)


SPELLINGS = [
    "Open AI",
    "OpenAI",
    "open-ai",
    "C",
    "C++",
    "C plus plus",
    "AT&T",
    "AT and T",
    "Acme",
    "ACME Ltd",
    "🤖",
    "深度求索",
    "Deep",
    "de ep",
    "x",
    "X!",
]
REGISTERED = {
    "Foo Bar": Entity(slug="acme"),
    "Deep": Entity(aliases=("Deep Inc",)),
    "Eks": Entity(slug="x"),
    "Ltd": Entity(slug="acme"),
}
REGISTRIES = Registries(
    entities=REGISTERED,
    names={fold(spelling): name for name, entity in REGISTERED.items() for spelling in (name, *entity.aliases)},
    stopped=frozenset({fold("AT and T")}),
)
DAYS = st.lists(st.lists(st.sampled_from([*SPELLINGS, *REGISTERED, "Deep Inc"]), max_size=4), min_size=1, max_size=8)


def archive_through(days: Sequence[Sequence[str]], registries: Registries) -> Archive:
    return archived([told(f"2026/04/{day:02}/a", entities=names) for day, names in enumerate(days, 1)], registries)


def addresses(archive: Archive, days: Sequence[Sequence[str]], registries: Registries) -> dict[str, str | None]:
    """Return folded name -> slug, as the stories show it."""
    found = {}
    for day, names in enumerate(days, 1):
        for mention in archive.stories[f"2026/04/{day:02}/a"].entities:
            found[fold(mention.name)] = mention.slug
        assert {fold(registries.registered_entity(name) or name) for name in names} == {
            fold(m.name) for m in archive.stories[f"2026/04/{day:02}/a"].entities
        }
    return found


@pytest.mark.slow
@given(DAYS, DAYS, st.sampled_from([Registries(), REGISTRIES]))
@settings(deadline=None, max_examples=examples(50))
def test_a_newer_briefing_never_moves_the_page_of_an_entity(
    old: list[list[str]], new: list[list[str]], registries: Registries
) -> None:
    before = addresses(archive_through(old, registries), old, registries)
    after = addresses(archive_through(old + new, registries), old + new, registries)
    assert before == {key: after[key] for key in before}


@given(DAYS, st.sampled_from([Registries(), REGISTRIES]))
@settings(deadline=None)
def test_two_entities_never_share_an_address(days: list[list[str]], registries: Registries) -> None:
    slugs = [slug for slug in addresses(archive_through(days, registries), days, registries).values() if slug]
    assert len(slugs) == len(set(slugs))
