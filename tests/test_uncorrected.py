"""A published text that changed without a correction, as git knows it."""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from broadsheet.check.changes import uncorrected
from broadsheet.load.document import document_of
from conftest import Files, briefing, run_here, write_files

Make = Callable[[Files], Path]
ONE = "briefings/2026/04/24/one.yml"
NAME = {"GIT_CONFIG_GLOBAL": os.devnull} | {
    f"GIT_{who}_{what}": f"{what}@example.org" for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")
}
WHOLE = """\
title: Ten firms sign a pact
dek: A first of its kind.
summary: |
  Ten firms signed. Two did not.

  More will follow.
key_points:
  - text: Ten signed.
    sources: [1]
  - Two refused.
articles:
  - title: Ten sign
    url: https://one.example/a
    summary: It names them.
    published: 2026-04-24
  - title: Two refuse
    url: https://two.example/b
claims:
  - claim: How many signed
    says: {1: ten, 2: "8"}
"""


def git(root: Path, *arguments: str) -> str:
    done = subprocess.run(
        ["git", *arguments], cwd=root, env={**os.environ, **NAME}, capture_output=True, text=True, check=True
    )
    return done.stdout.strip()


def commit(root: Path) -> str:
    git(root, "init", "-q", "-b", "main") if not (root / ".git").exists() else None
    git(root, "add", "-A")
    git(root, "commit", "-q", "--allow-empty", "-m", "Edition")
    return git(root, "rev-parse", "HEAD")


def warned(root: Path, *arguments: str | Path, **environment: str) -> list[dict[str, object]]:
    done = run_here("check", "--format", "json", *arguments, cwd=root, environment=environment)
    assert done.returncode == 0, done.stderr + done.stdout
    return [problem for problem in json.loads(done.stdout) if problem["code"] == "uncorrected-change"]


@pytest.mark.parametrize(
    ("old", "new", "said", "line"),
    [
        ("title: Ten firms sign", "title: Nine firms sign", "“title”", 1),
        ("A first of", "The first of", "“dek”", 2),
        ("dek: A first of its kind.\n", "", "“dek”", 1),
        ("Two did not", "Two did", "“summary”", 3),
        ("Ten signed.\n    sources", "12 signed.\n    sources", "a key point", 8),
        ("  - Two refused.\n", "", "a key point", 7),
        ("It names them", "It named them", "“summary” of article 1", 14),
        ("published: 2026-04-24", "published: 2026-04-23", "“published” of article 1", 15),
        ("title: Two refuse", "title: Three refuse", "“title” of article 2", 16),
        ("https://two.example/b", "https://two.example/c", "an article that was taken out, a claim", 11),
        ('"8"', '"9"', "a claim", 19),
        ("How many signed", "How few signed", "a claim", 19),
    ],
)
def test_what_reads_otherwise_needs_a_correction(old: str, new: str, said: str, line: int) -> None:
    assert WHOLE.count(old) == 1
    now = document_of(ONE, WHOLE.replace(old, new).encode())
    problem = uncorrected(document_of(ONE, WHOLE.encode()), now, "2026/04/24/one")
    assert problem
    assert (problem.message.split(": ")[1], problem.line) == (said, line)
    assert problem.hint == 'tell readers what was wrong: broadsheet correct 2026/04/24/one "…"'
    corrected = document_of(ONE, f"{WHOLE.replace(old, new)}corrections: [{{date: 2026-04-25, text: x}}]\n".encode())
    assert uncorrected(document_of(ONE, WHOLE.encode()), corrected, "2026/04/24/one") is None


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("title: Ten firms sign a pact", 'title: "Ten  firms sign a pact!"'),
        ("More will follow.", "More will follow. A third refused."),
        ("  Ten firms signed. Two", "  It is done: Ten firms signed; two"),
        ("  - Two refused.\n", "  - New.\n  - text: Two refused\n    sources: [2]\n"),
        ("claims:\n", "  - title: New\n    url: https://three.example/\nclaims:\n"),
        ("https://two.example/b", "http://www.two.example/b/?utm_source=x"),
        ("    published: 2026-04-24\n", "    published: 2026-04-24\n    entities: [A]\n    tone: neutral\n"),
        ("articles:\n", "articles:\n  - {title: First, url: https://zero.example/}\n"),
        ("title: Ten", "rank: 1\ncategory: models\ndesk: D\ntitle: Ten"),
    ],
)
def test_what_is_added_or_written_otherwise_needs_none(old: str, new: str) -> None:
    text = WHOLE.replace(old, new, 1)
    if "zero" in new:
        text = text.replace("{1: ten, 2:", "{2: ten, 3:")
    assert text != WHOLE
    assert uncorrected(document_of(ONE, WHOLE.encode()), document_of(ONE, text.encode()), "x") is None


def test_a_long_read_counts_too_and_a_file_may_become_markdown() -> None:
    before = document_of(ONE, WHOLE.encode())
    longer = document_of("one.md", f"---\n{WHOLE}---\nThe *whole* story.\n".encode())
    assert uncorrected(before, longer, "x") is None
    changed = document_of("one.md", f"---\n{WHOLE}---\n\nA whole story.\n".encode())
    problem = uncorrected(longer, changed, "x")
    assert problem
    assert "the long read" in problem.message


@pytest.mark.parametrize(
    "text", ["", "- a\n", "title: [a]\nkey_points: 3\narticles: [1, {url: 2}]\nclaims: {a: b}\n", "'"]
)
def test_a_broken_version_stops_nothing(text: str) -> None:
    whole, broken = document_of(ONE, WHOLE.encode()), document_of(ONE, text.encode())
    uncorrected(whole, broken, "x")
    uncorrected(broken, whole, "x")


@pytest.mark.slow
def test_check_warns_against_git_until_there_is_a_correction(project: Make) -> None:
    root = project({ONE: briefing(title="Ten firms sign"), "briefings/2026/04/24/two.yml": briefing()})
    commit(root)
    assert warned(root) == []
    write_files(root, {ONE: briefing(title="Nine firms sign"), "briefings/2026/04/25/new.yml": briefing()})
    assert [(found["path"], found["line"], found["severity"]) for found in warned(root)] == [(ONE, 1, "warning")]
    assert warned(root, "briefings/2026/04/25") == []
    done = run_here("correct", "2026/04/24/one", "Nine, not ten.", "--date", "2026-04-25", cwd=root)
    assert done.returncode == 0, done.stderr
    assert warned(root) == []


@pytest.mark.slow
def test_a_branch_is_held_against_where_it_left_the_other(project: Make) -> None:
    root = project({ONE: briefing(title="Ten"), "briefings/2026/04/24/two.yml": briefing(title="Two")})
    commit(root)
    git(root, "checkout", "-q", "-b", "pull")
    (root / ONE).rename(root / ONE.replace(".yml", ".yaml"))
    write_files(root, {ONE.replace(".yml", ".yaml"): briefing(title="Nine")})
    commit(root)
    assert warned(root) == []
    git(root, "checkout", "-q", "main")
    write_files(root, {"briefings/2026/04/24/two.yml": briefing(title="Three")})
    base = commit(root)
    git(root, "checkout", "-q", "pull")
    for since in ("main", base):
        assert [found["path"] for found in warned(root, "--since", since)] == [ONE.replace(".yml", ".yaml")]


@pytest.mark.slow
def test_the_project_may_be_a_folder_of_the_repository(project: Make) -> None:
    root = project({ONE: briefing(title="Ten")})
    commit(root.parent)
    write_files(root, {ONE: briefing(title="Nine")})
    assert [found["path"] for found in warned(root)] == [ONE]


def test_without_git_nothing_is_said_and_nothing_is_run(project: Make, tmp_path: Path) -> None:
    root = project({ONE: briefing()})
    assert warned(root) == []
    assert warned(root, PATH=str(tmp_path)) == []
    done = run_here("check", "--since", "main", cwd=root)
    assert done.returncode == 2
    assert "git knows no commit “main” here" in done.stderr


@pytest.mark.slow
@pytest.mark.parametrize("since", ["nowhere", "--help", "-x", "HEAD:briefings", "main^{tree}", "a b", "$(id)"])
def test_a_name_that_git_does_not_know_is_wrong_usage(project: Make, since: str) -> None:
    root = project({ONE: briefing()})
    commit(root)
    done = run_here("check", f"--since={since}", cwd=root)
    assert (done.returncode, done.stdout) == (2, "")


@pytest.mark.slow
def test_a_hostile_repository_runs_nothing(project: Make, tmp_path: Path) -> None:
    root = project({ONE: briefing(title="Ten"), ".gitattributes": "* filter=evil diff=evil text eol=crlf\n"})
    commit(root)
    write_files(root, {ONE: briefing(title="Nine")})
    ran = tmp_path / "ran"
    script = tmp_path / "evil.sh"
    script.write_text(f"#!/bin/sh\ntouch {ran}\ncat\n", "utf-8")
    script.chmod(0o755)
    for key in (
        "core.fsmonitor", "core.pager", "diff.external", "diff.evil.textconv", "filter.evil.clean", "filter.evil.smudge", "core.sshCommand",
        "uploadpack.packObjectsHook", "core.askPass", "core.editor",
    ):  # fmt: skip
        git(root, "config", key, str(script))
    for hook in ("post-checkout", "pre-commit", "reference-transaction", "post-index-change"):
        (root / ".git" / "hooks" / hook).write_text(script.read_text("utf-8"), "utf-8")
        (root / ".git" / "hooks" / hook).chmod(0o755)
    assert len(warned(root)) == 1
    assert len(warned(root, "--since", "main", GIT_EXTERNAL_DIFF=str(script))) == 1
    assert not ran.exists()
