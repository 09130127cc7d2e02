"""Work in several processes, where the system can fork: children share what their parent has in memory."""

from __future__ import annotations

import gc
import multiprocessing
import os
import signal
import sys
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager, suppress
from functools import partial
from typing import Any, Generic, TypeVar

T = TypeVar("T")
R = TypeVar("R")

BEHIND = 10  # by how much works aside give way to what they are aside of

_work: tuple[Callable[[Any], Any], Sequence[Any], int] | None = None
_left: Any = None  # where portions are taken from both ends, the first that nobody has taken, and the end of them
_begins_at_the_end = False


def processors() -> int:
    """Return how many processes can run at once."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def map_chunks(
    work: Callable[[Sequence[T]], R], items: Sequence[T], *, jobs: int, chunk: int, from_both_ends: bool = False
) -> Iterator[tuple[Sequence[T], R]]:
    """Yield portions of the items in their order, each with what `work` makes of it.

    Where they are taken `from_both_ends`, half of the processes begin with the last portion and come in no certain order:
    then most portions that stand near one another are the work of half of the processes, which may remember what they share.
    It is done here where there is one job or one portion, or where forking is not safe; else in `jobs` processes, and
    what `work` returns must be picklable. A process that dies raises BrokenProcessPool.
    """
    starts = range(0, len(items), chunk)
    if jobs < 2 or len(starts) < 2 or sys.platform != "linux":
        for start in starts:
            some = items[start : start + chunk]
            yield some, work(some)
        return
    global _work, _left  # noqa: PLW0603 - what a fork inherits cannot be handed over in another way
    context = multiprocessing.get_context("fork")
    _work, _left = (work, items, chunk), context.Array("q", [0, len(starts)]) if from_both_ends else None
    gc.freeze()  # what is here stays shared: a collection would write to it
    try:
        begin = partial(_begin, context.Value("q", 0))
        with ProcessPoolExecutor(min(jobs, len(starts)), mp_context=context, initializer=begin) as pool:
            try:
                with _undisturbed():
                    answers = pool.map(_portion, starts)
                for start, answer in answers:
                    yield items[start : start + chunk], answer
            except BaseException:
                pool.shutdown(cancel_futures=True)
                raise
    finally:
        gc.unfreeze()
        _work = _left = None


@contextmanager
def _undisturbed() -> Iterator[None]:
    """Hold back an interruption while processes begin, here and in them: one that meets it before it obeys may hang for ever."""
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _obey() -> None:
    """Leave an interruption from the keyboard, which reaches every process, to the one that began: it says when to end."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT})


def _begin(begun: Any) -> None:
    """Begin a process of a pool; every other one works from the end, where portions are taken from both."""
    global _begins_at_the_end  # noqa: PLW0603 - a process has no other place for it
    _obey()
    with begun.get_lock():
        _begins_at_the_end = begun.value % 2 == 1
        begun.value += 1


def _portion(start: int) -> tuple[int, Any]:
    """Work on the portion that begins at `start`, or on the next at this process's end; say where it begins."""
    assert _work is not None
    work, items, size = _work
    if _left is not None:
        with _left.get_lock():
            if _begins_at_the_end:
                _left[1] -= 1
                start = size * _left[1]
            else:
                start = size * _left[0]
                _left[0] += 1
    return start, work(items[start : start + size])


class BackgroundTasks(Generic[R]):
    """Works that go on in processes of their own, one for each, while this one does something else.

    Where there may be one process only, or one dies, the work is done here, when somebody asks for its answer. What the
    works return must be picklable.
    """

    def __init__(self, works: Sequence[Callable[[], R]], *, jobs: int) -> None:
        """Begin the works; `jobs` is how many processes may work at once."""
        self._works = works
        self._processes: list[tuple[Any, Any]] = []
        if sys.platform != "linux" or jobs < 2:
            return
        context = multiprocessing.get_context("fork")
        for work in works:
            receiver, sender = context.Pipe(duplex=False)
            process = context.Process(target=_answer, args=(work, sender), daemon=True)
            with _undisturbed():
                process.start()
            sender.close()
            self._processes.append((process, receiver))

    def answers(self) -> list[R]:
        """Return what the works returned, in their order, and wait for it."""
        answers = []
        for place, work in enumerate(self._works):
            try:
                answers.append(self._processes[place][1].recv())
            except (IndexError, EOFError, OSError):
                answers.append(work())
        self.stop()
        return answers

    def stop(self) -> None:
        """End what is still at work, and return when it has ended."""
        for process, receiver in self._processes:
            process.terminate()
            process.join()
            receiver.close()
        self._processes = []


def _answer(work: Callable[[], Any], sender: Any) -> None:
    _obey()
    os.nice(BEHIND)
    with suppress(Exception):  # it is done again where somebody can say what is wrong
        sender.send(work())
    sender.close()
