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
from typing import Any, Generic, TypeVar

T = TypeVar("T")
R = TypeVar("R")

BEHIND = 10  # by how much works aside give way to what they are aside of

_work: tuple[Callable[[Any], Any], Sequence[Any]] | None = None


def processors() -> int:
    """Return how many processes can run at once."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def spread(
    work: Callable[[Sequence[T]], R], items: Sequence[T], *, jobs: int, portion: int
) -> Iterator[tuple[Sequence[T], R]]:
    """Yield portions of the items in their order, each with what `work` makes of it.

    It is done here where there is one job or one portion, or where forking is not safe; else in `jobs` processes, and
    what `work` returns must be picklable. A process that dies raises BrokenProcessPool.
    """
    starts = range(0, len(items), portion)
    if jobs < 2 or len(starts) < 2 or sys.platform != "linux":
        for start in starts:
            some = items[start : start + portion]
            yield some, work(some)
        return
    global _work  # noqa: PLW0603 - what a fork inherits cannot be handed over in another way
    _work = (work, items)
    gc.freeze()  # what is here stays shared: a collection would write to it
    try:
        context = multiprocessing.get_context("fork")
        with ProcessPoolExecutor(min(jobs, len(starts)), mp_context=context, initializer=_obey) as pool:
            try:
                with _undisturbed():
                    answers = pool.map(_portion, starts, [portion] * len(starts))
                for start, answer in zip(starts, answers, strict=True):
                    yield items[start : start + portion], answer
            except BaseException:
                pool.shutdown(cancel_futures=True)
                raise
    finally:
        gc.unfreeze()
        _work = None


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


def _portion(start: int, size: int) -> Any:
    assert _work is not None
    work, items = _work
    return work(items[start : start + size])


class Aside(Generic[R]):
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
