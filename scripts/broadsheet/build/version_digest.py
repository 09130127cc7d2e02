"""The version of the program as a digest: of our own code, of Python, and of the versions of all dependencies."""

from __future__ import annotations

import re
import sys
from functools import cache
from hashlib import blake2b
from importlib.metadata import PackageNotFoundError, requires, version
from pathlib import Path

_PACKAGE = Path(__file__).parent.parent
_NAME = re.compile(r"[A-Za-z0-9._-]+")


@cache
def program_digest() -> str:
    """Return the digest. It is part of all fingerprints, so that another version renders everything again."""
    digest = blake2b(sys.version.encode(), digest_size=16)
    for file in sorted(_PACKAGE.rglob("*")):
        if file.is_file() and "__pycache__" not in file.parts:
            digest.update(f"{file.relative_to(_PACKAGE)}\0".encode())
            digest.update(file.read_bytes())
    for line in sorted(requires("broadsheet") or []):
        found = _NAME.match(line)
        if found and "extra ==" not in line:
            try:
                digest.update(f"{found.group()} {version(found.group())}\0".encode())
            except PackageNotFoundError:
                continue
    return digest.hexdigest()
