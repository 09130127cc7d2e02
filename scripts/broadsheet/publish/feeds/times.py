"""When entries were published: briefings have a day, feed readers sort by time.

The entries of an edition are a minute apart, the lead last, so that a reader that sorts by time shows the edition's order.
The lead has 00:59 of the paper's day, the next 00:58, and so on; an edition of more than 60 stories begins an hour later for
every further 60. So a new story moves only the entries below it, and no entry is dated far into the day that has just begun.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, tzinfo

from broadsheet.archive import Archive, Edition, Story
from broadsheet.text.time_zone import start_of

BLOCK = 60  # stories, and minutes
DAY = 1440  # minutes
NEVER = datetime(1970, 1, 1, tzinfo=UTC)  # when a feed without entries was updated


def minutes_of(edition: Edition) -> dict[str, int]:
    """Return the minute of the day at which each story of an edition was published, by path."""
    latest = min(-(-len(edition.stories) // BLOCK) * BLOCK, DAY) - 1
    return {path: max(0, latest - place) for place, path in enumerate(edition.stories)}


def all_minutes(archive: Archive) -> dict[str, int]:
    """Return the minute of the day at which each story of the archive was published, by path."""
    found: dict[str, int] = {}
    for edition in archive.editions.values():
        found |= minutes_of(edition)
    return found


def moments_of(story: Story, minute: int, zone: tzinfo) -> tuple[datetime, datetime]:
    """Return when a story was published, `minute` minutes after its day began, and when it last changed."""
    start = start_of(story.day, zone)
    published = (start.astimezone(UTC) + timedelta(minutes=minute)).astimezone(zone)
    return published, max(published, start_of(story.record.updated, zone))
