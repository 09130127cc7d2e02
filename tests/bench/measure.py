"""One command, measured: how long it took by the clock, and how much memory all its processes held at the most."""

from __future__ import annotations

import os
import resource as usage
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import inf
from pathlib import Path

_LOOK_EVERY = 0.25  # seconds; to ask a large process what it shares takes milliseconds of its own
_PAGE = os.sysconf("SC_PAGE_SIZE")


class Failed(Exception):
    """The command ended badly; the message is what it said."""


@dataclass(frozen=True, slots=True)
class Cost:
    """Seconds by the clock and of all processors, and the highest sum of resident memory in bytes.

    Pages that forks share count once. Processor time is what still compares when the machine has other work. What was
    `ended` took longer than it was given.
    """

    seconds: float
    processor: float
    memory: int
    ended: bool = False

    def figures(self) -> dict[str, float]:
        """Return them by name."""
        return {"seconds": self.seconds, "processor": self.processor, "memory": self.memory, "ended": self.ended}


def run(
    command: Sequence[str | Path],
    *,
    cwd: Path | None = None,
    environment: Mapping[str, str] | None = None,
    patience: float = inf,
) -> Cost:
    """Run a command to its end, or for as many seconds as there is patience. Raises Failed."""
    os.sync()  # what was written before it must not be written to the disk at its cost
    before, started = _processor(), time.perf_counter()
    process = subprocess.Popen(
        list(map(str, command)),
        cwd=cwd,
        env={**_around(), "NO_MKDOCS_2_WARNING": "1", **(environment or {})},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
    )
    memory = 0
    ended = False
    while True:
        try:
            _, said = process.communicate(timeout=_LOOK_EVERY)
            break
        except subprocess.TimeoutExpired:
            memory = max(memory, resident(process.pid, above=memory))
            if time.perf_counter() - started > patience and not ended:
                ended = True
                process.kill()
    seconds = time.perf_counter() - started
    if process.returncode and not ended:
        raise Failed(f"{' '.join(map(str, command))}\nexit status {process.returncode}\n{said[-2000:]}")
    return Cost(seconds, _processor() - before, memory, ended)


def _around() -> dict[str, str]:
    """Return the environment without what keeps Python from remembering compiled modules: an installed program has them."""
    return {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}


def _processor() -> float:
    """Return the processor time of every descendant that has ended."""
    used = usage.getrusage(usage.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def resident(root: int, *, above: int = 0) -> int:
    """Return the bytes that a process and its descendants hold; 0 where the system has no /proc.

    Forked processes share pages. What each holds in proportion is dear to ask for, so that is done only where the plain
    sum lies `above` what was seen before.
    """
    processes = _family(root)
    plain = sum(_held(process) for process in processes)
    if len(processes) < 2 or plain <= above:
        return plain
    return sum(_proportional(process) for process in processes)


def _family(root: int) -> list[Path]:
    """Return a process and its descendants. Looking through all of /proc would cost a core a tenth of its time."""
    found = [Path("/proc", str(root))]
    for process in found:
        for thread in _entries(process / "task"):
            try:
                found += [Path("/proc", child) for child in (thread / "children").read_text().split()]
            except OSError:  # it has ended meanwhile
                continue
    return found


def _entries(folder: Path) -> list[Path]:
    try:
        return list(folder.iterdir())
    except OSError:
        return []


def _held(process: Path) -> int:
    try:
        return int((process / "statm").read_text().split()[1]) * _PAGE
    except (OSError, IndexError):
        return 0


def _proportional(process: Path) -> int:
    try:
        for line in (process / "smaps_rollup").read_text().splitlines():
            if line.startswith("Pss:"):
                return int(line.split()[1]) * 1024
    except OSError:
        pass
    return _held(process)


def machine() -> str:
    """Describe this machine by what matters and by nothing else."""
    memory = os.sysconf("SC_PHYS_PAGES") * _PAGE / 1024**3 if sys.platform == "linux" else 0
    return f"{os.cpu_count()} cores, {memory:.0f} GB of memory, Python {sys.version_info[0]}.{sys.version_info[1]}"
