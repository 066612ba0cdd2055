#!/usr/bin/env python3
"""Everything that must hold before a change lands: one command, here and in CI.

    python3 check.py              format, lint, types, imports, tests, and the gate on seeds/
    python3 check.py tests lint   only these steps

Makes a virtual environment and installs what the steps need, so it runs on a machine
with nothing but Python. Needs no package itself. The tests want a Chromium as well: where
there is none it is installed, from Debian by root, else by Playwright into the home folder.
"""

import argparse
import os
import shutil
import subprocess
import sys
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parent

#: Name of a step and its command, run with the environment's Python.
STEPS: dict[str, list[str]] = {
    "format": ["-m", "ruff", "format", "--check", "."],
    "lint": ["-m", "ruff", "check", "."],
    "types": ["-m", "mypy"],
    "imports": ["-c", "from importlinter.cli import lint_imports_command as c; c()"],
    "tests": ["-m", "pytest", "-q", "-n", "auto"],
    "corpus": ["-m", "compare", "check", "seeds", "--baseline", "source-compare-baseline.json"],
}

#: What a Chromium is called; the same names as in tests/browser/chromium.py.
BROWSERS = ("chromium", "chromium-browser", "google-chrome")

_APT = ("install", "--yes", "--quiet", "--no-install-recommends")


def main() -> int:
    """Run the steps asked for; 0 when all of them pass, else 1."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("steps", nargs="*", choices=[[], *STEPS], help="default: all")
    parser.add_argument("--venv", default=".venv", help="where the environment is made")
    parser.add_argument(
        "--require-real",
        action="store_true",
        help="no test may want for ../shared or for a browser",
    )
    arguments = parser.parse_args()
    python = _environment(ROOT / arguments.venv)
    steps = arguments.steps or [*STEPS]
    if "tests" in steps:
        _browser(python)
    failed = [
        name for name in steps if not _passes(name, python, require_real=arguments.require_real)
    ]
    print("\ncheck: " + (f"failed: {', '.join(failed)}" if failed else "all passed"), flush=True)
    return 1 if failed else 0


def _environment(folder: Path) -> Path:
    """The Python of the virtual environment in *folder*, with the project and its tools."""
    python = folder / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    if not python.exists():
        print(f"check: making {folder.name}", flush=True)
        venv.create(folder, with_pip=True)
    print("check: installing what the checks need", flush=True)
    install = [python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    subprocess.run([*install, "-e", ".[dev]"], cwd=ROOT, check=True)
    return python


def _browser(python: Path) -> None:
    """See to it that there is a browser; without one the tests say what they leave out."""
    if any(map(shutil.which, BROWSERS)):
        return
    print("check: no Chromium here, installing one", flush=True)
    if _debian() and _runs(["apt-get", "update"]) and _runs(["apt-get", *_APT, "chromium"]):
        return
    # Finds at once what it has installed before.
    if not _runs([str(python), "-m", "playwright", "install", "chromium"]):
        print(
            "check: NO BROWSER could be installed: the page is NOT tested in one\n"
            "       apt-get install chromium, or python -m playwright install chromium",
            flush=True,
        )


def _debian() -> bool:
    """Whether packages of Debian, or of what comes from it, can be installed here."""
    return bool(shutil.which("apt-get")) and hasattr(os, "geteuid") and os.geteuid() == 0


def _runs(command: list[str]) -> bool:
    try:
        return subprocess.run(command, cwd=ROOT, check=False).returncode == 0
    except OSError:
        return False


def _passes(name: str, python: Path, *, require_real: bool) -> bool:
    print(f"\n== {name}", flush=True)
    command = [str(python), *STEPS[name]]
    if name == "tests" and require_real:
        command += ["--require-real", "--require-browser"]
    return subprocess.run(command, cwd=ROOT, check=False).returncode == 0


if __name__ == "__main__":
    sys.exit(main())
