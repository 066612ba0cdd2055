"""Addresses inside the page, also of what is folded, and the citation that has them."""

import pytest

from tests.browser.conftest import Opened, until
from tests.browser.pages import Report

TOP = "id => document.getElementById(id).getBoundingClientRect().top"


@pytest.mark.parametrize("scripting", [True, False], ids=["script", "no script"])
@pytest.mark.parametrize("id_", ["s5", "s2n1", "d3", "only", "quotations", "method"])
def test_an_address_leads_to_its_place(
    opened: Opened, harbour: Report, id_: str, scripting: bool
) -> None:
    page = opened(harbour, id_, java_script_enabled=scripting)
    assert 0 <= page.evaluate(TOP, id_) < 900
    assert page.locator(f"#{id_}").is_visible()


@pytest.mark.parametrize(
    ("what", "query"),
    [
        ("difference of form", ".more li[id]"),
        ("passage in full", "#d2full .p:nth-of-type(4)"),
        ("quotation of little interest", "#quotations details .q"),
    ],
)
def test_an_address_inside_something_folded_unfolds_it(
    opened: Opened, minister: Report, what: str, query: str
) -> None:
    id_ = str(opened(minister).locator(query).first.get_attribute("id"))
    page = opened(minister, id_)
    page.locator(f"#{id_}").wait_for(state="visible")
    assert 0 <= page.evaluate(TOP, id_) < 900, what
    # And when the page is open already.
    page = opened(minister)
    page.evaluate("id => { location.hash = id }", id_)
    page.locator(f"#{id_}").wait_for(state="visible")
    until(page, f"({TOP})('{id_}') < 900")


def test_an_identical_statement_in_a_run_unfolds(opened: Opened, folded: Report) -> None:
    id_ = str(opened(folded).locator("details.run article.r").first.get_attribute("id"))
    page = opened(folded, id_)
    page.locator(f"#{id_}").wait_for(state="visible")


def test_a_finding_has_an_address(opened: Opened, flagged: Report) -> None:
    page = opened(flagged, "f1")
    assert 0 <= page.evaluate(TOP, "f1") < 900
    assert page.inner_text("#f1") == "press/a.txt:3: no date"


def test_a_click_on_a_mark_leads_to_its_line_in_the_list(opened: Opened, harbour: Report) -> None:
    page = opened(harbour)
    mark = page.locator("#s2 mark[data-n]:not(.v)").first
    number = str(mark.get_attribute("data-n")).split(",")[0]
    mark.click()
    until(page, f"location.hash == '#s2n{number}'")
    assert page.locator(f"#s2n{number}").is_visible()


def test_a_column_of_the_overview_leads_to_its_statement(opened: Opened, harbour: Report) -> None:
    page = opened(harbour)
    page.locator(".band a").nth(3).click()
    until(page, "location.hash == '#s4'")
    assert 0 <= page.evaluate(TOP, "s4") < 300


def test_every_address_on_the_page_leads_somewhere(opened: Opened, report: Report) -> None:
    missing = opened(report).evaluate(
        "[...document.querySelectorAll('a')].map(each => each.getAttribute('href'))"
        ".filter(each => !each.startsWith('#') || !document.getElementById(each.slice(1)))"
    )
    assert missing == []


def test_a_citation_has_sources_lines_words_and_an_address(opened: Opened, harbour: Report) -> None:
    page = opened(harbour, permissions=["clipboard-read", "clipboard-write"])
    page.click("#s1 .cite")
    page.locator("#s1 .cite", has_text="Copied").wait_for()
    told = page.evaluate("navigator.clipboard.readText()").split("\n")
    assert len(told) == 4
    assert "Fjordwire, “Ferry strikes breakwater in fog at Hollin; 23 hurt”" in told[0]
    assert told[0].endswith("line 1: “Ferry strikes breakwater in fog at Hollin; 23 hurt”")
    assert "The Hollin Gazette" in told[1]
    assert "“Ferry strikes breakwater in fog; 32 hurt”" in told[1]
    assert told[-1] == f"{harbour.address}#s1"
