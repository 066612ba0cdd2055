"""The keys: where they lead, when they are silent, and that they can be switched off."""

from tests.browser.conftest import Opened, rows
from tests.browser.pages import Report

HERE = "document.activeElement.id"


def test_j_and_k_go_from_statement_to_statement(opened: Opened, harbour: Report) -> None:
    page = opened(harbour)
    went = []
    for key in "jjkjj":
        page.keyboard.press(key)
        went.append(page.evaluate(HERE))
    assert went == ["s1", "s2", "s1", "s2", "s3"]
    top = page.evaluate("document.querySelector('#s3').getBoundingClientRect().top")
    bar = page.evaluate("document.querySelector('.filters').getBoundingClientRect().bottom")
    assert bar <= top < 200


def test_the_ends_hold(opened: Opened, harbour: Report) -> None:
    page = opened(harbour)
    last = len(harbour.result.statements)
    for _ in range(last + 3):
        page.keyboard.press("j")
    assert page.evaluate(HERE) == f"s{last}"
    for _ in range(last + 3):
        page.keyboard.press("k")
    assert page.evaluate(HERE) == "s1"


def test_n_and_p_go_to_facts_that_differ(opened: Opened, minister: Report) -> None:
    page = opened(minister)
    facts = page.eval_on_selector_all("article.kf", "all => all.map(each => each.id)")
    assert len(facts) > 2
    page.keyboard.press("n")
    page.keyboard.press("n")
    assert page.evaluate(HERE) == facts[1]
    page.keyboard.press("p")
    assert page.evaluate(HERE) == facts[0]


def test_what_is_hidden_is_passed_over(opened: Opened, harbour: Report) -> None:
    page = opened(harbour)
    page.check("#k-w")
    shown = rows(page)
    page.keyboard.press("j")
    page.keyboard.press("j")
    assert page.evaluate(HERE) == shown[1]


def test_a_slash_goes_to_the_search_where_keys_are_letters(opened: Opened, harbour: Report) -> None:
    page = opened(harbour)
    page.keyboard.press("/")
    assert page.evaluate(HERE) == "find"
    page.keyboard.type("jk?n/")
    assert page.input_value("#find") == "jk?n/"
    assert not page.is_visible("#keys")


def test_a_question_mark_lists_the_keys_and_escape_closes(opened: Opened, harbour: Report) -> None:
    page = opened(harbour)
    page.keyboard.press("?")
    assert page.is_visible("#keys")
    told = page.inner_text("#keys")
    assert [key for key in "jknp/?" if key not in told] == []
    page.keyboard.press("Escape")
    assert not page.is_visible("#keys")


def test_keys_with_control_are_the_browsers(opened: Opened, harbour: Report) -> None:
    page = opened(harbour)
    page.keyboard.press("Control+j")
    page.keyboard.press("Alt+j")
    assert page.evaluate(HERE) == ""


def test_keys_that_are_switched_off_do_nothing(opened: Opened, harbour: Report) -> None:
    page = opened(harbour)
    page.keyboard.press("?")
    page.uncheck("#keys-on")
    page.keyboard.press("Escape")
    for key in "jn/?":
        page.keyboard.press(key)
    assert page.evaluate(HERE) in ("", "help")
    assert not page.is_visible("#keys")
    # The button goes on working, so that they can be switched on again.
    page.click("#help")
    page.check("#keys-on")
    page.click("#keys button")
    page.keyboard.press("j")
    assert page.evaluate(HERE).startswith("s")


def test_everything_can_be_reached_with_the_tabulator(opened: Opened, harbour: Report) -> None:
    page = opened(harbour)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    inside = "document.activeElement.closest('#statements') !== null"
    assert page.evaluate(inside)
    seen = "getComputedStyle(document.activeElement).outlineStyle"
    assert page.evaluate(seen) == "solid"
