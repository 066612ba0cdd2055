"""On paper: every row, every difference, what is folded too."""

import re
import unicodedata
from io import BytesIO
from typing import TYPE_CHECKING

import pytest

from tests.browser.conftest import Opened
from tests.browser.pages import Report

if TYPE_CHECKING:
    from playwright.sync_api import Page

SCRIPTING = pytest.mark.parametrize("scripting", [True, False], ids=["script", "no script"])


def letters(text: str) -> str:
    """The letters and digits of *text*: lines are broken otherwise on paper."""
    return re.sub(r"\W+", "", unicodedata.normalize("NFKC", text))


def paper(page: "Page") -> str:
    """The letters of all sheets of the printed *page*."""
    from pypdf import PdfReader

    sheets = PdfReader(BytesIO(page.pdf(format="A4"))).pages
    return "".join(letters(sheet.extract_text()) for sheet in sheets)


@SCRIPTING
def test_print_keeps_every_row_and_every_line_of_the_lists(
    opened: Opened, harbour: Report, scripting: bool
) -> None:
    page = opened(harbour, java_script_enabled=scripting)
    heads = page.locator("article.r h3").all_text_contents()
    lines = page.locator("article.r .app li").all_text_contents()
    printed = paper(page)
    assert len(heads) == len(harbour.result.statements)
    assert [head for head in heads if letters(head) not in printed] == []
    assert len(lines) > 100
    assert [line for line in lines if letters(line)[:30] not in printed] == []


@SCRIPTING
def test_runs_of_identical_rows_are_printed_unfolded(
    opened: Opened, folded: Report, scripting: bool
) -> None:
    page = opened(folded, java_script_enabled=scripting)
    printed = paper(page)
    assert [n for n in range(1, 61) if f"andthatberth{n}would" not in printed] == []


def test_after_printing_the_page_is_folded_as_it_was(opened: Opened, harbour: Report) -> None:
    page = opened(harbour)
    page.click(".contents summary")
    folds = "[...document.querySelectorAll('details')].map(each => each.open)"
    before = page.evaluate(folds)
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert all(page.evaluate(folds))
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    assert page.evaluate(folds) == before


def test_a_wide_table_is_not_cut_off(opened: Opened, minister: Report) -> None:
    page = opened(minister, viewport={"width": 680, "height": 1000})
    page.emulate_media(media="print")
    right = "document.querySelector('.matrix table').getBoundingClientRect().right"
    assert page.evaluate(right) <= 680
    assert page.evaluate("document.documentElement.scrollWidth") <= 680


def test_what_is_for_the_screen_only_is_not_printed(opened: Opened, harbour: Report) -> None:
    page = opened(harbour)
    page.emulate_media(media="print")
    for query in (".filters", ".cite", "header.top nav", ".skip"):
        assert page.locator(f"{query}:visible").count() == 0
