"""Work in several processes, where the system can fork: children share what their parent has in memory."""

from __future__ import annotations

import gc
import multiprocessing
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from typing import Any, TypeVar

T = TypeVar("T")
R = TypeVar("R")

_work: tuple[Callable[[Any], Any], Sequence[Any]] | None = None


def collect_less() -> None:
    """Look for garbage rarely: a build makes few cycles and very many values, and looking at them takes an eighth of it."""
    gc.set_threshold(2_000_000, 20, 100)


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
        with ProcessPoolExecutor(min(jobs, len(starts)), mp_context=context) as pool:
            try:
                answers = pool.map(_portion, starts, [portion] * len(starts))
                for start, answer in zip(starts, answers, strict=True):
                    yield items[start : start + portion], answer
            except BaseException:
                pool.shutdown(cancel_futures=True)
                raise
    finally:
        gc.unfreeze()
        _work = None


def _portion(start: int, size: int) -> Any:
    assert _work is not None
    work, items = _work
    return work(items[start : start + size])


def aside(works: Sequence[Callable[[], R]], *, jobs: int) -> Iterator[R]:
    """Begin some works in another process, where there may be one, and yield their answers, waiting for each."""
    if sys.platform != "linux" or jobs < 2:
        return (work() for work in works)
    receiver, sender = multiprocessing.Pipe(duplex=False)
    multiprocessing.get_context("fork").Process(target=_answer, args=(works, sender), daemon=True).start()
    sender.close()
    return _answers(works, receiver)


def _answers(works: Sequence[Callable[[], R]], receiver: Any) -> Iterator[R]:
    for work in works:
        try:
            yield receiver.recv()
        except (EOFError, OSError):  # it died: then the work is done here
            yield work()


def _answer(works: Sequence[Callable[[], Any]], sender: Any) -> None:
    for work in works:
        sender.send(work())
    sender.close()
