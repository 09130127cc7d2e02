"""Stories that go on: chains of `follows` become threads."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from broadsheet.derive.archive import Thread
from broadsheet.gist import Gist


def gather_threads(gists: Iterable[Gist]) -> tuple[dict[str, Thread], dict[str, str]]:
    """Return slug -> Thread, and path -> slug for every briefing in one.

    `gists` come oldest first and hold no circles. Two briefings that follow the same one share its thread. An end that
    is not there (left out for its errors) simply begins the thread later.
    """
    by_path = {gist.path: gist for gist in gists}
    follows = {path: gist.follows for path, gist in by_path.items() if gist.follows in by_path}
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


def _slugs(by_path: Mapping[str, Gist]) -> dict[str, str]:
    """Return path -> the address of the thread it may begin. Only older briefings matter, so it never changes."""
    taken: dict[str, str] = {}
    for path, gist in by_path.items():
        slug = gist.slug
        if slug in taken:
            slug = f"{slug}-{path[:10].replace('/', '-')}"
        while slug in taken:
            slug += "-more"
        taken[slug] = path
    return {path: slug for slug, path in taken.items()}
