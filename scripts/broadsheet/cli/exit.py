"""How a command ends that has done much."""

from __future__ import annotations


class ExitNow(SystemExit):
    """All is well, written and closed: the program may end at once.

    Python would first let go of every value, one by one; after a day's work on ten years that takes it a second.
    """

    code = 0
