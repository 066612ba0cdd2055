"""Where a Chromium is, and how it is started.

One that the system has goes first: it is the one that distributions patch. Nothing is
installed here; `check.py` does that.
"""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, BrowserType, sync_playwright

NAMES = ("chromium", "chromium-browser", "google-chrome")

#: No sandbox, because containers run as root; the others keep it from calling home.
FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)

MISSING = (
    "no Chromium on this machine: apt-get install chromium, "
    "or python -m playwright install chromium"
)


class NoBrowserError(Exception):
    """There is no browser to start."""


@contextmanager
def started() -> Iterator[Browser]:
    """A browser that runs; NoBrowserError without any."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=_path(playwright.chromium), args=list(FLAGS), env=_environment()
        )
        try:
            yield browser
        finally:
            browser.close()


def _path(kind: BrowserType) -> str:
    for name in NAMES:
        if found := shutil.which(name):
            return found
    if Path(kind.executable_path).exists():
        return kind.executable_path
    raise NoBrowserError(MISSING)


def _environment() -> dict[str, str | float | bool]:
    """The environment without a proxy: nothing is to leave the machine."""
    return {name: value for name, value in os.environ.items() if "proxy" not in name.lower()}
