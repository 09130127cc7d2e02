"""A correction, added to the text of a briefing's file: everything else in it stays as it was, character for character."""

from __future__ import annotations

from broadsheet.write.correction.note import CorrectionRefused, with_correction

__all__ = ["CorrectionRefused", "with_correction"]
