"""The documents for contributors and editors: what they tell people to paste works, and what they list is so."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from textwrap import dedent

import pytest
import yaml

from broadsheet.model.vocabulary import vocabulary
from conftest import ROOT, Files, run_here

CONTRIBUTING = (ROOT / "CONTRIBUTING.md").read_text("utf-8")
EDITING = ROOT / "docs" / "project" / "editing.md"
DOCUMENTS = [*sorted(ROOT.glob("*.md")), *sorted((ROOT / "docs" / "project").rglob("*.md"))]
WORDS = re.compile(r"(<!-- words: .*? -->\n)(.*?)(<!-- /words -->)", re.DOTALL)


def pasted(document: str) -> list[str]:
    """Return the examples in YAML, as somebody copies them."""
    return [dedent(block) for block in re.findall(r"^ *```yaml\n(.*?)^ *```", document, re.DOTALL | re.MULTILINE)]


def test_what_a_contributor_pastes_is_a_good_briefing(project: Callable[[Files], Path]) -> None:
    briefing, correction = pasted(CONTRIBUTING)
    (name,) = re.findall(r"`(\d{4}/\d\d/\d\d/[a-z-]+\.yml)`", CONTRIBUTING)
    root = project({f"briefings/{name}": f"{briefing}contributors: [Your name]\n{correction}"})
    done = run_here("check", "--format", "json", cwd=root)
    assert json.loads(done.stdout) == []


def vocabulary_in_words() -> str:
    lines = []
    for name in ("label", "tone", "sentiment", "intent", "role"):
        lines += [f"**{name}**", "", "| | |", "|---|---|"]
        lines += [f"| `{key}` | {word.means} |" for key, word in vocabulary()[name].items()]
        lines.append("")
    return "\n" + "\n".join(lines)


def test_editors_find_what_every_word_means() -> None:
    text = EDITING.read_text("utf-8")
    wanted = WORDS.sub(lambda found: found[1] + vocabulary_in_words() + found[3], text)
    if os.environ.get("BROADSHEET_UPDATE_GOLDEN"):
        EDITING.write_text(wanted, "utf-8")
    assert EDITING.read_text("utf-8") == wanted


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda file: file.relative_to(ROOT).as_posix())
def test_links_between_documents_lead_somewhere(document: Path) -> None:
    for target in re.findall(r"\]\(([^)#]+)(?:#[^)]*)?\)", document.read_text("utf-8")):
        if "://" not in target:
            assert (document.parent / " ".join(target.split())).exists(), target


@pytest.mark.slow
@pytest.mark.parametrize(
    ("schema", "file"),
    [
        ("vendor.dependabot", ".github/dependabot.yml"),
        *(("vendor.github-workflows", f".github/workflows/{name}.yml") for name in ("check", "from-issue", "publish")),
    ],
)
def test_github_takes_the_files_that_are_for_it(schema: str, file: str) -> None:
    command = [Path(sys.executable).with_name("check-jsonschema"), "--builtin-schema", schema, ROOT / file]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 0, done.stdout


def test_the_hooks_and_the_container_run_what_there_is() -> None:
    hooks = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text("utf-8"))
    (local,) = yaml.safe_load((ROOT / ".pre-commit-config.yaml").read_text("utf-8"))["repos"]
    assert {hook["id"]: hook["entry"] for hook in hooks} == {hook["id"]: hook["entry"] for hook in local["hooks"]}
    for hook in hooks:
        command, *options = hook["entry"].split()[1:]
        known = run_here(command, "--help")
        assert known.returncode == 0
        assert all(option in known.stdout for option in options)
    container = json.loads((ROOT / ".devcontainer" / "devcontainer.json").read_text("utf-8"))
    assert container["postCreateCommand"] == "make site"
    assert 8000 in container["forwardPorts"]


def test_nobody_is_asked_for_a_review_before_a_publisher_names_somebody() -> None:
    lines = (ROOT / ".github" / "CODEOWNERS").read_text("utf-8").splitlines()
    assert all(line.startswith("#") for line in lines)
