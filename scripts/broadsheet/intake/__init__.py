"""Everything that becomes a briefing: articles on the web or on disk, other formats, and issues on GitHub.

In: saved pages and addresses (`articles`), feeds, tables and exports (`importers`), issue forms (`issues`).
Out: the text of new briefing files, with notes about what could not be read. Nothing is written to disk here.
"""
