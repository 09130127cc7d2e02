"""`broadsheet new`: what it writes, asks, fetches and refuses, as somebody at a terminal sees it."""

from __future__ import annotations

import os
import shlex
import stat
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pexpect
import pytest
from click.testing import CliRunner, Result
from hypothesis import given, settings
from hypothesis import strategies as st

from broadsheet.cli import cli, safe_write
from broadsheet.intake.articles.values import line
from broadsheet.model.schema import MODELINE
from conftest import ROOT, Files, briefing, examples, make_project, run_here, write_files
from servers import Server, serving

GOLDEN = ROOT / "tests" / "golden" / "new"
PAGES = sorted(file.name for file in GOLDEN.iterdir() if file.suffix not in (".yml", ".session"))
REGISTRIES: Files = {
    "briefings/categories.yml": "models: {label: Models and releases, order: 1}\npolicy: {label: Policy and law, order: 2}\n",
    "briefings/publishers.yml": "# Who is who.\nprobe.example: {name: The Probe}\n",
    "briefings/entities.yml": "DeepSeek: {aliases: [深度求索]}\nHarbour Labs:\nTern: {kind: model}\nstop:\n  - AI\n",
}
DAY = ("--date", "2026-04-24")
FILE = "briefings/2026/04/24/what-happened.yml"


@pytest.fixture
def paper(tmp_path: Path) -> Path:
    return make_project(tmp_path / "paper", REGISTRIES)


@pytest.fixture
def server() -> Iterator[Server]:
    with serving() as running:
        yield running


def new(paper: Path, *arguments: str | Path, environment: dict[str, str] | None = None) -> Result:
    runner = CliRunner(env={"VISUAL": "", "EDITOR": "", "SOURCE_DATE_EPOCH": "", **(environment or {})})
    return runner.invoke(cli, ["new", "--root", str(paper), *map(str, arguments)], catch_exceptions=False)


def written(paper: Path) -> dict[str, str]:
    """Return every file of the briefings that was not there before."""
    found = (file for file in sorted((paper / "briefings").rglob("*")) if file.is_file())
    return {
        file.relative_to(paper).as_posix(): file.read_text("utf-8")
        for file in found
        if REGISTRIES.get(file.relative_to(paper).as_posix()) != file.read_text("utf-8")
    }


@pytest.mark.slow
@pytest.mark.parametrize("page", PAGES)
def test_a_file_from_each_saved_page(paper: Path, page: str) -> None:
    done = new(paper, "What happened", *DAY, "--category", "models", "--from", GOLDEN / page)
    assert done.exit_code == 0, done.output
    (text,) = written(paper).values()
    if os.environ.get("BROADSHEET_UPDATE_GOLDEN"):
        write_files(GOLDEN, {f"{page}.yml": text})
    assert text == (GOLDEN / f"{page}.yml").read_text("utf-8")


def test_it_prints_the_path_alone_and_says_what_is_next(paper: Path) -> None:
    done = run_here("new", "What happened", *DAY, cwd=paper)
    assert (done.returncode, done.stdout) == (0, f"{FILE}\n")
    assert done.stderr == f"Fill in what is empty, then:\n  broadsheet check {FILE}\n  broadsheet serve\n"
    checked = run_here("check", FILE, cwd=paper)
    assert checked.returncode == 1
    assert "“summary” is empty" in checked.stdout
    assert "Traceback" not in checked.stderr


def test_a_filled_in_file_passes_every_check(paper: Path) -> None:
    new(paper, "What happened", *DAY, "--category", "policy", "--from", GOLDEN / "graph.html")
    text = (paper / FILE).read_text("utf-8")
    text = (
        text.replace("dek:\n", "")
        .replace("summary:\n", "summary: It happened.\n")
        .replace("text:\n", "text: A point.\n")
    )
    (paper / FILE).write_text(text, "utf-8")
    checked = run_here("check", cwd=paper)
    assert (checked.returncode, checked.stdout) == (0, "")


@pytest.mark.parametrize("other", ["yml", "yaml", "md"])
def test_nothing_is_ever_written_over(paper: Path, other: str) -> None:
    there = f"briefings/2026/04/24/what-happened.{other}"
    write_files(paper, {there: "mine"})
    done = new(paper, "What happened", *DAY)
    assert done.exit_code == 1
    assert f"{there} already exists; edit it or choose another name with --slug" in done.output
    assert written(paper) == {there: "mine"}
    assert new(paper, "What happened", *DAY, "--slug", "what-happened-next").exit_code == 0
    assert (paper / there).read_text("utf-8") == "mine"


@pytest.mark.slow
@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("China's plan", "chinas-plan"),
        ("../../../etc/passwd", "etc-passwd"),
        ("a\x00b\x1b[31m", "a-b-31m"),
        ("😀", None),
        ("word " * 60, None),
        ("word" * 80 + ".txt", None),
    ],
)
def test_a_headline_becomes_a_name_that_can_be_an_address(paper: Path, title: str, name: str | None) -> None:
    done = new(paper, title, *DAY)
    assert done.exit_code == 0, done.output
    (file,) = written(paper)
    assert name is None or file == f"briefings/2026/04/24/{name}.yml"
    problems = run_here("check", "--format", "json", cwd=paper).stdout
    assert "bad-slug" not in problems
    assert "forbidden-character" not in problems


@pytest.mark.slow
@pytest.mark.parametrize(
    "arguments",
    [
        (),
        ("",),
        ("x" * 501,),
        ("What", "happened"),
        ("T", "--date", "24.04.2026"),
        ("T", "--date", "2026-02-30"),
        ("T", "--date", "0001-01-01"),
        ("T", "--category", "modells"),
        ("T", "--url", "file:///etc/passwd"),
        ("T", "--url", "javascript:alert(1)"),
        ("T", "--url", "https://user:pw@a.example/"),
        ("T", "--url", "not an address"),
        ("T", "--from", "/no/such/file.html"),
        ("T", "--from", "/"),
    ],
)
def test_what_cannot_be_meant_is_refused_before_anything_is_written(paper: Path, arguments: tuple[str, ...]) -> None:
    done = new(paper, *arguments)
    assert done.exit_code == 2, done.output
    assert written(paper) == {}


@pytest.mark.slow
@pytest.mark.parametrize("slug", ["../out", "a/b", "A", "con", "index", "a b", "", "é", "a" * 101, "..", "a\\b"])
def test_a_name_that_cannot_be_an_address_is_refused(paper: Path, slug: str) -> None:
    done = new(paper, "What happened", *DAY, "--slug", slug)
    assert (done.exit_code, list(written(paper))) == ((0, [FILE]) if not slug else (1, []))


def test_hints_are_given(paper: Path) -> None:
    assert "write it as 2026-04-24" in new(paper, "T", "--date", "24.04.2026").output
    assert "did you mean “models”?" in new(paper, "T", "--category", "modells").output
    assert "broadsheet new 'What happened'" in new(paper, "What", "happened").output


def test_the_day_is_today_unless_it_is_given(paper: Path) -> None:
    new(paper, "One", environment={"SOURCE_DATE_EPOCH": "1777019400"})
    new(paper, "Two", "--now", "2026-04-25")
    new(paper, "Three", "--now", "2026-04-25", "--date", "2026-04-26")
    assert list(written(paper)) == [f"briefings/2026/04/{name}.yml" for name in ("24/one", "25/two", "26/three")]


ARGUMENT = st.text(max_size=30) | st.sampled_from(
    ["../x", "/etc/x", "..", "~/x", "a/../../b", "C:\\x", "{{x}}", "$(id)"]
)


@pytest.mark.slow
@given(title=ARGUMENT, slug=ARGUMENT, category=ARGUMENT)
@settings(max_examples=examples(10))
def test_nothing_is_written_outside_the_briefings(
    tmp_path_factory: pytest.TempPathFactory, title: str, slug: str, category: str
) -> None:
    top = tmp_path_factory.mktemp("top")
    make_project(top / "paper", REGISTRIES)
    before = {file for file in top.rglob("*") if file.is_file()}
    done = new(top / "paper", *DAY, "--slug", slug, "--category", category, "--", title)
    assert done.exit_code in (0, 1, 2)
    made = {file for file in top.rglob("*") if file.is_file()} - before
    assert len(made) == (done.exit_code == 0)
    assert all(file.parent == top / "paper/briefings/2026/04/24" for file in made)


@pytest.mark.slow
@given(title=ARGUMENT.filter(lambda title: len(title.split()) > 0), slug=st.sampled_from(["", "a", "a-b"]))
@settings(max_examples=examples(10))
def test_any_headline_gives_one_file(tmp_path_factory: pytest.TempPathFactory, title: str, slug: str) -> None:
    paper = make_project(tmp_path_factory.mktemp("top") / "paper", REGISTRIES)
    done = new(paper, *DAY, "--slug", slug, "--", title)
    assert (done.exit_code, len(written(paper))) == ((0, 1) if line(title) else (2, 0))


def test_of_many_at_once_one_gets_the_name(tmp_path: Path) -> None:
    def create(number: int) -> bool:
        try:
            safe_write.create(tmp_path, FILE, f"{number}".encode() * 10_000)
        except safe_write.FileExists:
            return False
        return True

    with ThreadPoolExecutor(8) as pool:
        assert sum(pool.map(create, range(8))) == 1
    assert len(set((tmp_path / FILE).read_text("utf-8"))) == 1


def test_a_link_in_the_way_is_not_followed(paper: Path, tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    (paper / "briefings" / "2026").symlink_to(tmp_path / "elsewhere")
    done = new(paper, "What happened", *DAY)
    assert done.exit_code == 1
    assert "briefings/2026 is a symbolic link" in done.output
    assert not list((tmp_path / "elsewhere").iterdir())


def test_a_folder_that_cannot_be_written_is_said(paper: Path) -> None:
    write_files(paper, {"briefings/2026": "a file"})
    done = new(paper, "What happened", *DAY)
    assert done.exit_code == 1
    assert "the file cannot be written: " in done.output


def test_nothing_half_written_is_left(paper: Path) -> None:
    new(paper, "What happened", *DAY)
    new(paper, "What happened", *DAY)
    assert [file.name for file in (paper / "briefings/2026/04/24").iterdir()] == ["what-happened.yml"]
    assert stat.S_IMODE((paper / FILE).stat().st_mode) == stat.S_IMODE((paper / "mkdocs.yml").stat().st_mode)


def test_an_article_that_another_briefing_has_is_said_and_offered_as_a_thread(paper: Path) -> None:
    earlier = briefing(articles="\n  - title: A\n    url: http://wire.example/chips/slow-boat/?utm_source=a")
    write_files(
        paper,
        {
            "briefings/2026/04/20/one.yml": earlier,
            "briefings/2026/04/30/two.yml": earlier,
            "briefings/2026/04/21/bad.yml": "a: [",
        },
    )
    done = new(paper, "What happened", *DAY, "--from", GOLDEN / "saved.mhtml")
    assert "article 1 is in 2026/04/20/one already; if this goes on from it: follows: 2026/04/20/one\n" in done.output
    assert "article 1 is in 2026/04/30/two already\n" in done.output
    assert (paper / FILE).read_text("utf-8").endswith("take the # away:\n# follows: 2026/04/20/one\n")


def test_the_same_article_twice_is_taken_once(paper: Path) -> None:
    done = new(paper, "What happened", *DAY, "--from", GOLDEN / "note.md", "--from", GOLDEN / "pasted.txt")
    assert "https://www.probe.example/2026/04/24/harbour-tern is article 1 already, and is left out" in done.output
    assert (paper / FILE).read_text("utf-8").count("url:") == 1


def test_a_page_that_was_saved_by_hand_fills_the_one_that_could_not_be_read(paper: Path) -> None:
    url = "http://wire.invalid/chips"
    write_files(
        paper,
        {
            "saved.html": f'<title>Chips sail</title><meta property="og:site_name" content="Wire"><link rel=canonical href="{url}">'
        },
    )
    done = new(paper, "What happened", *DAY, "--url", url, "--from", paper / "saved.html", "--register")
    assert "1. Chips sail (Wire)\n" in done.output
    assert "left out" not in done.output
    assert (paper / FILE).read_text("utf-8").count('  - title: "Chips sail"\n    url: ') == 1
    assert "wire.invalid: {name: Wire}\n" in (paper / "briefings/publishers.yml").read_text("utf-8")


def test_a_publisher_that_names_itself_once_is_named(paper: Path) -> None:
    write_files(
        paper,
        {
            "saved.html": '<title>Chips</title><meta property="og:site_name" content="Wire"><link rel=canonical href="http://wire.invalid/b">'
        },
    )
    done = new(paper, "What happened", *DAY, "--url", "http://wire.invalid/a", "--from", paper / "saved.html")
    assert "wire.invalid: {name: Wire}" in done.output


def test_the_title_of_a_page_names_its_publisher(paper: Path) -> None:
    title = "A model arrives in the harbour"
    page = f"<title>{title} - News Example</title><link rel=canonical href='https://news.example/b'><h1>{title}</h1>"
    write_files(paper, {"saved.html": f"{page}<p>By John Doe, 27 April 2026</p>"})
    done = new(paper, "What happened", *DAY, "--from", paper / "saved.html")
    assert f"1. {title} (News Example, John Doe, 2026-04-27)\n" in done.output
    assert "news.example: {name: News Example}" in done.output


def test_files_and_addresses_may_stand_behind_the_headline(paper: Path) -> None:
    done = new(paper, "What happened", GOLDEN / "note.md", "http://localhost/x", *DAY, "--from", GOLDEN / "saved.mhtml")
    assert done.exit_code == 0
    assert (paper / FILE).read_text("utf-8").count("url:") == 3


def test_without_a_headline_the_first_article_gives_the_name_but_not_the_words(paper: Path) -> None:
    new(paper, *DAY, "--from", GOLDEN / "note.md")
    (text,) = written(paper).values()
    assert list(written(paper)) == ["briefings/2026/04/24/harbour-labs-opens-its-model-tern.yml"]
    assert text.removeprefix(f"{MODELINE}\n").startswith(
        "# The headline of the event, in your own words.\n# The first article has: Harbour Labs opens its model Tern\ntitle:\n"
    )


@pytest.mark.parametrize(
    ("path", "name"), [("/2026/harbour-opens-tern.html?x=1", "harbour-opens-tern"), ("/a/harbour/", "harbour")]
)
def test_without_a_network_an_address_alone_is_a_beginning(paper: Path, path: str, name: str) -> None:
    done = new(paper, *DAY, "--url", f"http://localhost{path}")
    assert done.exit_code == 0
    assert list(written(paper)) == [f"briefings/2026/04/24/{name}.yml"]
    assert new(paper, *DAY, "--url", "http://localhost/1234").exit_code == 2


def test_a_host_that_cannot_be_found_may_be_for_want_of_a_network(paper: Path) -> None:
    done = new(paper, "What happened", *DAY, "--url", "https://no-such-host.invalid/x")
    assert "leads to no-such-host.invalid, a host that does not exist, or there is no network; fill in" in done.output


def test_a_publisher_that_is_not_known_is_proposed_and_added_when_asked(paper: Path) -> None:
    file = paper / "briefings/publishers.yml"
    proposed = new(paper, "One", *DAY, "--from", GOLDEN / "broken-json.html", "--from", GOLDEN / "graph.html")
    assert "  wire.example: {name: Wire Example}\n" in proposed.output
    assert "probe.example: {" not in proposed.output
    assert file.read_text("utf-8") == REGISTRIES["briefings/publishers.yml"]
    added = new(paper, "Two", *DAY, "--from", GOLDEN / "broken-json.html", "--register")
    assert added.exit_code == 0
    assert (
        file.read_text("utf-8") == f"{REGISTRIES['briefings/publishers.yml']!s}wire.example: {{name: Wire Example}}\n"
    )


def test_a_registry_that_takes_no_line_is_left_as_it_is(paper: Path) -> None:
    file = paper / "briefings/publishers.yml"
    file.write_text("{probe.example: {name: The Probe}}\n", "utf-8")
    done = new(paper, "One", *DAY, "--from", GOLDEN / "broken-json.html", "--register")
    assert done.exit_code == 1
    assert "was left as it is" in done.output
    assert file.read_text("utf-8") == "{probe.example: {name: The Probe}}\n"
    assert next(iter(written(paper))).endswith("one.yml")


def test_the_editor_is_opened_when_asked(paper: Path, tmp_path: Path) -> None:
    script = tmp_path / "my editor.py"
    script.write_text("import sys; open(sys.argv[2], 'a').write(f'# {sys.argv[1]}\\n')", "utf-8")
    editor = f"{shlex.quote(sys.executable)} {shlex.quote(str(script))} --wait"
    assert new(paper, "What happened", *DAY, "--edit", environment={"VISUAL": editor, "EDITOR": "false"}).exit_code == 0
    assert (paper / FILE).read_text("utf-8").endswith("# --wait\n")


@pytest.mark.parametrize(
    ("editor", "said"),
    [("", "Neither $VISUAL nor $EDITOR"), ("no-such-editor -x", "cannot be started"), ("'unclosed", "Neither")],
)
def test_without_an_editor_it_goes_on(paper: Path, editor: str, said: str) -> None:
    done = new(paper, "What happened", *DAY, "--edit", environment={"EDITOR": editor})
    assert done.exit_code == 0
    assert said in done.output
    assert "broadsheet check" in done.output


def test_pages_are_fetched_and_what_fails_is_a_stub(paper: Path, server: Server) -> None:
    server.pages["/a"] = ("text/html; charset=utf-8", (GOLDEN / "blog.html").read_bytes())
    urls = [f"{server.url}{path}" for path in ("/a?utm_source=x", "/status/403", "/silent", "/page/application/pdf")]
    flags = [part for url in urls for part in ("--url", url)]
    done = new(paper, "What happened", *DAY, "--allow-private", "127.0.0.0/8", "--timeout", "0.5", *flags)
    assert done.exit_code == 0, done.output
    assert "Articles 2, 3, 4 could not be read; the file says why" in done.output
    text = (paper / FILE).read_text("utf-8")
    assert f'  - title: "Notes: why the Tern matters"\n    url: {server.url}/a\n' in text
    assert "  # This page answers 403 (Forbidden): fill in by hand.\n" in text
    assert "  # This page does not answer within 0.5 s: fill in by hand.\n" in text
    assert "  # This page is a PDF: fill in by hand.\n" in text
    assert {seen.agent.split("/")[0] for seen in server.requests} == {"broadsheet-new"}


def test_without_permission_nothing_is_asked_inside_a_network(paper: Path, server: Server) -> None:
    done = new(paper, "What happened", *DAY, "--url", f"{server.url}/a")
    assert done.exit_code == 0
    assert "inside a network, where links are not followed; fill in by hand" in done.output
    assert server.requests == []


def session(paper: Path, *arguments: str, server: Server | None = None) -> pexpect.spawn:
    allowed = ["--allow-private", "127.0.0.0/8"] if server else []
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "scripts"), "TERM": "dumb", "NO_MKDOCS_2_WARNING": "1"}
    command = ["-m", "broadsheet", "new", "--now", "2026-04-24", *allowed, *arguments]
    return pexpect.spawn(
        sys.executable, command, cwd=paper, env=environment, encoding="utf-8", timeout=30, dimensions=(50, 200)
    )


def talk(child: pexpect.spawn, *turns: tuple[str, str]) -> None:
    """Wait for each question, and give the answer."""
    for question, answer in turns:
        child.expect_exact(question)
        child.sendline(answer)


@pytest.mark.slow
def test_a_conversation_with_wrong_answers(paper: Path, server: Server) -> None:
    server.pages["/a"] = ("text/html; charset=utf-8", (GOLDEN / "graph.html").read_bytes())
    write_files(paper, {FILE: "mine"})
    child = session(paper, server=server)
    talk(
        child,
        ("Headline: ", ""),
        ("Write a headline: what happened, in one line.", "What   happened"),
        ("Date [2026-04-24]: ", "24.4.2026"),
        ("“24.4.2026” is not an ISO date; write it as 2026-04-24", "2026-02-30"),
        ("2026-02-30 is not a day of the calendar", ""),
        ("2  policy: Policy and law", ""),
        ("Article 1: ", "ftp://x"),
        ("a URL with the scheme “ftp:” cannot be linked", f"{server.url}/a"),
        ("1. Harbour Labs opens its model Tern", f"{server.url}/status/404"),
        ("answers 404 (Not Found); fill in by hand", str(GOLDEN / "note.md")),
        ("3. Harbour Labs opens its model Tern (The Probe, Mara Quill, 2026-04-24)", ""),
        ("already exists; edit it or choose another name.", "../../x"),
        ("a name has no / in it", "What happened"),
        ("lower-case letters, digits and hyphens only", "what-happened-too"),
    )
    child.expect(pexpect.EOF)
    child.close()
    assert child.exitstatus == 0
    text = (paper / "briefings/2026/04/24/what-happened-too.yml").read_text("utf-8")
    assert text.startswith(
        f'{MODELINE}\ntitle: "What happened"\ndate: 2026-04-24\n# One of: models, policy.\ncategory:\n'
    )
    assert text.count("  - title:") == 3
    assert (paper / FILE).read_text("utf-8") == "mine"


@pytest.mark.parametrize(("answer", "category"), [("2", "policy"), ("Policy and law", "policy"), ("models", "models")])
def test_a_section_by_number_label_or_key(paper: Path, answer: str, category: str) -> None:
    arguments = ["new", "--root", str(paper), "--ask", *DAY]
    done = CliRunner().invoke(cli, arguments, input=f"What happened\n\npolcy\n{answer}\n\n", catch_exceptions=False)
    assert "did you mean “policy”?" in done.output
    assert f"category: {category}\n" in (paper / FILE).read_text("utf-8")


@pytest.mark.slow
@pytest.mark.parametrize("end", ["\x04", "\x03"])
def test_who_leaves_in_the_middle_leaves_nothing(paper: Path, end: str) -> None:
    child = session(paper)
    talk(child, ("Headline: ", "What happened"))
    child.expect_exact("Date [2026-04-24]: ")
    child.send(end)
    child.expect_exact("Nothing was written.")
    child.expect(pexpect.EOF)
    child.close()
    assert child.exitstatus == 1
    assert written(paper) == {}


@pytest.mark.slow
def test_with_a_flag_nothing_is_asked_on_a_terminal_either(paper: Path) -> None:
    child = session(paper, "What happened")
    child.expect_exact(FILE)
    child.expect_exact("broadsheet serve")
    child.expect(pexpect.EOF)


@pytest.mark.parametrize(
    "name", ["saved.html", "./a/saved.html", "../saved", "~/saved.html", "javascript:x", "x" * 5_000]
)
def test_a_file_that_is_not_there_is_asked_for_again(paper: Path, name: str) -> None:
    arguments = ["new", "--root", str(paper), "--ask", *DAY, "--category", "models", "What happened"]
    done = CliRunner().invoke(cli, arguments, input=f"\n{name}\n\n", catch_exceptions=False)
    assert (done.exit_code, list(written(paper))) == (0, [FILE])
    assert f"there is no file “{name[:80]}”" in done.output


def test_answers_may_come_from_a_pipe_when_asked_to(paper: Path) -> None:
    done = CliRunner().invoke(
        cli, ["new", "--root", str(paper), "--ask", "--now", "2026-04-24"], input="What happened\n\n\n\n"
    )
    assert done.exit_code == 0, done.output
    assert list(written(paper)) == [FILE]
