"""Folders looked at by several threads: a disk that has to fetch them answers many questions as fast as a few."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor

THREADS = 4
CHUNK_SIZE = 64  # folders that a thread looks at before it hands them over

Look = Callable[[Sequence[str]], Iterable[str]]


def walk(start: str, look: Look) -> None:
    """Let `look` see every folder, level by level, a portion at a time; it returns the folders below, which come next.

    It is called in several threads at once, but never for a folder before the one above it.
    """
    pending = [start]
    with ThreadPoolExecutor(THREADS) as pool:
        while pending:
            portions = [pending[place : place + CHUNK_SIZE] for place in range(0, len(pending), CHUNK_SIZE)]
            looked = map(look, portions) if len(portions) == 1 else pool.map(look, portions)
            pending = [below for some in looked for below in some]
