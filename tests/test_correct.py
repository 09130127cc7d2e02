"""`broadsheet correct`: a dated note is added, and nothing else of the file changes."""

from __future__ import annotations

import difflib
import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from broadsheet.load import read_document
from broadsheet.load.parse import parse
from broadsheet.write.correction import CorrectionRefused, with_correction
from broadsheet.write.yaml import briefing_text
from built_site import file_at
from conftest import Files, briefing, build_here, run_here, write_files

Make = Callable[[Files], Path]
DAY = date(2026, 5, 1)
ONE = "briefings/2026/04/24/one.yml"
HEAD = "title: A\n"
NEW = '- date: 2026-05-01\n  text: "Five, not ten."\n'

TEXTS = {
    "no corrections yet": HEAD,
    "keys that come after": "# top\ntitle: A\n\n# Who did it\ndesk: D\ncontributors: [A]\n",
    "no line break at the end": "title: A",
    "empty lines and a comment at the end": "title: A\n\n# the end\n\n",
    "an empty key": "title: A\ncorrections:\n# none yet\ndesk: D\n",
    "null": "title: A\ncorrections: ~ # none\ndesk: D\n",
    "an empty list": "title: A\ncorrections: []\ndesk: D\n",
    "an empty list over two lines": "title: A\ncorrections: [\n]\ndesk: D\n",
    "a block": "title: A\ncorrections:\n  - date: 2026-04-25\n    text: 'Old'  # said by X\n\n# next\ndesk: D\n",
    "a block without indent": "title: A\ncorrections:\n- text: Old\n  date: 2026-04-25\ndesk: D\n",
    "a folded text": "title: A\ncorrections:\n  - date: 2026-04-25\n    text: >-\n      Old\n      and long\n\n\ndesk: D\n",
    "a literal text that keeps its end": "corrections:\n  - date: 2026-04-25\n    text: |+\n      Old\n\ntitle: A\n",
    "a deep indent": "title: A\ncorrections:\n      - date: 2026-04-25\n        text: Old\n",
    "flow items": "title: A\ncorrections:\n  - {date: 2026-04-25, text: Old}\ndesk: D\n",
    "a flow list": "title: A\ncorrections: [{date: 2026-04-25, text: Old}] # all\ndesk: D\n",
    "a flow list with a last comma": "title: A\ncorrections: [\n  {date: 2026-04-25, text: 'O ]'},\n]\n",
    "a key in quotes": 'title: A\n"corrections":\n  - {date: 2026-04-25, text: Old}\n',
    "all keys indented": "  title: A\n  desk: D\n",
    "a document mark": "---\ntitle: A\n...\n",
    "a text that looks like the key": "title: A\nsummary: |\n  corrections:\n    - date: x\n",
    "wide letters and tabs": "title: 日本語\ndek: \"a\\tb\"\ncorrections: [ {date: 2026-04-25,\ttext: 日本} ]\n",
    "an odd line break": "title: a\u2028b\ncorrections:\n  - {date: 2026-04-25, text: Old}\n",
}  # fmt: skip


def keys_of(text: str) -> dict[str, Any]:
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").removeprefix("---\n").partition("\n...")[0]
    keys: dict[str, Any] = parse(text).value
    return keys


def is_kept(before: str, after: str) -> bool:
    """Whether everything of a text is still there, in order, but for an empty value and the last line break."""
    lost = [line for line in difflib.ndiff(list(before), list(after)) if line[0] == "-"]
    return {line[2:] for line in lost} <= set("[]~ \n") and len(lost) < 5


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_a_note_is_added_and_everything_else_stays(text: str, newline: str, mark: str) -> None:
    before = mark + text.replace("\n", newline)
    after = with_correction(before, DAY, 'Five, not "ten": #1.')
    assert is_kept(before, after), after
    if "\n" in text:
        assert after.count("\n") == after.count(newline)
    was, now = keys_of(before), keys_of(after)
    old = was.get("corrections")
    assert now.pop("corrections") == [
        *(old if isinstance(old, list) else []),
        {"date": "2026-05-01", "text": 'Five, not "ten": #1.'},
    ]
    was.pop("corrections", None)
    assert now == was


def test_it_stands_where_people_look_for_it() -> None:
    text = "title: A\n\n# Who did it\ndesk: D\n"
    added = f"corrections:\n{''.join('  ' + line for line in NEW.splitlines(keepends=True))}"
    assert with_correction(text, DAY, "Five, not ten.") == f"title: A\n\n{added}# Who did it\ndesk: D\n"
    text = "corrections:\n- {date: 2026-04-25, text: Old} # x\ndesk: D\n"
    assert (
        with_correction(text, DAY, "B") == "corrections:\n- {date: 2026-04-25, text: Old} # x\n"
        '- {date: 2026-05-01, text: "B"}\ndesk: D\n'
    )


def test_the_long_read_of_a_markdown_file_is_not_touched() -> None:
    body = "\n## More\n\n---\ncorrections:\n  - none\n  \n"
    after = with_correction(f"---\n{HEAD}---\n{body}", DAY, "Five, not ten.")
    assert after.endswith(f"---\n{body}")
    assert after.count("2026-05-01") == 1
    assert after.index("2026-05-01") < after.index("## More")


@given(
    st.text(st.characters(exclude_categories=["Cs", "Cc", "Cf"], exclude_characters="\ufffe\uffff"), min_size=1).filter(
        str.strip
    ),
    st.sampled_from(sorted(TEXTS)),
)
def test_any_note_is_read_back(note: str, name: str) -> None:
    after = with_correction(TEXTS[name], DAY, note)
    assert keys_of(after)["corrections"][-1] == {"date": "2026-05-01", "text": " ".join(note.split())}


@given(st.text(st.sampled_from("corretins: -[]{}|>\n#\"'ab~,\r\t\u2028"), max_size=80))
def test_whatever_the_file_holds_it_is_corrected_or_refused(text: str) -> None:
    try:
        after = with_correction(text, DAY, "Note")
    except CorrectionRefused:
        return
    assert "2026-05-01" in after


@pytest.mark.parametrize(
    ("text", "note", "message"),
    [
        (HEAD, " \n", "the note is empty"),
        (HEAD, "x" * 10_001, "longer than 10,000"),
        (HEAD, "a\u202eb", "cannot be seen"),
        ("{title: A, desk: D}\n", "Note", "broadsheet fmt"),
        ("corrections: none\n", "Note", "no list"),
        ("corrections: {date: 2026-04-25}\n", "Note", "no list"),
        ("corrections: [{date: 2026-05-01, text: >-\n\n}]", "Note", "file has errors"),
        ("title: 'A\n", "Note", "file has errors"),
        ("title: A\ntitle: B\n", "Note", "file has errors"),
        ("- A\n", "Note", "no briefing"),
        ("", "Note", "no briefing"),
        ("[" * 50_000, "Note", "file has errors"),
        ("corrections:\n  - date: 2026-05-01\n    text: >\n      Note\n", "Note", "already"),
    ],
)
def test_what_cannot_be_done_is_said(text: str, note: str, message: str) -> None:
    with pytest.raises(CorrectionRefused, match=message):
        with_correction(text, DAY, note)


@pytest.mark.slow
def test_the_page_the_list_the_feeds_and_the_data_show_it(project: Make) -> None:
    root = project({ONE: f"# kept\r\n{briefing()}"})
    note = "An earlier version said “ten”; it is five."
    done = run_here("correct", "2026/04/24/one", note, "--date", "2026-04-26", "--root", root)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith(f"{ONE}: a correction of 2026-04-26.")
    assert (root / ONE).read_bytes().startswith(b"# kept\r\n")
    assert run_here("check", "--root", root).returncode == 0
    assert build_here("--no-search", "--root", root).returncode == 0
    site = root / "site"
    page = file_at(site, "2026/04/24/one/").read_text("utf-8")
    data = json.loads((site / "2026/04/24/one/index.json").read_bytes())
    assert data["corrections"] == [{"date": "2026-04-26", "text": note}]
    assert data["updated"] == "2026-04-26"
    assert '"correction"' in page
    assert "2026-04-26" in page
    for name in ("2026/04/24/one/index.html", "corrections/index.html", "corrections/feed.xml", "feed.xml"):
        assert "it is five" in (site / name).read_text("utf-8"), name


@pytest.mark.slow
@pytest.mark.parametrize(
    "path",
    [
        "2026/04/24/one",
        "/2026/04/24/one/",
        "one",
        ONE,
        f"./{ONE}",
        "2026/04/24/one.yml",
        "ABSOLUTE",
        "https://broadsheet.example/paper/2026/04/24/one/#corrections",
    ],
)
def test_a_briefing_is_named_by_its_path_its_file_or_its_address(project: Make, path: str) -> None:
    root = project({ONE: briefing(), "briefings/2026/04/24/two.yml": briefing()})
    done = run_here("correct", root / ONE if path == "ABSOLUTE" else path, "X", cwd=root)
    assert done.returncode == 0, done.stderr
    assert '"X"' in (root / ONE).read_text("utf-8")


def test_a_name_that_two_briefings_have_is_not_guessed(project: Make) -> None:
    files = {ONE: briefing(), ONE.replace("24", "25"): briefing()}
    root = project(files)
    done = run_here("correct", "one", "X", cwd=root)
    assert (done.returncode, "did you mean “2026/04/25/one”?" in done.stderr) == (2, True)


def test_the_file_of_another_newspaper_is_not_taken_for_ours(project: Make, tmp_path: Path) -> None:
    root = project({ONE: briefing()})
    other = write_files(tmp_path / "other", {ONE: briefing()}) / ONE
    assert run_here("correct", other, "X", cwd=root).returncode == 2
    assert (root / ONE).read_text("utf-8") == briefing() == other.read_text("utf-8")


@pytest.mark.slow
@pytest.mark.parametrize(
    ("arguments", "status", "message"),
    [
        (["2026/04/24/onne", "X"], 2, "did you mean “2026/04/24/one”?"),
        (["../../etc/passwd", "X"], 2, "there is no briefing"),
        (["2026/04/24/one", " "], 2, "TEXT is empty"),
        (["2026/04/24/one", "X", "--date", "2026-04-23"], 2, "before the briefing of 2026-04-24"),
        (["2026/04/24/one", "X", "--date", "24.4.2026"], 2, "ISO date"),
        (["2026/04/24/broken", "X"], 1, "fix them first"),
        (["2026/04/24/latin", "X"], 1, "UTF-8"),
        (["2026/04/24/huge", "X"], 1, "larger than 256 KB"),
    ],
)
def test_a_refusal_changes_nothing(project: Make, arguments: list[str], status: int, message: str) -> None:
    files = {
        ONE: briefing(),
        "briefings/2026/04/24/broken.yml": "title: 'x\n",
        "briefings/2026/04/24/latin.yml": "title: Müller\n".encode("latin-1"),
        "briefings/2026/04/24/huge.yml": briefing() + "#" * 300_000,
    }
    root = project(files)
    done = run_here("correct", *arguments, cwd=root)
    assert done.returncode == status
    assert message in done.stderr
    for name, content in files.items():
        assert (root / name).read_bytes() == (content.encode() if isinstance(content, str) else content)
    assert not list((root / "briefings").rglob(".*"))


def test_today_is_the_day_unless_it_is_said(project: Make) -> None:
    root = project({ONE: briefing()})
    done = run_here("correct", "2026/04/24/one", "X", cwd=root, environment={"SOURCE_DATE_EPOCH": "1777500000"})
    assert done.returncode == 0, done.stderr
    assert "2026-04-29" in (root / ONE).read_text("utf-8")


def test_a_link_is_not_followed(project: Make, tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere.yml"
    elsewhere.write_text(briefing(), "utf-8")
    root = project({"briefings/2026/04/24/two.yml": briefing()})
    (root / ONE).symlink_to(elsewhere)
    assert run_here("correct", "2026/04/24/one", "X", cwd=root).returncode == 2
    assert elsewhere.read_text("utf-8") == briefing()


def test_our_own_files_take_it(tmp_path: Path) -> None:
    text = briefing_text(
        {"title": "A", "desk": "D", "corrections": [{"date": date(2026, 4, 25), "text": "long " * 60 + "text"}]}
    )
    (tmp_path / "a.yml").write_text(with_correction(text, DAY, "B"), "utf-8")
    document = read_document(tmp_path, "a.yml")
    assert not document.problems
    assert document.data is not None
    assert [one["text"] for one in document.data["corrections"]] == ["long " * 60 + "text", "B"]
