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
    for path in by_path:
        root = path
        seen = {path}
        while (earlier := by_path[root].follows) in by_path and earlier not in seen:
            root = earlier
            seen.add(root)
        roots[path] = root
        members.setdefault(root, []).append(path)
    threads: dict[str, Thread] = {}
    by_member: dict[str, str] = {}
    for root, paths in members.items():
        if len(paths) < 2:
            continue
        slug = by_path[root].slug
        if slug in threads:
            slug = f"{slug}-{root[:10].replace('/', '-')}"
        threads[slug] = Thread(slug=slug, title=by_path[root].title, stories=tuple(sorted(paths, key=lambda p: p[:10])))
        by_member.update(dict.fromkeys(paths, slug))
    return threads, by_member
