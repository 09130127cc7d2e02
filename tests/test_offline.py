"""Reading offline: what the worker keeps, when that changes, and what a reader finds when the site cannot be reached."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from shutil import copytree
from threading import Thread
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from broadsheet.archive import Archive
from broadsheet.pages import Design, Site, page_targets
from broadsheet.publish.offline import offline_target
from broadsheet.publish.whats_new import recent_target
from built_site import file_at
from conftest import ROOT, Files, briefing, build_here, make_project
from test_reader_tools import until

SITE = Site(name="Paper", offline=True, design=Design(files=("assets/broadsheet.css",), digest="one"))
FILES = {f"briefings/2026/04/{day}/story.yml": briefing(title=f"Story of {day}") for day in range(10, 20)}


def worker(archive: Archive, site: Site = SITE) -> str:
    (asset,) = offline_target(archive, site, tuple(page_targets(archive, site))).make()
    assert asset.uri == "sw.js"
    return asset.content.decode()


def kept(script: str) -> dict[str, Any]:
    """What a worker says it keeps."""
    found = re.match(r"const KEPT = (\{.*\});\n", script)
    assert found
    return dict(json.loads(found[1]))


# The worker as a file


@pytest.mark.slow
def test_the_worker_keeps_the_design_the_newest_edition_and_the_page_of_saved_stories(
    archive_of: Callable[[Files], Archive],
) -> None:
    facts = kept(worker(archive_of(FILES)))
    assert facts["shell"] == ["assets/broadsheet.css", "saved/", "data/recent.json"]
    assert facts["edition"] == ["", "2026/04/19/", "2026/04/19/story/"]


@pytest.mark.slow
def test_a_paper_without_editions_keeps_its_front_page(archive_of: Callable[[Files], Archive]) -> None:
    assert kept(worker(archive_of({})))["edition"] == [""]


@pytest.mark.slow
def test_the_worker_changes_when_something_it_keeps_does_and_else_not(archive_of: Callable[[Files], Archive]) -> None:
    before = worker(archive_of(FILES))
    assert worker(archive_of(FILES)) == before
    old = {**FILES, "briefings/2026/04/10/story.yml": briefing(title="Story of 10", summary="Told in other words.")}
    assert worker(archive_of(old)) == before
    newest = {**FILES, "briefings/2026/04/19/story.yml": briefing(title="Story of 19", summary="Told in other words.")}
    assert kept(worker(archive_of(newest)))["version"] != kept(before)["version"]
    drawn_anew = replace(SITE, design=replace(SITE.design, digest="two"))
    assert kept(worker(archive_of(FILES), drawn_anew))["version"] != kept(before)["version"]


def test_recent_json_holds_the_seven_newest_editions(archive_of: Callable[[Files], Archive]) -> None:
    (asset,) = recent_target(archive_of(FILES)).make()
    editions = json.loads(asset.content)["editions"]
    assert [edition["date"] for edition in editions] == [f"2026-04-{day}" for day in range(19, 12, -1)]
    assert editions[0] == {"date": "2026-04-19", "number": 10, "stories": ["2026/04/19/story"]}


def test_everything_the_worker_keeps_is_on_the_site(shipped_site: Path) -> None:
    facts = kept((shipped_site / "sw.js").read_text("utf-8"))
    addresses = [*facts["shell"], *facts["edition"]]
    assert not [address for address in addresses if not file_at(shipped_site, address).is_file()]
    assert len(addresses) == len(set(addresses))
    for kind in (".css", ".js", ".woff2", ".svg", ".webp"):
        assert [address for address in addresses if address.endswith(kind)], kind


def versions(root: Path) -> str:
    done = build_here("--no-search", "--root", root)
    assert done.returncode == 0, done.stderr
    return str(kept((root / "site" / "sw.js").read_text("utf-8"))["version"])


@pytest.mark.slow
def test_templates_and_settings_count_and_comments_beside_them_do_not(tmp_path: Path) -> None:
    root = make_project(tmp_path, {"briefings/2026/04/24/one.yml": briefing()})
    settings = (root / "mkdocs.yml").read_text("utf-8")
    first = versions(root)
    (root / "mkdocs.yml").write_text(settings + "# A comment.\n", "utf-8")
    assert versions(root) == first
    (root / "mkdocs.yml").write_text(settings.replace("text: Today", "text: The day"), "utf-8")
    second = versions(root)
    template = root / "overrides" / "briefing.html"
    template.write_text(template.read_text("utf-8").replace("Key points", "What matters"), "utf-8")
    assert len({first, second, versions(root)}) == 3


@pytest.mark.slow
def test_where_it_is_switched_off_the_worker_keeps_nothing(archive_of: Callable[[Files], Archive]) -> None:
    script = worker(archive_of(FILES), replace(SITE, offline=False))
    assert "unregister()" in script
    assert "fetch" not in script


# The worker at work


class Host(SimpleHTTPRequestHandler):
    """Sends files as GitHub Pages does: a browser may keep them for ten minutes without asking again."""

    def end_headers(self) -> None:
        self.send_header("Cache-Control", "max-age=600")
        super().end_headers()

    def log_message(self, format: str, *args: object) -> None:
        """Keep the test report clean."""


class Server:
    """A host that can be switched off and on, and given another site."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.port = 0
        self.start()

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}/"

    def start(self) -> None:
        self.server = ThreadingHTTPServer(
            ("127.0.0.1", self.port), lambda *given: Host(*given, directory=str(self.folder))
        )
        self.port = self.server.server_address[1]
        Thread(target=self.server.serve_forever, daemon=True).start()

    def stop(self) -> None:
        self.server.shutdown()
        self.server.server_close()

    def move(self, folder: Path) -> None:
        self.stop()
        self.folder = folder
        self.start()


@pytest.fixture
def host() -> Iterator[Callable[[Path], Server]]:
    servers: list[Server] = []

    def serve(folder: Path) -> Server:
        servers.append(Server(folder))
        return servers[-1]

    yield serve
    for server in servers:
        server.stop()


@pytest.fixture(scope="module")
def paper(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A paper of two days; the newest edition has a picture."""
    picture = next(path for path in (ROOT / "briefings").rglob("*") if path.suffix in (".jpg", ".png", ".webp"))
    image = f"\n  file: picture{picture.suffix}\n  alt: A drawing"
    files = {
        "briefings/2026/04/24/first.yml": briefing(title="First story"),
        "briefings/2026/04/24/second.yml": briefing(title="Second story"),
        "briefings/2026/04/25/third.yml": briefing(title="Third story", image=image),
        f"briefings/2026/04/25/picture{picture.suffix}": picture.read_bytes(),
    }
    return make_project(tmp_path_factory.mktemp("paper"), files)


def built(root: Path, site: Path) -> Path:
    done = build_here("--no-search", "--root", root, "--site-dir", site)
    assert done.returncode == 0, done.stderr
    return site


@pytest.fixture(scope="module")
def site(paper: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return built(paper, tmp_path_factory.mktemp("built") / "site")


def settled(page: Page) -> None:
    """Wait until the worker has filled its cache and answers for this page."""
    until(page, "navigator.serviceWorker.controller !== null")


CACHES = """Promise.all([caches.keys()].map(async names => Promise.all((await names).map(async name => [
    name, (await (await caches.open(name)).keys()).map(request => new URL(request.url).pathname)])))).then(
    found => Object.fromEntries(found[0]))"""


def caches(page: Page) -> dict[str, list[str]]:
    """The names of all caches of the origin, with the paths that they hold."""
    return dict(page.evaluate(CACHES))


@pytest.mark.slow
@pytest.mark.browser
def test_the_newest_edition_and_saved_stories_are_read_offline_and_news_come_first_online(
    chromium: Browser, host: Callable[[Path], Server], site: Path, tmp_path: Path
) -> None:
    served = copytree(site, tmp_path / "site")
    server = host(served)
    with chromium.new_context(viewport={"width": 360, "height": 800}, device_scale_factor=1) as context:
        page = context.new_page()
        page.goto(server.address + "2026/04/24/")
        settled(page)
        page.get_by_role("button", name="Save for later: First story").click()
        until(page, f"({CACHES}).then(all => all['broadsheet:/:saved']?.includes('/2026/04/24/first/'))")

        server.stop()
        page.goto(server.address)
        expect(page.locator(".lead h2")).to_have_text("Third story")
        assert page.locator(".lead img").evaluate("picture => picture.decode().then(() => picture.naturalWidth)") > 0
        assert page.evaluate("document.styleSheets[0].cssRules.length") > 100
        page.locator(".lead h2 a").click()
        expect(page.locator("h1")).to_have_text("Third story")
        assert page.locator("img").evaluate("picture => picture.decode().then(() => picture.naturalWidth)") > 0
        page.get_by_role("button", name="Reader’s tools").click()  # what opens on a click is kept too
        page.get_by_role("link", name="1 saved story").click()
        page.get_by_role("link", name="First story").click()
        expect(page.locator(".briefing h1")).to_have_text("First story")

        page.goto(server.address + "2026/04/24/second/")
        assert page.url == f"{server.address}saved/?offline={'2026%2F04%2F24%2Fsecond%2F'}"
        note = page.locator(".offline-note")
        expect(note).to_contain_text("That page could not be reached, and it is not kept here")
        context.set_offline(True)
        expect(note).to_contain_text("You are offline, and that page is not kept here")
        expect(page.locator("#saved-stories h3")).to_have_text(["First story"])
        expect(page.locator("#newest-edition a")).to_have_text(["Third story"])
        assert page.get_by_text("Not kept for reading offline").count() == 0

        home = served / "index.html"
        home.write_text(home.read_text("utf-8").replace("Third story", "Later that day"), "utf-8")
        server.start()
        context.set_offline(False)
        page.get_by_role("link", name="Try that page again").click()
        expect(page.locator("h1")).to_have_text("Second story")
        page.locator(".nameplate a").click()
        expect(page.locator(".lead h2")).to_have_text("Later that day")  # although the host allows ten minutes
        until(
            page, "caches.match(location.href).then(copy => copy.text()).then(text => text.includes('Later that day'))"
        )

        page.goto(server.address + "saved/")
        page.get_by_role("button", name="Remove: First story").click()
        until(page, f"({CACHES}).then(all => all['broadsheet:/:saved'].length === 0)")


@pytest.mark.slow
@pytest.mark.browser
def test_a_new_edition_takes_the_place_of_the_last_and_old_copies_go(
    chromium: Browser, host: Callable[[Path], Server], paper: Path, site: Path, tmp_path: Path
) -> None:
    server = host(site)
    later = make_project(tmp_path / "later", {"briefings/2026/04/26/fourth.yml": briefing(title="Fourth story")})
    copytree(paper / "briefings", later / "briefings", dirs_exist_ok=True)
    with chromium.new_context() as context:
        page = context.new_page()
        page.goto(server.address)
        settled(page)
        (first,) = caches(page)
        assert "/2026/04/25/third/" in caches(page)[first]
        page.evaluate("caches.open('of another site')")
        server.move(built(later, tmp_path / "site"))
        page.goto(server.address)
        expect(page.locator(".lead h2")).to_have_text("Fourth story")
        until(page, f"caches.keys().then(names => !names.includes('{first}'))")
        found = caches(page)
        assert "of another site" in found
        (newest,) = [name for name in found if name.startswith("broadsheet:/:")]
        assert "/2026/04/26/fourth/" in found[newest]
        assert "/2026/04/25/third/" not in found[newest]


@pytest.mark.slow
@pytest.mark.browser
def test_switching_it_off_rids_readers_of_the_worker_and_its_copies(
    chromium: Browser, host: Callable[[Path], Server], paper: Path, site: Path, tmp_path: Path
) -> None:
    server = host(site)
    settings = (paper / "mkdocs.yml").read_text("utf-8").replace("- broadsheet", "- broadsheet: {offline: false}")
    off = make_project(tmp_path / "off", {"mkdocs.yml": settings})
    copytree(paper / "briefings", off / "briefings", dirs_exist_ok=True)
    with chromium.new_context() as context:
        page = context.new_page()
        page.goto(server.address)
        settled(page)
        assert caches(page)
        server.move(built(off, tmp_path / "site"))
        page.goto(server.address)
        until(page, "navigator.serviceWorker.getRegistrations().then(all => all.length === 0)")
        assert caches(page) == {}
        page.get_by_role("button", name="Save for later: Third story").click()  # it is kept, for reading online
        page.goto(server.address + "saved/")
        expect(page.locator("#saved-stories h3")).to_have_text(["Third story"])
        page.goto(server.address)
        # A page that the browser still had may have asked for the worker again, and kept the story; both go the same way.
        until(page, "navigator.serviceWorker.getRegistrations().then(all => all.length === 0)")
        until(page, "caches.keys().then(names => names.length === 0)")


@pytest.mark.slow
@pytest.mark.browser
def test_two_sites_of_one_origin_keep_apart(
    chromium: Browser, host: Callable[[Path], Server], site: Path, tmp_path: Path
) -> None:
    for name in ("one", "two"):
        copytree(site, tmp_path / "both" / name)
    server = host(tmp_path / "both")
    with chromium.new_context(color_scheme="light") as context:
        page = context.new_page()
        for name in ("one", "two"):
            page.goto(f"{server.address}{name}/")
            settled(page)
        assert sorted(name.rsplit(":", 1)[0] for name in caches(page)) == ["broadsheet:/one/", "broadsheet:/two/"]
        page.get_by_role("button", name="Switch to night").click()
        page.locator(".lead .save").click()
        until(page, "caches.has('broadsheet:/two/:saved')")
        page.get_by_role("button", name="Reader’s tools").click()
        page.get_by_role("button", name="Forget everything").click()
        page.get_by_role("button", name="Forget it all").click()
        expect(page.get_by_role("status")).to_have_text("Everything is forgotten.")
        assert [name.rsplit(":", 1)[0] for name in caches(page)] == ["broadsheet:/one/"]
        page.goto(f"{server.address}one/")
        expect(page.get_by_role("button", name="Switch to night")).to_be_visible()
        server.stop()
        page.goto(f"{server.address}one/2026/04/25/third/")
        expect(page.locator("h1")).to_have_text("Third story")


@pytest.mark.slow
@pytest.mark.browser
def test_readers_who_save_data_get_the_design_but_not_the_edition(
    chromium: Browser, host: Callable[[Path], Server], site: Path
) -> None:
    server = host(site)
    with chromium.new_context() as context:
        page = context.new_page()
        page.goto(server.address)
        settled(page)
        (worker,) = context.service_workers
        worker.evaluate("Object.defineProperty(navigator, 'connection', {value: {saveData: true}})")
        worker.evaluate("caches.delete(newest).then(fill)")  # what it does when it is installed
        ((_, paths),) = caches(page).items()
        assert "/saved/" in paths
        assert not [path for path in paths if path == "/" or path.startswith("/2026/")]
