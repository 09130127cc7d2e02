"""What GitHub Pages takes, as its documentation says."""

from __future__ import annotations

LIMIT = 1_000_000_000  # bytes of a published site
