"""Work in other processes: what goes wrong there is done here, where somebody can say what is wrong."""

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
def test_answers_come_in_the_order_of_the_works_wherever_they_are_done(jobs: int) -> None:
    def slow() -> int:
        time.sleep(0.1)
        return 1

    assert BackgroundTasks([slow, lambda: 2, lambda: 3], jobs=jobs).answers() == [1, 2, 3]


def test_what_a_process_does_not_live_to_answer_is_done_here() -> None:
    def fragile() -> str:
        if os.getpid() != HERE:
            os.kill(os.getpid(), signal.SIGKILL)
        return "here"

    assert BackgroundTasks([fragile, lambda: "there"], jobs=2).answers() == ["here", "there"]


def test_an_error_is_that_of_the_work_and_says_nothing_on_its_way(capfd: pytest.CaptureFixture[str]) -> None:
    def wrong() -> str:
        raise OSError("the disk is full")

    with pytest.raises(OSError, match="the disk is full"):
        BackgroundTasks([wrong], jobs=2).answers()
    assert capfd.readouterr().err == ""


def test_nothing_is_at_work_any_more_when_it_was_stopped() -> None:
    aside = BackgroundTasks([lambda: time.sleep(60)], jobs=2)
    [(process, _)] = aside._processes
    assert process.is_alive()
    aside.stop()
    assert not process.is_alive()


@pytest.mark.slow
@pytest.mark.parametrize("from_both_ends", [False, True])
@pytest.mark.parametrize("jobs", [1, 2, 3])
@pytest.mark.parametrize("count", [0, 1, 7, 40])
def test_every_item_is_worked_on_once_whoever_begins_where(count: int, jobs: int, from_both_ends: bool) -> None:
    items = [f"item {number}" for number in range(count)]
    found = list(map_chunks(list, items, jobs=jobs, chunk=3, from_both_ends=from_both_ends))
    assert all(list(some) == answer for some, answer in found)
    told = [one for some, _ in found for one in some]
    assert sorted(told) == sorted(items)
    assert from_both_ends or told == items


@pytest.mark.skipif(sys.platform != "linux", reason="processes are forked on Linux only")
def test_from_both_ends_neighbours_are_the_work_of_one_process() -> None:
    def who(some: Sequence[int]) -> int:
        time.sleep(0.005)
        return os.getpid()

    found = map_chunks(who, range(40), jobs=2, chunk=1, from_both_ends=True)
    workers = [pid for _, pid in sorted((some[0], pid) for some, pid in found)]
    assert sum(one != other for one, other in pairwise(workers)) <= 1


BORN_INTERRUPTED = """
import os, signal
from broadsheet.build.workers import Aside, spread
os.register_at_fork(after_in_child=lambda: os.kill(os.getpid(), signal.SIGINT))
print([answer for _, answer in spread(sum, range(40), jobs=2, portion=10)])
print(Aside([lambda: os.getpid()], jobs=2).answers() != [os.getpid()])
"""


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="processes are forked on Linux only")
def test_an_interruption_that_reaches_a_process_at_its_birth_is_left_to_the_one_that_began() -> None:
    done = subprocess.run(
        [sys.executable, "-c", BORN_INTERRUPTED], capture_output=True, text=True, timeout=60, check=False
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, "[45, 145, 245, 345]\nTrue\n", "")
