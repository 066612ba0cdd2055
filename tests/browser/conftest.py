"""A browser for all tests, a watched page for each, and the reports they open.

Without a browser the tests skip and say so; with `--require-browser`, or in CI (`CI` is
set), they fail, because a skipped test proves nothing.
"""

import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

import pytest

from tests.browser import pages
from tests.browser.pages import Report
from tests.test_by_outlet import story as by_outlet

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Dialog, Page, Route

#: Milliseconds a step in the browser may take before the test fails.
PATIENCE = 5_000

Opened = Callable[..., "Page"]


def unfold(page: "Page") -> None:
    """Open everything that is folded on *page*."""
    page.evaluate("document.querySelectorAll('details').forEach(each => each.open = true)")


def until(page: "Page", condition: str) -> None:
    """Wait until *condition* is true on *page*; fails when it stays untrue.

    Playwright's own waiting builds a function from a text, which the policy of the page forbids.
    """
    for _ in range(PATIENCE // 50):
        if page.evaluate(condition):
            return
        page.wait_for_timeout(50)
    pytest.fail(f"never true: {condition}")


def rows(page: "Page") -> list[str]:
    """The ids of the statements that *page* shows, also those below the screen."""
    shown: list[str] = page.evaluate(
        "[...document.querySelectorAll('article.r')]"
        ".filter(each => each.checkVisibility()).map(each => each.id)"
    )
    return shown


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents:
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def browser(request: pytest.FixtureRequest) -> Iterator["Browser"]:
    """A headless Chromium."""
    try:
        from tests.browser.chromium import NoBrowserError, started
    except ModuleNotFoundError as error:
        _without(request, f"{error.name} is missing: pip install 'source-compare[browser]'")
    try:
        with started() as running:
            yield running
    except NoBrowserError as error:
        _without(request, str(error))


def _without(request: pytest.FixtureRequest, reason: str) -> NoReturn:
    if request.config.getoption("--require-browser") or os.environ.get("CI"):
        pytest.fail(f"the page was not tested in a browser: {reason}", pytrace=False)
    pytest.skip(f"the page is not tested in a browser: {reason}")


@dataclass
class Watch:
    """What pages did that they may not do."""

    wrong: list[str] = field(default_factory=list)

    def on(self, page: "Page", address: str) -> None:
        """Watch *page*, which is to be at *address*."""
        page.route("**/*", partial(self._judge, address=address))
        page.on("console", lambda message: self.wrong.append(f"console: {message.text}"))
        page.on("pageerror", lambda error: self.wrong.append(f"error: {error}"))
        page.on("dialog", self._refuse)
        page.on("popup", lambda popup: self.wrong.append(f"popup: {popup.url}"))

    def _refuse(self, dialog: "Dialog") -> None:
        self.wrong.append(f"dialog: {dialog.message}")
        dialog.dismiss()

    def _judge(self, route: "Route", *, address: str) -> None:
        if route.request.url.split("#")[0] == address:
            route.continue_()
        else:
            self.wrong.append(f"request: {route.request.url}")
            route.abort()


@pytest.fixture
def watch() -> Watch:
    """What is noted of the pages of a test; a test that provokes it empties it."""
    return Watch()


@pytest.fixture
def opened(browser: "Browser", watch: Watch) -> Iterator[Opened]:
    """Opens a report, at an address inside it, in a browser as the options say."""
    contexts = []

    def open_(report: Report, at: str = "", **options: Any) -> "Page":
        options.setdefault("viewport", {"width": 1280, "height": 900})
        context = browser.new_context(**options)
        context.set_default_timeout(PATIENCE)
        contexts.append(context)
        page = context.new_page()
        watch.on(page, report.address)
        page.goto(f"{report.address}#{at}" if at else report.address)
        return page

    yield open_
    for context in contexts:
        context.close()
    assert watch.wrong == []


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the reports are."""
    return tmp_path_factory.mktemp("pages")


@pytest.fixture(scope="session")
def minister(folder: Path, seeds: Path) -> Report:
    """A press conference told by six outlets, one of them in Russian."""
    return pages.written(pages.compared([seeds / "minister"]), folder / "minister.html")


@pytest.fixture(scope="session")
def harbour(folder: Path, seeds: Path) -> Report:
    """An accident told by four outlets, with an identical statement."""
    return pages.written(pages.compared([seeds / "harbour"]), folder / "harbour.html")


@pytest.fixture(scope="session")
def real(folder: Path, real_seeds: tuple[Path, ...]) -> Report:
    """The five real articles."""
    return pages.written(pages.compared(real_seeds), folder / "real.html")


@pytest.fixture(scope="session")
def folded(folder: Path) -> Report:
    """Sixty rows of three outlets, with runs of identical ones."""
    return pages.written(pages.folded(), folder / "folded.html")


@pytest.fixture(scope="session")
def hostile(folder: Path) -> Report:
    """Articles that try to get out of the page."""
    return pages.written(pages.hostile(), folder / "hostile.html")


@pytest.fixture(scope="session")
def flagged(folder: Path) -> Report:
    """A report with a finding."""
    return pages.written(pages.flagged(), folder / "flagged.html")


@pytest.fixture(scope="session")
def grouped(folder: Path) -> Report:
    """Two articles of one outlet beside those of two others, by outlet."""
    return pages.written(by_outlet("outlet"), folder / "grouped.html")


#: The reports that must hold in every setting.
REPORTS = (
    "minister",
    "harbour",
    "folded",
    "hostile",
    pytest.param("real", marks=pytest.mark.real),
)


@pytest.fixture(params=REPORTS)
def report(request: pytest.FixtureRequest) -> Report:
    """Each of the reports."""
    found: Report = request.getfixturevalue(request.param)
    return found
