"""What a page, saved or fetched, or a text says of the article that it holds: headline, address, publisher, time."""

from __future__ import annotations

from broadsheet.intake.articles.fetching import from_web
from broadsheet.intake.articles.names import Names
from broadsheet.intake.articles.saved import MOST_OF_A_FILE, from_file
from broadsheet.intake.articles.values import ArticleMetadata

__all__ = ["MOST_OF_A_FILE", "ArticleMetadata", "Names", "from_file", "from_web"]
