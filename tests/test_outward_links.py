"""`broadsheet links`: every way in which a server can answer, politeness, and that nobody is led into a network."""

from __future__ import annotations

import json
import re
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from ipaddress import ip_address, ip_network
from itertools import pairwise
from pathlib import Path
from threading import Thread

import pytest
from hypothesis import given
from hypothesis import strategies as st

from broadsheet.insight.links import Kept, LinkChecker, archived_copy, check_links
from broadsheet.web.answers import Finding, RequestPolicy, State
from broadsheet.web.client import Client
from broadsheet.web.connection import Connector, is_public, target_of
from broadsheet.web.robots import Rules, rules_of
from conftest import Files, briefing, run_here, write_files
from servers import Server, saying_bytes, self_signed, serving

Make = Callable[[Files], Path]
LOOPBACK = Connector(allowed=(ip_network("127.0.0.0/8"),))
HASTE = RequestPolicy(agent="broadsheet-links/test (+https://broadsheet.example/)", timeout=1, pause=0, longest=3)
NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)


@pytest.fixture
def server() -> Iterator[Server]:
    with serving() as running:
        yield running


def judge(url: str, policy: RequestPolicy = HASTE, reach: Connector = LOOPBACK) -> Finding:
    return LinkChecker(Client(policy, reach)).judge(url)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("path", "state", "said"),
    [
        ("/fine", State.OK, ""),
        ("/status/204", State.OK, ""),
        ("/fine?q=1&r=%20#part", State.OK, ""),
        ("/status/404", State.DEAD, "answers 404 (Not Found)"),
        ("/status/410", State.DEAD, "answers 410 (Gone)"),
        ("/status/401", State.BLOCKED, "answers 401 (Unauthorized) to a program"),
        ("/status/403", State.BLOCKED, "answers 403 (Forbidden) to a program"),
        ("/status/429", State.BLOCKED, "answers 429 (Too Many Requests) to a program"),
        ("/status/451", State.BLOCKED, "answers 451 (Unavailable For Legal Reasons) to a program"),
        ("/status/500", State.BROKEN, "answers 500 (Internal Server Error)"),
        ("/status/599", State.BROKEN, "answers 599"),
        ("/status/400", State.BROKEN, "answers 400 (Bad Request)"),
        ("/no-head/404", State.OK, ""),
        ("/no-head/403", State.OK, ""),
        ("/no-head/405", State.OK, ""),
        ("/no-head/501", State.OK, ""),
        ("/no-head/500", State.OK, ""),
        ("/flaky/503/2/x", State.OK, ""),
        ("/to/302?/fine", State.OK, ""),
        ("/to/307?/to/302?/fine", State.OK, ""),
        ("/to/302?", State.BROKEN, "answers 302 (Found)"),
        ("/to/302?/to/302?/status/404", State.DEAD, "redirects to {}/status/404, which answers 404 (Not Found)"),
        (
            "/to/301?file:///etc/passwd",
            State.BROKEN,
            "which leads to “file:///etc/passwd”, which is no http(s) address",
        ),
        ("/to/301?gopher://x/", State.BROKEN, "which is no http(s) address"),
        ("/to/302?http://[::1", State.BROKEN, "redirects to something that is no address"),
        ("/to/301?http://169.254.169.254/latest/", State.REFUSED, "which leads to 169.254.169.254, inside a network"),
        ("/to/301?http://10.0.0.1:6379/", State.REFUSED, "which leads to 10.0.0.1:6379, inside a network"),
        ("/to/302?/to/302?/to/302?/to/302?/to/302?/fine", State.OK, ""),
        ("/to/302?/to/302?/to/302?/to/302?/to/302?/to/302?/fine", State.BROKEN, "redirects more than 5 times"),
        ("/reset", State.BROKEN, ""),
        ("/nonsense", State.BROKEN, "something that is not HTTP"),
        ("/drip", State.TIMEOUT, "does not answer within 1 s"),
        ("/silent", State.TIMEOUT, "does not answer within 1 s"),
        ("/huge", State.OK, ""),
    ],
)
def test_every_answer_has_its_verdict(server: Server, path: str, state: State, said: str) -> None:
    finding = judge(server.url + path, replace(HASTE, retries=2 if "flaky" in path else 0))
    assert (finding.state, finding.url) == (state, server.url + path)
    assert said.format(server.url) in finding.reason


@pytest.mark.parametrize("circle", ["/round/1", "/round/3", "/round/5"])
def test_a_circle_of_redirects_ends(server: Server, circle: str) -> None:
    finding = judge(server.url + circle)
    assert (finding.state, finding.reason) == (State.BROKEN, "redirects in a circle")
    assert len(server.requests) <= 7


@pytest.mark.parametrize(
    ("path", "moved"),
    [
        ("/to/301?/new", "/new"),
        ("/to/308?/new", "/new"),
        ("/to/301?/to/308?/new", "/new"),
        ("/to/301?/to/302?/new", "/to/302?/new"),
        ("/to/302?/to/301?/new", ""),
    ],
)
def test_what_has_moved_for_good_says_where(server: Server, path: str, moved: str) -> None:
    finding = judge(server.url + path)
    assert (finding.state, finding.moved) == (State.MOVED if moved else State.OK, moved and server.url + moved)


def test_a_host_that_does_not_exist_is_dead_and_one_that_takes_no_connection_cannot_be_told(server: Server) -> None:
    finding = judge("http://nobody.invalid/")
    assert (finding.state, finding.is_nameless) == (State.DEAD, True)
    with serving("127.0.0.2") as gone:
        pass
    assert judge(gone.url + "/x").reason == "takes no connection"
    assert judge(f"{server.url}/to/302?http://nobody.invalid/").is_nameless


@pytest.mark.slow
def test_a_certificate_that_nobody_vouches_for_is_no_reason_to_call_a_page_dead(tmp_path: Path) -> None:
    with serving(certificate=self_signed(tmp_path, "127.0.0.1")) as server:
        finding = judge(server.url + "/")
    assert finding.state is State.BROKEN
    assert "certificate" in finding.reason


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1:{}/",
        "http://127.1:{}/",
        "http://2130706433:{}/",
        "http://0x7f000001:{}/",
        "http://[::ffff:127.0.0.1]:{}/",
        "http://localhost:{}/",
        "http://LOCALHOST.:{}/",
        "http://0.0.0.0:{}/",
    ],
)
def test_nobody_is_led_into_a_network_by_any_spelling(server: Server, url: str) -> None:
    finding = judge(url.format(server.url.rpartition(":")[2]), reach=Connector())
    assert finding.state in (State.REFUSED, State.DEAD)
    assert server.requests == []


@pytest.mark.parametrize(
    "address",
    [
        *(
            "10.1.2.3",
            "100.64.0.1",
            "127.0.0.1",
            "169.254.169.254",
            "172.16.0.1",
            "192.168.0.1",
            "0.0.0.0",
            "224.0.0.1",
        ),
        *("239.1.1.1", "255.255.255.255", "192.0.2.1", "198.18.0.1", "240.0.0.1", "::", "::1", "fe80::1", "fc00::1"),
        *("ff02::1", "fec0::1", "::ffff:10.0.0.1", "64:ff9b::a00:1", "2002:a00:1::1", "2001:db8::1"),
        *("168.63.129.16", "192.0.0.192", "::ffff:168.63.129.16", "100.100.100.200"),  # where clouds keep their secrets
    ],
)
def test_addresses_that_are_not_public(address: str) -> None:
    assert not is_public(ip_address(address))


@pytest.mark.parametrize("address", ["93.184.216.34", "2606:2800:220:1::1", "::ffff:93.184.216.34", "1.1.1.1"])
def test_addresses_that_are(address: str) -> None:
    assert is_public(ip_address(address))


def test_only_the_ports_of_the_web_are_asked() -> None:
    assert judge("http://93.184.216.34:22/", reach=Connector()).reason.startswith(
        "leads to 93.184.216.34:22, at port 22"
    )


@given(st.text(max_size=60))
def test_any_address_is_taken_apart_or_refused(text: str) -> None:
    finding = LinkChecker(Client(HASTE, Connector())).judge(f"gopher:{text}")
    assert finding.state is State.BROKEN


def test_what_is_sent_is_ascii_whatever_the_address() -> None:
    target = target_of("https://münchen.example/straße 1?q=ä#teil")
    assert (target.host, target.path) == ("xn--mnchen-3ya.example", "/stra%C3%9Fe%201?q=%C3%A4")


def test_robots_txt_is_read_once_and_obeyed_also_behind_a_redirect(server: Server) -> None:
    with serving("127.0.0.2", robots="User-agent: broadsheet-links\nDisallow: /private/\n") as other:
        client = LinkChecker(Client(HASTE, LOOPBACK))
        assert client.judge(f"{other.url}/private/a").state is State.ROBOTS
        assert client.judge(f"{server.url}/to/302?{other.url}/private/b").state is State.ROBOTS
        assert client.judge(f"{other.url}/public").state is State.OK
        assert [seen.path for seen in other.requests] == ["/robots.txt", "/public"]
        assert {seen.agent for seen in other.requests} == {HASTE.agent}


@pytest.mark.parametrize(
    ("robots", "state"),
    [
        ("User-agent: *\nDisallow: /\n", State.ROBOTS),
        ("\ufeffUser-agent: *\nDisallow: /\n", State.ROBOTS),
        ("User-agent: other\nDisallow: /\n", State.OK),
        ("User-agent: *\nDisallow: /\nAllow: /\nCrawl-delay: x", State.ROBOTS),
        ("\0\1 nonsense", State.OK),
        ("", State.OK),
        ("User-agent: *\nDisallow: /\n" + "#" * 1_000_000, State.ROBOTS),
    ],
)
def test_rules_for_programs(robots: str, state: State) -> None:
    with serving(robots=robots) as server:
        assert judge(f"{server.url}/x").state is state


@given(
    st.lists(
        st.sampled_from(["User-agent: *", "Disallow: //[", "Crawl-delay: " + "9" * 5000, "Crawl-delay: " + "9" * 400])
        | st.sampled_from(
            ["Disallow: /", "Request-rate: 1/0", "Request-rate: 9/" + "9" * 5000, "Allow: %ff[", "Sitemap: x"]
        )
        | st.text(max_size=20),
        max_size=8,
    )
)
def test_any_robots_txt_can_be_read(lines: list[str]) -> None:
    parser = rules_of("\n".join(lines).encode("utf-8", "replace"))
    Rules(parser).allow("broadsheet-links/1", target_of("https://example.org/x"))
    parser.crawl_delay("broadsheet-links/1")


@pytest.mark.parametrize("delay", ["9" * 400, "9" * 5000])
def test_a_delay_without_end_is_none(delay: str) -> None:
    with serving(robots=f"User-agent: *\nDisallow: /x\nCrawl-delay: {delay}\n") as server:
        client = LinkChecker(Client(replace(HASTE, longest=0.1), LOOPBACK))
        assert client.judge(f"{server.url}/x").state is State.ROBOTS
        assert client.judge(f"{server.url}/y").state is State.OK


def test_whatever_bytes_a_server_sends_there_is_a_verdict() -> None:
    starts = [b"", b"HTTP/1.1 301 Moved\r\nLocation: ", b"HTTP/1.1 200 OK\r\n", b"HTTP/1.1 200 OK\r\nContent-Length: "]

    @given(st.sampled_from(starts), st.binary(max_size=80))
    def tried(start: bytes, said: bytes) -> None:
        saying[0] = start + said + b"\r\n\r\n"
        assert judge(url, replace(HASTE, retries=0, timeout=2), LOOPBACK).state in State

    saying = [b""]
    with saying_bytes(saying) as url:
        tried()


def test_head_comes_first_and_is_not_tried_again_where_it_is_not_known(server: Server) -> None:
    client = LinkChecker(Client(HASTE, LOOPBACK))
    for path in ("/fine", "/no-head/405", "/other", "/status/404"):
        client.judge(server.url + path)
    assert server.asked("/fine") == ["HEAD"]
    assert server.asked("/no-head/405") == ["HEAD", "GET"]
    assert server.asked("/other") == ["GET"]
    assert server.asked("/status/404") == ["GET"]


def test_a_body_without_end_is_hardly_read(server: Server) -> None:
    judge(f"{server.url}/huge")
    time.sleep(0.1)
    assert server.sent < 64_000_000  # what lies in the buffers of the two sides


def test_a_server_is_asked_one_thing_at_a_time_with_a_pause(server: Server) -> None:
    urls = [f"{server.url}/{number}" for number in range(5)]
    with serving("127.0.0.2") as other:
        urls += [f"{other.url}/to/302?{server.url}/from-there-{number}" for number in range(3)]
        client = LinkChecker(Client(replace(HASTE, pause=0.05), LOOPBACK))
        found = list(check_links(urls, client, jobs=8))
    assert sorted(finding.url for finding in found) == sorted(urls)
    assert server.busiest == 1
    times = [seen.at for seen in server.requests]
    assert min(later - earlier for earlier, later in pairwise(times)) >= 0.045


def test_several_servers_are_asked_at_once(server: Server) -> None:
    with serving("127.0.0.2") as other, serving("127.0.0.3") as third:
        servers = (server, other, third)
        urls = [f"{one.url}/silent/{number}" for one in servers for number in range(2)]
        client = LinkChecker(Client(replace(HASTE, retries=0, timeout=0.4), LOOPBACK))
        assert {finding.state for finding in check_links(urls, client, jobs=3)} == {State.TIMEOUT}
        begun = max(one.requests[0].at for one in servers)
        assert begun < min(seen.at for one in servers for seen in one.requests if seen.path == "/silent/1")


@pytest.mark.parametrize(("wanted", "state", "asked"), [("1", State.OK, 2), ("3600", State.BLOCKED, 1)])
def test_a_server_that_wants_time_gets_it_within_reason(server: Server, wanted: str, state: State, asked: int) -> None:
    finding = judge(f"{server.url}/later/{wanted}")
    times = [seen.at for seen in server.requests if seen.path != "/robots.txt"]
    assert (finding.state, len(times)) == (state, asked)
    if asked > 1:
        assert times[1] - times[0] >= 1


def test_a_crawl_delay_is_kept(server: Server) -> None:
    server.robots = "User-agent: *\nCrawl-delay: 1\n"
    client = LinkChecker(Client(HASTE, LOOPBACK))
    client.judge(f"{server.url}/one")
    client.judge(f"{server.url}/two")
    one, two = [seen.at for seen in server.requests if seen.path != "/robots.txt"]
    assert two - one >= 0.9


def test_a_host_that_never_answers_is_left_alone_after_three_links(server: Server) -> None:
    urls = [f"{server.url}/silent/{number}" for number in range(6)]
    policy = replace(HASTE, timeout=0.5, retries=0)
    found = list(check_links(urls, LinkChecker(Client(policy, LOOPBACK)), jobs=2))
    assert [finding.state for finding in found] == [State.TIMEOUT] * 6
    assert len({seen.path for seen in server.requests} - {"/robots.txt"}) == 3


def test_nothing_more_is_asked_when_nobody_listens(server: Server) -> None:
    found = check_links(
        [f"{server.url}/{number}" for number in range(200)], LinkChecker(Client(HASTE, LOOPBACK)), jobs=2
    )
    next(found)
    found.close()  # type: ignore[attr-defined]
    time.sleep(0.2)
    asked = len(server.requests)
    time.sleep(0.2)
    assert len(server.requests) == asked < 200


@pytest.mark.parametrize(
    ("state", "days", "holds"),
    [
        (State.OK, 29, True),
        (State.OK, 31, False),
        (State.MOVED, 29, True),
        (State.DEAD, 0.9, True),
        (State.DEAD, 1.1, False),
        (State.ROBOTS, 0.9, True),
        (State.TIMEOUT, 0, False),
        (State.BROKEN, 0, False),
        (State.OK, -1, False),
    ],
)
def test_findings_hold_for_a_while(tmp_path: Path, state: State, days: float, holds: bool) -> None:
    finding = Finding(url="https://example.org/ä", state=state, reason="x", status=200, moved="https://example.org/y")
    Kept(tmp_path / "a/links.jsonl", NOW).keep([finding])
    assert Kept(tmp_path / "a/links.jsonl", NOW + timedelta(days=days)).get(finding.url) == (finding if holds else None)


def test_the_last_word_counts_and_a_damaged_line_is_no_line(tmp_path: Path) -> None:
    file = tmp_path / "links.jsonl"
    good, bad = (Finding(url="https://a.example/", state=state) for state in (State.OK, State.DEAD))
    other = Finding(url="https://b.example/", state=State.OK)
    Kept(file, NOW).keep([good, other])
    Kept(file, NOW).keep([bad])
    file.write_bytes(b'\xff\0{"when"\n[]\n' + file.read_bytes() + b'{"when": "2026-11-22T12:00:00", "finding": {}}\n{')
    known = Kept(file, NOW)
    assert (known.get(good.url), known.get(other.url)) == (bad, other)


def test_the_file_does_not_grow_for_ever_nor_follow_a_link(tmp_path: Path) -> None:
    file = tmp_path / "links.jsonl"
    for _ in range(300):
        Kept(file, NOW).keep([Finding(url="https://a.example/", state=State.OK)])
    assert file.read_bytes().count(b"\n") < 150
    trap = tmp_path / "elsewhere"
    trap.write_text("mine")
    (tmp_path / "linked").symlink_to(trap)
    Kept(tmp_path / "linked", NOW).keep([Finding(url="https://a.example/", state=State.OK)])
    assert trap.read_text() == "mine"


@given(st.binary(max_size=300))
def test_whatever_lies_in_the_file_it_is_read(content: bytes) -> None:
    with tempfile.TemporaryDirectory() as folder:
        write_files(Path(folder), {"links.jsonl": content})
        assert Kept(Path(folder) / "links.jsonl", NOW).get("x") is None


def test_an_archived_copy_is_one_close_to_the_day(server: Server) -> None:
    client = Client(HASTE, LOOPBACK)
    api = f"{server.url}/wayback"
    day = date(2026, 4, 24)
    copy = archived_copy("https://a.example/x?y=1&z", day, client, api)
    assert copy == "https://web.archive.org/web/20260424000000/https://a.example/x?y=1&z"
    assert archived_copy("https://a.example/never", day, client, api) == ""
    assert archived_copy("https://a.example/with space", day, client, api) == ""
    for broken in ("/status/503", "/fine", "/nonsense", "/huge"):
        assert (
            archived_copy("https://a.example/", day, Client(replace(HASTE, retries=0), LOOPBACK), server.url + broken)
            == ""
        )


def articles(*urls: str, archived: str = "") -> str:
    entry = "  - title: An article\n    url: {}\n    summary: What it says.\n"
    return "\n" + "".join(map(entry.format, urls)) + (f"    archived: {archived}\n" if archived else "")


ONE, TWO = "briefings/2026/04/24/one.yml", "briefings/2026/04/25/two.yml"


def run(root: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    haste = ("--allow-private", "127.0.0.0/8", "--pause", "0", "--timeout", "1")
    return run_here("links", "--root", root, *haste, *arguments)


@pytest.fixture
def newspaper(project: Make, server: Server) -> Path:
    with_copy = articles(f"{server.url}/status/410", archived=f"{server.url}/copy")
    return project(
        {
            ONE: briefing(
                articles=articles(f"{server.url}/fine", f"{server.url}/status/404", f"{server.url}/to/301?/new"),
                summary=f"\n  Some words, and\n  [a page]({server.url}/status/404#part) in them.",
                contributors=f"\n  - name: Ann\n    url: {server.url}/status/403",
            ),
            TWO: briefing(articles=with_copy),
        }
    )


def test_the_command_names_each_dead_link_where_it_stands(newspaper: Path, server: Server) -> None:
    done = run(newspaper)
    assert done.stdout.splitlines() == [
        f"{ONE}:4:12: answers 404 (Not Found): {server.url}/status/404 [dead-link]",
        f"{ONE}:13:10: answers 404 (Not Found): {server.url}/status/404 [dead-link]",
        f"{ONE}:16:10: warning: has moved: {server.url}/to/301?/new [moved-link]",
        f"    → write its new address: {server.url}/new",
        f"{TWO}:8:10: warning: answers 410 (Gone): {server.url}/status/410 [dead-link]",
        f"    → the briefing has a copy: {server.url}/copy",
    ]
    assert done.stderr == (
        "6 links at 1 host: 2 work, 1 has moved, 2 are dead (1 with a copy), 1 cannot be told from here.\n"
        "1 of these keeps programs out; --all lists them.\n"
        "--archive seeks copies of what is dead.\n"
    )
    assert done.returncode == 1
    assert {seen.agent for seen in server.requests} == {"broadsheet-links/0.1.0 (+https://broadsheet.example/)"}


def test_what_was_asked_today_is_not_asked_again(newspaper: Path, server: Server) -> None:
    first = run(newspaper)
    asked = len(server.requests)
    again = run(newspaper)
    assert (again.stdout, len(server.requests)) == (first.stdout, asked)
    assert "6 were asked in an earlier run" in again.stderr
    run(newspaper, "--fresh")
    assert len(server.requests) > asked


def test_a_dead_link_with_a_copy_is_no_failure_unless_the_copy_is_dead_too(newspaper: Path, server: Server) -> None:
    assert run(newspaper, TWO).returncode == 0
    lost = articles(f"{server.url}/status/410", archived=f"{server.url}/status/404")
    write_files(newspaper, {TWO: briefing(articles=lost)})
    assert run(newspaper, TWO).returncode == 1


def test_since_and_paths_limit_what_is_asked(newspaper: Path, server: Server) -> None:
    assert "/status/404" not in run(newspaper, "--since", "2026-04-25").stdout
    assert "/status/410" not in run(newspaper, ONE).stdout
    assert run(newspaper, "--since", "2026-05-01").stderr == "No links to check.\n"
    assert run(newspaper, "--since", "24.4.2026").returncode == 2
    assert run(newspaper, "nowhere").returncode == 2


def test_the_json_has_every_link_that_is_not_known_to_work(newspaper: Path, server: Server) -> None:
    done = run(newspaper, "--format", "json", "--archive", "--archive-api", f"{server.url}/wayback")
    listed = json.loads(done.stdout)
    assert [(one["line"], one["state"], one["status"]) for one in listed if one["path"] == ONE] == [
        (4, "dead", 404), (13, "dead", 404), (16, "moved", 200), (21, "blocked", 403),
    ]  # fmt: skip
    assert listed[1]["archived"] == f"https://web.archive.org/web/20260424000000/{server.url}/status/404"
    assert listed[-1]["archived"] == f"{server.url}/copy"
    assert {*listed[0]} >= {"path", "line", "column", "code", "severity", "message", "hint", "url", "moved"}


def test_a_copy_from_the_archive_is_offered_as_the_line_to_paste(newspaper: Path, server: Server) -> None:
    done = run(newspaper, "--archive", "--archive-api", f"{server.url}/wayback")
    assert f"    → archived: https://web.archive.org/web/20260424000000/{server.url}/status/404\n" in done.stdout
    assert f"    → a copy: https://web.archive.org/web/20260424000000/{server.url}/status/404\n" in done.stdout


def test_links_that_keep_programs_out_are_listed_on_request(newspaper: Path, server: Server) -> None:
    assert "[blocked-link]" in run(newspaper, "--all").stdout


def test_all_is_well_when_nothing_is_dead(project: Make, server: Server) -> None:
    root = project({ONE: briefing(articles=articles(f"{server.url}/fine", f"{server.url}/silent"))})
    done = run(root, "--timeout", "0.2")
    assert done.returncode == 0
    assert "[timeout-link]" in done.stdout


def test_without_a_network_no_host_is_called_dead(project: Make, server: Server) -> None:
    root = project({ONE: briefing(articles=articles("https://nobody.invalid/x"))})
    done = run(root)
    assert (done.returncode, done.stdout) == (0, "")
    assert done.stderr == "No host could be found, for 1 link. Is this machine on the network?\n"
    write_files(root, {ONE: briefing(articles=articles("https://nobody.invalid/x", f"{server.url}/fine"))})
    for _ in range(2):  # the second time, one that is known to work bears witness
        done = run(root)
        assert (done.returncode, "a host that does not exist" in done.stdout) == (1, True)


def test_a_hostile_server_moves_no_cursor(project: Make, server: Server) -> None:
    root = project({ONE: briefing(articles=articles(f"{server.url}/to/301?/%1b[2J/\x1b[2J::error::x"))})
    done = run(root)
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f]", done.stdout + done.stderr)


def test_briefings_with_errors_are_left_out_and_said_to_be(project: Make, server: Server) -> None:
    root = project({ONE: briefing(title=None), TWO: briefing(articles=articles(f"{server.url}/fine"))})
    done = run(root)
    assert done.returncode == 0
    assert "1 briefing is left out for errors" in done.stderr


@pytest.mark.slow
def test_an_interrupted_run_says_and_keeps_what_it_found(project: Make, server: Server) -> None:
    urls = [f"{server.url}/status/404", *(f"{server.url}/{number}" for number in range(200))]
    root = project({ONE: briefing(articles=articles(*urls[:150]))})
    arguments = ["links", "--root", str(root), "--allow-private", "127.0.0.0/8", "--pause", "0.05"]
    process = subprocess.Popen(
        [sys.executable, "-m", "broadsheet", *arguments], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    while len(server.requests) < 10:
        time.sleep(0.02)
    process.send_signal(signal.SIGINT)
    out, said = process.communicate(timeout=20)
    assert "answers 404 (Not Found): " in out
    assert "Stopped; " in said
    assert "Traceback" not in said
    assert process.returncode == 1
    assert (root / ".cache/broadsheet/links.jsonl").read_text("utf-8").count("\n") >= 5


def test_its_help_has_an_example() -> None:
    done = run_here("links", "--help")
    assert (done.returncode, done.stderr) == (0, "")
    assert re.search(r"Example:\n    broadsheet links \S+", done.stdout)
    assert "--allow-private" not in done.stdout


@pytest.mark.slow
def test_a_thousand_links_come_in_each_once(server: Server) -> None:
    urls = [f"{server.url}/{number}" for number in range(1000)]
    found: list[Finding] = []
    thread = Thread(target=lambda: found.extend(check_links(urls, LinkChecker(Client(HASTE, LOOPBACK)), jobs=4)))
    thread.start()
    thread.join(60)
    assert [finding.url for finding in found] == urls
