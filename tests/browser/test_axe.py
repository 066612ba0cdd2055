"""Accessibility by axe-core (Deque Systems): no violation, in any setting of the browser."""

from importlib.resources import files
from typing import TYPE_CHECKING, Any

import pytest

from tests.browser.conftest import Opened, unfold
from tests.browser.pages import Report

if TYPE_CHECKING:
    from playwright.sync_api import Page


SETTINGS: dict[str, dict[str, Any]] = {
    "light": {},
    "dark": {"color_scheme": "dark"},
    "telephone": {"viewport": {"width": 390, "height": 844}},
    "forced colours": {"forced_colors": "active"},
}

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]

#: Runs axe, but judges the contrast of colours, most of the work, once for each look that
#: words have on the page: a row of elements by name and class, numbered classes left out.
RUN = """async (tags) => {
  const look = (node) => node ? look(node.parentElement) + ">" + node.localName
    + [...node.classList].filter((name) => !/\\d$/.test(name)).sort().join(".") : "";
  const found = new Map();
  for (const node of document.querySelectorAll("body *")) {
    const words = [...node.childNodes].some((each) => each.nodeType === 3 && each.data.trim());
    if (words && !found.has(look(node))) found.set(look(node), node);
  }
  const brief = { resultTypes: ["violations"] };
  const contrast = await axe.run(
    { include: [...found.values()] }, { ...brief, runOnly: ["color-contrast"] });
  const others = await axe.run(
    document, { ...brief, runOnly: tags, rules: { "color-contrast": { enabled: false } } });
  const told = (each) => `${each.id}: ${each.nodes.length}, ${each.nodes[0].html.slice(0, 120)}`;
  const all = (kind) => [...contrast[kind], ...others[kind]];
  return { wrong: all("violations").map(told), judged: all("passes").map((each) => each.id) };
}"""


def axe(page: "Page") -> tuple[list[str], set[str]]:
    """What axe finds wrong on *page*, and the rules that it found kept."""
    page.evaluate(files("axe_playwright_python").joinpath("axe.min.js").read_text("utf-8"))
    said = page.evaluate(RUN, TAGS)
    return said["wrong"], set(said["judged"])


@pytest.mark.parametrize("setting", SETTINGS)
def test_axe_finds_nothing(opened: Opened, report: Report, setting: str) -> None:
    page = opened(report, **SETTINGS[setting])
    unfold(page)
    wrong, judged = axe(page)
    assert wrong == []
    # Where the system gives the colours there are none to judge.
    assert {"list", "label", "heading-order"} <= judged
    assert "color-contrast" in judged or setting == "forced colours"


def test_axe_finds_nothing_in_the_list_of_keys(opened: Opened, minister: Report) -> None:
    page = opened(minister)
    page.click("#help")
    assert axe(page)[0] == []


def test_axe_would_find_something(opened: Opened, harbour: Report) -> None:
    # The policy of the page would not let a test add its style.
    page = opened(harbour, bypass_csp=True)
    page.add_style_tag(content=".lead { color: #ccc }")
    page.evaluate("document.querySelector('#find').labels[0].remove()")
    found = {each.split(":")[0] for each in axe(page)[0]}
    assert found == {"color-contrast", "label"}
