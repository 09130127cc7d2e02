"""A build that makes only what is stale gives the site that a build of everything gives, whatever was done before it."""

from __future__ import annotations

import os
import re
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image

from broadsheet.build.cache import Database
from broadsheet.build.output.manifest import Manifest, TargetOutput, WrittenFile, to_segments
from broadsheet.build.output.store import encode_manifest
from broadsheet.build.version_digest import program_digest
from broadsheet.cli import main
from conftest import PROFILE, ROOT, briefing, build_here, examples, make_project, run_broadsheet, run_here

pytestmark = pytest.mark.slow

PATHS = ("2025/12/31/a", "2026/01/01/b", "2026/01/01/c", "2026/01/02/d", "2026/03/05/e")
CATEGORIES = "models: {label: Models, order: 1}\npolicy: {label: Policy, order: 2}\n"


def write(root: Path, file: str, content: str | bytes) -> None:
    path = root / file
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content.encode() if isinstance(content, str) else content)


def story(number: int, path: str) -> str:
    """A briefing that shares some of its names and sources with others."""
    names = ["OpenAI", "Open AI", "Nvidia", "Mistral", "AI"]
    entities = f"[{names[number % 5]}, {names[number * 3 % 5]}]"
    url = f"https://{('one', 'two', 'three')[number % 3]}.example/{number}"
    article = f'\n  - {{title: Article {number}, url: "{url}", summary: Told., entities: {entities}, tone: neutral}}'
    earlier = next((other for other in PATHS if other < path), None) if number % 2 else None
    return briefing(
        title=f"Headline {number}", articles=article, category=("models", "policy")[number % 2], follows=earlier
    )


def edit_file(root: Path, number: int, path: str) -> None:
    write(root, f"briefings/{path}.yml", story(number, path))


def delete_file(root: Path, number: int, path: str) -> None:
    for file in (root / "briefings").glob(f"{path}.*"):
        file.unlink()


def rename_file(root: Path, number: int, path: str) -> None:
    file = root / f"briefings/{path}.yml"
    if file.exists():
        file.rename(file.with_name(f"renamed-{number}.yml"))


def break_file(root: Path, number: int, path: str) -> None:
    write(root, f"briefings/{path}.yml", "title: [\n")


def edit_registries(root: Path, number: int, path: str) -> None:
    write(
        root,
        "briefings/entities.yml",
        f"OpenAI: {{aliases: [{('OAI', 'Nvidia', 'Mistral')[number % 3]}]}}\nstop: [AI]\n",
    )
    write(root, "briefings/publishers.yml", f"one.example: {{name: The One {number}, family: House}}\n")
    write(root, "briefings/categories.yml", CATEGORIES.replace("Models", f"Models {number % 3}"))


def edit_template(root: Path, number: int, path: str) -> None:
    file = root / "overrides/listing.html"
    file.write_text(file.read_text("utf-8") + f"<!-- {number} -->\n", "utf-8")


def edit_style(root: Path, number: int, path: str) -> None:
    write(root, "overrides/assets/broadsheet.css", f"body {{ margin: {number}px }}\n")


def edit_config(root: Path, number: int, path: str) -> None:
    file = root / "mkdocs.yml"
    lines = file.read_text("utf-8").splitlines(keepends=True)
    file.write_text(
        "".join(f"site_name: Paper {number}\n" if one.startswith("site_name") else one for one in lines), "utf-8"
    )


def edit_document(root: Path, number: int, path: str) -> None:
    write(root, f"docs/page-{number % 2}.md", f"# A page\n\nText {number}, see [the archive](archive/index.md).\n")


def add_picture(root: Path, number: int, path: str) -> None:
    jpeg = BytesIO()
    Image.new("RGB", (640, 360), (number, 90, 200)).save(jpeg, "JPEG")
    write(root, f"briefings/{path[:10]}/photo.jpg", jpeg.getvalue())
    write(root, f"briefings/{path}.yml", briefing(image=f"{{file: photo.jpg, alt: Picture {number}}}"))


def damage_cache(root: Path, number: int, path: str) -> None:
    file = root / ".cache/broadsheet" / ("archive.db", "archive.texts.db")[number % 3 % 2]
    if file.exists():
        content = file.read_bytes()
        place = len(content) * (number % 7) // 7
        file.write_bytes(content[:place] if number % 2 else content[:place] + b"damage" + content[place + 6 :])


def touch_site(root: Path, number: int, path: str) -> None:
    for file in [*(root / "site").rglob("*.html")][number % 5 :: 9]:
        file.write_text("not ours", "utf-8")
    write(root, "site/stray/file.txt", "stray")


OPERATIONS = (
    edit_file, edit_file, edit_file, delete_file, rename_file, break_file, edit_registries, edit_template, edit_style, edit_config,
    edit_document, add_picture, damage_cache, touch_site,
)  # fmt: skip
STEPS = st.lists(
    st.tuples(st.sampled_from(OPERATIONS), st.integers(0, 30), st.sampled_from(PATHS)), min_size=1, max_size=4
)


def build(root: Path, *options: str) -> int:
    with pytest.raises(SystemExit) as ended:
        main(["build", "--root", str(root), "--jobs", "1", *options])
    return int(ended.value.code or 0)


def contents(site: Path) -> dict[str, bytes]:
    return {file.relative_to(site).as_posix(): file.read_bytes() for file in site.rglob("*") if file.is_file()}


def from_nothing(root: Path, *options: str) -> tuple[int, dict[str, bytes]]:
    """Build a copy of a project that has never been built."""
    copy = root.with_name("copy")
    shutil.rmtree(copy, ignore_errors=True)
    shutil.copytree(root, copy, ignore=shutil.ignore_patterns(".cache", "site", ".site-*"))
    return build(copy, *options), contents(copy / "site")


@pytest.fixture(scope="module")
def pristine(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project with three briefings, built once."""
    root = tmp_path_factory.mktemp("pristine") / "project"
    files = {f"briefings/{path}.yml": story(number, path) for number, path in enumerate(PATHS[:3])}
    make_project(root, {**files, "briefings/categories.yml": CATEGORIES})
    build(root)
    return root


@settings(max_examples=examples(3), deadline=None, suppress_health_check=list(HealthCheck))
@given(rounds=st.lists(STEPS, min_size=2, max_size=3), search=st.booleans())
def test_whatever_was_done_the_site_is_that_of_a_clean_build(
    pristine: Path,
    tmp_path_factory: pytest.TempPathFactory,
    rounds: list[list[tuple[Callable[..., None], int, str]]],
    search: bool,
) -> None:
    options = [] if search else ["--no-search"]
    root = tmp_path_factory.mktemp("edited") / "project"
    shutil.copytree(pristine, root)
    last = contents(root / "site")
    for steps in rounds:
        for operation, number, path in steps:
            operation(root, number, path)
            if operation is touch_site:
                last = contents(root / "site")
        ended, fresh = from_nothing(root, *options)
        assert build(root, *options) == ended
        assert contents(root / "site") == (fresh if ended == 0 else last)
        last = contents(root / "site")


def test_a_build_of_what_is_built_says_so_and_leaves_every_file(pristine: Path, tmp_path: Path) -> None:
    root = tmp_path / "project"
    shutil.copytree(pristine, root, symlinks=True)
    assert build_here("--root", root).returncode == 0
    before = {file: file.stat().st_ino for file in (root / "site").rglob("*")}
    done = build_here("--root", root)
    assert "nothing has changed since the last build" in done.stdout
    assert {file: file.stat().st_ino for file in (root / "site").rglob("*")} == before
    assert "nothing has changed" not in build_here("--root", root, "--clean").stdout


def test_a_site_that_is_gone_is_made_again_even_if_nobody_remembers_its_files(pristine: Path, tmp_path: Path) -> None:
    root = tmp_path / "project"
    shutil.copytree(pristine, root, symlinks=True)
    with sqlite3.connect(root / ".cache/broadsheet/archive.db") as connection:
        connection.execute("delete from entry where kind = 'ledger'")
    connection.close()
    for folder in ("site", ".site-next"):
        shutil.rmtree(root / folder, ignore_errors=True)
    assert build(root) == 0
    assert contents(root / "site") == contents(pristine / "site")


def test_other_options_make_another_site_although_no_file_has_changed(pristine: Path, tmp_path: Path) -> None:
    root = tmp_path / "project"
    shutil.copytree(pristine, root, symlinks=True)
    for options in (("--no-search",), (), ("--now", "2026-03-05"), ("--site-url", "https://elsewhere.example/")):
        assert "nothing has changed" not in build_here("--root", root, "--jobs", "1", *options).stdout
        assert contents(root / "site") == from_nothing(root, *options)[1]
        assert "nothing has changed" in build_here("--root", root, "--jobs", "1", *options).stdout


def test_warnings_are_said_at_every_build(pristine: Path, tmp_path: Path) -> None:
    root = tmp_path / "project"
    shutil.copytree(pristine, root)
    write(root, "briefings/2026/01/05/f.yml", briefing(label="brekaing"))
    write(root, "docs/more.md", "# More\n\n[nowhere](nowhere.md)\n")
    for _ in range(3):
        done = build_here("--root", root)
        assert "“brekaing” is not a known label" in done.stderr
        assert "nowhere.md" in done.stderr


def test_what_is_doubtful_about_the_site_is_said_again_without_making_it_anew(pristine: Path, tmp_path: Path) -> None:
    root = tmp_path / "project"
    shutil.copytree(pristine, root)
    write(root, "docs/more.md", '# More\n\n<p><a href="gone.html">gone</a></p>\n')
    first, second = (build_here("--root", root) for _ in range(2))
    assert "gone.html" in first.stderr
    assert second.stderr == first.stderr
    assert "nothing has changed" in second.stdout


def test_a_fresh_clone_with_the_kept_site_and_cache_makes_nothing_anew(pristine: Path, tmp_path: Path) -> None:
    root = tmp_path / "project"
    shutil.copytree(pristine, root, copy_function=shutil.copyfile)  # every file has a new time
    done = build_here("--root", root)
    assert "nothing has changed" in done.stdout, done.stderr
    for file in filter(Path.is_file, (pristine / "site").rglob("*")):  # so that nobody reads them again
        assert (root / file.relative_to(pristine)).stat().st_mtime_ns == file.stat().st_mtime_ns


def test_two_builds_at_once_give_one_whole_site(pristine: Path, tmp_path: Path) -> None:
    root = tmp_path / "project"
    shutil.copytree(pristine, root)
    write(root, "briefings/2026/03/05/e.yml", story(4, "2026/03/05/e"))
    command = [sys.executable, "-m", "broadsheet", "build", "--root", str(root)]
    builds = [subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True) for _ in range(3)]
    said = [one.communicate()[1] for one in builds]
    assert [one.returncode for one in builds] == [0, 0, 0], said
    assert contents(root / "site") == from_nothing(root)[1]
    assert any("waiting for it" in one for one in said)


def test_a_build_killed_at_any_moment_leaves_a_whole_site(pristine: Path, tmp_path: Path) -> None:
    root = tmp_path / "project"
    shutil.copytree(pristine, root)
    before = contents(root / "site")
    write(root, "briefings/2026/03/05/e.yml", story(4, "2026/03/05/e"))
    after = from_nothing(root)[1]
    command = [sys.executable, "-m", "broadsheet", "build", "--root", str(root)]
    started = time.monotonic()
    assert subprocess.run(command, capture_output=True, check=True)
    whole = time.monotonic() - started
    for part in range(1, 8) if PROFILE == "soak" else (2, 4, 6):
        shutil.rmtree(root)
        shutil.copytree(pristine, root)
        write(root, "briefings/2026/03/05/e.yml", story(4, "2026/03/05/e"))
        process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        time.sleep(whole * part / 8)
        process.send_signal(signal.SIGKILL)
        process.wait()
        assert contents(root / "site") in (before, after), f"killed after {part}/8"
        assert build(root) == 0
        assert contents(root / "site") == after


def test_a_build_interrupted_from_the_keyboard_ends_quietly(tmp_path: Path) -> None:
    root = tmp_path / "project"
    many = [f"2026/0{month}/{day:02}/s" for month in range(1, 6) for day in range(1, 29)]
    make_project(root, {f"briefings/{path}.yml": briefing(title=f"Story {path}") for path in many})
    command = [sys.executable, "-m", "broadsheet", "build", "--root", str(root), "--jobs", "2"]
    for moment in (0.0, 0.1, 0.3, 0.7, 1.2) if PROFILE == "soak" else (0.1, 0.7):
        process = subprocess.Popen(
            command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, start_new_session=True
        )
        while process.poll() is None and not (root / ".cache/broadsheet/at-work.json").exists():
            time.sleep(0.01)
        time.sleep(moment)
        os.killpg(process.pid, signal.SIGINT)
        _, said = process.communicate(timeout=60)
        assert "Traceback" not in said
        assert process.returncode == 0 or said.endswith("Aborted!\n"), (moment, said)
    assert build(root) == 0
    assert contents(root / "site") == from_nothing(root)[1]


def test_full_texts_that_are_lost_or_forged_are_read_from_the_files_again(pristine: Path, tmp_path: Path) -> None:
    root = tmp_path / "project"
    shutil.copytree(pristine, root)
    file = root / ".cache/broadsheet/archive.texts.db"
    for damage in ("delete from text", "update text set body = x'00112233445566778899'", "drop table text"):
        with sqlite3.connect(file) as connection:
            connection.execute(damage)
        connection.close()
        edit_template(root, 1, "")
        assert build(root) == 0
        assert contents(root / "site") == from_nothing(root)[1]


def test_a_cache_that_cannot_be_written_costs_nothing_but_time(pristine: Path, tmp_path: Path) -> None:
    root = tmp_path / "project"
    shutil.copytree(pristine, root, ignore=shutil.ignore_patterns(".cache", "site", ".site-*"))
    write(root, ".cache", "in the way")
    assert build(root) == 0
    assert contents(root / "site") == from_nothing(pristine)[1]


def test_every_number_of_processes_makes_the_same_site(shipped_site: Path, tmp_path: Path) -> None:
    """One process and three; the shipped site was made by as many as there are processors."""
    expected = contents(shipped_site)
    assert len(expected) > 100
    for jobs, run in (("1", run_here), ("3", run_broadsheet)):
        site = tmp_path / jobs
        done = run("build", "--root", ROOT, "--site-dir", site, "--jobs", jobs, "--clean")
        assert done.returncode == 0, done.stderr
        assert contents(site) == expected


def test_parts_that_were_made_apart_become_the_site_that_is_made_at_once(shipped_site: Path, tmp_path: Path) -> None:
    parts = []
    for number in (1, 2, 3):
        root = make_project(tmp_path / f"machine-{number}", {})
        shutil.copytree(ROOT / "briefings", root / "briefings")
        done = build_here("--root", root, "--part", f"{number}/3", "--site-dir", root / "part")
        assert done.returncode == 0, done.stderr
        parts.append(tmp_path / f"artifact-{number}")
        shutil.copytree(root / "part", parts[-1], copy_function=shutil.copyfile)  # as a download, with other times
    merged = make_project(tmp_path / "merged", {})
    shutil.copytree(ROOT / "briefings", merged / "briefings")
    next(parts[1].rglob("index.html")).write_text("damaged on the way")
    assert build_here("--root", merged, *(f"--take={part}" for part in parts)).returncode == 0
    assert contents(merged / "site") == contents(shipped_site)
    made_apart = sum(len(contents(part)) for part in parts)
    assert made_apart > 0.7 * len(contents(shipped_site))


def test_what_was_made_elsewhere_is_proofread_by_who_takes_it(pristine: Path, tmp_path: Path) -> None:
    root = tmp_path / "project"
    shutil.copytree(pristine, root)
    file = root / "mkdocs.yml"
    file.write_text(file.read_text("utf-8").replace("  more:\n", "  more:\n    - {text: No, url: nowhere/}\n"), "utf-8")
    for part in ("1/2", "2/2"):
        done = build_here("--root", root, "--part", part, "--site-dir", root / part[0])
        assert done.returncode == 0, done.stderr
    before = contents(root / "site")
    done = build_here("--root", root, "--take", root / "1", "--take", root / "2")
    assert done.returncode == 1
    assert "links to nowhere/, which is not there, and so do " in done.stderr
    pages = sum(name.endswith("index.html") for part in "12" for name in contents(root / part))
    assert pages - 1 <= int(re.search(r"so do (\d+) more", done.stderr)[1])  # type: ignore[index]
    assert contents(root / "site") == before


def test_what_is_no_part_is_refused(pristine: Path, tmp_path: Path) -> None:
    root = tmp_path / "project"
    shutil.copytree(pristine, root)
    done = build_here("--root", root, "--take", root / "docs")
    assert done.returncode == 1
    assert "holds no part of a site" in done.stderr
    assert build_here("--root", root, "--part", "4/3", "--site-dir", root / "part").returncode == 2
    assert "needs a folder of its own" in build_here("--root", root, "--part", "1/3").stderr


def test_a_forged_manifest_does_not_reach_out_of_the_site(pristine: Path, tmp_path: Path) -> None:
    root = tmp_path / "project"
    shutil.copytree(pristine, root)
    write(root, "precious.txt", "precious")
    made = WrittenFile("../precious.txt", 8, (root / "precious.txt").stat().st_mtime_ns, b"")
    forged = Manifest(base=b"x", fingerprint=b"x", segments=to_segments({"gone": TargetOutput(b"", (made,))}))
    database = Database(root / ".cache/broadsheet/archive.db", program_digest())
    database.write([("manifest", "site", encode_manifest(forged))])
    edit_file(root, 3, PATHS[0])
    assert build(root) == 0
    assert (root / "precious.txt").read_text() == "precious"
    assert contents(root / "site") == from_nothing(root)[1]


@pytest.mark.parametrize("link", ["entities", "."])
def test_a_link_in_the_staging_leads_nowhere(pristine: Path, tmp_path: Path, link: str) -> None:
    root = tmp_path / "project"
    shutil.copytree(pristine, root)
    outside = tmp_path / "outside"
    outside.mkdir()
    staging = root / ".site-next"
    shutil.rmtree(staging, ignore_errors=True)
    if link != ".":
        staging.mkdir()
    (staging / link if link != "." else staging).symlink_to(outside, target_is_directory=True)
    edit_file(root, 3, PATHS[0])
    assert build(root) == 0
    assert list(outside.iterdir()) == []
    assert contents(root / "site") == from_nothing(root)[1]


def test_what_another_version_remembered_is_not_used(pristine: Path, tmp_path: Path) -> None:
    root = tmp_path / "project"
    shutil.copytree(pristine, root)
    file = root / ".cache/broadsheet/archive.db"
    usual = {one.name for one in file.parent.iterdir()}
    with Database(file, "another version") as other:
        other.write([("ledger", "site", b"in another form")])
    assert build(root) == 0
    assert {one.name for one in file.parent.iterdir()} == usual
    assert contents(root / "site") == from_nothing(root)[1]


@pytest.mark.skipif(os.geteuid() == 0, reason="nothing is forbidden to root")
def test_where_nothing_can_be_written_the_build_says_so(pristine: Path, tmp_path: Path) -> None:
    root = tmp_path / "project"
    shutil.copytree(pristine, root, ignore=shutil.ignore_patterns("site", ".site-*"))
    (tmp_path / "closed").mkdir(mode=0o555)
    done = build_here("--root", root, "--site-dir", tmp_path / "closed/site")
    assert done.returncode == 1
    assert "The build stopped: Permission denied" in done.stderr
