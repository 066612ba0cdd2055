"""What the gate must show on articles: copies, pieces and joined halves made at test time.

The same on the project's invented corpus and, where they are, on the real articles.
"""

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

import compare
from compare.checks.outcome import Outcome
from compare.model import Finding

#: A day on which none of the articles is in the future.
TODAY = "2026-01-01"
#: What is put into a copy; no article has these words.
STRANGERS = ("zebrawood", "quokka", "periwinkle", "thimblerig", "bandicoot", "marzipan",
    "ocarina", "tourmaline")  # fmt: skip


class Sources(NamedTuple):
    """A folder and two of its articles, long enough to be cut in pieces."""

    folder: Path
    one: Path
    other: Path


@pytest.fixture(params=["invented", pytest.param("real", marks=pytest.mark.real)])
def sources(request: pytest.FixtureRequest) -> Sources:
    if request.param == "real":
        folder = request.getfixturevalue("shared") / "seeds"
        # By size: the third is a transcript of many pages, the others are reports.
        reports = sorted(folder.glob("*.txt"), key=lambda path: path.stat().st_size)
        return Sources(folder, reports[-2], reports[-3])
    seeds: Path = request.getfixturevalue("seeds")
    return Sources(seeds, seeds / "harbour" / "fjordwire.txt", seeds / "minister" / "veltin.txt")


def paragraphs(path: Path) -> list[str]:
    return [line for line in path.read_text("utf-8").splitlines() if len(line.split()) >= 12]


def with_edits(text: str, count: int) -> tuple[str, list[str]]:
    """*text* with so many words replaced, far from one another, and the words replaced."""
    words = [*re.finditer(r"(?<=\s)[a-z]{5,}(?=\s)", text)]
    step = len(words) // (count + 1)
    chosen = [words[step * (number + 1)] for number in range(count)]
    for match, stranger in sorted(
        zip(chosen, STRANGERS, strict=False), key=lambda one: -one[0].start()
    ):
        text = text[: match.start()] + stranger + text[match.end() :]
    return text, [match.group() for match in chosen]


def found(outcome: Outcome, rule: str, path: Path) -> list[Finding]:
    return [f for f in outcome.findings if f.rule == rule and f.path == path.as_posix()]


def check_new(new: Path, sources: Sources) -> Outcome:
    return compare.check([str(sources.folder)], new=[str(new)], today=TODAY)


def test_a_copy_with_eight_edits_is_a_near_duplicate_with_the_edits_listed(
    sources: Sources, tmp_path: Path
) -> None:
    text, replaced = with_edits(sources.one.read_text("utf-8"), 8)
    new = tmp_path / "copy.txt"
    new.write_text(text, "utf-8")
    findings = found(check_new(new, sources), "near-duplicate-document", new)
    # The invented report has a lightly edited copy in its folder, which the copy is near, too.
    (finding,) = [f for f in findings if f.related[0].path == sources.one.as_posix()]
    assert [detail.message for detail in finding.details] == [
        f"“{before}” → “{after}”" for before, after in zip(replaced, STRANGERS, strict=True)
    ]
    for detail, stranger in zip(finding.details, STRANGERS, strict=True):
        assert detail.a is not None
        line = text.split("\n")[detail.a.line - 1]
        assert line[detail.a.column - 1 : detail.a.end_column - 1] == stranger


def test_three_paragraphs_of_another_are_contained_in_it(sources: Sources, tmp_path: Path) -> None:
    new = tmp_path / "piece.txt"
    new.write_text("\n\n".join(paragraphs(sources.one)[1:4]) + "\n", "utf-8")
    outcome = check_new(new, sources)
    messages = [finding.message for finding in found(outcome, "contained-document", new)]
    start = f"is contained in {sources.one.as_posix()}: "
    assert any(message.startswith(start) for message in messages)
    assert not found(outcome, "near-duplicate-document", new)


def test_the_longer_of_two_is_said_to_contain_the_other(sources: Sources, tmp_path: Path) -> None:
    piece = tmp_path / "piece.txt"
    piece.write_text("\n\n".join(paragraphs(sources.one)[1:4]) + "\n", "utf-8")
    outcome = compare.check([str(piece)], new=[str(sources.one)], today=TODAY)
    (finding,) = found(outcome, "contained-document", sources.one)
    assert finding.message.startswith(f"contains {piece.as_posix()}: ")


def test_halves_of_two_joined_are_two_partial_overlaps(sources: Sources, tmp_path: Path) -> None:
    one, other = paragraphs(sources.one), paragraphs(sources.other)
    new = tmp_path / "joined.txt"
    halves = [*one[: len(one) // 2], *other[len(other) // 2 :]]
    new.write_text("\n\n".join(halves) + "\n", "utf-8")
    outcome = check_new(new, sources)
    overlapping = {f.related[0].path: f for f in found(outcome, "partial-overlap", new)}
    assert {sources.one.as_posix(), sources.other.as_posix()} <= overlapping.keys()
    for path in (sources.one, sources.other):
        here, there = map(int, re.findall(r"(\d+)%", overlapping[path.as_posix()].message))
        assert 15 <= here <= 85
        assert 15 <= there <= 85
        assert any(place.line for place in overlapping[path.as_posix()].related)


def encoded(text: str) -> Iterator[tuple[str, bytes, str]]:
    """The same text in other encodings: name, bytes, and the rule that names it."""
    western = text.encode("cp1252", "ignore").decode("cp1252")
    yield "cp1252.txt", western.encode("cp1252"), "encoding-guessed"
    yield "utf16.txt", text.encode("utf-16"), "exact-duplicate-document"
    yield "utf16-bare.txt", text.encode("utf-16-le"), "encoding-guessed"
    yield "garbled.txt", text.encode().decode("cp1252", "replace").encode(), "mojibake"


def test_other_encodings_are_named_and_none_is_dropped(sources: Sources, tmp_path: Path) -> None:
    text = sources.one.read_text("utf-8")
    assert not text.isascii(), "a text of plain ASCII would show nothing"
    folder = tmp_path / "encoded"
    folder.mkdir()
    expected = {}
    for name, data, rule in encoded(text):
        (folder / name).write_bytes(data)
        expected[folder / name] = rule
    outcome = check_new(folder, sources)
    assert [one.path for one in outcome.documents] == sorted(p.as_posix() for p in expected)
    for path, rule in expected.items():
        assert found(outcome, rule, path), f"{path.name} is not told by {rule}"
        copies = ("exact-duplicate-document", "near-duplicate-document")
        assert any(found(outcome, copy, path) for copy in copies), path.name


@pytest.mark.parametrize(
    "change",
    [
        pytest.param(lambda text: f"\n\n\n{text}", id="empty lines above"),
        pytest.param(lambda text: text.replace("\n", "\r\n"), id="other line ends"),
        pytest.param(lambda text: re.sub(r"(?m)[ \t]+$", "", text).upper(), id="capitals"),
    ],
)
def test_fingerprints_survive_what_changes_no_word(
    sources: Sources, tmp_path: Path, change: Callable[[str], str]
) -> None:
    text, _ = with_edits(sources.one.read_text("utf-8"), 8)
    before, after = tmp_path / "before.txt", tmp_path / "another name.txt"
    before.write_bytes(text.encode())
    after.write_bytes(change(text).encode())

    def prints(path: Path) -> list[str]:
        rules = ("near-duplicate-document", "repeated-passage", "partial-overlap")
        outcome = check_new(path, sources)
        return sorted(f.fingerprint for f in outcome.findings if f.rule in rules)

    assert prints(before) == prints(after) != []
