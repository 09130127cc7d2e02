"""Work in other processes; a background task that fails there is repeated here, where its exception can be raised."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from itertools import pairwise

import pytest

from broadsheet.build.workers import BackgroundTasks, map_chunks

HERE = os.getpid()


@pytest.mark.parametrize("jobs", [1, 2])
def test_results_come_in_the_order_of_the_tasks(jobs: int) -> None:
    def slow() -> int:
        time.sleep(0.1)
        return 1

    assert BackgroundTasks([slow, lambda: 2, lambda: 3], jobs=jobs).answers() == [1, 2, 3]


def test_the_task_of_a_process_that_died_is_done_here() -> None:
    def fragile() -> str:
        if os.getpid() != HERE:
            os.kill(os.getpid(), signal.SIGKILL)
        return "here"

    assert BackgroundTasks([fragile, lambda: "there"], jobs=2).answers() == ["here", "there"]


def test_an_exception_of_a_task_is_raised_here_and_prints_nothing_there(capfd: pytest.CaptureFixture[str]) -> None:
    def wrong() -> str:
        raise OSError("the disk is full")

    with pytest.raises(OSError, match="the disk is full"):
        BackgroundTasks([wrong], jobs=2).answers()
    assert capfd.readouterr().err == ""


def test_stop_ends_the_process_of_a_task() -> None:
    aside = BackgroundTasks([lambda: time.sleep(60)], jobs=2)
    [(process, _)] = aside._processes
    assert process.is_alive()
    aside.stop()
    assert not process.is_alive()


@pytest.mark.slow
@pytest.mark.parametrize("from_both_ends", [False, True])
@pytest.mark.parametrize("jobs", [1, 2, 3])
@pytest.mark.parametrize("count", [0, 1, 7, 40])
def test_every_item_is_worked_on_once(count: int, jobs: int, from_both_ends: bool) -> None:
    items = [f"item {number}" for number in range(count)]
    found = list(map_chunks(list, items, jobs=jobs, chunk_size=3, from_both_ends=from_both_ends))
    assert all(list(chunk) == result for chunk, result in found)
    worked_on = [item for chunk, _ in found for item in chunk]
    assert sorted(worked_on) == sorted(items)
    assert from_both_ends or worked_on == items


@pytest.mark.skipif(sys.platform != "linux", reason="processes are forked on Linux only")
def test_with_from_both_ends_neighbours_are_worked_on_by_one_process() -> None:
    def worker(_chunk: Sequence[int]) -> int:
        time.sleep(0.005)
        return os.getpid()

    found = map_chunks(worker, range(40), jobs=2, chunk_size=1, from_both_ends=True)
    workers = [pid for _, pid in sorted((chunk[0], pid) for chunk, pid in found)]
    assert sum(one != other for one, other in pairwise(workers)) <= 1


INTERRUPTED_AT_FORK = """
import os, signal
from broadsheet.build.workers import BackgroundTasks, map_chunks
os.register_at_fork(after_in_child=lambda: os.kill(os.getpid(), signal.SIGINT))
print([answer for _, answer in map_chunks(sum, range(40), jobs=2, chunk_size=10)])
print(BackgroundTasks([lambda: os.getpid()], jobs=2).answers() != [os.getpid()])
"""


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="processes are forked on Linux only")
def test_a_worker_that_is_interrupted_when_it_is_forked_leaves_that_to_its_parent() -> None:
    done = subprocess.run(
        [sys.executable, "-c", INTERRUPTED_AT_FORK], capture_output=True, text=True, timeout=60, check=False
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, "[45, 145, 245, 345]\nTrue\n", "")
