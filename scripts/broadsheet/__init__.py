"""Broadsheet: a folder of briefings becomes a newspaper.

`docs/project/architecture.md` shows the packages, follows a briefing through them in ten steps, defines the words, and
has recipes for the usual changes. Data flows one way, as frozen values, in this order:

    load → check → archive → pages, publish → build, with mkdocs_adapter as the only package that imports MkDocs.

`text`, `web`, `model` and `problems` are for all; `intake` and `write` make and change the files that people write;
`insight` measures a site; `cli` is the command line.
"""

from __future__ import annotations

__version__ = "0.1.0"
