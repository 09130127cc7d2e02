"""Put a finished site in the place of the last one, so that nobody ever sees half of it."""

from __future__ import annotations

import ctypes
import os
import shutil
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

_HERE = -100  # AT_FDCWD
_EXCHANGE = 2  # RENAME_EXCHANGE

# Every site of ours has the one, and a part of a site the other; a folder with other files holds somebody's other work.
OURS = "data/briefing.schema.json"
PART = ".part"  # the manifest of what the part holds


def refusal(site_dir: Path, *, keep: Iterable[Path]) -> str:
    """Return why a site may not take the place of `site_dir`, or nothing. `keep` are folders that must survive.

    What no build of ours has put there may be a slip of the keyboard, or the site of another program.
    """
    for folder in keep:
        if folder.is_relative_to(site_dir):
            return f"it would replace {folder.name}/"
        if site_dir.is_relative_to(folder) and not (folder / "mkdocs.yml").exists():
            return f"it lies in {folder.name}/"
    if site_dir.is_file():
        return "it is a file"
    if site_dir.is_dir() and any(site_dir.iterdir()) and not ((site_dir / OURS).exists() or (site_dir / PART).exists()):
        return "it has files that no build of ours put there; empty it, or name another folder"
    return ""


def staging_of(site_dir: Path) -> Path:
    """Return the folder that takes turns with a site: it lies beside it, so that both are on one disk."""
    return site_dir.with_name(f".{site_dir.name}-next")


@contextmanager
def built_beside(site_dir: Path) -> Iterator[Path]:
    """Yield an empty folder beside `site_dir`; on success it takes that place, on any failure the last site stays."""
    fresh = staging_of(site_dir)
    shutil.rmtree(fresh, ignore_errors=True)
    fresh.mkdir(parents=True)
    try:
        yield fresh
        exchange(fresh, site_dir)
    finally:
        shutil.rmtree(fresh, ignore_errors=True)


def exchange(staging: Path, site_dir: Path) -> None:
    """Let two folders change places, or put the first in the place of nothing.

    Linux does it in one step. Elsewhere there is a moment without a site, and `recover` mends what dies in it.
    """
    if site_dir.is_symlink():
        site_dir.unlink()  # what it led to is not ours
    if not site_dir.exists():
        os.replace(staging, site_dir)
    elif not _exchanged(staging, site_dir):
        aside = _aside(site_dir)
        os.replace(site_dir, aside)
        try:
            os.replace(staging, site_dir)
        except OSError:
            os.replace(aside, site_dir)
            raise
        os.replace(aside, staging)


def recover(site_dir: Path) -> None:
    """Put the last site back where a build died between two steps."""
    aside = _aside(site_dir)
    if aside.exists() and not site_dir.exists():
        os.replace(aside, site_dir)


def _aside(site_dir: Path) -> Path:
    return site_dir.with_name(f".{site_dir.name}-last")


def _exchanged(one: Path, other: Path) -> bool:
    """Let two folders change places in one step; False where the system cannot."""
    try:
        rename = ctypes.CDLL(None, use_errno=True).renameat2
    except (AttributeError, OSError):
        return False
    return bool(rename(_HERE, os.fsencode(one), _HERE, os.fsencode(other), _EXCHANGE) == 0)
