"""How long a briefing takes to read."""

from __future__ import annotations

import re

from broadsheet.model import Briefing

WORDS_A_MINUTE = 230
IDEOGRAPHS_A_MINUTE = 500
_IDEOGRAPH = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")


def reading_minutes(briefing: Briefing) -> int:
    """Return whole minutes, at least 1, for everything on the page but names and numbers of the cards."""
    texts = [briefing.title, briefing.dek or "", briefing.summary, briefing.body]
    texts += [point.text for point in briefing.key_points]
    texts += [article.summary or "" for article in briefing.articles]
    text = " ".join(texts)
    rest, ideographs = (text, 0) if text.isascii() else _IDEOGRAPH.subn(" ", text)
    words = rest.split()
    loose = [word for word in words if not word[0].isalnum()]
    spoken = len(words) - sum([not any(map(str.isalnum, word)) for word in loose])
    return max(1, round(spoken / WORDS_A_MINUTE + ideographs / IDEOGRAPHS_A_MINUTE))
