"""The cache database: two SQLite files, which may be deleted at any time at the cost of a slower build.

Full texts are most of the data and have a file of their own, so that the entries that every build reads are close together.

Every entry has a digest as its seal. Entries that are damaged, or that another version of the program wrote, count as
missing.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterable
from contextlib import suppress
from hashlib import blake2b
from pathlib import Path, PurePosixPath

FILE = PurePosixPath(".cache/broadsheet/archive.db")
_SEAL_LENGTH = 8
_PAGE_SIZE = 65_536  # bytes; entries are large, and SQLite reads each of their pages separately
_TABLES = """
create table if not exists entry (kind text, name text, body blob, primary key (kind, name)) without rowid;
create table if not exists texts.text (name text primary key, body blob);
"""


class Database:
    """Sealed entries by kind and name, and the full texts of briefings by path. Errors of SQLite count as a miss."""

    def __init__(self, file: Path, program: str) -> None:
        """Open `file`, or create it if it is missing, damaged or written by another `program` (a digest)."""
        self._file = file
        self._texts = file.with_suffix(".texts.db")
        self._program = program
        self._process = os.getpid()
        self._connection: sqlite3.Connection | None = None
        try:
            self._connection = self._connect()
        except (sqlite3.Error, OSError):
            self.forget()

    def __enter__(self) -> Database:
        """Return the database; it is closed at the end of the block."""
        return self

    def __exit__(self, *_: object) -> None:
        """Close it."""
        self.close()

    def close(self) -> None:
        """Close the files, so that SQLite removes its logs. The next access opens them again."""
        if self._connection and self._process == os.getpid():
            with suppress(sqlite3.Error):
                self._connection.close()
            self._connection = None

    def names(self, kind: str) -> list[str]:
        """Return the names of all entries of a kind."""
        with suppress(sqlite3.Error):
            return [name for (name,) in self._open().execute("select name from entry where kind = ?", (kind,))]
        return []

    def entry(self, kind: str, name: str) -> bytes | None:
        """Return the body of an entry."""
        return self._one("select body from entry where kind = ? and name = ?", (kind, name), name)

    def text(self, path: str, digest: str) -> bytes | None:
        """Return the packed briefing of a path, if it was read from the file with this digest."""
        return self._one("select body from texts.text where name = ?", (path,), f"{path} {digest}")

    def write(
        self,
        entries: Iterable[tuple[str, str, bytes]] = (),
        texts: Iterable[tuple[str, str, bytes]] = (),
        gone: Iterable[tuple[str, str]] = (),
        gone_texts: Iterable[str] = (),
    ) -> None:
        """Write `entries` (kind, name, body) and `texts` (path, digest, packed briefing), and delete `gone` ones.

        All of it is one transaction; if it fails, nothing is written.
        """
        with suppress(sqlite3.Error):
            connection = self._open()
            with connection:
                connection.executemany(
                    "insert or replace into entry values (?, ?, ?)",
                    ((kind, name, self._sealed(name, body)) for kind, name, body in entries),
                )
                connection.executemany(
                    "insert or replace into texts.text values (?, ?)",
                    ((path, self._sealed(f"{path} {digest}", body)) for path, digest, body in texts),
                )
                connection.executemany("delete from entry where kind = ? and name = ?", gone)
                connection.executemany("delete from texts.text where name = ?", ((path,) for path in gone_texts))

    def forget(self) -> None:
        """Delete both files, and create empty ones."""
        self.close()
        self._connection = None
        for file in (self._file, self._texts):
            for end in ("", "-wal", "-shm", "-journal"):
                with suppress(OSError):
                    file.with_name(file.name + end).unlink()
        with suppress(sqlite3.Error, OSError):
            self._connection = self._connect()

    def _connect(self) -> sqlite3.Connection:
        self._file.parent.mkdir(parents=True, exist_ok=True)
        connection = self._connect_both()
        try:
            connection.execute(f"pragma main.page_size = {_PAGE_SIZE}")
            for part in ("main", "texts"):
                connection.execute(f"pragma {part}.journal_mode = wal")
                connection.execute(f"pragma {part}.synchronous = normal")
            connection.executescript(_TABLES)
            known = connection.execute("select body from entry where kind = 'program'").fetchall()
            if known not in ([], [(self._program.encode(),)]):
                raise sqlite3.DatabaseError("of another program")  # new files are less fragmented than emptied ones
            if not known:
                with connection:
                    connection.execute("delete from entry")
                    connection.execute("delete from texts.text")
                    connection.execute("insert into entry values ('program', '', ?)", (self._program.encode(),))
        except sqlite3.Error:
            connection.close()
            raise
        return connection

    def _open(self) -> sqlite3.Connection:
        """Return the connection. A forked process opens its own, and must not even close the one that it inherited."""
        if self._connection is None or self._process != os.getpid():
            self._inherited = self._connection
            self._process = os.getpid()
            self._connection = self._connect_both()
        return self._connection

    def _connect_both(self) -> sqlite3.Connection:
        connection = sqlite3.connect(self._file, timeout=60)
        try:
            connection.execute("attach database ? as texts", (str(self._texts),))
        except sqlite3.Error:
            connection.close()
            raise
        return connection

    def _one(self, query: str, values: tuple[str, ...], name: str) -> bytes | None:
        with suppress(sqlite3.Error):
            row = self._open().execute(query, values).fetchone()
            return self._unsealed(name, row[0]) if row else None
        return None

    def _sealed(self, name: str, body: bytes) -> bytes:
        return _seal(name, body) + body

    def _unsealed(self, name: str, sealed: object) -> bytes | None:
        if not isinstance(sealed, bytes):
            return None
        body = sealed[_SEAL_LENGTH:]
        return body if sealed[:_SEAL_LENGTH] == _seal(name, body) else None


def _seal(name: str, body: bytes) -> bytes:
    digest = blake2b(name.encode(), digest_size=_SEAL_LENGTH)
    digest.update(body)  # not concatenated, since a copy may take tens of megabytes
    return digest.digest()
