"""The clock. Only commands about the present ask it; nothing that goes into a site may."""

from __future__ import annotations

from datetime import UTC, datetime


def present() -> datetime:
    """Return this moment."""
    return datetime.now(UTC)
