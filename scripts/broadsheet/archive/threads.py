"""Stories that go on: chains of `follows` become threads."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from broadsheet.archive.archive import Thread
from broadsheet.model.record import BriefingRecord


def gather_threads(records: Iterable[BriefingRecord]) -> tuple[dict[str, Thread], dict[str, str]]:
    """Return slug -> Thread, and path -> slug for every briefing in one.

    `records` come oldest first and hold no circles. Two briefings that follow the same one share its thread. An end that
    is not there (left out for its errors) simply begins the thread later.
    """
    by_path = {record.path: record for record in records}
    follows = {path: record.follows for path, record in by_path.items() if record.follows in by_path}
    members: dict[str, list[str]] = {}
    depths: dict[str, int] = {}
    for path in follows:
        root, seen = path, {path}
        while (earlier := follows.get(root)) and earlier not in seen:
            root = earlier
            seen.add(root)
        depths[path] = len(seen)
        members.setdefault(root, [root]).append(path)
    slugs = _slugs(by_path)
    threads: dict[str, Thread] = {}
    by_member: dict[str, str] = {}
    for root in sorted(members):
        slug = slugs[root]
        stories = sorted(dict.fromkeys(members[root]), key=lambda path: (path[:10], depths.get(path, 1), path))
        threads[slug] = Thread(slug=slug, title=by_path[root].title, stories=tuple(stories))
        by_member.update(dict.fromkeys(stories, slug))
    return threads, by_member


def _slugs(by_path: Mapping[str, BriefingRecord]) -> dict[str, str]:
    """Return path -> the address of the thread it may begin. Only older briefings matter, so it never changes."""
    taken: dict[str, str] = {}
    for path, record in by_path.items():
        slug = record.slug
        if slug in taken:
            slug = f"{slug}-{path[:10].replace('/', '-')}"
        while slug in taken:
            slug += "-more"
        taken[slug] = path
    return {path: slug for slug, path in taken.items()}
