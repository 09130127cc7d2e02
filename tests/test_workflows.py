"""The workflow that publishes: nobody's word but ours is run, nothing is granted that is not needed, and its steps work."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from built_site import differing, page
from conftest import ROOT

WORKFLOWS = sorted((ROOT / ".github" / "workflows").glob("*.y*ml"))
PUBLISH = ROOT / ".github" / "workflows" / "publish.yml"
SITE = "https://name.github.io/paper"


@cache
def workflow(file: Path) -> dict[str, Any]:
    return dict(yaml.load(file.read_text("utf-8"), Loader=yaml.BaseLoader))  # else `on` would be true


def steps(file: Path) -> list[dict[str, Any]]:
    return [step for job in workflow(file)["jobs"].values() for step in job["steps"]]


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
    assert "github.event." not in file.read_text("utf-8")


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


def value_of(text: str, *, base_url: str, variables: dict[str, str]) -> str:
    """Return what GitHub puts into a variable of the environment."""
    known = {
        "vars.SITE_URL || steps.pages.outputs.base_url": variables.get("SITE_URL") or base_url,
        "vars.MAX_AGE_DAYS": variables.get("MAX_AGE_DAYS", ""),
    }
    return re.sub(r"\$\{\{ (.*?) \}\}", lambda found: known[found[1]], text)


def run_build(root: Path, *, base_url: str, **variables: str) -> dict[str, subprocess.CompletedProcess[str]]:
    """Run the scripts of the job `build` as GitHub does; what is installed here stands for what it would install."""
    summary = root.with_name("summary.md")
    summary.write_text("")
    done = {}
    for step in workflow(PUBLISH)["jobs"]["build"]["steps"]:
        if "run" not in step or "pip install" in step["run"]:
            continue
        given = {
            name: value_of(text, base_url=base_url, variables=variables) for name, text in step.get("env", {}).items()
        }
        done[step["name"]] = subprocess.run(
            ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", step["run"]],
            cwd=root,
            env={
                "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
                "PYTHONPATH": str(ROOT / "scripts"),
                "HOME": str(root.parent),
                "LANG": "C.UTF-8",
                "CI": "true",
                "GITHUB_ACTIONS": "true",
                "GITHUB_OUTPUT": str(root.with_name("output")),
                "GITHUB_STEP_SUMMARY": str(summary),
                **given,
            },
            capture_output=True,
            text=True,
            timeout=300,
            check=False,
        )
    return done


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    root = tmp_path / "checkout"
    ignored = shutil.ignore_patterns(
        ".git", ".venv", "site", ".site-*", ".cache", "__pycache__", "*.egg-info", ".*_cache"
    )
    shutil.copytree(ROOT, root, ignore=ignored)
    return root


def test_the_scripts_of_the_build_make_the_site_for_where_it_will_be(checkout: Path) -> None:
    done = run_build(checkout, base_url=SITE)
    assert {name: one.returncode for name, one in done.items()} == dict.fromkeys(done, 0), done
    assert len(done) == 3
    html = page(checkout / "site", "archive/")
    assert html.xpath("//link[@rel='canonical']/@href") == [f"{SITE}/archive/"]
    assert "```\n" in (checkout.parent / "summary.md").read_text("utf-8")


def test_the_next_build_begins_with_what_the_last_one_left(checkout: Path, tmp_path: Path) -> None:
    run_build(checkout, base_url=SITE)
    path = next(
        step["with"]["path"].split()
        for step in steps(PUBLISH)
        if step.get("uses", "").startswith("actions/cache/restore")
    )
    later = tmp_path / "later" / "checkout"
    shutil.copytree(
        checkout, later, ignore=shutil.ignore_patterns(".cache", "site", ".site-*"), copy_function=shutil.copy
    )
    for kept in path:
        shutil.copytree(checkout / kept, later / kept)
    done = run_build(later, base_url=SITE)
    assert "nothing has changed since the last build" in done["Build and verify the site"].stdout
    assert differing(checkout / "site", later / "site") == []


def test_another_address_can_be_set_as_a_variable(checkout: Path) -> None:
    done = run_build(checkout, base_url=SITE, SITE_URL="https://news.example.org")
    assert done["Build and verify the site"].returncode == 0
    html = page(checkout / "site", "archive/")
    assert html.xpath("//link[@rel='canonical']/@href") == ["https://news.example.org/archive/"]


def test_a_wrong_briefing_is_annotated_and_nothing_is_made(checkout: Path) -> None:
    (checkout / "briefings/2026/04/24/wrong.yml").write_text("title: [\n")
    done = run_build(checkout, base_url=SITE)
    checked = done["Check the briefings"]
    assert checked.returncode == 1
    assert checked.stdout.startswith("::error file=briefings/2026/04/24/wrong.yml,line=")
    assert not (checkout / "site").exists()


def test_a_site_is_deployed_although_its_news_is_old_and_the_run_is_red() -> None:
    build, deploy = workflow(PUBLISH)["jobs"]["build"], workflow(PUBLISH)["jobs"]["deploy"]
    names = [step["name"] for step in build["steps"]]
    assert names[-2:] == ["Hand the site over", "Report"]
    assert build["steps"][-2]["id"] == "upload"
    assert build["outputs"] == {"uploaded": "${{ steps.upload.outcome }}"}
    assert deploy["if"] == "${{ !cancelled() && needs.build.outputs.uploaded == 'success' }}"
