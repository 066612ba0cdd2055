"""What the filters show and hide, with JavaScript and without."""

import re

import pytest

from tests.browser.conftest import Opened, rows, until
from tests.browser.pages import Report

SCRIPTING = pytest.mark.parametrize("scripting", [True, False], ids=["script", "no script"])


def having(page: object, query: str) -> list[str]:
    """The ids of all statements that match *query*, shown or not."""
    found: list[str] = page.evaluate(  # type: ignore[attr-defined]
        "query => [...document.querySelectorAll('article.r')]"
        ".filter(each => each.matches(query)).map(each => each.id)",
        query,
    )
    return found


@SCRIPTING
def test_ticked_kinds_are_shown_and_without_any_all_are(
    opened: Opened, folded: Report, scripting: bool
) -> None:
    page = opened(folded, java_script_enabled=scripting)
    everything = having(page, ".r")
    assert len(everything) == 60
    page.locator("details.run").evaluate_all("all => all.forEach(each => each.open = true)")
    assert rows(page) == everything
    page.check("#k-f")
    assert rows(page) == having(page, ".kf") != []
    page.check("#k-w")
    assert rows(page) == having(page, ".kf, .kw")
    page.uncheck("#k-f")
    page.uncheck("#k-w")
    page.check("#k-i")
    assert rows(page) == having(page, ".ki") != []
    page.uncheck("#k-i")
    assert rows(page) == everything


@SCRIPTING
def test_the_figures_beside_the_kinds_are_those_of_the_rows(
    opened: Opened, harbour: Report, scripting: bool
) -> None:
    page = opened(harbour, java_script_enabled=scripting)
    for kind in "fwsi":
        said = page.text_content(f".chip.k{kind} b")
        assert said == str(len(having(page, f".k{kind}")))
    assert page.is_disabled("#k-s")


@SCRIPTING
def test_a_text_that_is_not_ticked_has_no_cell_and_no_row_of_its_own(
    opened: Opened, minister: Report, scripting: bool
) -> None:
    page = opened(minister, java_script_enabled=scripting)
    everything = rows(page)
    page.click(".choose summary")
    names = page.locator(".choose fieldset").first.locator(".chip").all_inner_texts()
    lantern = next(n for n, name in enumerate(names, 1) if "Lantern" in name)
    assert page.locator(f".c{lantern}:visible").count() > 0
    page.uncheck(f"#o{lantern}")
    assert page.locator(f".c{lantern}:visible").count() == 0
    assert rows(page) == everything
    for n in range(1, len(names) + 1):
        page.set_checked(f"#o{n}", n == lantern)
    # A row is left as long as one of its texts is.
    assert rows(page) == having(page, f":has(.c{lantern}:not(.no))")
    page.uncheck(f"#o{lantern}")
    assert rows(page) == []


@SCRIPTING
def test_quotations_and_boilerplate_can_be_hidden(
    opened: Opened, minister: Report, scripting: bool
) -> None:
    page = opened(minister, java_script_enabled=scripting)
    quoted, standing = having(page, ".qo"), having(page, ".bp")
    page.click(".choose summary")
    assert page.text_content("label:has(#h-q) b") == str(len(quoted))
    page.check("#h-q")
    assert rows(page) == having(page, ":not(.qo)")
    assert not page.is_visible("#quotations")
    page.uncheck("#h-q")
    page.click("#d1full > summary")
    assert page.locator("#d1full .fu:visible").count() > 0
    page.check("#h-b")
    assert page.locator("#d1full .fu:visible").count() == 0
    assert [row for row in rows(page) if row in standing] == []


@SCRIPTING
def test_every_mark_can_have_its_number(opened: Opened, harbour: Report, scripting: bool) -> None:
    page = opened(harbour, java_script_enabled=scripting)
    shown = (
        "getComputedStyle(document.querySelector('#s2 mark[data-n]:not(.v)'), '::after').content"
    )
    assert page.evaluate(shown) == "none"
    page.click(".choose summary")
    page.check("#nums")
    assert re.match(r'"\d|attr', str(page.evaluate(shown)))


def test_search_finds_words_in_whatever_case_and_with_whatever_accents(
    opened: Opened, minister: Report
) -> None:
    page = opened(minister)
    everything = rows(page)
    page.fill("#find", "SLUÍCES")
    until(page, "document.querySelector('#count').textContent != ''")
    found = rows(page)
    assert 0 < len(found) < len(everything)
    assert page.text_content("#count") == f"{len(found)} of {len(everything)} statements"
    for row in everything:
        assert ("sluices" in str(page.text_content(f"#{row}")).lower()) == (row in found)
    assert page.evaluate("CSS.highlights.get('found').size") > 0
    page.press("#find", "Escape")
    assert rows(page) == everything
    assert page.input_value("#find") == ""


def test_search_unfolds_what_it_finds(opened: Opened, folded: Report) -> None:
    page = opened(folded)
    hidden = page.locator("details.run article.r").first
    number = str(hidden.get_attribute("id")).removeprefix("s")
    assert not hidden.is_visible()
    page.fill("#find", f"berth {number} would")
    hidden.wait_for(state="visible")
    found = rows(page)
    assert f"s{number}" in found
    assert len(found) < 60


def test_search_and_filters_go_together(opened: Opened, harbour: Report) -> None:
    page = opened(harbour)
    page.fill("#find", "breakwater")
    until(page, "document.querySelector('#count').textContent != ''")
    found = rows(page)
    page.check("#k-f")
    assert rows(page) == [row for row in found if row in having(page, ".kf")]


def test_what_needs_a_script_is_not_offered_without_one(opened: Opened, harbour: Report) -> None:
    page = opened(harbour, java_script_enabled=False)
    assert not page.is_visible("#find")
    assert not page.is_visible("#help")
    assert page.locator(".cite").count() == 0
    assert opened(harbour).locator(".cite").count() == len(harbour.result.statements)


def test_by_outlet_a_tick_is_for_all_its_articles(opened: Opened, grouped: Report) -> None:
    page = opened(grouped)
    everything = rows(page)
    page.click(".choose summary")
    names = page.locator(".choose fieldset").first.locator(".chip")
    assert [name.strip() for name in names.all_inner_texts()] == ["Echo", "Norda", "Skarn"]
    assert page.locator("#s1 .c:visible").count() == 3
    names.nth(1).locator("input").uncheck()
    assert page.locator("#s1 .c:visible").count() == 2
    assert rows(page) == everything
    names.nth(0).locator("input").uncheck()
    names.nth(2).locator("input").uncheck()
    assert rows(page) == []
    names.nth(1).locator("input").check()
    assert rows(page) == everything
