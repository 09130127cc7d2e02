"""Work in other processes: what goes wrong there is done here, where somebody can say what is wrong."""

from __future__ import annotations

import os
import signal
import time

import pytest

from broadsheet.forks import Aside

HERE = os.getpid()


@pytest.mark.parametrize("jobs", [1, 2])
def test_answers_come_in_the_order_of_the_works_wherever_they_are_done(jobs: int) -> None:
    def slow() -> int:
        time.sleep(0.1)
        return 1

    assert Aside([slow, lambda: 2, lambda: 3], jobs=jobs).answers() == [1, 2, 3]


def test_what_a_process_does_not_live_to_answer_is_done_here() -> None:
    def fragile() -> str:
        if os.getpid() != HERE:
            os.kill(os.getpid(), signal.SIGKILL)
        return "here"

    assert Aside([fragile, lambda: "there"], jobs=2).answers() == ["here", "there"]


def test_an_error_is_that_of_the_work_and_says_nothing_on_its_way(capfd: pytest.CaptureFixture[str]) -> None:
    def wrong() -> str:
        raise OSError("the disk is full")

    with pytest.raises(OSError, match="the disk is full"):
        Aside([wrong], jobs=2).answers()
    assert capfd.readouterr().err == ""


def test_nothing_is_at_work_any_more_when_it_was_stopped() -> None:
    aside = Aside([lambda: time.sleep(60)], jobs=2)
    [(process, _)] = aside._processes
    assert process.is_alive()
    aside.stop()
    assert not process.is_alive()
