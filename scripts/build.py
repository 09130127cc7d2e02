"""`python scripts/build.py` is `broadsheet build`."""

from __future__ import annotations

import sys

try:
    from broadsheet.cli import main
except ModuleNotFoundError as missing:
    sys.exit(f"{missing}. Install the project first: pip install -e .")

if __name__ == "__main__":
    main(["build", *sys.argv[1:]])
