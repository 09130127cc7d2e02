"""Projects to try things on: small ones written in a test, and the newspaper that this repository ships."""

from __future__ import annotations

import gc
import logging
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import chdir, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click
import pytest
from click.testing import CliRunner
from filelock import FileLock
from hypothesis import settings

from broadsheet.archive import Archive, derive, find_at_most
from broadsheet.build.paper import RELATED
from broadsheet.check import Checked, check
from broadsheet.cli import cli
from broadsheet.load import list_tree
from browser import ARGUMENTS, HOW_TO_INSTALL, find_chromium
from web_server import served_plainly

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

# Hypothesis tries the same examples at every run on a build machine, so that no run fails by chance. On a developer's
# machine it tries new ones. `make quick` and `make soak` set HYPOTHESIS_PROFILE, for fewer and for many more.
settings.register_profile("steady", derandomize=True, deadline=None, max_examples=30)
settings.register_profile("seeking", deadline=None, max_examples=30)
settings.register_profile("quick", deadline=None, max_examples=10)
settings.register_profile("soak", deadline=None, max_examples=1000, print_blob=True)
PROFILE = os.environ.get("HYPOTHESIS_PROFILE") or ("steady" if os.environ.get("CI") else "seeking")
settings.load_profile(PROFILE)


def examples(usual: int) -> int:
    """Return how many examples Hypothesis tries where a test needs another number than the profile's.

    `usual` is that number in `make test`; `make soak` tries thirty times as many, `make quick` ten at most.
    """
    return {"soak": usual * 30, "quick": min(usual, 10)}.get(PROFILE, usual)


os.environ.pop("PYTHONDONTWRITEBYTECODE", None)  # or every build in a process would compile the program again
os.environ["NO_MKDOCS_2_WARNING"] = "1"

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

# Fixtures that need a browser, or a whole site: tests that use them are marked, so that nobody has to remember it.
NEEDS_BROWSER = {"chromium"}
NEEDS_SITE = {"chromium", "shipped_site"}

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
    """Run the command in this process, which takes a quarter of the time: for tests of what it does and prints.

    Tests of how it starts, ends or is interrupted use `run_broadsheet`.
    """
    return _invoke(cli, "broadsheet", arguments, cwd, environment)


def build_here(
    *arguments: str | Path, cwd: Path | None = None, environment: Mapping[str, str] | None = None
) -> subprocess.CompletedProcess[str]:
    """Run `broadsheet build` in this process, without forking: this process has threads and a browser."""
    return run_here("build", "--jobs", "1", *arguments, cwd=cwd, environment=environment)


def mkdocs_here(*arguments: str | Path, cwd: Path | None = None) -> subprocess.CompletedProcess[str]:
    """Run plain MkDocs in this process."""
    from mkdocs.__main__ import cli as mkdocs  # noqa: PLC0415 - slow to import, and few tests need it

    return _invoke(mkdocs, "mkdocs", arguments, cwd, None)


def _invoke(
    command: click.Command,
    name: str,
    arguments: tuple[str | Path, ...],
    cwd: Path | None,
    environment: Mapping[str, str] | None,
) -> subprocess.CompletedProcess[str]:
    with chdir(cwd or Path.cwd()), _log_of_its_own():
        done = CliRunner().invoke(command, [*map(str, arguments)], env=environment, prog_name=name)
    if done.exception and not isinstance(done.exception, SystemExit):
        raise done.exception
    return subprocess.CompletedProcess(arguments, done.exit_code, done.stdout, done.stderr)


@contextmanager
def _log_of_its_own() -> Iterator[None]:
    """Remove the log handlers of a command when it has ended: they write to a stream that is closed by then."""
    logger = logging.getLogger("mkdocs")
    before = (logger.handlers[:], logger.level, logger.propagate)
    logger.handlers[:] = []
    try:
        yield
    finally:
        logger.handlers[:], logger.level, logger.propagate = before


def run_mkdocs(*arguments: str | Path, cwd: Path | None = None) -> subprocess.CompletedProcess[str]:
    """Run plain MkDocs in a process of its own."""
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
    """The newspaper of this repository, built once by `broadsheet build` for all workers. Read it; never write to it."""
    folder = tmp_path_factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        folder = folder.parent
    site = folder / "shipped" / "site"
    with FileLock(folder / "shipped.lock"):
        if not site.exists():
            done = run_broadsheet("build", "--root", ROOT, "--site-dir", site)
            assert done.returncode == 0, done.stderr
    return site


@pytest.fixture(scope="session")
def address(shipped_site: Path) -> Iterator[str]:
    """The address at which this worker serves the shipped newspaper."""
    with served_plainly(shipped_site) as where:
        yield where


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """One browser for each worker. Every test opens a context of its own, which shares nothing with others."""
    from playwright.sync_api import sync_playwright  # noqa: PLC0415 - slow to import, and `make quick` needs none

    executable = find_chromium()
    assert executable, f"The browser tests need Chromium. {HOW_TO_INSTALL}"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable, args=list(ARGUMENTS))
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def window(chromium: Browser) -> Iterator[Page]:
    """A window for tests that only look at pages: every load is a first visit, nothing moves, scripts may be injected.

    A new window costs as much as loading a page, so all these tests share one; each sets the size and scheme it needs.
    """
    with chromium.new_context(bypass_csp=True, reduced_motion="reduce", service_workers="block") as context:
        context.add_init_script("localStorage.clear()")
        yield context.new_page()


def pytest_collection_finish() -> None:
    """Look for garbage seldom, and never among what was imported: it takes a tenth of all time otherwise."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 50)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what needs a browser or a whole site."""
    for item in items:
        used = set(getattr(item, "fixturenames", ()))
        if used & NEEDS_BROWSER:
            item.add_marker("browser")
        if used & NEEDS_SITE:
            item.add_marker("slow")
