"""Pure functions over strings: Markdown to HTML, registrable domains, slugs, languages, character sets, suggestions.

In: text.
Out: text, or values read from text. Nothing here knows what a briefing is; nothing touches disk, network or clock.
"""
