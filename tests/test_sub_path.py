"""The shipped newspaper below a path of its server, as on name.github.io/repository/: nothing on it leads out of there."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from urllib.error import HTTPError
from urllib.parse import urldefrag, urljoin
from urllib.request import urlopen

import pytest
from playwright.sync_api import Browser, Page

from built_site import links, page, page_names
from conftest import ROOT, build_here
from web_server import served

pytestmark = pytest.mark.slow

REPOSITORY = "repo"
HOME = f"https://name.github.io/{REPOSITORY}/"
ELSEWHERE = ("mailto:", "data:", "javascript:")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A server's folder with the site in a folder of its own."""
    folder = tmp_path_factory.mktemp("server")
    done = build_here("--root", ROOT, "--site-dir", folder / REPOSITORY, "--site-url", HOME)
    assert done.returncode == 0, done.stderr
    (folder / "404.html").write_text("not on this site")
    return folder


@pytest.fixture(scope="module")
def address(folder: Path) -> Iterator[str]:
    with served(folder) as root:
        yield f"{root}{REPOSITORY}/"


def fetched(url: str) -> tuple[int, bytes]:
    try:
        with urlopen(url) as answer:
            return answer.status, answer.read()
    except HTTPError as error:
        return error.code, error.read()


def named_in(content: bytes, kind: str) -> set[str]:
    """Return the addresses that a style sheet or a script names."""
    text = content.decode()
    if kind == "css":
        return set(re.findall(r"url\(\s*['\"]?([^'\")]+)", text))
    return set(re.findall(r"""(?:\bfrom|\bimport)\s*\(?\s*["'](\.[^"']+)["']""", text))


def test_everything_that_a_page_names_is_found_below_the_path(folder: Path, address: str) -> None:
    site = folder / REPOSITORY
    wanted: dict[str, str] = {}
    for name in page_names(site):
        for _, _, written in links(page(site, name)):
            url = urldefrag(urljoin(address + name.removesuffix("index.html"), written))[0].replace(HOME, address, 1)
            if url.startswith(address.removesuffix(f"{REPOSITORY}/")):
                wanted.setdefault(url, f"{name}: {written}")
    assert len(wanted) > 200
    pending = list(wanted)
    while pending:
        url = pending.pop()
        assert url.startswith(address), wanted[url]
        status, content = fetched(url)
        assert status == 200, wanted[url]
        kind = url.split("?")[0].rpartition(".")[2]
        if kind in ("css", "js"):
            for written in named_in(content, kind):
                found = urljoin(url, written)
                if not written.startswith(ELSEWHERE) and found not in wanted:
                    wanted[found] = f"{url}: {written}"
                    pending.append(found)
    kinds = {url.rpartition(".")[2] for url in wanted}
    assert {"css", "js", "woff2", "svg", "xml", "jsonl"} <= kinds


def test_what_is_not_there_is_answered_with_links_that_lead_back(folder: Path, address: str) -> None:
    lost = page(folder / REPOSITORY, "404.html")
    here = [written for _, _, written in links(lost) if "://" not in written and not written.startswith("#")]
    assert len(here) > 10
    assert all(written.startswith(f"/{REPOSITORY}/") for written in here), here


@pytest.fixture(scope="module")
def tab(chromium: Browser) -> Iterator[Page]:
    with chromium.new_context() as context:
        yield context.new_page()


@pytest.mark.browser
@pytest.mark.parametrize("start", ["", "2026/04/24/", "archive/", "search/?q=deepseek"])
def test_a_browser_asks_for_nothing_outside_of_the_path(tab: Page, address: str, start: str) -> None:
    asked: list[str] = []
    failed: list[str] = []
    tab.on("request", lambda request: asked.append(request.url))
    tab.on("response", lambda response: failed.append(response.url) if response.status >= 400 else None)
    tab.on("pageerror", lambda error: failed.append(str(error)))
    tab.goto(address + start, wait_until="networkidle")
    assert asked
    assert not [url for url in asked if not url.startswith((address, "data:", "blob:"))]
    assert failed == []


@pytest.mark.browser
def test_search_works_below_the_path(tab: Page, address: str) -> None:
    tab.goto(f"{address}search/?q=deepseek")
    result = tab.locator("[data-story] a[href]").first
    result.wait_for()
    leads = urljoin(tab.url, str(result.get_attribute("href")))
    assert leads.startswith(f"{address}2026/04/")
    assert fetched(urldefrag(leads)[0])[0] == 200
