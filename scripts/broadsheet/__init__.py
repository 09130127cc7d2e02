"""Broadsheet: a folder of briefings becomes a newspaper.

The way of the data, in the order of the modules:

1. `load`    lists `briefings/` and reads each file: a Document is YAML values with line and column, and Markdown.
2. `check`   holds Documents against `model` and the rules: whole Briefings go on, every Problem is kept.
3. `derive`  makes the Archive: editions, source counts, entities, topics, threads, neighbours, corrections.
4. `pages`   turns the Archive into Pages: plain values, an address, a template's name and its data.
5. `publish` makes what goes beside the pages: JSON, feed, sitemap, pictures; and swaps the finished site in.
6. `adapter` hands all that to MkDocs; it alone imports it. `export` writes the same pages for plain MkDocs.

`newsroom` runs 1 to 5 in one call; `cli` is the command; `weights` measures a built site. Values are frozen and flow one
way; only `load`, `publish`, `export`, `adapter`, `weights` and `cli` touch the disk.
"""

from __future__ import annotations

__version__ = "0.1.0"
