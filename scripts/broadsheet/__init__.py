"""Broadsheet: a folder of briefings becomes a newspaper.

The way of the data, in the order of the modules:

1. `load`    lists `briefings/` and reads each file: a Document is YAML values with line and column, and Markdown.
2. `check`   holds Documents against `model` and the rules: whole Briefings go on, every Problem is kept.
3. `derive`  makes the Archive of their gists: editions, source counts, entities, topics, threads, neighbours, corrections.
4. `cache`   remembers what was read and what is related, so that the next build reads what is new.
5. `pages`   turns the Archive into drafts of Pages: plain values, an address, a template's name and its data. A draft has a
   key, a digest of all that it is made from, and is made when somebody asks.
6. `publish` drafts what goes beside the pages: JSON, feed, sitemap, pictures, search.
7. `press`   makes the drafts that are stale, beside the site, and exchanges the finished site for the last one.
8. `adapter` reads mkdocs.yml, draws Pages as MkDocs does, and hands them to MkDocs where others have a say; it alone imports
   it. `export` writes the same pages for plain MkDocs.

`newsroom` goes from 1 to 6 in one call, `adapter.build.build_site` from 1 to 8;
`cli` is the command; `weights` measures a built site, `links` asks whether outward
links still work, `mail` writes an edition or a week as a mail, `review` tells what a change is worth. Of the files that people
write: `writing` makes a briefing's text, `naming` its name, `tidy` brings it into the form of all others, `registering` adds a line to a
registry, `correcting` a correction; `clippings` reads what an article says of itself, and `beginning` makes a new
briefing's file of it; `importing` makes briefings of other formats, and `issues` of issues. Values are frozen
and flow one way; only `load`, `cache`, `publish`, `press`, `export`, `adapter`, `weights`, `links` and `cli` touch the disk,
only `links` asks other servers (`clippings` through it), only `cli` the clock.
"""

from __future__ import annotations

__version__ = "0.1.0"
