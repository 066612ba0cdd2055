"""Accessibility by axe-core (Deque Systems): no violation, in any setting of the browser."""

from importlib.resources import files
from typing import Any

import pytest

from tests.browser.conftest import Opened, Watch
from tests.browser.pages import Report

pytest.importorskip("playwright")
from playwright.sync_api import Page  # noqa: E402

SETTINGS: dict[str, dict[str, Any]] = {
    "light": {},
    "dark": {"color_scheme": "dark"},
    "telephone": {"viewport": {"width": 390, "height": 844}},
    "forced colours": {"forced_colors": "active"},
}

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]

#: Folded parts are opened and none is left out for standing below the screen.
WHOLE = "* { content-visibility: visible !important }"


def verdict(page: Page) -> dict[str, Any]:
    """What axe says of *page*."""
    page.evaluate(files("axe_playwright_python").joinpath("axe.min.js").read_text("utf-8"))
    options = {"runOnly": TAGS, "resultTypes": ["violations", "passes"]}
    said: dict[str, Any] = page.evaluate("options => axe.run(document, options)", options)
    return said


def told(said: dict[str, Any]) -> list[str]:
    """The violations in a line each, with the first element that has it."""
    return [
        f"{each['id']}: {len(each['nodes'])}, {each['nodes'][0]['html'][:120]}"
        for each in said["violations"]
    ]


@pytest.mark.parametrize("setting", SETTINGS)
def test_axe_finds_nothing(opened: Opened, report: Report, setting: str) -> None:
    # The policy of the page would not let a test add its style.
    page = opened(report, bypass_csp=True, **SETTINGS[setting])
    page.add_style_tag(content=WHOLE)
    page.evaluate("document.querySelectorAll('details').forEach(each => each.open = true)")
    said = verdict(page)
    assert told(said) == []
    judged = {each["id"] for each in said["passes"]}
    # Where the system gives the colours there are none to judge.
    assert {"list", "label", "heading-order"} <= judged
    assert "color-contrast" in judged or setting == "forced colours"


def test_axe_finds_nothing_in_the_list_of_keys(opened: Opened, minister: Report) -> None:
    page = opened(minister)
    page.click("#help")
    assert told(verdict(page)) == []


def test_axe_would_find_something(opened: Opened, minister: Report, watch: Watch) -> None:
    page = opened(minister, bypass_csp=True)
    page.add_style_tag(content=".lead { color: #ccc } ")
    page.evaluate("document.querySelector('#find').labels[0].remove()")
    found = {each["id"] for each in verdict(page)["violations"]}
    assert {"color-contrast", "label"} <= found
    assert watch.wrong == []
