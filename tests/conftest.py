"""Projects to try things on: small ones written in a test, and the newspaper that this repository ships."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping
from contextlib import chdir
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import settings

from broadsheet.archive import Archive, derive, find_at_most
from broadsheet.build.paper import RELATED
from broadsheet.check import Checked, check
from broadsheet.cli import cli
from broadsheet.load import list_tree

# A landing must not hang on luck: on a build machine the same examples are tried each time; at home new ones are sought.
settings.register_profile("steady", derandomize=True, deadline=None)
settings.register_profile("seeking", deadline=None)
settings.load_profile("steady" if os.environ.get("CI") else "seeking")

os.environ.pop("PYTHONDONTWRITEBYTECODE", None)  # or each of hundreds of builds would compile the program anew

ROOT = Path(__file__).parent.parent
SHARED = ROOT.parent / "shared"

BRIEFING = """\
title: A title
summary: A summary of what happened.
key_points:
  - text: A point.
    sources: [1]
articles:
  - title: An article
    url: https://example.org/one
    summary: What it says.
"""

ANOTHER = (
    "\n  - {title: Another article, url: https://example.org/two}"  # for a second briefing that tells another story
)

Files = Mapping[str, str | bytes]
LAST_SITE: Files = {"site/index.html": "the last site", "site/data/briefing.schema.json": "{}"}


def write_files(root: Path, files: Files) -> Path:
    """Write files below a folder; a text is written as UTF-8."""
    for name, content in files.items():
        file = root / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content.encode() if isinstance(content, str) else content)
    return root


def briefing(**changes: str | None) -> str:
    """Return the smallest good briefing with some of its top-level keys replaced, added, or (None) taken out."""
    blocks: dict[str, str] = {}
    for line in BRIEFING.splitlines(keepends=True):
        if not line.startswith(" "):
            key = line.split(":")[0]
            blocks[key] = ""
        blocks[key] += line
    for key, value in changes.items():
        if value is None:
            blocks.pop(key, None)
        else:
            blocks[key] = f"{key}:{value}\n" if value.startswith("\n") else f"{key}: {value}\n"
    return "".join(blocks.values())


@pytest.fixture
def check_files(tmp_path: Path) -> Callable[[Files], Checked]:
    """Check a folder that holds these files, named from the project's root."""

    def run(files: Files) -> Checked:
        return check(list_tree(write_files(tmp_path, files)))

    return run


@pytest.fixture
def archive_of(check_files: Callable[[Files], Checked]) -> Callable[[Files], Archive]:
    """Derive the archive of a folder that holds these files; they must be free of errors."""

    def run(files: Files) -> Archive:
        checked = check_files(files)
        assert not [p for p in checked.problems if p.severity == "error"], "\n".join(map(str, checked.problems))
        return derive(checked.records, checked.registries, checked.library, relate=find_at_most(RELATED))

    return run


def make_project(root: Path, files: Files) -> Path:
    """Write a whole project: this repository's mkdocs.yml, overrides and docs, and the files given (which win)."""
    root.mkdir(parents=True, exist_ok=True)
    shutil.copy(ROOT / "mkdocs.yml", root)
    shutil.copytree(ROOT / "overrides", root / "overrides", dirs_exist_ok=True)
    shutil.copytree(ROOT / "docs", root / "docs", dirs_exist_ok=True)
    return write_files(root, files)


@pytest.fixture
def project(tmp_path: Path) -> Callable[[Files], Path]:
    """Make a project folder that can be built."""
    return lambda files: make_project(tmp_path / "project", files)


def run_broadsheet(
    *arguments: str | Path, cwd: Path | None = None, environment: Mapping[str, str] | None = None
) -> subprocess.CompletedProcess[str]:
    """Run the command as a user does, in a process of its own."""
    return run_python("-m", "broadsheet", *arguments, cwd=cwd, environment=environment)


def run_here(
    *arguments: str | Path, cwd: Path | None = None, environment: Mapping[str, str] | None = None
) -> subprocess.CompletedProcess[str]:
    """Run the command in this process, at a tenth of the cost: for what it says, not for how it starts and ends."""
    with chdir(cwd or Path.cwd()):
        done = CliRunner().invoke(cli, [*map(str, arguments)], env=environment, prog_name="broadsheet")
    if done.exception and not isinstance(done.exception, SystemExit):
        raise done.exception
    return subprocess.CompletedProcess(arguments, done.exit_code, done.stdout, done.stderr)


def run_mkdocs(*arguments: str | Path, cwd: Path | None = None) -> subprocess.CompletedProcess[str]:
    """Run plain MkDocs."""
    return run_python("-m", "mkdocs", *arguments, cwd=cwd)


def run_python(
    *arguments: str | Path, cwd: Path | None = None, environment: Mapping[str, str] | None = None
) -> subprocess.CompletedProcess[str]:
    """Run this Python with these arguments, and with the code beside these tests, whatever else is installed."""
    return subprocess.run(
        [sys.executable, *map(str, arguments)],
        cwd=cwd,
        env={**os.environ, "PYTHONPATH": str(ROOT / "scripts"), "NO_MKDOCS_2_WARNING": "1", **(environment or {})},
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )


@pytest.fixture(scope="session")
def shipped_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The newspaper of this repository, built by `broadsheet build`."""
    site = tmp_path_factory.mktemp("shipped") / "site"
    done = run_broadsheet("build", "--root", ROOT, "--site-dir", site)
    assert done.returncode == 0, done.stderr
    return site
