"""The pictures of the README, made by a command: python -m tests.pictures

The terminal is drawn as SVG by rich, the report photographed in a browser. Beside each
lies the sha256 of what it was made from (`docs/pictures/sources.json`), so that a test says
when it is stale; a photograph itself is never the same twice on two machines.
"""

import hashlib
import json
import re
from collections.abc import Mapping
from io import StringIO
from pathlib import Path
from xml.etree import ElementTree as ET

from rich.console import Console
from rich.text import Text

from compare import api
from compare.model import Result
from compare.options import Options
from compare.reports import html, terminal
from compare.reports.look import Look

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "docs" / "pictures"
SOURCES = FOLDER / "sources.json"
TERMINAL, PAGE = "terminal.svg", "report.png"

#: Characters a line, and lines, of the terminal that is drawn.
WIDTH, LINES = 100, 46

#: Pixels of the photograph: as wide as the README is shown, twice as sharp costs too much.
SIZE = (1120, 860)


def main() -> None:
    """Make both pictures and note what they were made from."""
    from tests.browser.chromium import started

    FOLDER.mkdir(parents=True, exist_ok=True)
    (FOLDER / TERMINAL).write_text(drawn(), encoding="utf-8", newline="\n")
    path = FOLDER / "report.html"
    path.write_text(page(), encoding="utf-8", newline="\n")
    try:
        with started() as browser:
            width, height = SIZE
            opened = browser.new_page(viewport={"width": width, "height": height})
            opened.goto(f"{path.as_uri()}#statements")
            opened.screenshot(path=FOLDER / PAGE)
    finally:
        path.unlink()
    noted = json.dumps(sources(), indent=2, sort_keys=True)
    SOURCES.write_text(f"{noted}\n", encoding="utf-8", newline="\n")


def sources() -> Mapping[str, str]:
    """The sha256 of the text that each picture shows."""
    return {TERMINAL: _digest(words(drawn())), PAGE: _digest(page())}


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def story() -> Result:
    """What the pictures show: an accident in a harbour, told by four invented outlets."""
    import os

    here = Path.cwd()
    os.chdir(ROOT)  # Paths are shown as somebody in a clone sees them.
    try:
        return api.result_of(api.read(["seeds/harbour"], Options()), Options())
    finally:
        os.chdir(here)


def page() -> str:
    """The report of the story."""
    out = StringIO()
    html.write(story(), out)
    return out.getvalue()


def drawn() -> str:
    """The first lines that the terminal shows of the story, as SVG."""
    out = StringIO()
    terminal.write(story(), out, look=Look(width=WIDTH, color=True))
    shown = out.getvalue().split("\n")[:LINES]
    console = Console(record=True, width=WIDTH, file=StringIO(), force_terminal=True)
    for line in shown:
        console.print(Text.from_ansi(line), no_wrap=True)
    title = "compare seeds/harbour"
    # Without an id of its own rich takes one from its memory addresses.
    drawing = console.export_svg(title=title, unique_id="terminal")
    # Rich asks a server for its font, and no reader should.
    return re.sub(r"@font-face \{.*?\}\s*", "", drawing, flags=re.DOTALL)


def words(svg: str) -> str:
    """The words of a drawing, in order, without how they are drawn."""
    told = (node.text or "" for node in ET.fromstring(svg).iter() if _is_text(node))
    return "\n".join(text.replace("\N{NO-BREAK SPACE}", " ") for text in told)


def _is_text(node: ET.Element) -> bool:
    return node.tag.endswith("}text")


if __name__ == "__main__":
    main()
