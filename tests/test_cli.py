"""The command line: what it prints, where, and with which exit status."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from click import Context

from broadsheet import __version__
from broadsheet.cli import COMMANDS, cli
from built_site import page_names, tree_of
from conftest import ANOTHER, ROOT, Files, briefing, build_here, run_broadsheet, run_here, write_files

Make = Callable[[Files], Path]
GOLDEN = ROOT / "tests" / "golden" / "cli"
ONE, TWO, THREE = (
    f"briefings/2026/04/{day}/{name}.yml" for day, name in (("24", "one"), ("25", "two"), ("25", "three"))
)
OTHERS = "\n  - title: An article\n    url: https://example.org/two\n    summary: What it says."
TROUBLED = {
    ONE: briefing(label="braeking"),
    TWO: briefing(title=None, articles=OTHERS, dek='"100% :: sure, it is"', **{'"x\\n::error file=a::b"': "1"}),
    THREE: briefing(summary='"never closed'),
    "briefings/publishers.yml": "https://example.org/: Example\n",
}


@pytest.mark.parametrize("command", ["build", "check", "explain", "fmt", "new", "serve", "export", "digest"])
def test_the_help_of_each_command_has_an_example(command: str) -> None:
    done = run_here(command, "--help")
    assert (done.returncode, done.stderr) == (0, "")
    assert re.search(rf"Example:\n    broadsheet {command} \S+", done.stdout)
    assert "--root" in done.stdout
    assert run_here(command, "-h").stdout == done.stdout


@pytest.mark.slow
def test_the_help_lists_the_commands_and_the_console_script_is_the_module() -> None:
    done = run_broadsheet("--help")
    assert {"build", "check", "serve", "export", "new"} <= set(re.findall(r"^  (\w+) ", done.stdout, re.MULTILINE))
    script = subprocess.run(
        [Path(sys.executable).with_name("broadsheet"), "--help"], capture_output=True, text=True, check=True
    )
    assert script.stdout == done.stdout
    assert run_broadsheet("--version").stdout == f"broadsheet, version {__version__}\n"


@pytest.mark.parametrize("style", ["text", "json", "github"])
def test_check_reports_every_problem_in_each_format(project: Make, style: str) -> None:
    done = run_here("check", "--format", style, cwd=project(TROUBLED))
    assert done.returncode == 1
    shown = done.stdout + (f"--\n{done.stderr}" if done.stderr else "")
    if os.environ.get("BROADSHEET_UPDATE_GOLDEN"):
        write_files(GOLDEN, {f"check.{style}": shown})
    assert shown == (GOLDEN / f"check.{style}").read_text("utf-8")


def test_the_json_report_has_the_promised_keys(project: Make) -> None:
    problems = json.loads(run_here("check", "--format", "json", cwd=project(TROUBLED)).stdout)
    assert {tuple(sorted(problem)) for problem in problems} == {
        ("code", "column", "hint", "line", "message", "path", "severity")
    }
    assert {problem["severity"] for problem in problems} == {"error", "warning"}
    assert {problem["path"] for problem in problems} == set(TROUBLED)


@pytest.mark.parametrize(("style", "printed"), [("text", ""), ("json", "[]\n"), ("github", "")])
def test_check_is_quiet_and_content_with_sound_briefings(project: Make, style: str, printed: str) -> None:
    done = run_here("check", "--format", style, cwd=project({ONE: briefing(), TWO: briefing(articles=OTHERS)}))
    assert (done.returncode, done.stdout) == (0, printed)
    assert done.stderr == ("2 briefings: no problems\n" if style == "text" else "")


def test_a_warning_alone_is_no_failure(project: Make) -> None:
    done = run_here("check", cwd=project({ONE: briefing(label="braeking")}))
    assert done.returncode == 0
    assert f"{ONE}:10:8: warning: " in done.stdout
    assert done.stderr == "1 briefing: 1 warning\n"


@pytest.mark.parametrize(
    ("arguments", "files", "status"),
    [
        (["briefings/2026/04/25"], {TWO, THREE}, 1),
        (["./briefings/2026/04/25/"], {TWO, THREE}, 1),
        ([ONE], {ONE}, 0),
        ([ONE, TWO], {ONE, TWO}, 1),
        (["briefings"], set(TROUBLED), 1),
        (["."], set(TROUBLED), 1),
        (["briefings/2026/04/24/"], {ONE}, 0),
        (["docs"], set(), 0),
    ],
)
def test_paths_limit_the_report(project: Make, arguments: list[str], files: set[str], status: int) -> None:
    done = run_here("check", *arguments, "--format", "json", cwd=project(TROUBLED))
    assert {problem["path"] for problem in json.loads(done.stdout)} == files
    assert done.returncode == status


@pytest.mark.parametrize("place", ["beside the project", "absolute"])
def test_paths_may_be_given_from_anywhere(project: Make, tmp_path: Path, place: str) -> None:
    root = project(TROUBLED)
    given = root if place == "absolute" else Path("project")
    for path, files in (("briefings/2026/04/25", {TWO, THREE}), (TWO, {TWO})):
        done = run_here("check", given / path, "--root", given, "--format", "json", cwd=tmp_path)
        assert {problem["path"] for problem in json.loads(done.stdout)} == files


def test_a_path_may_be_given_from_the_folder_of_the_briefings(project: Make) -> None:
    root = project(TROUBLED)
    done = run_here("check", "2026/04/25", "--root", "..", "--format", "json", cwd=root / "briefings")
    assert {problem["path"] for problem in json.loads(done.stdout)} == {TWO, THREE}


def test_a_path_that_does_not_exist_is_wrong_usage_and_not_taken_for_sound(project: Make) -> None:
    done = run_here("check", "briefings/2026/04/52", cwd=project(TROUBLED))
    assert done.returncode == 2
    assert "briefings/2026/04/52" in done.stderr


@pytest.mark.parametrize(
    "arguments",
    [
        ["biuld"],
        ["build", "--site-dri", "x"],
        ["build", "--jobs", "0"],
        ["build", "--jobs", "many"],
        ["build", "--root", "nowhere"],
        ["build", "--site-dir", "mkdocs.yml"],
        ["build", "--now", "yesterday"],
        ["check", "--now", "24-04-2026"],
        ["check", "--format", "xml"],
        ["export"],
        ["export", "mkdocs.yml"],
        ["serve", "--port", "8000"],
    ],
    ids=" ".join,
)
def test_wrong_usage_is_status_2_with_a_message(project: Make, arguments: list[str]) -> None:
    root = project({ONE: briefing()})
    before = tree_of(root)
    done = run_here(*arguments, cwd=root)
    assert (done.returncode, done.stdout) == (2, "")
    assert "Error: " in done.stderr
    assert "Traceback" not in done.stderr
    assert tree_of(root) == before


@pytest.mark.slow
@pytest.mark.parametrize("site_dir", [".", "..", "docs", "briefings", "overrides", "docs/site", "briefings/site"])
def test_a_site_never_takes_the_place_of_the_project_or_its_sources(project: Make, site_dir: str) -> None:
    root = project({ONE: briefing()})
    before = tree_of(root)
    done = build_here("--site-dir", site_dir, cwd=root)
    assert root.is_dir()
    assert tree_of(root) == before
    assert done.returncode == 2
    assert "--site-dir" in done.stderr


@pytest.mark.slow
def test_a_site_never_takes_the_place_of_a_folder_with_something_else_in_it(project: Make) -> None:
    root = project({ONE: briefing(), "letters/to-my-aunt.txt": "Dear aunt"})
    done = build_here("--site-dir", "letters", cwd=root)
    assert (root / "letters" / "to-my-aunt.txt").exists()
    assert done.returncode == 2
    assert "--site-dir" in done.stderr


@pytest.mark.slow
@pytest.mark.parametrize("site_dir", ["site", "public/www", "../beside", ".site"])
def test_build_says_where_the_site_is_and_what_is_in_it(project: Make, site_dir: str) -> None:
    three = briefing(title="A third", articles="\n  - {title: Third, url: https://example.org/three}")
    root = project(
        {ONE: briefing(), TWO: briefing(title="Second", articles=ANOTHER), "briefings/2026/04/25/three.yml": three}
    )
    arguments = [] if site_dir == "site" else ["--site-dir", site_dir]
    done = build_here(*arguments, cwd=root)
    assert (done.returncode, done.stderr) == (0, "")
    said = re.search(r"^3 briefings, 2 editions, (\d+) pages in \d+\.\d s$", done.stdout, re.MULTILINE)
    assert said, done.stdout
    assert int(said[1]) == len(page_names(root / site_dir)) > 10
    where = re.search(r"^The site is in (\S+)/;", done.stdout, re.MULTILINE)
    assert where, done.stdout
    assert (root / where[1]).resolve() == (root / site_dir).resolve()


@pytest.mark.slow
def test_a_build_that_stops_says_what_it_found(project: Make) -> None:
    done = build_here(cwd=project(TROUBLED))
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.splitlines()[-1] == "3 briefings: 4 errors, 1 warning. Nothing was written."


@pytest.mark.slow
def test_a_log_holds_plain_lines(project: Make) -> None:
    done = run_broadsheet("build", cwd=project({ONE: briefing(label="braeking")}))
    assert done.returncode == 0
    assert not re.search(r"[\r\x1b]", done.stdout + done.stderr)


@pytest.mark.slow
def test_the_flags_of_the_contract_are_accepted(project: Make) -> None:
    root = project({ONE: briefing()})
    plain = run_broadsheet("build", cwd=root)
    assert plain.returncode == 0, plain.stderr
    done = run_broadsheet(
        "build",
        "--site-dir",
        "again",
        "--jobs",
        "4",
        "--clean",
        "--now",
        "2026-04-24T12:00:00Z",
        cwd=root,
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert tree_of(root / "again") == tree_of(root / "site")


@pytest.mark.parametrize("epoch", ["soon", "9" * 30, "1777420800.5"])
def test_a_source_date_epoch_that_is_no_time_is_wrong_usage(project: Make, epoch: str) -> None:
    done = run_here("check", cwd=project({ONE: briefing()}), environment={"SOURCE_DATE_EPOCH": epoch})
    assert done.returncode == 2
    assert "SOURCE_DATE_EPOCH" in done.stderr
    assert "seconds since 1970" in done.stderr


@pytest.mark.slow
@pytest.mark.parametrize(
    ("arguments", "epoch", "warned"),
    [
        ([], None, False),
        (["--now", "2026-04-23"], None, True),
        (["--now", "2026-04-24"], None, False),
        (["--now", "2026-04-23T23:59:59Z"], None, True),
        ([], "1776902400", True),
        ([], "1777000000", False),
        (["--now", "2026-04-24"], "0", False),
    ],
)
def test_now_is_an_argument_or_source_date_epoch_and_never_the_clock(
    project: Make, arguments: list[str], epoch: str | None, warned: bool
) -> None:
    done = run_here(
        "check", *arguments, cwd=project({ONE: briefing()}), environment={"SOURCE_DATE_EPOCH": epoch} if epoch else None
    )
    assert done.returncode == 0
    assert ("[future-date]" in done.stdout) is warned, done.stdout


def test_a_briefing_of_the_coming_decades_is_nobodys_business_without_now(project: Make) -> None:
    done = run_here("check", cwd=project({"briefings/2089/12/31/one.yml": briefing()}))
    assert (done.returncode, done.stdout) == (0, "")


@pytest.mark.slow
def test_a_build_tells_of_each_warning_once(project: Callable[[Files], Path]) -> None:
    root = project({"briefings/2026/04/24/one.yml": briefing(label="braeking")})
    done = build_here("--root", root)
    assert done.returncode == 0
    assert (done.stdout + done.stderr).count("braeking") == 1


@pytest.mark.parametrize("name", COMMANDS)
def test_a_command_is_found_by_the_name_that_it_has(name: str) -> None:
    command = cli.get_command(Context(cli), name)
    assert command is not None
    assert command.name == name
    assert command.help
