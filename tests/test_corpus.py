"""A month of real clusters goes through: what `check` says of them is true, and all of them become a newspaper."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
import yaml

import clusters
from broadsheet.check import check
from broadsheet.load import list_tree
from broadsheet.model.sites import well_known
from broadsheet.problems import Problem
from built_site import broken_links, file_at, hooks, page, page_names, shipped_registry, source_counts, words
from clusters import CORPUS, corpus_files
from conftest import ROOT, make_project, run_broadsheet

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not CORPUS.exists(), reason="the shared corpus is not beside this repository"),
]
LONGEST_BYLINE = 500
REGISTRIES = {
    f"briefings/{name}.yml": (ROOT / "briefings" / f"{name}.yml").read_bytes()
    for name in ("categories", "publishers", "entities")
}


def alike(name: str) -> str:
    """Return the letters and digits of a name."""
    return re.sub(r"[\W_]", "", name.casefold())


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> tuple[Problem, ...]:
    """Everything that check says of the corpus beside the registries of this repository."""
    root = make_project(tmp_path_factory.mktemp("checked") / "project", {**REGISTRIES, **corpus_files()})
    return check(list_tree(root)).problems


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The corpus as a newspaper; bylines are shortened as check asks, and nothing is left out."""
    files = {}
    for path, text in corpus_files().items():
        keys = yaml.load(text, Loader=yaml.BaseLoader)
        for article in keys["articles"]:
            if len(article.get("author", "")) > LONGEST_BYLINE:
                article["author"] = article["author"][:80].rsplit(",", 1)[0] + " et al."
        files[path] = yaml.safe_dump(keys, allow_unicode=True, sort_keys=False)
    root = make_project(tmp_path_factory.mktemp("built") / "project", files)
    done = run_broadsheet("build", "--root", root)
    said = [line for line in done.stderr.splitlines() if not line.startswith("    →")]
    assert (done.returncode, [line for line in said if ": warning: " not in line]) == (0, [])
    assert "178 briefings, 30 editions" in done.stdout
    return root / "site"


def test_the_only_errors_are_bylines_of_hundreds_of_authors_and_the_message_says_that(
    found: tuple[Problem, ...],
) -> None:
    expected = {
        (path, f"“author” of article {number} is longer than {LONGEST_BYLINE} characters")
        for path, keys in map(clusters.convert, clusters.clusters())
        for number, article in enumerate(keys["articles"], 1)
        if len(article.get("author", "")) > LONGEST_BYLINE
    }
    wrong = [problem for problem in found if problem.severity == "error"]
    assert len(expected) == 2
    assert {(problem.path, problem.message) for problem in wrong} == expected
    assert {problem.hint for problem in wrong} == {"shorten it"}


def test_every_unregistered_publisher_is_named_once_with_what_to_do(found: tuple[Problem, ...]) -> None:
    used = {domain for _, keys in map(clusters.convert, clusters.clusters()) for domain in source_counts(keys)}
    said = [problem for problem in found if problem.code == "unknown-publisher"]
    assert sorted(problem.message.split()[0] for problem in said) == sorted(
        used - shipped_registry("publishers").keys() - well_known().sites.keys()
    )
    assert all("add a line" in problem.hint or "did you mean" in problem.hint for problem in said)


def test_names_called_misspelt_are_the_registered_ones_but_for_punctuation(found: tuple[Problem, ...]) -> None:
    said = [problem for problem in found if problem.code == "entity-spelling"]
    assert said
    for problem in said:
        written, registered = re.findall("“([^”]*)”", problem.message)
        assert alike(written) == alike(registered), problem


def test_nothing_else_is_said(found: tuple[Problem, ...]) -> None:
    of_sourcing = {"duplicate-story", "stray-article", "copied-summary"}
    assert {problem.code for problem in found} == {"bad-length", "unknown-publisher", "entity-spelling", *of_sourcing}


def test_all_of_it_becomes_a_newspaper_whose_links_lead_somewhere(site: Path) -> None:
    assert broken_links(site) == []
    shown = [path for name in page_names(site) for path in hooks(page(site, name), "path")]
    assert len(shown) == len(set(shown)) == 178


def test_titles_summaries_and_counts_come_through(site: Path) -> None:
    for file, keys in map(clusters.convert, clusters.clusters()):
        path = file.removeprefix("briefings/").removesuffix(".yml")
        html = page(site, f"{path}/")
        assert words(html.xpath("//h1")[0]) == " ".join(keys["title"].split())
        assert len(html.find_class("article-card")) == sum("summary" in article for article in keys["articles"])
        data = json.loads(file_at(site, f"{path}/index.json").read_bytes())
        assert data["source_counts"] == source_counts(keys)
        assert data["summary"] == keys["summary"].strip()


def test_the_days_are_ordered_as_the_corpus_ranks_them(site: Path) -> None:
    by_day: dict[str, list[tuple[int, str]]] = {}
    for file, keys in map(clusters.convert, clusters.clusters()):
        by_day.setdefault(keys["date"].replace("-", "/"), []).append(
            (keys["rank"], file.removeprefix("briefings/").removesuffix(".yml"))
        )
    for day, ranked in by_day.items():
        assert hooks(page(site, f"{day}/"), "story") == [path for _, path in sorted(ranked)]
