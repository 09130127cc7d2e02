"""What a page, saved or fetched, or a text says of the article that it holds: headline, address, publisher, time."""

from __future__ import annotations

from broadsheet.clippings.fetching import from_web
from broadsheet.clippings.names import Names
from broadsheet.clippings.saved import MOST_OF_A_FILE, from_file
from broadsheet.clippings.values import Clipping

__all__ = ["MOST_OF_A_FILE", "Clipping", "Names", "from_file", "from_web"]
