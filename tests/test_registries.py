"""The three registry files: what they may hold, and what spellings and domains they then stand for."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from broadsheet.check import Checked
from broadsheet.model.registries import Registries, fold
from conftest import Files

Check = Callable[[Files], Checked]


def read(check_files: Check, **files: str) -> tuple[Registries, list[tuple[int, str]]]:
    checked = check_files({f"briefings/{name}.yml": text for name, text in files.items()})
    return checked.registries, [(problem.line, problem.code) for problem in checked.problems]


@pytest.mark.parametrize(
    "name", ["OpenAI", "openai", "OPEN AI", "open-ai", "Open_AI", "Open\u00a0AI", "Open\u2011AI", "ＯｐｅｎＡＩ"]
)
def test_spellings_meet_without_case_spaces_hyphens_and_underscores(name: str, check_files: Check) -> None:
    registries, problems = read(check_files, entities="OpenAI: {kind: organisation}\n")
    assert problems == []
    assert registries.registered_entity(name) == "OpenAI"


@pytest.mark.parametrize("name", ["OpenAI.com", "OpenA", "Open+AI", ""])
def test_other_names_do_not_meet(name: str, check_files: Check) -> None:
    registries, _ = read(check_files, entities="OpenAI: {kind: organisation}\n")
    assert registries.registered_entity(name) is None


def test_an_alias_stands_for_the_registered_name(check_files: Check) -> None:
    registries, problems = read(check_files, entities="DeepSeek: {aliases: [深度求索, DeepSeek-AI]}\nC++:\nC#:\n")
    assert problems == []
    assert [registries.registered_entity(name) for name in ("深度求索", "deepseek ai", "C++", "c#", "C")] == [
        "DeepSeek",
        "DeepSeek",
        "C++",
        "C#",
        None,
    ]


def test_an_alias_that_repeats_its_own_name_is_no_collision(check_files: Check) -> None:
    assert read(check_files, entities="OpenAI: {aliases: [Open AI, open-ai]}\n")[1] == []


def test_two_entities_may_not_share_a_spelling(check_files: Check) -> None:
    registries, problems = read(
        check_files, entities="Mythos:\nClaude Mythos:\n  aliases:\n    - Claude\n    - mythos\nmy-thos:\n"
    )
    assert problems == [(5, "alias-collision"), (6, "alias-collision")]
    assert registries.registered_entity("MYTHOS") == "Mythos"


def test_the_stop_list_holds_names_in_any_spelling(check_files: Check) -> None:
    registries, problems = read(check_files, entities="stop: [Artificial intelligence, AI]\n")
    assert problems == []
    assert registries.is_stopped("artificial-intelligence")
    assert not registries.is_stopped("AI Business")
    assert not registries.entities


def test_publishers_of_one_family_or_owner_are_one_voice(check_files: Check) -> None:
    groups = {
        "a.com": "family: F, owner: O",
        "b.com": "family: F",
        "c.com": "owner: O",
        "d.com": "owner: O",
        "e.com": "kind: blog",
    }
    text = "".join(f"{domain}: {{name: {domain}, {group}}}\n" for domain, group in groups.items())
    registries, problems = read(check_files, publishers=text)
    assert problems == []
    assert [registries.voice_of(domain) for domain in groups] == ["F", "F", "O", "O", "e.com"]
    assert registries.voice_of("unknown.org") == "unknown.org"


@pytest.mark.parametrize(
    "domain",
    [
        "example.org",
        "bbc.co.uk",
        "gov.uk",
        "xn--mnchen-3ya.de",
        "münchen.de",
        "192.0.2.7",
        "'2001:db8::1'",
        "Example.NET",
    ],
)
def test_a_registrable_domain_is_a_publishers_key(domain: str, check_files: Check) -> None:
    registries, problems = read(check_files, publishers=f"{domain}: {{name: A}}\n")
    assert problems == []
    [key] = registries.publishers
    assert key.isascii()
    assert key == key.lower()


@pytest.mark.parametrize(
    "domain",
    [
        "www.example.org",
        "news.bbc.co.uk",
        "https://example.org",
        "example.org/news",
        "example.org:443",
        "a b.com",
        "''",
        "me@example.org",
    ],
)
def test_anything_else_is_not(domain: str, check_files: Check) -> None:
    registries, problems = read(check_files, publishers=f"{domain}: {{name: A}}\nexample.com: {{name: B}}\n")
    assert problems == [(1, "bad-domain")]
    assert list(registries.publishers) == ["example.com"]


@pytest.mark.parametrize("twin", ["Example.ORG", "EXAMPLE.org"])
def test_one_domain_in_two_spellings_is_reported(twin: str, check_files: Check) -> None:
    registries, problems = read(check_files, publishers=f"example.org: {{name: A}}\n{twin}: {{name: B}}\n")
    assert [line for line, _ in problems] == [2]
    assert registries.publishers["example.org"].name == "A"


def test_categories_stand_in_their_order_and_then_by_key(check_files: Check) -> None:
    registries, problems = read(check_files, categories="b: B\na: {label: A}\nz: {label: Z, order: 1}\n")
    assert problems == []
    assert [(key, category.label) for key, category in registries.categories.items()] == [
        ("z", "Z"),
        ("a", "A"),
        ("b", "B"),
    ]


@pytest.mark.parametrize("key", ["Models", "models & more", "models_", "-models", "модели"])
def test_a_category_that_cannot_be_an_address_is_an_error(key: str, check_files: Check) -> None:
    assert read(check_files, categories=f"{key}: A label\n")[1] == [(1, "bad-category-key")]


def test_a_wrong_entry_is_left_out_and_the_others_stand(check_files: Check) -> None:
    registries, problems = read(
        check_files, publishers="a.com: {nme: A}\nb.com: {name: B}\n", entities="X: {kinds: person}\nY:\n"
    )
    assert [code for _, code in problems] == ["unknown-key", "unknown-key"]
    assert (list(registries.publishers), list(registries.entities)) == (["b.com"], ["Y"])


@pytest.mark.parametrize("text", ["", "# later\n", "{}\n"])
def test_empty_registries_are_fine(text: str, check_files: Check) -> None:
    registries, problems = read(check_files, publishers=text, entities=text, categories=text)
    assert problems == []
    assert [*registries.publishers, *registries.entities, *registries.categories] == []


def test_fold_keeps_what_tells_names_apart() -> None:
    assert len({fold(name) for name in ("C", "C++", "C#", "GPT-5.4", "GPT-5.5", "Über", "Uber")}) == 7
