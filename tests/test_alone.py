"""One build of a project at a time: the second one waits, or stops, and says for whom."""

from __future__ import annotations

import json
import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from broadsheet.cli.lock import HOLDER, LOCK, Busy, alone
from built_site import tree_of
from conftest import Files, briefing, run_broadsheet

Make = Callable[[Files], Path]
HOLDING = "import sys, time; from pathlib import Path; from broadsheet.cli.lock import alone\n"
HOLDING += "with alone(Path(sys.argv[1])): print('held', flush=True); time.sleep(60)"


@pytest.fixture
def held(project: Make) -> Iterator[tuple[Path, subprocess.Popen[str]]]:
    """A project at which another process is at work."""
    root = project({"briefings/2026/04/24/one.yml": briefing()})
    process = subprocess.Popen([sys.executable, "-c", HOLDING, str(root)], stdout=subprocess.PIPE, text=True)
    assert process.stdout
    assert process.stdout.readline() == "held\n"
    yield root, process
    process.kill()
    process.communicate()


@pytest.mark.slow
def test_a_build_that_is_not_to_wait_says_who_is_at_work(held: tuple[Path, subprocess.Popen[str]]) -> None:
    root, process = held
    done = run_broadsheet("build", "--no-wait", cwd=root)
    assert (done.returncode, done.stdout) == (1, "")
    said = (
        rf"Another build of this project is at work \(process {process.pid}, since \d\d:\d\d:\d\d\)\. Nothing was done"
    )
    assert re.match(said, done.stderr), done.stderr
    assert not (root / "site").exists()


@pytest.mark.slow
def test_a_build_waits_for_one_that_is_killed(held: tuple[Path, subprocess.Popen[str]]) -> None:
    root, process = held
    command = [sys.executable, "-m", "broadsheet", "build", "--root", str(root)]
    waiting = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
    assert waiting.stderr
    assert f"(process {process.pid}, since " in waiting.stderr.readline()
    process.send_signal(signal.SIGKILL)
    assert waiting.wait(timeout=60) == 0
    waiting.stderr.close()
    assert (root / "site/index.html").is_file()


@pytest.mark.slow
def test_what_a_dead_build_left_says_nothing(held: tuple[Path, subprocess.Popen[str]]) -> None:
    root, _ = held
    dead = subprocess.Popen([sys.executable, "-c", ""])
    dead.wait()
    for left in (json.dumps({"process": dead.pid, "host": socket.gethostname()}), "{", "[]", '{"process": "x"}', ""):
        (root / LOCK).with_name(HOLDER).write_text(left)
        with pytest.raises(Busy, match=r"at work$"), alone(root, wait=False):
            pass


@pytest.mark.slow
def test_a_build_on_another_machine_is_named_with_it(held: tuple[Path, subprocess.Popen[str]]) -> None:
    root, _ = held
    for host, said in (("press-2", "on press-2"), ("press\x1b[2J", "on another machine")):
        (root / LOCK).with_name(HOLDER).write_text(json.dumps({"process": 7, "host": host}))
        with pytest.raises(Busy, match=rf"process 7 {said}, since"), alone(root, wait=False):
            pass


def test_nothing_is_left_of_who_was_at_work(tmp_path: Path) -> None:
    with alone(tmp_path):
        said = json.loads((tmp_path / LOCK).with_name(HOLDER).read_text())
        assert said == {"process": os.getpid(), "host": socket.gethostname()}
    assert set(tree_of(tmp_path)) <= {LOCK.as_posix()}
    with pytest.raises(ValueError, match="no"), alone(tmp_path):
        raise ValueError("no")
    assert set(tree_of(tmp_path)) <= {LOCK.as_posix()}


def test_a_folder_where_no_lock_can_be_is_worked_in_all_the_same(tmp_path: Path) -> None:
    (tmp_path / ".cache").write_text("in the way")
    with alone(tmp_path, wait=False):
        time.sleep(0)
