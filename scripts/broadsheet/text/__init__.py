"""Pure functions over strings: Markdown to HTML, wording of counts and dates, slugs, languages, character sets, suggestions.

In: text.
Out: text. Nothing here knows what a briefing is, and nothing touches disk, network or clock.
"""
