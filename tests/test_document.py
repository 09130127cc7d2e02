"""One file to one document: encodings, line ends, front matter, and what cannot be read."""

from __future__ import annotations

from pathlib import Path

import pytest

from broadsheet.load import Document, read_document
from broadsheet.load.document import MAX_BYTES, MAX_REGISTRY_BYTES


def read(root: Path, content: str | bytes, name: str = "a.yml") -> Document:
    (root / name).write_bytes(content if isinstance(content, bytes) else content.encode())
    return read_document(root, name)


def codes(document: Document) -> list[tuple[str, int, int]]:
    return [(problem.code, problem.line, problem.column) for problem in document.problems]


@pytest.mark.parametrize(
    "content",
    [
        b"a: b\nc: d\n",
        b"\xef\xbb\xbfa: b\nc: d\n",
        b"a: b\r\nc: d\r\n",
        b"a: b\rc: d\r",
        b"---\na: b\nc: d\n...\n",
        b"# first\na: b\nc: d",
    ],
    ids=["plain", "byte-order mark", "Windows", "old Mac", "document marks", "comment"],
)
def test_the_same_keys_in_any_dress_are_the_same_data(content: bytes, tmp_path: Path) -> None:
    document = read(tmp_path, content)
    assert document.data == {"a": "b", "c": "d"}
    assert document.problems == ()


def test_line_numbers_are_right_with_windows_line_ends(tmp_path: Path) -> None:
    assert codes(read(tmp_path, b"a: b\r\nc: &x d\r\n")) == [("yaml-anchor", 2, 4)]


def test_a_long_read_is_front_matter_and_body(tmp_path: Path) -> None:
    document = read(tmp_path, "---\na: b\n---\n\n## Head\n\nText with --- and\n\n---\n\nmore.\n", "a.md")
    assert document.data == {"a": "b"}
    assert document.body == "## Head\n\nText with --- and\n\n---\n\nmore."
    assert document.marks.key(("a",)) == (2, 1)
    assert document.body_line == 4


@pytest.mark.parametrize("close", ["---", "...", "---  "])
def test_front_matter_may_be_closed_in_each_way_yaml_allows(close: str, tmp_path: Path) -> None:
    document = read(tmp_path, f"--- \na: b\n{close}\nText.\n", "a.md")
    assert (document.data, document.body, document.problems) == ({"a": "b"}, "Text.", ())


def test_a_body_is_kept_to_the_letter(tmp_path: Path) -> None:
    assert (
        read(tmp_path, "---\na: b\n---\n    code\n\n{{ 7*7 }} <script>\n", "a.md").body
        == "    code\n\n{{ 7*7 }} <script>"
    )


@pytest.mark.parametrize(
    ("content", "name", "expected"),
    [
        (b"", "a.yml", ("empty-file", 1, 1)),
        (b"\xef\xbb\xbf", "a.yml", ("empty-file", 1, 1)),
        (b"# only a comment\n", "a.yml", ("empty-file", 1, 1)),
        (b"--- \n", "a.yml", ("empty-file", 1, 1)),
        (b"- a\n", "a.yml", ("not-a-mapping", 1, 1)),
        (b"# first\n\njust words\n", "a.yml", ("not-a-mapping", 3, 1)),
        (b"words\n", "a.md", ("no-front-matter", 1, 1)),
        (b"", "a.md", ("no-front-matter", 1, 1)),
        (b"\n---\na: b\n---\n", "a.md", ("no-front-matter", 1, 1)),
        (b"---\na: b\n", "a.md", ("no-front-matter", 1, 1)),
        (b"---\na: b: c\n---\n", "a.md", ("yaml-syntax", 2, 5)),
        (b"---\n- a\n---\n", "a.md", ("not-a-mapping", 2, 1)),
        (b"a: b\nc: caf\xe9\n", "a.yml", ("not-utf-8", 2, 7)),
        ("a: b\n".encode("utf-16"), "a.yml", ("not-utf-8", 1, 1)),
        (b"a: b\nc: \x00\n", "a.yml", ("forbidden-character", 2, 4)),
        (b"---\na: b\n---\nfine\nnot\x1b[31m\n", "a.md", ("forbidden-character", 5, 4)),
        (b"a: " + b"b" * MAX_BYTES, "a.yml", ("too-large", 1, 1)),
    ],
)
def test_a_file_that_cannot_be_read_says_why_and_where(
    content: bytes, name: str, expected: tuple[str, int, int], tmp_path: Path
) -> None:
    document = read(tmp_path, content, name)
    assert document.data is None
    assert codes(document) == [expected]


@pytest.mark.parametrize(
    ("name", "size", "sound"),
    [
        ("briefings/entities.yml", MAX_BYTES + 1, True),
        ("entities.yml", MAX_REGISTRY_BYTES, True),
        ("entities.yml", MAX_REGISTRY_BYTES + 1, False),
        ("briefings/2026/04/24/entities.yml", MAX_BYTES + 1, False),  # a briefing may be called so
    ],
)
def test_a_registry_may_grow_with_the_newspaper(name: str, size: int, sound: bool, tmp_path: Path) -> None:
    (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
    line = b"a: {}\n"
    document = read(tmp_path, line + b"#" * (size - len(line)), name)
    assert codes(document) == ([] if sound else [("too-large", 1, 1)])


def test_a_file_of_just_the_largest_size_is_read(tmp_path: Path) -> None:
    document = read(tmp_path, b"a: " + b"b" * (MAX_BYTES - 3))
    assert document.problems == ()


def test_every_forbidden_character_of_a_file_is_reported_at_once(tmp_path: Path) -> None:
    assert [line for _, line, _ in codes(read(tmp_path, "a: \u202eb\nc: d\ne: \x07\n"))] == [1, 3]


def test_what_is_not_there_or_is_a_link_is_never_opened(tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("a: secret\n", encoding="utf-8")
    (tmp_path / "link.yml").symlink_to("secret")
    for name in ("link.yml", "missing.yml", "."):
        document = read_document(tmp_path, name)
        assert document.data is None
        assert codes(document) == [("unreadable", 1, 1)]


def test_problems_name_the_file_as_it_was_asked_for(tmp_path: Path) -> None:
    (tmp_path / "briefings").mkdir()
    [problem] = read(tmp_path, "", "briefings/a.yml").problems
    assert problem.path == "briefings/a.yml"
