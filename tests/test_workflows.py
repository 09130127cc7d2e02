"""The workflows: nobody's word but ours is run, nothing is granted that is not needed, and their steps work."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from built_site import differing, page
from conftest import ROOT, Files, briefing, write_files

WORKFLOWS = sorted((ROOT / ".github" / "workflows").glob("*.y*ml"))
PUBLISH, CHECK, FROM_ISSUE = (
    ROOT / ".github" / "workflows" / f"{name}.yml" for name in ("publish", "check", "from-issue")
)
SITE = "https://name.github.io/paper"
ARTIFACT = "https://github.com/name/paper/actions/runs/1/artifacts/2"


@cache
def workflow(file: Path) -> dict[str, Any]:
    return dict(yaml.load(file.read_text("utf-8"), Loader=yaml.BaseLoader))  # else `on` would be true


def steps(file: Path) -> list[dict[str, Any]]:
    return [step for job in workflow(file)["jobs"].values() for step in job["steps"]]


@pytest.mark.slow
@pytest.mark.parametrize("file", WORKFLOWS, ids=lambda file: file.name)
def test_zizmor_finds_nothing(file: Path) -> None:
    zizmor = Path(sys.executable).with_name("zizmor")
    command = [zizmor, "--offline", "--persona=pedantic", "--no-progress", file]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize("file", WORKFLOWS, ids=lambda file: file.name)
def test_every_action_is_pinned_by_its_commit_and_says_its_version(file: Path) -> None:
    used = re.findall(r"^\s*(?:- )?uses: (.*)$", file.read_text("utf-8"), re.MULTILINE)
    assert len(used) == len([step for step in steps(file) if "uses" in step])
    for line in used:
        assert re.fullmatch(r"actions/[a-z/-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+", line)


@pytest.mark.parametrize("file", WORKFLOWS, ids=lambda file: file.name)
def test_scripts_hold_no_expression(file: Path) -> None:
    assert not [step for step in steps(file) if "${{" in step.get("run", "")]
    used = set(re.findall(r"github\.event\.[^ }]*", file.read_text("utf-8")))
    assert used <= {"github.event.label.name", "github.event.issue.number"}  # nobody's text: it would be run
    assert "pull_request_target" not in workflow(file)["on"]


@pytest.mark.slow
def test_each_job_has_what_it_needs_and_no_more() -> None:
    publish = workflow(PUBLISH)
    assert publish["permissions"] == {}
    granted = {name: job["permissions"] for name, job in publish["jobs"].items()}
    assert granted == {
        "build": {"contents": "read", "pages": "read"},
        "deploy": {"pages": "write", "id-token": "write"},
    }
    assert publish["concurrency"] == {"group": "pages", "cancel-in-progress": "false"}
    assert set(publish["on"]) == {"push", "schedule", "workflow_dispatch"}
    assert publish["on"]["push"] == {"branches": ["main"]}
    assert all(int(job["timeout-minutes"]) <= 30 for job in publish["jobs"].values())
    assert all(step["with"]["persist-credentials"] == "false" for step in steps(PUBLISH) if "checkout" in str(step))


def test_a_check_of_a_pull_request_may_write_nothing_and_has_no_secrets() -> None:
    check = workflow(CHECK)
    assert check["on"] == {"pull_request": ""}
    assert (check["permissions"], check["jobs"]["check"]["permissions"]) == ({}, {"contents": "read"})
    assert not re.search(r"secrets\.|github\.token|cache/save|actions/cache@", CHECK.read_text("utf-8"))
    assert all(step["with"]["persist-credentials"] == "false" for step in steps(CHECK) if "checkout" in str(step))


def test_an_issue_needs_an_editors_label_and_only_the_last_steps_have_a_token() -> None:
    made = workflow(FROM_ISSUE)
    assert made["on"] == {"issues": {"types": ["labeled"]}}
    (job,) = made["jobs"].values()
    assert job["if"] == "${{ github.event.label.name == 'accepted' }}"
    assert "github.event.label.name" in made["concurrency"]["group"]  # labels set together do not cancel each other
    assert job["permissions"] == {"contents": "write", "pull-requests": "write", "issues": "write"}
    assert [step["name"] for step in job["steps"] if "GH_TOKEN" in step.get("env", {})] == [
        "Open the pull request",
        "Say what was missing",
    ]
    assert all(step["with"]["persist-credentials"] == "false" for step in job["steps"] if "checkout" in str(step))


def run_job(
    root: Path, file: Path, given: Mapping[str, str], **environment: str
) -> dict[str, subprocess.CompletedProcess[str]]:
    """Run the scripts of a workflow's first job as GitHub does; what is installed here stands for what it would install.

    `given` are expressions and what GitHub puts in their place. After a failure runs only what asks for it.
    """
    temporary = root.with_name("temporary")
    temporary.mkdir(exist_ok=True)
    summary = root.with_name("summary.md")
    summary.write_text("")
    known = dict(given)
    done: dict[str, subprocess.CompletedProcess[str]] = {}
    failed = False
    for step in next(iter(workflow(file)["jobs"].values()))["steps"]:
        outcome, asked = f"steps.{step.get('id')}.outcome", step.get("if", "")
        if "failure()" not in asked if failed and "cancelled()" not in asked else not failed and "failure()" in asked:
            known[outcome] = "skipped"
            continue
        known[outcome] = "success"
        if step.get("id") == "preview":
            known["steps.preview.outputs.artifact-url"] = ARTIFACT
        if "run" not in step or "pip install" in step["run"]:
            continue
        output = root.with_name("output")
        output.write_text("")
        variables = {
            name: re.sub(r"\$\{\{ (.*?) \}\}", lambda found: known[found[1]], text)
            for name, text in step.get("env", {}).items()
        }
        done[step["name"]] = result = subprocess.run(
            ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", step["run"]],
            cwd=root,
            env={
                "PATH": os.pathsep.join(
                    [str(root.with_name("bin")), str(Path(sys.executable).parent), os.environ["PATH"]]
                ),
                "PYTHONPATH": str(ROOT / "scripts"),
                "HOME": str(root.parent),
                "LANG": "C.UTF-8",
                "CI": "true",
                "GITHUB_ACTIONS": "true",
                "RUNNER_TEMP": str(temporary),
                "GITHUB_OUTPUT": str(output),
                "GITHUB_STEP_SUMMARY": str(summary),
                **variables,
                **environment,
            },
            capture_output=True,
            text=True,
            timeout=300,
            check=False,
        )
        failed = failed or result.returncode != 0
        known[outcome] = "failure" if result.returncode else "success"
        for line in output.read_text("utf-8").splitlines():
            name, _, value = line.partition("=")
            known[f"steps.{step.get('id')}.outputs.{name}"] = value
    return done


def publish(root: Path, *, site_url: str = SITE, max_age: str = "") -> dict[str, subprocess.CompletedProcess[str]]:
    address = "vars.SITE_URL || steps.pages.outputs.base_url"
    return run_job(root, PUBLISH, {address: site_url, "vars.MAX_AGE_DAYS": max_age})


def checked_out(root: Path) -> Path:
    """Return a newspaper of two days, as GitHub would check it out."""
    for name in ("docs", "overrides", "briefings/2026/04/22", "briefings/2026/04/24"):
        shutil.copytree(ROOT / name, root / name)
    for file in (ROOT / "mkdocs.yml", *(ROOT / "briefings").glob("*.yml")):
        shutil.copy(file, root / file.relative_to(ROOT))
    return root


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    return checked_out(tmp_path / "checkout")


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A checkout in which the job `build` has run: its site, what it remembers, and its summary."""
    root = checked_out(tmp_path_factory.mktemp("published") / "checkout")
    done = publish(root)
    assert {name: one.returncode for name, one in done.items()} == dict.fromkeys(done, 0), done
    assert len(done) == 3
    return root


def restored(published: Path, root: Path) -> Path:
    """Give a checkout what the cache keeps of the last run."""
    restoring = [step for step in steps(PUBLISH) if step.get("uses", "").startswith("actions/cache/restore")]
    for kept in restoring[0]["with"]["path"].split():
        shutil.copytree(published / kept, root / kept, copy_function=shutil.copy)
    return root


def canonical(root: Path) -> list[str]:
    return list(page(root / "site", "archive/").xpath("//link[@rel='canonical']/@href"))


@pytest.mark.slow
def test_the_scripts_of_the_build_make_the_site_for_where_it_will_be(published: Path) -> None:
    assert canonical(published) == [f"{SITE}/archive/"]
    assert "```\n" in (published.parent / "summary.md").read_text("utf-8")


@pytest.mark.slow
def test_the_next_build_begins_with_what_the_last_one_left(published: Path, checkout: Path) -> None:
    done = publish(restored(published, checkout))
    assert "nothing has changed since the last build" in done["Build and verify the site"].stdout
    assert differing(published / "site", checkout / "site") == []


@pytest.mark.slow
def test_news_that_is_older_than_it_may_be_makes_the_run_red(published: Path, checkout: Path) -> None:
    done = publish(restored(published, checkout), max_age="3")
    assert {name: one.returncode for name, one in done.items()} == {
        "Check the briefings": 0,
        "Build and verify the site": 0,
        "Report": 1,
    }
    for told in (done["Report"].stdout, (checkout.parent / "summary.md").read_text("utf-8")):
        assert "--max-age allows 3" in told


@pytest.mark.slow
def test_a_wrong_briefing_is_annotated_and_nothing_is_made(checkout: Path) -> None:
    (checkout / "briefings/2026/04/24/wrong.yml").write_text("title: [\n")
    done = publish(checkout)
    assert list(done) == ["Check the briefings"]
    assert done["Check the briefings"].returncode == 1
    assert done["Check the briefings"].stdout.startswith("::error file=briefings/2026/04/24/wrong.yml,line=")
    assert not (checkout / "site").exists()


def test_a_site_is_deployed_although_its_news_is_old_and_the_run_is_red() -> None:
    build, deploy = workflow(PUBLISH)["jobs"]["build"], workflow(PUBLISH)["jobs"]["deploy"]
    names = [step["name"] for step in build["steps"]]
    assert names[-2:] == ["Hand the site over", "Report"]
    assert build["steps"][-2]["id"] == "upload"
    assert build["outputs"] == {"uploaded": "${{ steps.upload.outcome }}"}
    assert deploy["if"] == "${{ !cancelled() && needs.build.outputs.uploaded == 'success' }}"


GOOD, WRONG = "briefings/2026/04/30/good.yml", "briefings/2026/04/30/wrong.yml"
GH = """#!/bin/sh
echo "$@" >> "$GH_LOG"
while [ $# -gt 0 ]; do [ "$1" = --body-file ] && cp "$2" "$GH_LOG.body"; shift; done
grep -q 'pr create' "$GH_LOG" && exit "$GH_STATUS"
exit 0
"""


def git(root: Path, *arguments: str) -> str:
    command = ["git", "-c", "user.name=a", "-c", "user.email=a@example.org", "-C", str(root), *arguments]
    return subprocess.run(command, capture_output=True, text=True, timeout=60, check=True).stdout


@pytest.fixture
def repository(checkout: Path) -> Path:
    """A checkout with a remote of its own, and a `gh` that writes down what it is asked."""
    git(checkout, "init", "-q", "-b", "main")
    git(checkout, "add", ".")
    git(checkout, "commit", "-q", "-m", "Base")
    git(checkout, "init", "-q", "--bare", str(checkout.with_name("remote.git")))
    git(checkout, "remote", "add", "origin", str(checkout.with_name("remote.git")))
    git(checkout, "push", "-q", "origin", "main")
    (checkout.parent / "bin").mkdir()
    (checkout.parent / "bin" / "gh").write_text(GH)
    (checkout.parent / "bin" / "gh").chmod(0o755)
    return checkout


def sent(repository: Path, files: Files) -> None:
    write_files(repository, files)
    git(repository, "add", ".")
    git(repository, "commit", "-q", "-m", "Change")


@pytest.mark.slow
def test_a_good_change_has_a_preview(published: Path, repository: Path) -> None:
    sent(repository, {GOOD: briefing(title="Good news")})
    done = run_job(restored(published, repository), CHECK, {})
    assert {name: one.returncode for name, one in done.items()} == dict.fromkeys(done, 0), done
    assert canonical(repository) == [f"{SITE}/archive/"]  # as the last site, so that little of it is made anew
    said = repository.with_name("summary.md").read_text("utf-8")
    assert said.startswith("## In order")
    assert f"]({ARTIFACT})" in said
    assert "- Good news: `2026/04/30/good/index.html` (new, " in said
    assert (repository / "site/2026/04/30/good/index.html").is_file()


@pytest.mark.slow
def test_a_broken_change_is_annotated_and_told_how_to_mend_it(repository: Path) -> None:
    sent(repository, {WRONG: briefing(title=None), GOOD: briefing()})
    done = run_job(repository, CHECK, {"steps.preview.outputs.artifact-url": ""})
    assert {name: one.returncode for name, one in done.items()} == {
        "Check the briefings": 1,
        "Say what the change is worth": 0,
    }
    assert f"::error file={WRONG},line=1,col=1,title=missing-key::" in done["Check the briefings"].stdout
    said = repository.with_name("summary.md").read_text("utf-8")
    assert said.startswith("## 1 thing to fix")
    assert f"#### `{WRONG}`" in said
    assert "http" not in said


def labelled(repository: Path, body: str | None, status: str = "0") -> dict[str, subprocess.CompletedProcess[str]]:
    event = repository.with_name("event.json")
    event.write_text(json.dumps({"issue": {"number": 12, "title": "x", "body": body}, "label": {"name": "accepted"}}))
    log = repository.with_name("gh.log")
    log.unlink(missing_ok=True)
    return run_job(
        repository,
        FROM_ISSUE,
        {"github.token": "secret", "github.repository": "name/paper"},
        GITHUB_EVENT_PATH=str(event),
        GH_LOG=str(log),
        GH_STATUS=status,
        SOURCE_DATE_EPOCH="1777636800",
    )


def suggested(title: str) -> str:
    parts = {
        "Headline": title,
        "Articles": "One http://localhost:9/a\nTwo http://127.0.0.1:9/b",  # nobody is asked
        "Summary": "$(touch owned) `touch owned`\n::set-output name=path::/etc/passwd",
        "Key points": "A point. [1]",
    }
    return "\n\n".join(f"### {label}\n\n{answer}" for label, answer in parts.items())


@pytest.mark.slow
def test_an_accepted_issue_becomes_a_pull_request(repository: Path) -> None:
    done = labelled(repository, suggested('A "title" $(touch owned) @ada fixes #3'))
    assert {name: one.returncode for name, one in done.items()} == dict.fromkeys(done, 0), done
    file = "briefings/2026/05/01/a-title-touch-owned-at-ada-fixes-sharp-3.yml"
    remote = repository.with_name("remote.git")
    assert git(remote, "diff", "--name-only", "main", "issue-12").split() == [file]
    assert git(remote, "log", "-1", "--format=%B", "issue-12").strip() == f"From issue #12: {file}"
    asked = repository.with_name("gh.log").read_text("utf-8")
    assert '--title Briefing: A "title" $(touch owned) (at) ada fixes no. 3 --body-file' in asked
    body = repository.with_name("gh.log.body").read_text("utf-8")
    assert "Closes #12." in body
    assert "## In order" in body
    assert not list(repository.parent.rglob("owned"))


@pytest.mark.slow
def test_an_issue_that_lacks_something_is_told_what(repository: Path) -> None:
    done = labelled(repository, suggested("_No response_"))
    assert list(done)[-1] == "Say what was missing"
    assert repository.with_name("gh.log").read_text("utf-8").startswith("issue comment 12 --body-file")
    assert "Headline: there is no answer" in repository.with_name("gh.log.body").read_text("utf-8")
    assert "issue-12" not in git(repository.with_name("remote.git"), "branch")
    labelled(repository, None)
    assert "not written with one of the forms" in repository.with_name("gh.log.body").read_text("utf-8")


@pytest.mark.slow
def test_what_somebody_works_on_is_not_overwritten(repository: Path) -> None:
    git(repository, "push", "-q", "origin", "main:issue-12")
    done = labelled(repository, suggested("A title"))
    assert done["Open the pull request"].returncode == 1
    remote = repository.with_name("remote.git")
    assert git(remote, "rev-parse", "issue-12") == git(remote, "rev-parse", "main")
    assert "There is a branch `issue-12` already" in repository.with_name("gh.log.body").read_text("utf-8")


@pytest.mark.slow
def test_a_repository_that_forbids_requests_by_workflows_is_told_what_to_tick(repository: Path) -> None:
    done = labelled(repository, suggested("A title"), status="1")
    assert done["Open the pull request"].returncode == 1
    assert "issue-12" in git(repository.with_name("remote.git"), "branch")
    assert "Allow GitHub Actions to create" in repository.with_name("gh.log.body").read_text("utf-8")
