"""`broadsheet digest`: what it prints, writes and refuses."""

from __future__ import annotations

from collections.abc import Callable
from email import message_from_bytes, policy
from pathlib import Path

import pytest

from conftest import ROOT, Files, briefing, run_here

Make = Callable[[Files], Path]
DAYS = {f"briefings/2026/04/{day}/a.yml": briefing(title=f"News of the {day}th") for day in (24, 27, 28)}


@pytest.fixture
def paper(project: Make) -> Path:
    return project(DAYS)


def settings(paper: Path, old: str, new: str) -> None:
    file = paper / "mkdocs.yml"
    text = file.read_text("utf-8")
    assert old in text
    file.write_text(text.replace(old, new), "utf-8")


@pytest.mark.slow
@pytest.mark.parametrize(
    ("options", "subject"),
    [
        ((), "28 April 2026: News of the 28th"),
        (("--date", "2026-04-24"), "24 April 2026: News of the 24th"),
        (("--week", "2026-W17"), "Week 17, 2026: News of the 24th"),
        (("--week", "2026-w18"), "Week 18, 2026: News of the 27th"),
        (("--week", "2026-04-28"), "Week 18, 2026: News of the 27th"),
    ],
)
def test_it_prints_the_mail_of_the_newest_edition_of_a_day_or_of_a_week(
    paper: Path, options: tuple[str, ...], subject: str
) -> None:
    done = run_here("digest", *options, cwd=paper)
    assert (done.returncode, done.stderr) == (0, "")
    assert message_from_bytes(done.stdout.encode(), policy=policy.default)["Subject"] == subject


@pytest.mark.parametrize(
    ("options", "status", "said"),
    [
        (
            ("--date", "2026-04-25"),
            1,
            "there is no edition of Saturday 25 April 2026; the newest is of Tuesday 28 April",
        ),
        (("--week", "2026-W19"), 1, "there is no edition in week 19, 2026; the newest is"),
        (("--date", "yesterday"), 2, "write an ISO date such as 2026-04-29"),
        (("--week", "2026-W60"), 2, "write an ISO date"),
        (("--date", "2026-04-24", "--week", "2026-W17"), 2, "choose one of them"),
        (("--to", "nobody"), 2, "--to is no mail address: 'nobody'"),
        (("--format", "pdf"), 2, "'pdf' is not one of"),
    ],
)
def test_what_cannot_be_written_is_refused_with_the_reason(
    paper: Path, options: tuple[str, ...], status: int, said: str
) -> None:
    done = run_here("digest", *options, cwd=paper)
    assert (done.returncode, done.stdout) == (status, "")
    assert said in done.stderr


def test_without_site_url_there_is_no_mail_and_it_says_what_to_set(paper: Path) -> None:
    settings(paper, "site_url: https://broadsheet.example/", "")
    done = run_here("digest", cwd=paper)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == (
        "Error: a mail needs whole addresses, and mkdocs.yml has no site_url; set it to where the site is published\n"
    )


def test_an_archive_without_briefings_has_no_mail(project: Make) -> None:
    done = run_here("digest", cwd=project({"briefings/categories.yml": "{}\n"}))
    assert (done.returncode, done.stderr) == (1, "Error: there are no briefings yet\n")


def test_a_briefing_with_errors_stops_it_as_it_stops_a_build(project: Make) -> None:
    paper = project({**DAYS, "briefings/2026/04/29/b.yml": briefing(title=None)})
    done = run_here("digest", "--out", "mail.eml", cwd=paper)
    assert done.returncode == 1
    assert "briefings/2026/04/29/b.yml:1:1: the required key" in done.stderr
    assert not (paper / "mail.eml").exists()


def test_it_writes_a_file_whole_and_replaces_one_only_when_told_to(paper: Path) -> None:
    done = run_here("digest", "--to", "readers@example.org", "--out", "mail.eml", cwd=paper)
    first = (paper / "mail.eml").read_bytes()
    assert done.stdout == f"Tuesday 28 April 2026 · No. 3: mail.eml, {len(first):,} bytes\n"
    assert b"\r\nTo: readers@example.org\r\n" in first
    again = run_here("digest", "--date", "2026-04-24", "--out", "mail.eml", cwd=paper)
    assert again.returncode == 2
    assert "mail.eml already exists; --force replaces it" in again.stderr
    assert (paper / "mail.eml").read_bytes() == first
    forced = run_here("digest", "--date", "2026-04-24", "--out", "mail.eml", "--force", cwd=paper)
    assert forced.returncode == 0
    assert (paper / "mail.eml").read_bytes() != first
    assert [file.name for file in paper.iterdir() if "mail.eml" in file.name] == ["mail.eml"]


def test_a_folder_that_is_not_there_is_said_without_a_traceback(paper: Path) -> None:
    done = run_here("digest", "--out", "nowhere/mail.eml", cwd=paper)
    assert (done.returncode, done.stderr) == (
        1,
        "Error: nowhere/mail.eml cannot be written: No such file or directory\n",
    )


def test_the_settings_say_who_writes_and_how_to_leave(paper: Path) -> None:
    words = 'mail_from: "The Desk <desk@example.org>", mail_list_id: news.example.org, mail_unsubscribe: "mailto:leave@example.org"'
    settings(paper, "  - broadsheet", f"  - broadsheet: {{{words}}}")
    message = message_from_bytes(run_here("digest", cwd=paper).stdout.encode(), policy=policy.default)
    assert (message["From"], message["List-Id"], message["List-Unsubscribe"]) == (
        "The Desk <desk@example.org>",
        "<news.example.org>",
        "<mailto:leave@example.org>",
    )


def test_readers_leave_by_a_page_or_by_mail_and_headers_are_folded_at_spaces_alone(paper: Path) -> None:
    page = "https://lists.example.org/manage/unsubscribe/daily-briefing-readers?member=3f9a1c77e2b04d5c8a6f&list=ai"
    mail = "mailto:leave@paper.example?subject=unsubscribe%20daily%20briefing%20for%20readers%20of%20the%20newspaper"
    name = "daily-briefing-for-readers-of-the-newspaper.the-very-long-name-of-a-regional-newspaper.example"
    settings(
        paper, "  - broadsheet", f'  - broadsheet: {{mail_list_id: {name}, mail_unsubscribe: ["{mail}", "{page}"]}}'
    )
    said = run_here("digest", cwd=paper).stdout.replace("\r\n", "\n")
    assert f"\nList-Id: <{name}>\n" in said
    assert f"\nList-Unsubscribe: <{page}>,\n <{mail}>\nList-Unsubscribe-Post: List-Unsubscribe=One-Click\n" in said
    assert f"To stop these mails:\n{page}\n" in run_here("digest", "--format", "text", cwd=paper).stdout
    settings(paper, f'["{mail}", "{page}"]', f'"{mail} {page}", mail_one_click: false')
    assert f"<{mail}>\nMIME-Version" in run_here("digest", cwd=paper).stdout.replace("\r\n", "\n")


def test_a_list_of_addresses_that_are_none_is_refused(paper: Path) -> None:
    settings(paper, "  - broadsheet", "  - broadsheet: {mail_unsubscribe: [17]}")
    done = run_here("digest", cwd=paper)
    assert (done.returncode, done.stdout) == (2, "")
    assert "mail_unsubscribe is no link: 17; write https://… or mailto:…" in done.stderr


@pytest.mark.parametrize(("style", "begins"), [("html", "<!doctype html>"), ("text", "BROADSHEET\nTuesday 28 April")])
def test_one_form_of_the_mail_can_be_had_alone(paper: Path, style: str, begins: str) -> None:
    done = run_here("digest", "--format", style, cwd=paper)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.lstrip().startswith(begins)


def test_the_shipped_newspaper_has_a_mail_for_every_edition_and_week() -> None:
    for options in (("--date", "2026-04-24"), ("--week", "2026-W17"), ("--week", "2026-W18")):
        done = run_here("digest", "--root", ROOT, *options)
        assert (done.returncode, done.stderr) == (0, "")
