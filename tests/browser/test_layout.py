"""The layout: nothing to scroll to the side, at any width, whatever the words are."""

import pytest

from tests.browser.conftest import Opened, unfold
from tests.browser.pages import Report

WIDTHS = (320, 390, 768, 1280, 1920)

#: What stands beyond the right edge, tables that scroll by themselves aside.
BEYOND = """[...document.querySelectorAll("body *")]
  .filter((each) => each.getBoundingClientRect().right > innerWidth + 1 && !each.closest(".scroll"))
  .slice(0, 5).map((each) => each.outerHTML.slice(0, 120))"""


#: What is off the screen keeps the place it had at another width until it is drawn again.
DRAWN = """document.querySelectorAll("article").forEach(
  (each) => { each.style.contentVisibility = "visible"; })"""


@pytest.mark.parametrize("scripting", [True, False], ids=["script", "no script"])
def test_nothing_scrolls_sideways(opened: Opened, report: Report, scripting: bool) -> None:
    page = opened(report, java_script_enabled=scripting)
    unfold(page)
    page.evaluate(DRAWN)
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 800})
        assert page.evaluate("document.documentElement.scrollWidth") <= width, page.evaluate(BEYOND)
        assert page.evaluate(BEYOND) == [], width


def test_on_a_telephone_words_have_the_width_of_the_screen(
    opened: Opened, minister: Report
) -> None:
    page = opened(minister, viewport={"width": 390, "height": 844})
    unfold(page)
    narrow = page.evaluate(
        "[...document.querySelectorAll('.t, .p > p:first-child, dd')]"
        ".filter(each => each.checkVisibility() && each.getBoundingClientRect().width < 240)"
        ".map(each => each.outerHTML.slice(0, 120))"
    )
    assert narrow == []


def test_on_a_wide_screen_the_cells_of_a_row_stand_side_by_side(
    opened: Opened, harbour: Report
) -> None:
    page = opened(harbour)
    tops = page.eval_on_selector_all(
        "#s2 .c", "all => all.map(each => Math.round(each.getBoundingClientRect().top))"
    )
    assert len(tops) == 4
    assert len(set(tops)) == 1
    page.set_viewport_size({"width": 390, "height": 844})
    tops = page.eval_on_selector_all(
        "#s2 .c", "all => all.map(each => Math.round(each.getBoundingClientRect().top))"
    )
    assert tops == sorted(set(tops))


def test_kinds_of_marks_differ_by_their_lines_not_by_colour_alone(
    opened: Opened, minister: Report
) -> None:
    for setting in ("light", "forced"):
        options = {"forced_colors": "active"} if setting == "forced" else {}
        page = opened(minister, **options)
        lines = page.eval_on_selector_all(
            ".legend mark",
            "all => all.map(each => { const style = getComputedStyle(each);"
            " return [style.textDecorationStyle, style.textDecorationThickness,"
            " style.fontWeight].join(' ') })",
        )
        assert len(lines) == len(set(lines)) == 5, setting
