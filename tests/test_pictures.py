"""The pictures of the README show what the program shows now.

When one of these fails after a change that shows: python -m tests.pictures, and look at them.
"""

import json
import struct
from xml.etree import ElementTree as ET

from tests import pictures

STALE = "stale: python -m tests.pictures"


def test_the_drawn_terminal_is_not_stale() -> None:
    drawing = (pictures.FOLDER / pictures.TERMINAL).read_text(encoding="utf-8")
    assert pictures.words(drawing) == pictures.words(pictures.drawn()), STALE


def test_the_photographed_page_is_not_stale() -> None:
    noted = json.loads(pictures.SOURCES.read_text(encoding="utf-8"))
    assert noted == pictures.sources(), STALE


def test_the_drawing_is_drawn_the_same_twice_and_asks_for_nothing() -> None:
    drawing = pictures.drawn()
    assert drawing == pictures.drawn()
    addresses = {value for node in ET.fromstring(drawing).iter() for value in node.attrib.values()}
    assert not [each for each in addresses if each.startswith(("http", "//"))]
    assert "url(http" not in drawing.replace('"', "")


def test_the_drawing_shows_words_of_every_outlet() -> None:
    words = pictures.words(pictures.drawn())
    for outlet in ("Fjordwire", "The Hollin Gazette", "Skylark", "VELTIN"):
        assert words.count(outlet) > 1, outlet


def test_the_photograph_is_small_and_of_its_size() -> None:
    data = (pictures.FOLDER / pictures.PAGE).read_bytes()
    assert data[:8] == b"\x89PNG\r\n\x1a\n"
    assert struct.unpack(">II", data[16:24]) == pictures.SIZE
    assert len(data) < 250_000


def test_the_readme_shows_both() -> None:
    readme = (pictures.ROOT / "README.md").read_text(encoding="utf-8")
    for name in (pictures.TERMINAL, pictures.PAGE):
        assert readme.index(f"](docs/pictures/{name})") < readme.index("## Use it")
