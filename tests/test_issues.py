"""Issues written with a form become files: every form, whatever stands in it, and nothing else in the project changes."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Mapping
from datetime import date
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from broadsheet.check import check
from broadsheet.intake.issues import (
    FOLDER,
    FORMS,
    NotAForm,
    Suggestion,
    forms_in,
    made_reply,
    read_answers,
    suggestion_in,
)
from broadsheet.load import list_tree, read_document
from broadsheet.model.registries import Registries
from broadsheet.model.vocabulary import words
from broadsheet.problems import errors
from built_site import shipped_registry, tree_of
from conftest import ROOT, Files, briefing, examples, run_here, write_files

Make = Callable[[Files], Path]
GOLDEN = ROOT / "tests" / "golden" / "issues"
TEMPLATES = ROOT / FOLDER
THERE = "briefings/2026/04/24/deepseek-v4-preview.yml"
TODAY = {"SOURCE_DATE_EPOCH": "1777636800"}  # 1 May 2026
SUGGESTED: dict[str, str] = {
    "title": "DeepSeek cuts its prices",
    "articles": "DeepSeek cuts prices https://one.example/a?utm_source=x\n\n- [A cheaper rival?](https://two.example/b)\nIn three\nhttps://three.example/c.",
    "summary": "It cut its prices.\n\nBy half.",
    "key_points": "- By half: from today. [1, 2]\n2. Others follow [3].\nNobody says for how long",
    "category": "Business and compute",
    "date": "2026-05-01",
    "follows": "https://broadsheet.example/2026/04/24/deepseek-v4-preview/",
    "ai_assistance": "_No response_",
    "contributor": "Ada",
    "promise": "- [X] Summary and key points are in my own words, …",
}
REPORTED = {
    "briefing": "2026/04/24/deepseek-v4-preview",
    "wrong": "The price was given as 5 dollars",
    "right": "It is 3.48 dollars.",
    "evidence": "https://one.example/prices",
}
ADDED = {
    "domain": "https://www.times.example.co.uk/about",
    "name": "The Example: Times",
    "owner": "Example Trust",
    "family": "_No response_",
    "country": "gb",
    "kind": "News agency",
    "paywall": "Yes",
    "evidence": "_No response_",
}
HOSTILE = [
    "##[error]owned ##[set-output name=path;]/etc/passwd [9]",
    "$(touch /tmp/owned) `id` ; rm -rf / #",
    "{{ 7*7 }} {% raw %} ${{ github.token }}",
    "<script>alert(1)</script><!-- hidden --><img src=x onerror=y>",
    "::error file=x,line=1::owned\n::set-output name=path::/etc/passwd",
    "yes: no\n- [a, {b: c}]\n!!python/object:os.system x\n&a *a\n---\n...",
    "../../../etc/passwd\\..\\.git/config",
    "path=evil\nGITHUB_OUTPUT<<EOF\n@everyone fixes #1 closes GH-2 https://github.com/a/b/issues/3",
    "\u202egnp.exe\x07\x1b[31m\ufeff\u2028next\u0085line \U0001f980",
    "### Summary\n\nsomething else\n\n### Articles\n\nhttps://evil.example/",
    '"""\n\'\'\'\n| > % @ ` "quoted" \\ \\n \\u202e',
]


def template(name: str) -> dict[str, Any]:
    return dict(yaml.safe_load((TEMPLATES / name).read_text("utf-8")))


def body_of(form: str, answers: Mapping[str, str]) -> str:
    """Return what GitHub makes of answers: a heading for each field, in the order of the form."""
    fields = [field for field in template(form)["body"] if field["type"] != "markdown"]
    return "\n\n".join(f"### {field['attributes']['label']}\n\n{answers[field['id']]}" for field in fields)


def from_issue(root: Path, body: str, *arguments: str | Path, **environment: str) -> subprocess.CompletedProcess[str]:
    (root.parent / "issue.md").write_text(body, "utf-8", newline="")
    return run_here("from-issue", root.parent / "issue.md", *arguments, cwd=root, environment={**TODAY, **environment})


@pytest.fixture
def newspaper(project: Make) -> Path:
    registries = ("categories.yml", "publishers.yml")
    return project(
        {THERE: briefing()} | {f"briefings/{name}": (ROOT / "briefings" / name).read_bytes() for name in registries}
    )


@pytest.mark.slow
def test_the_forms_are_valid_and_the_program_knows_their_fields() -> None:
    schemas = {"config.yml": "vendor.github-issue-config"}
    for file in sorted(TEMPLATES.iterdir()):
        schema = schemas.get(file.name, "vendor.github-issue-forms")
        command = [Path(sys.executable).with_name("check-jsonschema"), "--builtin-schema", schema, file]
        done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
        assert done.returncode == 0, done.stdout
    assert {form.file for form in FORMS} == {file.name for file in TEMPLATES.iterdir()} - set(schemas)
    for form in FORMS:
        fields = [field for field in template(form.file)["body"] if field["type"] != "markdown"]
        assert {field["id"]: field["attributes"]["label"] for field in fields} == dict(form.labels)


def test_the_forms_offer_what_the_lists_have() -> None:
    offered = {
        field["id"]: field["attributes"]["options"]
        for form in FORMS
        for field in template(form.file)["body"]
        if field["type"] == "dropdown"
    }
    assert offered["category"][:-1] == [category["label"] for category in shipped_registry("categories").values()]
    assert offered["kind"][:-1] == [word.label for word in words("publisher_kind").values()]


@pytest.mark.parametrize("ending", ["\n", "\r\n"])
def test_a_suggestion_becomes_a_briefing(newspaper: Path, ending: str) -> None:
    before = tree_of(newspaper)
    body = body_of("suggest-a-briefing.yml", SUGGESTED).replace("\n", ending)
    done = from_issue(newspaper, body, "--reply", newspaper.parent / "reply.md")
    file = "briefings/2026/05/01/deepseek-cuts-its-prices.yml"
    assert (done.returncode, done.stdout) == (0, f"{file}\n"), done.stdout + done.stderr
    after = tree_of(newspaper)
    written = after.pop(file).decode()
    assert after == before
    golden(written, "briefing.yml")
    golden((newspaper.parent / "reply.md").read_text("utf-8"), "briefing.reply.md")
    checked = run_here("check", cwd=newspaper)
    assert checked.returncode == 0, checked.stdout


def test_a_report_becomes_a_correction(newspaper: Path) -> None:
    done = from_issue(newspaper, body_of("error.yml", REPORTED))
    assert (done.returncode, done.stdout) == (0, f"{THERE}\n"), done.stdout + done.stderr
    written = (newspaper / THERE).read_text("utf-8")
    assert written.startswith(briefing())
    assert yaml.load(written, Loader=yaml.BaseLoader)["corrections"] == [
        {"date": "2026-05-01", "text": "The price was given as 5 dollars. It is 3.48 dollars."}
    ]
    again = from_issue(newspaper, body_of("error.yml", REPORTED))
    assert (again.returncode, (newspaper / THERE).read_text("utf-8")) == (1, written)


def test_a_publisher_becomes_a_line(newspaper: Path) -> None:
    before = (newspaper / "briefings/publishers.yml").read_text("utf-8").splitlines()
    done = from_issue(newspaper, body_of("add-a-publisher.yml", ADDED))
    assert (done.returncode, done.stdout) == (0, "briefings/publishers.yml\n"), done.stdout + done.stderr
    after = (newspaper / "briefings/publishers.yml").read_text("utf-8").splitlines()
    (line,) = set(after) - set(before)
    assert [one for one in after if one != line] == before
    assert yaml.safe_load(line) == {
        "example.co.uk": {
            "name": "The Example: Times",
            "owner": "Example Trust",
            "country": "GB",
            "kind": "agency",
            "paywall": True,
        }
    }
    again = from_issue(newspaper, body_of("add-a-publisher.yml", ADDED))
    assert again.returncode == 1
    assert "issue.md:3:1: Site: example.co.uk is registered already, as The Example: Times" in again.stdout


def test_a_second_suggestion_of_the_same_name_overwrites_nothing(newspaper: Path) -> None:
    body = body_of("suggest-a-briefing.yml", SUGGESTED)
    assert from_issue(newspaper, body).returncode == 0
    before = tree_of(newspaper)
    done = from_issue(newspaper, body.replace("By half", "Twice"))
    assert (done.returncode, tree_of(newspaper)) == (1, before)
    assert done.stdout.startswith("issue.md:3:1: Headline: a briefing of this day and name is here already")


@pytest.mark.slow
@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
@pytest.mark.parametrize(
    "fields", [["title", "summary", "ai_assistance", "category"], ["key_points"], ["articles", "contributor"]], ids=str
)
def test_whatever_stands_in_an_answer_is_text(newspaper: Path, fields: list[str], text: str) -> None:
    answers = {**SUGGESTED, "key_points": "One point. [1]", **dict.fromkeys(fields, text)}
    if "articles" in fields:
        answers["articles"] += "\nHeadline https://one.example/a"
    before = tree_of(newspaper)
    output = newspaper.parent / "output"
    done = from_issue(newspaper, body_of("suggest-a-briefing.yml", answers), GITHUB_OUTPUT=str(output))
    told = (done.stdout + done.stderr).splitlines()
    assert not [line for line in told if line.lstrip().startswith("::") or "##[" in line]
    after = tree_of(newspaper)
    new = set(after) - set(before)
    assert {name: after[name] for name in before} == before
    assert not Path("/tmp/owned").exists()
    if done.returncode:
        assert (done.returncode, new, output.exists()) == (1, set(), False)
        assert done.stdout.startswith("issue.md:")
        return
    (file,) = new
    assert file.startswith("briefings/2026/05/01/")
    assert file.count("/") == 4
    out = dict(line.split("=", 1) for line in output.read_text("utf-8").splitlines())
    assert (set(out), out["path"], out["kind"]) == ({"path", "kind", "title"}, file, "briefing")
    assert "@" not in out["title"]
    document = read_document(newspaper, file)
    assert not document.problems
    assert not errors(check(list_tree(newspaper)).problems)


def test_a_spoofed_heading_is_part_of_the_answer_it_stands_in() -> None:
    answers = {
        **SUGGESTED,
        "title": "One\n\n### Headline\n\nTwo",
        "summary": "First.\n\n### A heading of mine\n\nSecond.",
    }
    _, read = read_answers(body_of("suggest-a-briefing.yml", answers), FORMS)
    assert read["title"].text == "One\n\n### Headline\n\nTwo"
    assert read["summary"].text == "First.\n\n### A heading of mine\n\nSecond."


@pytest.mark.parametrize(
    "change",
    [
        lambda body: body.replace("### Key points", "## key points:"),
        lambda body: body.replace("### Headline", "**Headline**"),
        lambda body: body.replace("### Articles", "### Article"),
        lambda body: "Hello, here is one.\n\n" + body,
        lambda body: body.replace("### Before", "<!-- a note\n### Summary\n-->\n### Before"),
        lambda body: body.replace(
            "### Earlier briefing\n\nhttps://broadsheet.example/2026/04/24/deepseek-v4-preview/\n", ""
        ),
    ],
    ids=range(6),
)
def test_headings_may_be_edited_a_little(change: Callable[[str], str]) -> None:
    plain = read_answers(body_of("suggest-a-briefing.yml", SUGGESTED), FORMS)[1]
    edited = read_answers(change(body_of("suggest-a-briefing.yml", SUGGESTED)), FORMS)[1]
    same = set(plain) - {"follows"}
    assert {name: edited[name].text for name in same} == {name: plain[name].text for name in same}


def suggestion(**answers: str) -> Suggestion:
    form, read = read_answers(body_of("suggest-a-briefing.yml", {**SUGGESTED, "follows": "", **answers}), FORMS)
    made = suggestion_in(
        read, name="issue", labels=form.labels, today=date(2026, 5, 1), registries=Registries(), files=()
    )
    assert isinstance(made, Suggestion), made
    return made


@pytest.mark.parametrize(
    ("written", "title", "url"),
    [
        ("OpenAI opens GPT-5 (again) https://one.example/a", "OpenAI opens GPT-5 (again)", "https://one.example/a"),
        ("“A rival?” asks it – https://one.example/a", "“A rival?” asks it", "https://one.example/a"),
        ("- A rival - for 5. Again https://one.example/a", "A rival - for 5. Again", "https://one.example/a"),
        ("“A rival” (https://one.example/a)", "A rival", "https://one.example/a"),
        ("**A rival**: <https://one.example/a_(b)>.", "A rival", "https://one.example/a_(b)"),
        ("**Alert** A rival https://one.example/a", "**Alert** A rival", "https://one.example/a"),
        ("A rival\nwww.one.example/a", "A rival", "https://www.one.example/a"),
        ("A rival\none.example/a?b=1", "A rival", "https://one.example/a?b=1"),
        ("Node.js/Deno compared\nhttps://one.example/a", "Node.js/Deno compared", "https://one.example/a"),
    ],
)
def test_headlines_and_addresses_are_told_apart(written: str, title: str, url: str) -> None:
    made = suggestion(articles=written, key_points="A point")
    assert yaml.safe_load(made.text)["articles"] == [{"title": title, "url": url}]
    assert not any("without an address" in one for one in made.todo)


@pytest.mark.parametrize("words", ["It scored 86. Others follow", "5 - 10 dollars", "2026 was a year", "3.5 to 1) two"])
def test_key_points_keep_their_figures(words: str) -> None:
    for bullet in ("", "- ", "* ", "2. ", "3) "):
        assert yaml.safe_load(suggestion(articles="https://a.example/a", key_points=f"{bullet}{words} [1]").text)[
            "key_points"
        ] == [{"text": words, "sources": [1]}]


def test_what_has_no_address_is_not_lost() -> None:
    written = "I found:\nA rival https://one.example/a\nOf the *Times* @ada\nB [B](https://one.example/b)\nC"
    made = suggestion(articles=written, key_points="A point [1]")
    asked = [one.split("”")[0][1:] for one in made.todo if "without an address" in one]
    assert asked == ["I found", "Of the *Times* @ada", "C"]
    assert "# To do: “Of the *Times* @ada” stands" in made.text
    assert "- [ ] “Of the \\*Times\\* @&#8203;ada” stands" in made_reply(made.file, "A new briefing", made.todo)


def test_a_publisher_may_put_the_labels_in_another_language(newspaper: Path) -> None:
    german = (TEMPLATES / "error.yml").read_text("utf-8")
    for label, other in {
        "Briefing": "Meldung",
        "What is wrong": "Was ist falsch?",
        "What is right": "Was ist richtig?",
    }.items():
        german = german.replace(f"label: {label}\n", f"label: {other}\n")
    write_files(newspaper, {f"{FOLDER}/error.yml": german})
    body = "### Meldung\n\n2026/04/24/deepseek-v4-preview\n\n### Was ist falsch?\n\nDer Preis\n\n### Was ist richtig?\n\n3,48 Dollar"
    done = from_issue(newspaper, body)
    assert (done.returncode, done.stdout) == (0, f"{THERE}\n"), done.stdout


def test_a_damaged_form_keeps_the_labels_it_came_with() -> None:
    for damaged in ("body: [", "body: 1", "[]", "body: [{id: title}]", "\x00"):
        assert forms_in({"suggest-a-briefing.yml": damaged}) == FORMS


@pytest.mark.parametrize("body", ["", "Hello", "### Summary\n\nx", "\x00\xff", "### Steps\n\n1\n\n### Expected\n\n2"])
def test_an_issue_of_another_kind_is_told_so(newspaper: Path, body: str) -> None:
    before = tree_of(newspaper)
    done = from_issue(newspaper, body, "--reply", newspaper.parent / "reply.md")
    assert (done.returncode, tree_of(newspaper)) == (1, before)
    assert done.stdout.startswith("issue.md:1:1: this is no answer to a form")
    assert "Suggest a briefing" in (newspaper.parent / "reply.md").read_text("utf-8")


def test_everything_that_is_wrong_is_said_at_its_line(newspaper: Path) -> None:
    answers = {
        **SUGGESTED,
        "title": "_No response_",
        "articles": "one\nhttps://user:pass@one.example/",
        "key_points": "A point [2]",
        "date": "1.5.2026",
        "follows": "2026/04/24/deepseek-v4-prview",
        "contributor": "x" * 200,
    }
    reply = newspaper.parent / "reply.md"
    done = from_issue(newspaper, body_of("suggest-a-briefing.yml", answers), "--reply", reply)
    assert done.returncode == 1
    golden(done.stdout, "wrong.txt")
    golden(reply.read_text("utf-8"), "wrong.reply.md")


def test_words_that_nobody_gave_away_are_not_published(newspaper: Path) -> None:
    done = from_issue(newspaper, body_of("suggest-a-briefing.yml", {**SUGGESTED, "promise": "- [ ] Summary and …"}))
    assert done.returncode == 1
    assert "Before you send it: the box is not ticked" in done.stdout


def test_a_body_beyond_all_measure_is_refused(newspaper: Path) -> None:
    done = from_issue(newspaper, "### Headline\n\n" + "x" * 300_000)
    assert (done.returncode, done.stdout) == (1, "")
    assert "larger than 256 KB" in done.stderr


def test_a_reply_that_cannot_be_written_is_said_before_anything_is(newspaper: Path) -> None:
    before = tree_of(newspaper)
    done = from_issue(newspaper, body_of("suggest-a-briefing.yml", SUGGESTED), "--reply", newspaper / "no" / "reply.md")
    assert (done.returncode, tree_of(newspaper)) == (2, before)
    assert "reply.md" in done.stderr


def test_what_comes_through_a_link_is_refused(newspaper: Path, tmp_path: Path) -> None:
    outside = write_files(tmp_path / "outside", {"x": "1"})
    (newspaper / "briefings/2026/05").symlink_to(outside, target_is_directory=True)
    done = from_issue(newspaper, body_of("suggest-a-briefing.yml", SUGGESTED))
    assert done.returncode == 1
    assert tree_of(outside) == {"x": b"1"}


ANSWER = st.text(st.characters(exclude_categories=["Cs"]), max_size=200) | st.sampled_from(
    [*HOSTILE, "[1]", "https://a.example/"]
)


@pytest.mark.slow
@given(st.fixed_dictionaries(dict.fromkeys(SUGGESTED, ANSWER)), st.sampled_from(FORMS))
@settings(max_examples=examples(40))
def test_no_answer_stops_the_reader_and_what_it_makes_is_sound(answers: dict[str, str], form: Any) -> None:
    try:
        found, read = read_answers(body_of("suggest-a-briefing.yml", answers), FORMS)
    except NotAForm:
        return
    made = (
        suggestion_in(
            read, name="issue", labels=found.labels, today=date(2026, 5, 1), registries=Registries(), files=()
        )
        if found.kind == "briefing"
        else ()
    )
    if isinstance(made, Suggestion):
        assert set(yaml.load(made.text, Loader=yaml.BaseLoader)) <= {
            "title", "summary", "key_points", "articles", "ai_assistance", "contributors",
        }  # fmt: skip


def test_a_thousand_odd_lines_cost_no_time() -> None:
    body = body_of("suggest-a-briefing.yml", {**SUGGESTED, "key_points": "[1]" * 20_000, "articles": "<!--" * 15_000})
    read_answers(body + "-->", FORMS)
    answers = read_answers("**" * 30_000 + "\n" + body, FORMS)[1]
    made = suggestion_in(
        answers, name="issue", labels=FORMS[0].labels, today=date(2026, 5, 1), registries=Registries(), files=()
    )
    assert isinstance(made, tuple)


@pytest.mark.slow
def test_the_command_has_help_and_reads_the_standard_input(newspaper: Path) -> None:
    help_text = run_here("from-issue", "--help").stdout
    assert "broadsheet from-issue -" in help_text
    done = subprocess.run(
        [sys.executable, "-m", "broadsheet", "from-issue", "-", "--date", "2026-05-02", "--root", newspaper],
        input=body_of("suggest-a-briefing.yml", {**SUGGESTED, "date": "_No response_"}).encode(),
        capture_output=True,
        timeout=120,
        check=False,
    )
    assert done.stdout == b"briefings/2026/05/02/deepseek-cuts-its-prices.yml\n"
    assert not check(list_tree(newspaper)).problems or os.name


def golden(text: str, name: str) -> None:
    if os.environ.get("BROADSHEET_UPDATE_GOLDEN"):
        write_files(GOLDEN, {name: text})
    assert text == (GOLDEN / name).read_text("utf-8")


class Page(BaseHTTPRequestHandler):
    """An article that says what it is."""

    def do_GET(self) -> None:
        self.send_response(200 if self.path == "/article" else 404)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.end_headers()
        self.wfile.write(
            b'<html lang="en"><title>Told by the page</title><meta name="author" content="Ada: #&lt;b&gt;Desk">'
        )

    def log_message(self, *_: object) -> None:
        """Keep quiet."""


def test_pages_are_asked_for_what_nobody_wrote(newspaper: Path) -> None:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Page)
    Thread(target=server.serve_forever, daemon=True).start()
    host = f"http://127.0.0.1:{server.server_port}"
    body = body_of(
        "suggest-a-briefing.yml", {**SUGGESTED, "articles": f"{host}/article\nMine {host}/article?2\n{host}/gone"}
    )
    try:
        done = from_issue(newspaper, body, "--fetch", "--allow-private", "127.0.0.0/8")
    finally:
        server.shutdown()
        server.server_close()
    assert done.returncode == 0, done.stdout
    told, mine, gone = yaml.load((newspaper / done.stdout.strip()).read_text("utf-8"), Loader=yaml.BaseLoader)[
        "articles"
    ]
    assert (told["title"], told["author"]) == ("Told by the page", "Ada: #Desk")
    assert mine["title"] == "Mine"
    assert gone["title"] == "To do: the headline at 127.0.0.1"
