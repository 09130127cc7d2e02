"""Put a finished site in the place of the last one, so that nobody ever sees half of it."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

# Every site of ours has it, so a folder with files but without it holds somebody's other work.
OURS = "data/briefing.schema.json"


def refusal(site_dir: Path, *, keep: Iterable[Path], named: bool) -> str:
    """Return why a site may not take the place of `site_dir`, or nothing.

    `keep` are folders that must survive. A folder that was `named` for this build alone may be a slip of the keyboard,
    so it must be empty or hold a site of ours; the one in mkdocs.yml was chosen with care.
    """
    for folder in keep:
        if folder.is_relative_to(site_dir):
            return f"it would replace {folder.name}/"
        if site_dir.is_relative_to(folder) and not (folder / "mkdocs.yml").exists():
            return f"it lies in {folder.name}/"
    if site_dir.is_file():
        return "it is a file"
    if named and site_dir.is_dir() and any(site_dir.iterdir()) and not (site_dir / OURS).exists():
        return "it has files that no build of ours put there; empty it, or name another folder"
    return ""


@contextmanager
def built_beside(site_dir: Path) -> Iterator[Path]:
    """Yield an empty folder beside `site_dir`; on success it takes that place, on any failure the last site stays."""
    site_dir.parent.mkdir(parents=True, exist_ok=True)
    fresh = Path(tempfile.mkdtemp(prefix=f".{site_dir.name}-", dir=site_dir.parent))
    os.chmod(fresh, 0o755)  # mkdtemp's 0700 would keep a web server out
    try:
        yield fresh
        _take_place(fresh, site_dir)
    finally:
        shutil.rmtree(fresh, ignore_errors=True)


def _take_place(fresh: Path, site_dir: Path) -> None:
    if not site_dir.exists():
        os.replace(fresh, site_dir)
        return
    last = Path(tempfile.mkdtemp(prefix=f".{site_dir.name}-last-", dir=site_dir.parent))
    os.replace(site_dir, last / "site")
    try:
        os.replace(fresh, site_dir)
    except OSError:
        os.replace(last / "site", site_dir)
        raise
    finally:
        shutil.rmtree(last, ignore_errors=True)
