"""What axe-core finds wrong with a page that is open in a browser."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

from playwright.sync_api import Page

TAGS = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")
_RUN = """tags => axe.run(document, {runOnly: {type: 'tag', values: tags}, resultTypes: ['violations']}).then(
    result => result.violations.flatMap(rule => rule.nodes.map(
        node => `${rule.id}: ${node.target.join(' ')}: ${node.failureSummary.replace(/\\s+/g, ' ')}`)))"""
# What only opens on a click is opened here: all details at once, dialogs and popovers one after another.
_OPEN_DETAILS = "() => document.querySelectorAll('details').forEach(found => { found.open = true })"
_OVERLAYS = "dialog, [popover]"
_OPEN = "found => found.open || (found.showModal ? found.showModal() : found.showPopover())"
_CLOSE = "found => found.close ? found.close() : found.hidePopover()"


def findings(page: Page) -> list[str]:
    """Return one line for each element that breaks a rule; the page must ignore its own content security policy."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(_script())
    return [str(line) for line in page.evaluate(_RUN, list(TAGS))]


def findings_when_open(page: Page) -> list[str]:
    """Return what `findings` has to say once everything that folds is unfolded, and of each dialog and popover."""
    page.evaluate(_OPEN_DETAILS)
    found = findings(page)
    for overlay in page.locator(_OVERLAYS).all():
        overlay.evaluate(_OPEN)
        found += findings(page)
        overlay.evaluate(_CLOSE)
    return sorted(set(found))


@cache
def _script() -> str:
    return files("axe_playwright_python").joinpath("axe.min.js").read_text("utf-8")
