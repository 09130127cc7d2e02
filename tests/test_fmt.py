"""`broadsheet fmt`: one form for all files; comments and meaning stay; nothing is half-written."""

from __future__ import annotations

import os
import re
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from broadsheet.cli.safe_write import Changed, replace
from broadsheet.load import document_of
from broadsheet.load.parse import parse
from broadsheet.write.fmt import tidy
from broadsheet.write.yaml import ORDER, briefing_text, quoted
from clusters import CORPUS, corpus_files
from conftest import ROOT, Files, briefing, examples, run_here, write_files
from scribbles import DOCUMENTS, NAUGHTY, Scribble
from test_writing import KEYS

Make = Callable[[Files], Path]
GOLDEN = ROOT / "tests" / "golden" / "fmt"
DAY = "briefings/2026/04/24"


def formed(text: str, file: str = "a.yml", *, is_registry: bool = False) -> str:
    """Return a text in form; it must have one."""
    tidied = tidy(file, text.encode(), is_registry=is_registry)
    assert not tidied.problems, "\n".join(map(str, tidied.problems))
    assert tidied.content is not None
    return tidied.content.decode()


@pytest.mark.slow
@pytest.mark.parametrize("is_registry", [False, True], ids=["briefing", "registry"])
@given(DOCUMENTS, st.data())
@settings(max_examples=examples(25), suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
def test_meaning_and_comments_stay_and_twice_is_once(
    is_registry: bool, keys: dict[str, object], data: st.DataObject
) -> None:
    scribble = Scribble(data)
    text = scribble.document(keys)
    before = document_of("a.yml", text.encode())
    assert (before.problems, before.data) == ((), keys), text
    after = formed(text, is_registry=is_registry)
    assert document_of("a.yml", after.encode()).data == keys, text
    assert comments_in(after, scribble) == Counter(list(scribble.comments)), after
    assert formed(after, is_registry=is_registry) == after
    assert not re.search(r"[ \t]\n|\n\n\Z|\r", after)
    windows = "\ufeff" + text.replace("\n", "\r\n")
    assert formed(windows, is_registry=is_registry) == after
    if is_registry:
        return
    known = [key for key in document_of("a.yml", after.encode()).data or {} if key in ORDER]
    assert known == sorted(known, key=ORDER.index)


def comments_in(text: str, scribble: Scribble) -> Counter[str]:
    """Count the comments that stand outside of texts, each a line's end."""
    ends = Counter(found.group() for found in re.finditer(r"# c\d+ \t.*$", text, re.MULTILINE))
    return Counter({comment: count for comment, count in ends.items() if comment in scribble.comments})


@pytest.mark.slow
@given(DOCUMENTS, st.data())
@settings(max_examples=examples(25), suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
def test_a_comment_stays_beside_or_above_what_it_was_written_for(keys: dict[str, object], data: st.DataObject) -> None:
    scribble = Scribble(data)
    text = scribble.document(keys)
    lines = formed(text).split("\n")
    head = re.match(r"\s*(?:#.*\n\s*)*", text)
    for number, line in enumerate(lines):
        found = re.search(r"# c\d+ \t.*$", line)
        if not found or found.group() not in scribble.comments or (head and found.group() in head.group()):
            continue
        about = scribble.comments[found.group()]
        beside = line[: found.start()].strip()
        following = next((one.strip() for one in lines[number:] if one.strip() and not one.strip().startswith("#")), "")
        where = beside or following
        if about == "-":
            assert where.startswith("-"), (text, line)
        elif about:
            (key,) = parse(f"{about}: a").value
            assert re.sub("^(- )+", "", where).startswith((key, quoted(key))), (text, "\n".join(lines))


@pytest.mark.slow
@given(KEYS)
def test_what_we_write_ourselves_is_in_form(keys: dict[str, object]) -> None:
    text = briefing_text(keys)
    if text and not document_of("a.yml", text.encode()).problems:  # characters that cannot be seen are refused
        assert formed(text) == text
        assert formed(briefing_text(keys, body="# A\n\nlong  read"), "a.md") == briefing_text(
            keys, body="# A\n\nlong  read"
        )


@pytest.mark.parametrize("text", NAUGHTY, ids=ascii)
def test_odd_texts_stay_as_they_are(text: str) -> None:
    keys = {
        "title": text,
        "desk": text,
        "key_points": [text],
        "articles": [{"title": text, "entities": [text], text: text}],
    }
    dumped = yaml.safe_dump(keys, allow_unicode=True)
    before = document_of("a.yml", dumped.encode())
    assert not before.problems
    assert document_of("a.yml", formed(dumped).encode()).data == before.data


@pytest.mark.slow
@pytest.mark.skipif(not CORPUS.exists(), reason="the shared corpus is not beside this repository")
def test_a_month_of_real_clusters_keeps_every_character() -> None:
    for file, text in corpus_files().items():
        after = formed(text, file)
        assert document_of(file, after.encode()).data == document_of(file, text.encode()).data
        assert formed(after, file) == after


@pytest.mark.slow
def test_what_this_repository_ships_is_in_form() -> None:
    done = run_here("fmt", "--check", "--root", ROOT)
    assert (done.returncode, done.stdout) == (0, ""), f"run: broadsheet fmt\n{done.stdout}"


CASES = {
    "briefing": (
        """\
# yaml-language-server: $schema=/data/briefing.schema.json
# A briefing that somebody typed.

articles:   # as I found them

# the first
- url:   'https://one.example/a'   # checked
  # what they say
  title: 'One: A'   # as printed
  entities: [ "OpenAI", Google,   # both
     'Yahoo!' ]
  # tone: to be decided


-
  title:  >
    Two
    lines
  # no summary yet
  url: https://two.example/
key_points: [One point, {sources: [1,2], text: Another}]
summary: "A summary that is so long that it does not fit on a line and has to be folded, since nobody wants to scroll sideways to read it."
title: 'What happened'
image:
  # file: to-come.png
date: "2026-04-24"
nonsense: {b: 1, a: [x, y]}
# the end
""",
        "a.yml",
    ),
    "long-read": ("---\nsummary: b\ntitle: a # c\n...\n\n## Body  \n\n\ttab and trailing  \nlast  \n\n\n", "a.md"),
    "registry": (
        """\


# Who is who.
# domain: {name*}

z.example: { name: Z,   kind: 'trade' }   # last letter, first line
a.example:   {name: "A: b",
  kind: blog}


# not sure about this one
m.example:
  name: M  # M?
  kind: blog
stop: [ AI ]
long.example: {name: A publisher with a long name, owner: Another one with an even longer name, country: GB, kind: newspaper}
""",
        "publishers.yml",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", CASES)
def test_the_form(name: str) -> None:
    text, file = CASES[name]
    after = formed(text, file, is_registry=file == "publishers.yml")
    golden("form", f"{name}.txt", after)
    assert formed(after, file, is_registry=file == "publishers.yml") == after


def golden(folder: str, name: str, shown: str) -> None:
    if os.environ.get("BROADSHEET_UPDATE_GOLDEN"):
        write_files(GOLDEN / folder, {name: shown})
    assert shown == (GOLDEN / folder / name).read_text("utf-8")


UNTIDY = {
    f"{DAY}/one.yml": briefing(label="analysis"),
    f"{DAY}/two.yml": briefing(date="04/24/2026"),
    f"{DAY}/three.yml": briefing(summary='"never closed'),
    f"{DAY}/four.yml": "",
    f"{DAY}/five.yml": formed(briefing()),
    "briefings/publishers.yml": "example.org:   {name: Example}\n",
}


@pytest.mark.parametrize("options", [[], ["--check"], ["--fix"], ["--diff"], ["--check", "--fix"]], ids=" ".join)
def test_what_it_says(project: Make, options: list[str]) -> None:
    root = project(UNTIDY)
    done = run_here("fmt", *options, cwd=root)
    golden("said", f"{'-'.join(option[2:] for option in options) or 'plain'}.txt", f"{done.stdout}--\n{done.stderr}")
    assert done.returncode == 1  # three.yml cannot be read
    assert (root / DAY / "three.yml").read_text() == UNTIDY[f"{DAY}/three.yml"]
    writes = not {"--check", "--diff"} & set(options)
    assert ((root / DAY / "one.yml").read_text() == UNTIDY[f"{DAY}/one.yml"]) is not writes
    if writes:
        again = run_here("fmt", *options, cwd=root)
        assert "formatted" not in again.stdout


@pytest.mark.parametrize(
    ("options", "before", "after"), [([], 0, 0), (["--check"], 1, 0), (["--diff"], 0, 0), (["--check", "--diff"], 1, 0)]
)
def test_the_exit_status(project: Make, options: list[str], before: int, after: int) -> None:
    root = project({f"{DAY}/one.yml": briefing()})
    assert run_here("fmt", *options, cwd=root).returncode == before
    assert run_here("fmt", cwd=root).returncode == 0
    done = run_here("fmt", *options, cwd=root)
    assert (done.returncode, done.stdout, done.stderr) == (after, "", "1 file: all in form\n")


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        (formed(briefing()).replace("\n", "\r\n"), '-title: "A title"\\u000d\n'),
        ("\ufeff" + formed(briefing()), '-\\ufefftitle: "A title"\n+title: "A title"\n'),
        (formed(briefing()).rstrip("\n"), '"What it says."\n\\ No newline at end of file\n+    summary'),
        (
            formed(briefing(title="A\u2028title")).replace('"A title"', "A\u2028title"),
            '-title: A\u2028title\n+title: "A title"\n',
        ),
    ],
    ids=["windows", "a mark in front", "no end", "a line separator"],
)
def test_a_difference_shows_every_change(project: Make, text: str, shown: str) -> None:
    root = project({f"{DAY}/one.yml": text})
    assert shown in run_here("fmt", "--diff", cwd=root).stdout


def test_paths_limit_it_and_mode_and_neighbours_stay(project: Make) -> None:
    root = project(
        {f"{DAY}/one.yml": briefing(), f"{DAY}/two.yml": briefing(), "briefings/2026/04/25/a.yml": briefing()}
    )
    (root / DAY / "one.yml").chmod(0o640)
    done = run_here("fmt", f"{DAY}/one.yml", cwd=root)
    assert done.stdout == f"{DAY}/one.yml: formatted\n"
    assert (root / DAY / "one.yml").stat().st_mode & 0o777 == 0o640
    assert sorted(file.name for file in (root / DAY).iterdir()) == ["one.yml", "two.yml"]
    assert run_here("fmt", DAY, cwd=root).stdout == f"{DAY}/two.yml: formatted\n"
    assert run_here("fmt", "briefings/2026/04/26", cwd=root).returncode == 2
    elsewhere = run_here("fmt", "mkdocs.yml", cwd=root)
    assert (elsewhere.returncode, elsewhere.stderr) == (0, "no briefing and no registry there\n")


def test_links_are_refused(project: Make, tmp_path: Path) -> None:
    outside = write_files(tmp_path, {"outside.yml": briefing(), "folder/b.yml": briefing()})
    root = project({f"{DAY}/one.yml": formed(briefing())})
    (root / DAY / "two.yml").symlink_to(outside / "outside.yml")
    (root / "briefings/2026/04/25").symlink_to(outside / "folder", target_is_directory=True)
    done = run_here("fmt", cwd=root)
    assert done.returncode == 1
    assert done.stdout.count("[symlink]") == 2
    for path in (f"{DAY}/two.yml", "briefings/2026/04/25"):
        named = run_here("fmt", path, cwd=root)
        assert (named.returncode, "symbolic link" in named.stderr) == (2, True)
    assert (outside / "outside.yml").read_text() == (outside / "folder/b.yml").read_text() == briefing()


def test_a_file_that_has_changed_meanwhile_is_left_alone(tmp_path: Path) -> None:
    file = write_files(tmp_path, {"a.yml": "new"}) / "a.yml"
    with pytest.raises(Changed):
        replace(tmp_path, file.name, b"old", b"formatted")
    assert file.read_text() == "new"
    (tmp_path / "link.yml").symlink_to(file)
    with pytest.raises(Changed):
        replace(tmp_path, "link.yml", b"new", b"formatted")
    replace(tmp_path, file.name, b"new", b"formatted")
    assert (file.read_text(), len(list(tmp_path.iterdir()))) == ("formatted", 2)


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_that_may_not_be_written_is_said(project: Make) -> None:
    root = project({f"{DAY}/one.yml": briefing()})
    (root / DAY).chmod(0o500)
    done = run_here("fmt", cwd=root)
    (root / DAY).chmod(0o700)
    assert (done.returncode, "cannot be written" in done.stdout) == (1, True)


def test_what_cannot_be_written_back_is_left_as_it_is() -> None:
    tidied = tidy("a.yml", f"title: b\n? {'k' * 2000}\n: c\n".encode())
    assert tidied.content is None
    assert [problem.code for problem in tidied.problems] == ["not-formatted"]


@pytest.mark.parametrize(
    "text", ["- a\n", "a: *b\n", "a: &b c\n", "a: !b c\n", "a: 1\na: 2\n", "a: [\n", "a: 1\n---\nb: 2\n", "[" * 50]
)
def test_what_check_refuses_is_told_as_check_does(text: str) -> None:
    tidied = tidy("a.yml", text.encode())
    assert tidied.content is None
    assert tidied.problems == document_of("a.yml", text.encode()).problems != ()


@pytest.mark.slow
def test_a_hostile_file_takes_no_time_to_speak_of() -> None:
    for text in ("# c\n" * 60_000 + "a: b\n", "a:\n" + "  - b # c\n" * 8_000, "a: [" + "b, # c\n" * 8_000 + "]\n"):
        assert formed(text).count("# c") == text.count("# c")
