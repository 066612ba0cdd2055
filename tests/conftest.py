"""Fixtures: the real articles and labelled data, which live beside the project.

`--require-real` turns a run in which none of the tests on real articles ran into a
failure; CI uses it, because skipped tests prove nothing. `--require-browser` does the same
for tests in a browser.
"""

from pathlib import Path

import pytest
from hypothesis import settings

# A busy machine is no defect: no law fails for the time it takes.
settings.register_profile("patient", deadline=None)
settings.load_profile("patient")

ROOT = Path(__file__).resolve().parent.parent


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--require-real", action="store_true", help="fail when all tests on real articles skip"
    )
    parser.addoption(
        "--require-browser", action="store_true", help="fail where there is no browser to test in"
    )


def pytest_terminal_summary(
    terminalreporter: pytest.TerminalReporter, config: pytest.Config
) -> None:
    if config.getoption("--require-real") and not _real_passed(terminalreporter):
        terminalreporter.write_line("no test on the real articles ran (--require-real)", red=True)


def pytest_sessionfinish(session: pytest.Session) -> None:
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    wanted = session.config.getoption("--require-real") and not hasattr(
        session.config, "workerinput"
    )
    if wanted and session.exitstatus == 0 and reporter and not _real_passed(reporter):
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


def _real_passed(reporter: pytest.TerminalReporter) -> int:
    return sum("real" in report.keywords for report in reporter.stats.get("passed", ()))


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder with the real articles and the labelled data; skips when it is absent."""
    folder = ROOT.parent / "shared"
    if not (folder / "seeds").is_dir():
        pytest.skip("the real articles (../shared) are not on this machine")
    return folder


@pytest.fixture(scope="session")
def real_seeds(shared: Path) -> tuple[Path, ...]:
    """The five real articles, sorted."""
    return tuple(sorted((shared / "seeds").glob("*.txt")))


@pytest.fixture(scope="session")
def seeds() -> Path:
    """The project's own invented corpus."""
    return ROOT / "seeds"
