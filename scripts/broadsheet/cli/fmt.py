"""`broadsheet fmt`."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import unified_diff
from pathlib import Path

import click

from broadsheet.cli import safe_write
from broadsheet.cli.shared import bar_of, load, relative, root_option, within
from broadsheet.load import Tree, list_tree, read_bytes
from broadsheet.problems import Problem, errors, in_order
from broadsheet.problems.formats import render
from broadsheet.text.escaping import escaped
from broadsheet.write.fmt import PLAIN, Fixer, Formatted, tidy


@dataclass(frozen=True, slots=True, kw_only=True)
class _Found:
    """A file, what it holds, and what it would hold."""

    file: str
    raw: bytes
    tidied: Formatted

    @property
    def changes(self) -> bool:
        return self.tidied.content not in (None, self.raw)


@click.command()
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path))
@root_option
@click.option("--check", "only_check", is_flag=True, help="Write nothing; exit with 1 if a file would change.")
@click.option("--fix", is_flag=True, help="Also fix unambiguous mistakes: dates, names, tracking parameters …")
@click.option("--diff", is_flag=True, help="Write nothing; show what would change.")
def fmt(paths: tuple[Path, ...], root: Path, only_check: bool, fix: bool, diff: bool) -> None:
    """Format briefings and registries: order of keys, quotes, line breaks.

    Comments stay with their keys, and no value changes without --fix. PATH limits it to files and folders; without PATH,
    everything in briefings/ is formatted.

    \b
    Example:
      broadsheet fmt --fix briefings/2026/04/24
    """
    project = load(root)
    wanted = [_named(path, root) for path in paths]
    tree = list_tree(root, project.plugin.config.briefings)
    files = [file for file in (*tree.briefings, *tree.registries) if _is_wanted(file, wanted)]
    problems = [one for one in tree.problems if one.code == "symlink" and _is_wanted(one.path, wanted)]
    fixer = Fixer.of(tree) if fix else PLAIN
    changed = left = 0
    with bar_of("formatting", "file", len(files)) as bar:
        for found in _look(tree, files, fixer, problems):
            bar.update()
            if not found.changes:
                left += found.tidied.content is None
                continue
            if diff:
                click.echo(_difference(found), nl=False)
            elif not only_check and (problem := _write(root, found)):
                problems.append(problem)
                left += 1
                continue
            if not diff:
                _say(found, would=only_check)
            changed += 1
    click.echo(render(in_order(problems), "text"), nl=False)
    command = f"broadsheet fmt{' --fix' if fix else ''}" if only_check or diff else ""
    click.echo(_summary(len(files), changed, left, command), err=True)
    sys.exit(1 if errors(problems) or (only_check and changed) else 0)


def _named(path: Path, root: Path) -> str:
    """Return a path as the tree names it. A link that is named itself is refused, not followed."""
    for start in (Path.cwd(), root):
        if (start / path).is_symlink():
            raise click.UsageError(f"{escaped(str(path))} is a symbolic link, and links are not followed")
    return relative(path, root)


def _is_wanted(file: str, wanted: list[str]) -> bool:
    return not wanted or any(within(file, path) for path in wanted)


def _look(tree: Tree, files: list[str], fixer: Fixer, problems: list[Problem]) -> Iterator[_Found]:
    """Yield every file, and note what is wrong with it."""
    for file in sorted(files):
        try:
            raw = read_bytes(tree.root, file)
        except OSError as error:
            problem = _problem(file, "unreadable", f"cannot be read: {error.strerror}")
            raw, tidied = b"", Formatted(content=None, problems=(problem,))
        else:
            tidied = tidy(file, raw, is_registry=file in tree.registries, fixer=fixer)
        problems.extend(tidied.problems)
        yield _Found(file=file, raw=raw, tidied=tidied)


def _write(root: Path, found: _Found) -> Problem | None:
    """Write a file anew, or return why not."""
    try:
        safe_write.replace(root, found.file, found.raw, found.tidied.content or b"")
    except OSError as error:
        return _problem(found.file, "not-formatted", f"cannot be written: {error.strerror}")
    return None


def _say(found: _Found, *, would: bool) -> None:
    for fixed in found.tidied.fixed:
        click.echo(fixed.said(found.file))
    click.echo(f"{escaped(found.file)}: {'would be formatted' if would else 'formatted'}")


def _difference(found: _Found) -> str:
    """Return a unified difference; what would steer a terminal is escaped."""
    before, after = _lines(found.raw), _lines(found.tidied.content or b"")
    lines = unified_diff(before, after, f"a/{found.file}", f"b/{found.file}", lineterm="")
    return "".join(f"{escaped(part.replace(chr(9), '    '))}\n" for line in lines for part in line.split("\n"))


def _lines(content: bytes) -> list[str]:
    """Return the lines of a file; where the last has no end, it says so on a line of its own, as git does."""
    *lines, rest = content.decode("utf-8", "replace").split("\n")
    return [*lines, f"{rest}\n\\ No newline at end of file"] if rest else lines


def _summary(files: int, changed: int, left: int, command: str) -> str:
    """`6 files: 3 changed, 1 left as it is`; where nothing was written, with the command that would."""
    if not files:
        return "no briefing and no registry there"
    parts = [f"{changed:,} {'would change' if command else 'changed'}"] if changed else []
    parts += [f"{left:,} left as {'it is' if left == 1 else 'they are'}"] if left else []
    hint = f"; to write {'it' if changed == 1 else 'them'}: {command}" if command and changed else ""
    return f"{'1 file' if files == 1 else f'{files:,} files'}: {', '.join(parts) or 'all in form'}{hint}"


def _problem(file: str, code: str, message: str) -> Problem:
    return Problem(path=file, line=1, column=1, code=code, message=message)
