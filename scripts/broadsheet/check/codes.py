"""Every code that a problem of `check` or `fmt` can carry, with what it means. A test holds the checks to this list."""

from __future__ import annotations

CODES = {
    # reading the file
    "unreadable": "The file cannot be opened.",
    "symlink": "A symbolic link; links are not followed.",
    "too-large": "The file is larger than 256 KB.",
    "not-utf-8": "The file is not UTF-8 text.",
    "forbidden-character": "A control character or an invisible direction override.",
    "no-front-matter": "A .md briefing does not begin with front matter.",
    "empty-file": "The file holds nothing.",
    "not-a-mapping": "The file holds no `key: value` lines.",
    "yaml-syntax": "The text is not YAML.",
    "merge-conflict": "Both versions of a merge conflict, or a line that it left behind.",
    "lost-after-hash": "A value without quotes ends at ` #`; the rest is a comment.",
    "typographic-quotes": "Typographic quotes around a value, which YAML shows as part of it.",
    "item-in-text": "An item that is indented deeper than the one above became part of its text.",
    "yaml-documents": "More than one document in a file.",
    "yaml-depth": "Nested more than 20 deep.",
    "yaml-tag": "A YAML tag (!name).",
    "yaml-anchor": "A YAML anchor (&name).",
    "yaml-alias": "A YAML alias (*name).",
    "yaml-merge": "A YAML merge key (<<).",
    "yaml-key": "A list or mapping is used as a key.",
    "duplicate-key": "The same key twice in one mapping.",
    "too-many": "More problems in one file than can be listed.",
    # where the file lies
    "misplaced": "The file does not lie in briefings/YYYY/MM/DD/.",
    "bad-slug": "The file's name cannot be an address.",
    "slug-collision": "Two files would make the same page.",
    "stray-file": "A file that is neither a briefing nor a picture, or a briefing with another ending.",
    # keys and values
    "unknown-key": "A key that the format does not have.",
    "missing-key": "A required key is missing or empty.",
    "bad-type": "A list, a text or a group of keys stands where another is expected.",
    "bad-length": "A text or list is too long or too short.",
    "bad-pattern": "A value does not have the expected form.",
    "bad-date": "A date is not ISO or not on the calendar.",
    "bad-url": "An address is not an http(s) URL.",
    "bad-value": "A number or yes/no value is something else.",
    "date-mismatch": "`date` and the path disagree.",
    "unknown-word": "A word that the vocabulary does not have.",
    "unknown-category": "A category that briefings/categories.yml does not have.",
    "bad-citation": "A number that no article has.",
    "duplicate-url": "The same article twice in one briefing.",
    # sourcing
    "uncited-point": "A key point does not say on which articles it rests.",
    "stray-article": "An article shares nothing with the others of its briefing.",
    "copied-summary": "The summary or a key point repeats an article's summary.",
    "same-summary": "Two articles have the same summary.",
    "duplicate-story": "Two briefings within two weeks tell the same story.",
    "future-date": "The briefing is dated after `now`.",
    # names
    "unknown-publisher": "A domain that briefings/publishers.yml does not have.",
    "publisher-name": "`publisher` differs from the registered name.",
    "entity-spelling": "An entity that is almost a registered one.",
    # registries
    "bad-domain": "A publisher's key is not a registrable domain.",
    "bad-category-key": "A category's key cannot be an address.",
    "alias-collision": "Two entities share a spelling.",
    # pictures
    "picture-missing": "The picture's file does not exist.",
    "picture-place": "The picture does not lie beside its briefing.",
    "picture-unreadable": "The file is not a picture that can be shown.",
    "picture-unused": "A picture that no briefing names.",
    # threads
    "follows-unknown": "`follows` names a briefing that does not exist.",
    "follows-later": "`follows` names a later briefing.",
    "follows-cycle": "A chain of `follows` comes back to itself.",
    # corrections
    "correction-early": "A correction is dated before its briefing.",
    "uncorrected-change": "The text of a published briefing changed without a correction.",
    # when asked for with --advice
    "single-source": "All articles are from one independent publisher.",
    "generic-entity": "An entity is on the list of names too generic to have a page.",
    "follows-old": "`follows` names a briefing of more than 60 days before.",
    # from `broadsheet fmt`
    "not-formatted": "The file was not brought into form, and is as it was.",
}
