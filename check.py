#!/usr/bin/env python3
"""Everything that must hold before a change lands: one command, here and in CI.

    python3 check.py              format, lint, types, imports, tests, and the gate on seeds/
    python3 check.py tests lint   only these steps

Makes a virtual environment and installs what the steps need, so it runs on a machine
with nothing but Python. Needs no package itself.
"""

import argparse
import os
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


def main() -> int:
    """Run the steps asked for; 0 when all of them pass, else 1."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("steps", nargs="*", choices=[[], *STEPS], help="default: all")
    parser.add_argument("--venv", default=".venv", help="where the environment is made")
    parser.add_argument(
        "--require-real", action="store_true", help="no test may want for ../shared"
    )
    arguments = parser.parse_args()
    python = _environment(ROOT / arguments.venv)
    failed = [
        name
        for name in arguments.steps or STEPS
        if not _passes(name, python, require_real=arguments.require_real)
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


def _passes(name: str, python: Path, *, require_real: bool) -> bool:
    print(f"\n== {name}", flush=True)
    command = [str(python), *STEPS[name]]
    if name == "tests" and require_real:
        command.append("--require-real")
    return subprocess.run(command, cwd=ROOT, check=False).returncode == 0


if __name__ == "__main__":
    sys.exit(main())
