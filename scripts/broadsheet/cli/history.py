"""What git knows of the briefings: which were published, and whether their text changed without a correction.

Git is asked for the names and the contents of files, nothing else: it runs no hook, no filter and no text conversion, looks
nothing up in a network, and where there is none, nothing is said.
"""

from __future__ import annotations

import hashlib
import os
import subprocess
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import click

from broadsheet.check import identify
from broadsheet.check.changes import uncorrected
from broadsheet.load import Tree, read_bytes
from broadsheet.load.document import MAX_BYTES, document_of
from broadsheet.problems import Problem

DEFAULT = "HEAD"
SECONDS = 120
_QUIET = ("-c", "core.fsmonitor=false", "-c", "core.hooksPath=/dev/null", "-c", "protocol.allow=never")
_ENVIRONMENT = {
    "GIT_TERMINAL_PROMPT": "0", "GIT_NO_LAZY_FETCH": "1", "GIT_OPTIONAL_LOCKS": "0", "GIT_LITERAL_PATHSPECS": "1", "LC_ALL": "C",
}  # fmt: skip

since_option = click.option(
    "--since",
    metavar="REF",
    help="Warn where a briefing differs from this commit, or from where this branch left it, without a correction.  "
    "[default: HEAD, where there is git]",
)


def changes(tree: Tree, since: str | None) -> Iterator[Problem]:
    """Yield a warning for every briefing that was in a commit and lost text without a correction.

    Raises click.UsageError where a commit was asked for and there is none.
    """
    commit = _left(tree.root, since) if since else _commit(tree.root, DEFAULT)
    if commit is None:
        if since:
            raise click.UsageError(f"git knows no commit “{since[:80]}” here; on GitHub, check out with fetch-depth: 0")
        return
    then = _files(tree, commit)
    now = {identity.path: file for file, identity in identify(tree.briefings, tree.folder)[0].items()}
    named, _ = identify(then, tree.folder)
    changed = {
        file: now[identity.path]
        for file, identity in named.items()
        if identity.path in now and then[file] != _id_of(tree, now[identity.path], len(then[file]))
    }
    for (file, other), raw in zip(
        changed.items(), _contents(tree.root, [then[file] for file in changed]), strict=False
    ):
        before, after = document_of(file, raw), document_of(other, read_bytes(tree.root, other))
        if problem := uncorrected(before, after, named[file].path):
            yield problem


def edited(tree: Tree, since: str | None) -> frozenset[str]:
    """Return the files that commits after another one have added or edited; none where no other is named."""
    commit = _left(tree.root, since) if since else None
    if commit is None:
        return frozenset()
    listed = _asked(tree.root, "diff-tree", "-r", "-z", "--name-only", "--no-renames", "--relative", commit, "HEAD")
    return frozenset(listed.decode("utf-8", "surrogateescape").split("\0")) - {""}


def _left(root: Path, name: str) -> str | None:
    """Return the commit at which this branch left another one."""
    commit = _commit(root, name)
    return commit and (_asked(root, "merge-base", commit, "HEAD").decode().strip() or commit)


def _commit(root: Path, name: str) -> str | None:
    """Return the id of a commit; a name that git does not know, or no git at all, gives None."""
    if name.startswith("-") or "\0" in name:
        return None
    found = _asked(root, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{name}^{{commit}}")
    return found.decode("ascii", "ignore").strip() or None


def _files(tree: Tree, commit: str) -> Mapping[str, str]:
    """Return the files of a commit below the briefings, with the ids of their contents; links are passed over."""
    listed = _asked(tree.root, "ls-tree", "-r", "-z", commit, "--", tree.folder)
    files = {}
    for entry in listed.decode("utf-8", "surrogateescape").split("\0"):
        facts, _, name = entry.partition("\t")
        mode, _, rest = facts.partition(" ")
        if mode in ("100644", "100755") and name.endswith((".yml", ".yaml", ".md")):
            files[name] = rest.split(" ")[1]
    return files


def _id_of(tree: Tree, file: str, length: int) -> str:
    """Return the id that git gives to the content of a file, by SHA-1 or, where ids are longer, SHA-256."""
    try:
        raw = read_bytes(tree.root, file)
    except OSError:
        return ""
    algorithm = hashlib.sha256 if length == 64 else hashlib.sha1
    return algorithm(b"blob %d\0" % len(raw) + raw, usedforsecurity=False).hexdigest()


def _contents(root: Path, ids: Sequence[str]) -> Iterator[bytes]:
    """Yield the contents of some ids, in their order; a large one is cut where a briefing may not be longer."""
    if not ids:
        return
    answer = _asked(root, "cat-file", "--batch", given="".join(f"{one}\n" for one in ids).encode())
    at = 0
    for _ in ids:
        end = answer.find(b"\n", at)
        head = answer[at:end].split(b" ")
        if len(head) != 3 or not head[2].isdigit():  # missing: in a shallow or a partial clone
            yield b""
            at = end + 1
            continue
        size = int(head[2])
        yield answer[end + 1 : end + 1 + min(size, MAX_BYTES + 1)]
        at = end + 1 + size + 1


def _asked(root: Path, *arguments: str, given: bytes = b"") -> bytes:
    """Return what git answers, or nothing where it fails or is not there."""
    kept = {key: value for key, value in os.environ.items() if not key.startswith("GIT_")}
    try:
        done = subprocess.run(
            ["git", *_QUIET, *arguments],
            cwd=root,
            env={**kept, **_ENVIRONMENT},
            input=given,
            capture_output=True,
            timeout=SECONDS,
            check=False,
        )
    except (OSError, subprocess.SubprocessError):
        return b""
    return done.stdout if done.returncode == 0 else b""
