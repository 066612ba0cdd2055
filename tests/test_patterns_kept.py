"""Compiled expressions are kept from run to run, and nothing depends on it."""

import marshal
import os
import subprocess
import sys
from pathlib import Path

import pytest

ARTICLES = {
    "a.txt": "Ferry sinks\n\nBy Ann Ode\n\n“Nobody was hurt,” said Mayor Ada Quint on Friday.\n",
    "b.txt": "Ferry lost\n\nShare this\n\nMayor Ada Quint said on Friday nobody was hurt.\n",
}


@pytest.fixture
def story(tmp_path: Path) -> Path:
    for name, text in ARTICLES.items():
        (tmp_path / name).write_text(text, "utf-8")
    return tmp_path


def run(story: Path, **environment: str) -> bytes:
    """What the program prints, its byte code being kept in the folder of the story."""
    known = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
    command = [sys.executable, "-m", "compare", "show", "--isolated", *ARTICLES]
    prefix = {"PYTHONPYCACHEPREFIX": str(story / "code")}
    return subprocess.check_output(command, cwd=story, env={**known, **prefix, **environment})


def kept(story: Path) -> list[Path]:
    return list((story / "code").rglob("*.expressions"))


def test_a_second_run_uses_what_the_first_kept_and_prints_the_same(story: Path) -> None:
    first = run(story)
    (place,) = kept(story)
    _, found = marshal.loads(place.read_bytes())
    assert len(found) > 50
    before = place.stat().st_mtime_ns
    assert run(story) == first
    assert place.stat().st_mtime_ns == before  # nothing was compiled anew


@pytest.mark.parametrize("spoilt", [b"", b"nonsense", "code", "python"], ids=repr)
def test_a_spoilt_file_does_no_harm(story: Path, spoilt: bytes | str) -> None:
    first = run(story)
    (place,) = kept(story)
    made_for, found = marshal.loads(place.read_bytes())
    if spoilt == "code":
        found = {key: (flags, b"1234" * 9, *rest) for key, (flags, _, *rest) in found.items()}
        spoilt = marshal.dumps((made_for, found))
    elif spoilt == "python":
        spoilt = marshal.dumps((("other",), found))
    assert isinstance(spoilt, bytes)
    place.write_bytes(spoilt)
    assert run(story) == first


def test_nothing_is_kept_where_no_byte_code_is(story: Path) -> None:
    run(story, PYTHONDONTWRITEBYTECODE="1")
    assert kept(story) == []


def test_importing_the_package_keeps_nothing(story: Path) -> None:
    code = "import compare; compare.compare(['a.txt', 'b.txt'])"
    environment = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
    environment["PYTHONPYCACHEPREFIX"] = str(story / "code")
    subprocess.run([sys.executable, "-c", code], cwd=story, env=environment, check=True)
    assert kept(story) == []
