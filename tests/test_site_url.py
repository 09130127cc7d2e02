"""The address of the site: what people and hosting services write, what machines get, and what is left without one."""

from __future__ import annotations

import json
import string
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from broadsheet.mkdocs_adapter import site_address
from built_site import broken_links, differing, links, page, page_names
from conftest import ROOT, Files, briefing, build_here, mkdocs_here

Make = Callable[[Files], Path]
ONE = "briefings/2026/04/24/one.yml"
SETTINGS = (ROOT / "mkdocs.yml").read_text("utf-8")
WRITTEN = "site_url: https://broadsheet.example/\n"


def with_address(address: str) -> dict[str, str]:
    assert WRITTEN in SETTINGS
    return {ONE: briefing(), "mkdocs.yml": SETTINGS.replace(WRITTEN, f"site_url: {json.dumps(address)}\n")}


@pytest.mark.parametrize(
    ("written", "address"),
    [
        ("https://example.org", "https://example.org/"),
        ("https://example.org/", "https://example.org/"),
        ("  https://example.org//  ", "https://example.org/"),
        ("https://name.github.io/paper", "https://name.github.io/paper/"),
        ("https://name.github.io//paper/", "https://name.github.io/paper/"),
        ("HTTPS://Name.GitHub.IO/Paper/", "https://name.github.io/Paper/"),
        ("https://example.org.:443/", "https://example.org/"),
        ("http://example.org:8080/a/b", "http://example.org:8080/a/b/"),
        ("https://zürich.example/täglich/", "https://xn--zrich-kva.example/t%C3%A4glich/"),
        ("https://xn--zrich-kva.example/", "https://xn--zrich-kva.example/"),
        ("https://ニュース.example/", "https://xn--zck9awe6d.example/"),
        ("http://127.0.0.1:8000/", "http://127.0.0.1:8000/"),
        ("http://[::1]:8000/", "http://[::1]:8000/"),
        ("", ""),
        ("  ", ""),
    ],
)
def test_an_address_is_written_as_machines_write_it(written: str, address: str) -> None:
    assert site_address(written) == address
    assert site_address(address) == address


@pytest.mark.parametrize(
    ("written", "why"),
    [
        ("example.org", "does not begin with https://"),
        ("//example.org/", "does not begin with https://"),
        ("ftp://example.org/", "does not begin with https://"),
        ("https:///paper/", "does not begin with https://"),
        ("https://example.org/?a=b", "has a ? or # part"),
        ("https://example.org/#top", "has a ? or # part"),
        ("https://example.org/?", "has a ? or # part"),
        ("https://me:secret@example.org/", "holds a user name"),
        ("https://example.org:port/", "is no address"),
        ("https://example.org:99999/", "is no address"),
        ("https://[::1/", "is no address"),
        ("https://exa mple.org/", "names a host that cannot be"),
        ("https://-example.org/", "names a host that cannot be"),
        ("https://a..b/", "names a host that cannot be"),
        ("https://example.org/../", "has a path that leads elsewhere"),
    ],
)
def test_what_is_no_address_is_refused_with_what_to_write(written: str, why: str) -> None:
    with pytest.raises(ValueError, match=r"such as https://news\.example\.org/") as refused:
        site_address(written)
    assert why in str(refused.value)


@given(st.text(string.ascii_letters + "/:.?#@[]%-\\ üß漢\u202e", max_size=30))
def test_whatever_is_written_gives_a_plain_address_or_a_reason(rest: str) -> None:
    try:
        address = site_address(f"https://{rest}")
    except ValueError:
        return
    assert address.isascii()
    assert address.endswith("/")
    assert address == site_address(address)
    assert urlsplit(address).query == urlsplit(address).fragment == ""


@pytest.mark.slow
@pytest.mark.parametrize("place", ["mkdocs.yml", "option", "environment"])
@pytest.mark.parametrize("written", ["example.org", "https://example.org/?a=b"])
def test_a_wrong_address_is_wrong_usage(project: Make, place: str, written: str) -> None:
    root = project(with_address(written if place == "mkdocs.yml" else ""))
    arguments = ["--site-url", written] if place == "option" else []
    environment = {"SITE_URL": written} if place == "environment" else {}
    done = build_here(*arguments, cwd=root, environment=environment)
    assert (done.returncode, done.stdout) == (2, "")
    assert f"site_url: “{written}”" in done.stderr
    assert len(done.stderr.splitlines()) == 1
    assert not (root / "site").exists()


@pytest.mark.slow
def test_plain_mkdocs_takes_the_same_addresses_and_refuses_the_same(project: Make) -> None:
    root = project(with_address("https://Zürich.example/täglich"))
    done = mkdocs_here("build", "--strict", "--site-dir", root / "by-mkdocs", cwd=root)
    assert done.returncode == 0, done.stderr
    assert build_here(cwd=root).returncode == 0
    machine = "https://xn--zrich-kva.example/t%C3%A4glich/"
    for site in (root / "site", root / "by-mkdocs"):
        assert page(site, "2026/04/24/one/").xpath("//link[@rel='canonical']/@href") == [f"{machine}2026/04/24/one/"]
    for name in ("feed.xml", "sitemap.xml", "sitemap-2026.xml", "index.html"):
        assert (root / "site" / name).read_bytes() == (root / "by-mkdocs" / name).read_bytes(), name
        assert "ürich" not in (root / "site" / name).read_text("utf-8")
    (root / "mkdocs.yml").write_text(with_address("https://example.org/#top")["mkdocs.yml"], "utf-8")
    refused = mkdocs_here("build", cwd=root)
    assert refused.returncode == 1
    assert "has a ? or # part" in refused.stderr
    assert "Traceback" not in refused.stderr


@pytest.mark.slow
@pytest.mark.parametrize("how", ["option", "environment"])
def test_the_address_of_a_build_is_that_of_mkdocs_yml_unless_another_is_given(project: Make, how: str) -> None:
    root = project(with_address("https://example.org/paper/"))
    assert build_here(cwd=root, environment={"SITE_URL": ""}).returncode == 0
    other = project(with_address("https://elsewhere.example/"))
    arguments = ["--site-url", "https://example.org/paper"] if how == "option" else []
    environment = {"SITE_URL": "https://example.org/paper"} if how == "environment" else {}
    done = build_here("--site-dir", "again", *arguments, cwd=other, environment=environment)
    assert done.returncode == 0, done.stderr
    assert differing(root / "site", root / "again") == []


@pytest.mark.slow
def test_another_address_makes_the_whole_site_anew(project: Make) -> None:
    root = project(with_address("https://example.org/"))
    for address in ("https://one.example/", "https://two.example/paper/"):
        done = build_here("--site-url", address, cwd=root)
        assert done.returncode == 0, done.stderr
        for name in page_names(root / "site"):
            text = (root / "site" / name).read_text("utf-8")
            assert name == "404.html" or address in text, name
            assert "https://one.example" not in text or address == "https://one.example/", name


@pytest.mark.slow
def test_without_an_address_the_build_says_what_is_missing_and_every_link_is_relative(project: Make) -> None:
    root = project(with_address(""))
    for _ in range(2):
        done = build_here(cwd=root)
        assert done.returncode == 0
        (line,) = done.stderr.splitlines()
        for missing in ("no feeds", "no sitemap", "no canonical addresses", "Set it to the address of the site"):
            assert missing in line
    site = root / "site"
    assert broken_links(site) == []
    assert not list(site.rglob("*.xml"))
    for name in page_names(site):
        if name != "404.html":  # it is shown at every depth
            assert not [address for _, _, address in links(page(site, name)) if address.startswith("/")], name
