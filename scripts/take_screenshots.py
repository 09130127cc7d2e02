"""Take the pictures of the README: front page, briefing, search. The program behind `make screenshots`.

    broadsheet build
    PYTHONPATH=tests python scripts/take_screenshots.py site

Each is a window of 1,280 × 800 px, from the top of the page, in at most 256 colours and 250 KB; the same site gives the
same pictures on the same machine.
"""

from __future__ import annotations

import sys
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Literal

from PIL import Image
from playwright.sync_api import Browser, Error, sync_playwright

from browser import ARGUMENTS, HOW_TO_INSTALL, find_chromium
from web_server import served

TARGET = Path(__file__).parent.parent / "docs" / "project"
WINDOW = {"width": 1280, "height": 800}
LIMIT = 250_000


@dataclass(frozen=True, slots=True)
class Shot:
    """A page to take: its address below the root, and what must be there before the picture is taken."""

    file: str
    address: str
    scheme: Literal["light", "dark"]
    wait_for: str


SHOTS = (
    Shot("front-page.png", "", "light", ".lead h2"),
    Shot("briefing.png", "2026/04/25/deepseek-v4-day-two/", "dark", ".briefing h1"),
    Shot("search.png", "search/?q=deepseek", "light", ".results [data-story]"),
)


def main(site: Path) -> int:
    """Take every picture of a built site; name those that cannot be taken."""
    if not (site / "index.html").is_file():
        sys.exit(f"There is no built site in {site}; make one with: broadsheet build")
    chromium = find_chromium() or sys.exit(f"Pictures need Chromium. {HOW_TO_INSTALL}")
    failed = 0
    with served(site) as root, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=list(ARGUMENTS))
        for shot in SHOTS:
            try:
                content = _packed(_taken(browser, root, shot))
            except Error as error:
                print(
                    f"{shot.file}: /{shot.address} shows no {shot.wait_for}: {error.message.splitlines()[0]}",
                    file=sys.stderr,
                )
                failed = 1
            else:
                (TARGET / shot.file).write_bytes(content)
                print(f"docs/project/{shot.file}: {len(content):,} bytes")
                if len(content) > LIMIT:
                    print(f"{shot.file} is larger than {LIMIT:,} bytes", file=sys.stderr)
                    failed = 1
        browser.close()
    return failed


def _taken(browser: Browser, root: str, shot: Shot) -> bytes:
    with browser.new_context(
        viewport=WINDOW, color_scheme=shot.scheme, reduced_motion="reduce", locale="en-GB", timezone_id="UTC"
    ) as context:
        page = context.new_page()
        page.goto(root + shot.address, wait_until="networkidle")
        page.locator(shot.wait_for).first.wait_for(timeout=15_000)
        page.evaluate(
            "document.fonts.ready.then(() => Promise.all([...document.images].map(image => image.decode().catch(() => {}))))"
        )
        return page.screenshot(animations="disabled", caret="hide")


def _packed(content: bytes) -> bytes:
    """Return a picture in 256 colours without dithering, which keeps letters clean and PNG small."""
    out = BytesIO()
    picture = Image.open(BytesIO(content)).convert("RGB")
    picture.quantize(256, method=Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE).save(out, "PNG", optimize=True)
    return out.getvalue()


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1] if len(sys.argv) > 1 else "site")))
