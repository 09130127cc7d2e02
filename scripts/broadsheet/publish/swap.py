"""Put a finished site in the place of the last one, so that nobody ever sees half of it."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


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
