"""`python scripts/build.py` is `broadsheet build`."""

from __future__ import annotations

import sys

try:
    from broadsheet.cli import program
except ModuleNotFoundError as missing:
    sys.exit(f"{missing}. Install the project first: pip install -e .")

if __name__ == "__main__":
    program(["build", *sys.argv[1:]])
