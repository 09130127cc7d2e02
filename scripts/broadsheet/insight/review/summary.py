"""A change told in Markdown: what is wrong and how to mend it, file by file, and what the pages will be."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby

from broadsheet.archive import Archive
from broadsheet.insight.review.touched import Touched, touched_pages
from broadsheet.problems import Problem, errors
from broadsheet.problems.github_markdown import code, plain

_MOST = 50_000  # characters; a pull request takes 65,536
_FILES, _IN_A_FILE, _PAGES, _BRIEFINGS = 40, 25, 12, 60
_NAMES = {
    "front page": "Front page",
    "edition": "Editions",
    "week": "Weeks",
    "month": "Months",
    "thread": "Threads",
    "topic": "Topics",
    "source": "Sources",
    "entity": "Entities",
    "list": "Corrections",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """The files that were added, edited and removed, from the root, and the paths of those that are briefings.

    `sizes` are bytes of the pages of the built site by their addresses; `preview` is where it can be fetched.
    """

    added: tuple[str, ...] = ()
    edited: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    sizes: Mapping[str, int] = field(default_factory=dict)
    preview: str = ""

    @property
    def files(self) -> frozenset[str]:
        """Everything that is there after the change."""
        return frozenset((*self.added, *self.edited))


def summarise(change: Change, problems: Sequence[Problem], archive: Archive, *, folder: str = "briefings") -> str:
    """Return the summary. `problems` are all of the archive; those elsewhere count when they are errors."""
    ours = [problem for problem in problems if problem.path in change.files]
    elsewhere = [problem for problem in errors(problems) if problem.path not in change.files]
    parts = [_opening(ours, elsewhere, change, folder), *_listing(ours)]
    if elsewhere:
        parts += ["### In files that this change does not touch", *_listing(elsewhere)]
    parts += _outcome(change, archive, bool(errors(problems)), folder)
    return _bounded("\n\n".join(part for part in parts if part) + "\n")


def _bounded(text: str) -> str:
    """Return a text that GitHub takes whole."""
    if len(text) <= _MOST:
        return text
    return text[:_MOST].rpartition("\n")[0] + "\n\nThere is more; `broadsheet check` says all of it.\n"


def _opening(ours: Sequence[Problem], elsewhere: Sequence[Problem], change: Change, folder: str) -> str:
    wrong, doubtful = len(errors(ours)), len(ours) - len(errors(ours))
    sent = any(file.startswith(f"{folder}/") for file in (*change.added, *change.edited))
    thanks = "Thank you for sending this. " if sent else ""
    if wrong:
        head = f"## {_count(wrong, 'thing')} to fix"
        how = "Each stands at its line under *Files changed*, too. Edit the file there, and it is checked again by itself."
        return f"{head}\n\n{thanks}{how}"
    if elsewhere:
        return f"## Not this change\n\n{thanks}It is in order, but other files are not, so no page could be made."
    head = f"## In order, with {_count(doubtful, 'remark')}" if doubtful else "## In order"
    how = "Remarks stop nothing; an editor decides." if doubtful else "An editor reads it next."
    how = how if sent or doubtful else "It touches no briefing; an editor reads it next."
    return f"{head}\n\n{thanks}{how}"


def _listing(problems: Sequence[Problem]) -> list[str]:
    """Return a section for each file."""
    ordered = sorted(problems, key=lambda problem: (problem.path, problem.line, problem.column))
    files = [(path, list(found)) for path, found in groupby(ordered, key=lambda problem: problem.path)]
    sections = [_section(path, found) for path, found in files[:_FILES]]
    if len(files) > _FILES:
        sections.append(f"And {_count(len(files) - _FILES, 'more file')}.")
    return sections


def _section(path: str, problems: Sequence[Problem]) -> str:
    lines = [_item(problem) for problem in problems[:_IN_A_FILE]]
    if len(problems) > _IN_A_FILE:
        lines.append(f"- and {len(problems) - _IN_A_FILE:,} more")
    return f"#### {code(path)}\n\n" + "\n".join(lines)


def _item(problem: Problem) -> str:
    remark = "" if problem.severity == "error" else " (remark)"
    hint = f"<br>→ {plain(problem.hint)}" if problem.hint else ""
    return f"- **Line {problem.line}**{remark}: {plain(problem.message)}{hint}"


def _outcome(change: Change, archive: Archive, stopped: bool, folder: str) -> list[str]:
    """Return what the change makes of the site."""
    by_file = {story.record.file: path for path, story in archive.stories.items()}
    paths = [by_file[file] for file in sorted(change.files) if file in by_file]
    new = [by_file[file] for file in change.added if file in by_file]
    parts = []
    if stopped:
        parts.append("No page is made until the errors are fixed.")
    elif paths:
        parts += ["### What it will look like", _preview(change)]
    if paths and not stopped:
        pages = touched_pages(archive, paths, new)
        parts += [_briefings(archive, paths, frozenset(new), change.sizes), _lists(pages)]
    if gone := [file for file in change.removed if file.startswith(f"{folder}/")]:
        names = ", ".join(map(code, gone[:_PAGES]))
        parts.append(
            f"**Removed**: {names}. Whoever has linked such a page finds nothing there; correct a briefing instead."
        )
    if registries := [file for file in change.files if file.startswith(f"{folder}/") and file.count("/") == 1]:
        names = ", ".join(map(code, sorted(registries)))
        parts.append(f"{names} may change any page on which its entries stand.")
    return parts


def _preview(change: Change) -> str:
    if not change.preview:
        return ""
    return (
        f"[Fetch the preview]({change.preview}) and unpack it. In its folder, `python3 -m http.server` shows it on "
        "`http://localhost:8000/`; without that, open the files named below."
    )


def _briefings(archive: Archive, paths: Sequence[str], new: frozenset[str], sizes: Mapping[str, int]) -> str:
    lines = []
    for path in paths[:_BRIEFINGS]:
        story = archive.stories[path]
        size = sizes.get(f"{path}/")
        facts = [
            "new" if path in new else "changed",
            _count(story.record.articles, "article"),
            _count(story.independent, "independent publisher"),
            f"{size / 1024:.0f} KB" if size else "",
        ]
        lines.append(f"- {plain(story.title)}: {code(f'{path}/index.html')} ({', '.join(filter(None, facts))})")
    if len(paths) > _BRIEFINGS:
        lines.append(f"- and {_count(len(paths) - _BRIEFINGS, 'more briefing')}")
    return "\n".join(lines)


def _lists(pages: Sequence[Touched]) -> str:
    """Return the other pages, a line for each kind."""
    lines = []
    for kind, found in groupby(pages, key=lambda page: page.kind):
        if kind != "briefing":
            listed = list(found)
            names = [f"{code('/' + page.url)}{' (new)' if page.is_new else ''}" for page in listed[:_PAGES]]
            more = [f"{len(listed) - _PAGES:,} more"] if len(listed) > _PAGES else []
            lines.append(f"- {_NAMES[kind]}: {', '.join(names + more)}")
    return "Pages that show it:\n\n" + "\n".join(lines) if lines else ""


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"
