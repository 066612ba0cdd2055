"""The README tells the truth: its commands run, and its output is what they print.

`python -m tests.test_readme` writes the present output into the README.
"""

import contextlib
import io
import os
import re
import shlex
from pathlib import Path

from compare.cli import run
from compare.overview import COMMANDS

ROOT = Path(__file__).resolve().parent.parent
README = ROOT / "README.md"
OUTPUT = re.compile(
    r"<!-- output: compare (?P<arguments>.+) -->\n```\n(?P<shown>.*?)```\n", re.DOTALL
)


def printed(arguments: str) -> str:
    out = io.StringIO()
    before = Path.cwd()
    os.chdir(ROOT)
    try:
        with contextlib.redirect_stdout(out):
            code = run([*shlex.split(arguments), "--isolated"])
    finally:
        os.chdir(before)
    assert code == 0
    return "".join(f"{line.rstrip()}\n" for line in out.getvalue().splitlines())


def test_the_output_shown_is_the_output() -> None:
    shown = OUTPUT.findall(README.read_text("utf-8"))
    assert shown
    for arguments, text in shown:
        assert text == printed(arguments)


def test_every_command_is_in_the_readme_or_is_help() -> None:
    text = README.read_text("utf-8")
    missing = [name for name in COMMANDS if f"compare {name}" not in text and name != "report"]
    assert not missing


def test_every_link_leads_somewhere() -> None:
    for document in (README, *(ROOT / "docs").glob("*.md"), ROOT / "CONTRIBUTING.md"):
        for target in re.findall(r"\]\(([^)#:]+)\)", document.read_text("utf-8")):
            assert (document.parent / target).exists(), f"{document.name}: {target}"


def _accept() -> None:
    def renewed(match: re.Match[str]) -> str:
        return match.group().replace(
            f"```\n{match['shown']}```", f"```\n{printed(match['arguments'])}```"
        )

    README.write_text(OUTPUT.sub(renewed, README.read_text("utf-8")), "utf-8")


if __name__ == "__main__":
    _accept()
