"""Work in several processes. Workers are forked, so they inherit their input in shared memory; only results are pickled.

Only Linux forks here. Elsewhere, and with one job, all work is done in the calling process.
"""

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

BACKGROUND_NICENESS = 10  # by how much background tasks yield the processor to the build


def processors() -> int:
    """Return how many processes can run at once."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def map_chunks(
    work: Callable[[Sequence[T]], R], items: Sequence[T], *, jobs: int, chunk_size: int, from_both_ends: bool = False
) -> Iterator[tuple[Sequence[T], R]]:
    """Call `work` with chunks of `items` in up to `jobs` processes. Yield each chunk with its result, which is pickled.

    Chunks are yielded in order. With `from_both_ends`, every other worker takes its chunks from the end of the items,
    and the results come in no particular order. Items at the start then share few workers, and so what these cache.

    Raises BrokenProcessPool if a worker dies.
    """
    starts = range(0, len(items), chunk_size)
    if not _can_fork(jobs) or len(starts) < 2:
        for start in starts:
            chunk = items[start : start + chunk_size]
            yield chunk, work(chunk)
        return
    context = multiprocessing.get_context("fork")
    queue = _TwoEndedQueue(context, starts) if from_both_ends else None
    gc.freeze()  # a collection in a worker would write to the memory that it shares with its parent, and so copy it
    try:
        with ProcessPoolExecutor(
            min(jobs, len(starts)),
            mp_context=context,
            initializer=_start_worker,
            initargs=(work, items, chunk_size, queue),
        ) as pool:
            try:
                with _sigint_blocked():
                    results = pool.map(_work_on_chunk, starts)
                for start, result in results:
                    yield items[start : start + chunk_size], result
            except BaseException:
                pool.shutdown(cancel_futures=True)
                raise
    finally:
        gc.unfreeze()


class _TwoEndedQueue:
    """Where chunks start, shared by all workers: every other worker takes them from the end."""

    def __init__(self, context: Any, starts: Sequence[int]) -> None:
        self._starts = starts
        self._workers = context.Value("q", 0)
        self._remaining = context.Array("q", [0, len(starts)])  # the places of the first, and behind the last

    def register(self) -> bool:
        """Count a new worker in, and return whether it takes chunks from the end."""
        with self._workers.get_lock():
            self._workers.value += 1
            return bool(self._workers.value % 2 == 0)

    def take(self, *, from_end: bool) -> int:
        """Return where the next chunk starts; there must be one."""
        with self._remaining.get_lock():
            first, end = (int(place) for place in self._remaining)
            self._remaining[:] = (first, end - 1) if from_end else (first + 1, end)
            return self._starts[end - 1 if from_end else first]


_work_on: Callable[[int], tuple[int, Any]] | None = None  # set in workers only


def _start_worker(
    work: Callable[[Sequence[Any]], Any], items: Sequence[Any], chunk_size: int, queue: _TwoEndedQueue | None
) -> None:
    """Prepare a worker. Its arguments are inherited, not pickled, so they may be of any kind and size."""
    global _work_on  # noqa: PLW0603 - the pool has no other way to hand something to a worker without pickling it
    _ignore_sigint()
    from_end = queue is not None and queue.register()

    def work_on(start: int) -> tuple[int, Any]:
        if queue is not None:
            start = queue.take(from_end=from_end)
        return start, work(items[start : start + chunk_size])

    _work_on = work_on


def _work_on_chunk(start: int) -> tuple[int, Any]:
    """Work on the chunk that starts at `start`, or on the next one of the queue. Return where it starts, and the result."""
    assert _work_on is not None
    return _work_on(start)


class BackgroundTasks(Generic[R]):
    """Background tasks, each in a process of its own. Their results are pickled.

    A task is done in the calling process, when its result is asked for, if there may be no other process or it dies.
    """

    def __init__(self, tasks: Sequence[Callable[[], R]], *, jobs: int) -> None:
        """Start the tasks, unless `jobs` is 1."""
        self._tasks = tasks
        self._processes: list[tuple[Any, Any]] = []
        if not _can_fork(jobs):
            return
        context = multiprocessing.get_context("fork")
        for task in tasks:
            receiver, sender = context.Pipe(duplex=False)
            process = context.Process(target=_run_task, args=(task, sender), daemon=True)
            with _sigint_blocked():
                process.start()
            sender.close()
            self._processes.append((process, receiver))

    def answers(self) -> list[R]:
        """Wait for all tasks, and return their results in order."""
        answers = []
        for place, task in enumerate(self._tasks):
            try:
                answers.append(self._processes[place][1].recv())
            except (IndexError, EOFError, OSError):
                answers.append(task())
        self.stop()
        return answers

    def stop(self) -> None:
        """Terminate the tasks that are still running, and wait for their processes to end."""
        for process, receiver in self._processes:
            process.terminate()
            process.join()
            receiver.close()
        self._processes = []


def _run_task(task: Callable[[], Any], sender: Any) -> None:
    _ignore_sigint()
    os.nice(BACKGROUND_NICENESS)
    with suppress(Exception):  # the parent repeats a failed task, and there the exception is raised
        sender.send(task())
    sender.close()


def _can_fork(jobs: int) -> bool:
    return jobs > 1 and sys.platform == "linux"


@contextmanager
def _sigint_blocked() -> Iterator[None]:
    """Block SIGINT while processes are forked: a child interrupted before it ignores the signal can deadlock the pool.

    Children inherit the blocked signal, and unblock it in `_ignore_sigint`.
    """
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _ignore_sigint() -> None:
    """Ignore Ctrl-C in a worker. It reaches every process of the terminal, and the parent stops its workers itself."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT})
