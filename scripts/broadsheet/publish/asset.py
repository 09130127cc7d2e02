"""The files of the site that are not pages, and what makes them when they are stale."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

from msgspec import Struct

from broadsheet.pages import Target

Read = Callable[[str], bytes]
Before = Callable[[str], bytes | None]


class Asset(Struct, frozen=True, kw_only=True):
    """`uri` is its address below the site's root; `content` its bytes."""

    uri: str
    content: bytes


class AggregateTarget(Struct, frozen=True):
    """A file that is made of other files of the site, which `make` reads by their addresses; they stand before it.

    It may also ask what the file was before, which is nothing where there was none or somebody has touched it. `key` is
    that of all that it is made of, `of` the names of the targets that become those files. One that is made of other
    compilations comes `last`, when all of them are there.
    """

    name: str
    key: bytes
    make: Callable[[Read, Before], Asset]
    of: Sequence[str] = ()
    last: bool = False


Assets = Target[tuple[Asset, ...]] | AggregateTarget


class _One(Struct, frozen=True):
    """Makes one file. There are as many as briefings, so it is smaller than a function."""

    uri: str
    make: Callable[[], bytes]

    def __call__(self) -> tuple[Asset, ...]:
        return (Asset(uri=self.uri, content=self.make()),)


def target_of(uri: str, key: bytes, make: Callable[[], bytes]) -> Target[tuple[Asset, ...]]:
    """Return a target of one file."""
    return Target(uri, key, _One(uri, make))


def nothing_before(_uri: str) -> None:
    """Say that there was no site before."""


def make_all(targets: Iterable[Assets]) -> Iterator[Asset]:
    """Make every file, in memory."""
    made: dict[str, bytes] = {}
    for target in targets:
        for asset in (
            (target.make(made.__getitem__, nothing_before),) if isinstance(target, AggregateTarget) else target.make()
        ):
            made[asset.uri] = asset.content
            yield asset
