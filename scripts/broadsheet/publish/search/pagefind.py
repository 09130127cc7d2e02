"""Pagefind itself: records in, the files of an index out.

It is spoken to as its own wrappers do, by messages (base64 of JSON, each ended by a comma) over its input and output. Its
Python wrapper waits a tenth of a second after each answer, 6 minutes for 3,650 records; this takes seconds.
"""

from __future__ import annotations

import base64
import gzip
import json
import os
import subprocess
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from itertools import chain
from pathlib import Path, PurePosixPath
from typing import Any

from broadsheet.publish.search.records import Record, stories_json

_WAY_OUT = "To build without search: broadsheet build --no-search"
_ENTRY = "pagefind-entry.json"
_SIGNATURE = b"pagefind_dcd"

Files = dict[str, bytes]


class SearchError(Exception):
    """The search cannot be built; the message says why, and what to do."""


def version() -> str:
    """Return what Pagefind calls itself, such as `pagefind 1.5.2`. Raises SearchError where it does not run."""
    try:
        done = subprocess.run([str(_executable()), "--version"], capture_output=True, text=True, check=True)
    except (OSError, subprocess.SubprocessError, UnicodeDecodeError) as error:
        raise SearchError(f"Pagefind, which makes the search, does not run here ({error}). {_WAY_OUT}") from error
    return done.stdout.strip()


def make_indexes(groups: Iterable[tuple[str, Sequence[Record]]], language: str) -> Iterator[tuple[str, Files]]:
    """Yield the name of each group of records, and the files of its index. `language` decides how words are stemmed.

    All indexes are made by one Pagefind, one after the other; without a group none is started. Each group must have
    records. Raises SearchError when Pagefind stops or refuses.
    """
    waiting = iter(groups)
    first = next(waiting, None)
    if first is None:
        return
    with _service() as service:
        for name, records in chain([first], waiting):
            yield name, _own(_index(service, records, language), records)


def make_engine(language: str) -> Files:
    """Return what reads every index of a language; Pagefind gives it with any index, so with one of a single word.

    Raises SearchError when Pagefind stops or refuses.
    """
    with _service() as service:
        return _engine(_index(service, [Record(url="/", content="a", title="a", day="", facets={})], language))


class _Service:
    """A running Pagefind that answers one message at a time."""

    def __init__(self, process: subprocess.Popen[bytes]) -> None:
        self._process = process

    def ask(self, kind: str, **payload: Any) -> dict[str, Any]:
        """Send a message and return the answer."""
        assert self._process.stdin and self._process.stdout
        message = {"message_id": 1, "payload": {"type": kind, **payload}}
        answer = bytearray()
        try:
            self._process.stdin.write(base64.b64encode(json.dumps(message).encode()) + b",")
            self._process.stdin.flush()
            while not answer.endswith(b","):
                part = self._process.stdout.read1(1 << 20)  # type: ignore[attr-defined]
                if not part:
                    raise SearchError(f"Pagefind stopped with status {self._process.wait()}. {_WAY_OUT}")
                answer += part
            said: dict[str, Any] = json.loads(base64.b64decode(answer[:-1]))["payload"]
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise SearchError(f"Pagefind cannot be understood ({error}). {_WAY_OUT}") from error
        if said["type"] == "Error":
            raise SearchError(f"Pagefind refused ({said.get('message')}). {_WAY_OUT}")
        return said


@contextmanager
def _service() -> Iterator[_Service]:
    try:
        process = subprocess.Popen(
            [str(_executable()), "--service"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
        )
    except OSError as error:
        raise SearchError(f"Pagefind cannot be started ({error}). {_WAY_OUT}") from error
    with process:
        try:
            yield _Service(process)
        finally:
            with suppress(OSError):  # it may be gone already
                process.stdin.close()  # type: ignore[union-attr]
            process.kill()


def _executable() -> Path:
    """Return the program, or the one that PAGEFIND_BINARY_PATH names, as in Pagefind's own wrappers."""
    if named := os.environ.get("PAGEFIND_BINARY_PATH"):
        return Path(named)
    try:
        from pagefind_bin import get_executable  # noqa: PLC0415 - a broken install must stop the search alone
    except ImportError as error:
        raise SearchError(
            f"Pagefind, which makes the search, is not installed (pip install pagefind-bin). {_WAY_OUT}"
        ) from error
    return Path(get_executable())


def _index(service: _Service, records: Sequence[Record], language: str) -> Files:
    """Return all that Pagefind writes for an index.

    The files come in the answer: when it writes them to a folder, it answers before the last one is whole.
    """
    index = service.ask("NewIndex", config={"force_language": language})["index_id"]
    for record in records:
        service.ask(
            "AddRecord",
            index_id=index,
            url=record.url,
            content=record.content,
            language=language,
            meta={"title": record.title},
        )
    files = {
        file["path"]: base64.b64decode(file["content"]) for file in service.ask("GetFiles", index_id=index)["files"]
    }
    service.ask("DeleteIndex", index_id=index)
    return dict(sorted(files.items()))


def _engine(written: Files) -> Files:
    names = {f"wasm.{one['wasm'] or 'unknown'}.pagefind" for one in _languages(written).values()}
    return {name: written[name] for name in ["pagefind.js", *sorted(names)]}


def _own(written: Files, records: Sequence[Record]) -> Files:
    """Return what belongs to one index: neither the engine nor the user interfaces that Pagefind adds."""
    own = {
        name: content for name, content in written.items() if name.endswith((".pf_meta", ".pf_index", ".pf_fragment"))
    }
    ids = {
        _fragment(content)["url"]: PurePosixPath(name).stem
        for name, content in own.items()
        if name.endswith(".pf_fragment")
    }
    return {_ENTRY: _entry(written), "stories.json": stories_json(records, ids), **own}


def _fragment(content: bytes) -> dict[str, Any]:
    said: dict[str, Any] = json.loads(gzip.decompress(content).removeprefix(_SIGNATURE))
    return said


def _languages(written: Files) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(written[_ENTRY])["languages"]
    return found


def _entry(written: Files) -> bytes:
    """Return what the engine reads first, with all indexes sharing one WebAssembly.

    The engine asks for `<folder>wasm.<name>.pagefind`; this name makes the browser resolve that to the folder above.
    """
    entry = json.loads(written[_ENTRY])
    for language in entry["languages"].values():
        language["wasm"] = f"x/../../wasm.{language['wasm'] or 'unknown'}"
    return json.dumps(entry, separators=(",", ":"), sort_keys=True).encode()
