"""Stories that go on: chains of `follows` become threads."""

from __future__ import annotations

from collections.abc import Iterable

from broadsheet.derive.archive import Thread
from broadsheet.model import Briefing


def gather_threads(briefings: Iterable[Briefing]) -> tuple[dict[str, Thread], dict[str, str]]:
    """Return slug -> Thread, and path -> slug for every briefing in one.

    `briefings` come oldest first and hold no circles. Two briefings that follow the same one share its thread. An end
    that is not there (left out for its errors) simply begins the thread later.
    """
    by_path = {briefing.path: briefing for briefing in briefings}
    roots: dict[str, str] = {}
    members: dict[str, list[str]] = {}
    depths: dict[str, int] = {}
    for path in by_path:
        root = path
        seen = {path}
        while (earlier := by_path[root].follows) in by_path and earlier not in seen:
            root = earlier
            seen.add(root)
        roots[path] = root
        depths[path] = len(seen)
        members.setdefault(root, []).append(path)
    threads: dict[str, Thread] = {}
    by_member: dict[str, str] = {}
    slugs = _slugs(by_path.values())
    for root, paths in members.items():
        if len(paths) < 2:
            continue
        slug = slugs[root]
        stories = sorted(paths, key=lambda path: (path[:10], depths[path]))
        threads[slug] = Thread(slug=slug, title=by_path[root].title, stories=tuple(stories))
        by_member.update(dict.fromkeys(paths, slug))
    return threads, by_member


def _slugs(briefings: Iterable[Briefing]) -> dict[str, str]:
    """Return path -> the address of the thread it may begin. Only older briefings matter, so it never changes."""
    taken: dict[str, str] = {}
    for briefing in briefings:
        slug = briefing.slug
        if slug in taken:
            slug = f"{slug}-{briefing.path[:10].replace('/', '-')}"
        while slug in taken:
            slug += "-more"
        taken[slug] = briefing.path
    return {path: slug for slug, path in taken.items()}
