"""The control of the differences: an article against itself with a few things changed.

Whole runs of the program on two files, so that dividing, linking and reporting have their
say too. Every change has to be told, and nothing else as a fact.
"""

import json
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from compare.cli import run

ROOT = Path(__file__).resolve().parent.parent

#: A replacement: what stands in the article, and what is put there.
Change = tuple[str, str]


@dataclass(frozen=True)
class Control:
    """An article of seeds/ with one change for each kind, a cut and a splice of quoted words.

    Quotations of five words are not recognised once a word is cut out of them, so an
    article that has no longer ones has no cut.
    """

    path: str
    number: Change
    date: Change
    negation: Change
    name: Change
    cut: Change | None = None
    splice: Change | None = None

    @property
    def facts(self) -> dict[str, Change]:
        return {
            "number": self.number,
            "date": self.date,
            "negation": self.negation,
            "name": self.name,
        }

    @property
    def changes(self) -> list[Change]:
        return [*self.facts.values(), *(each for each in (self.cut, self.splice) if each)]


CONTROLS = [
    Control(
        "minister/veltin.txt",
        number=("30 television cameras", "50 television cameras"),
        date=("was made on March 1.", "was made on March 11."),
        negation=("requested that it not be made public", "requested that it be made public"),
        name=("Yohana Hartveg listed", "Irma Solberg listed"),
        cut=(" That is not something we need. However, we cannot", " However, we cannot"),
        splice=(
            "sensible seeds can be found in the supplements, and a bag should not be thrown",
            "we cannot accept that somebody upstream shuts the valve and afterwards wonders",
        ),
    ),
    Control(
        "harbour/fjordwire.txt",
        number=("with 86 people", "with 68 people"),
        date=("In June 2022", "In July 2022"),
        negation=("I do not yet know why", "I do yet know why"),
        name=("Captain Osric Vane", "Captain Jory Tamm"),
        cut=("came in at eleven knots where", "came where"),
        splice=(
            "The fog was so thick that I could not see my own boots.",
            "The fog was so thick where five are allowed.",
        ),
    ),
    Control(
        "harbour/gazette.txt",
        number=("900 litres", "9,000 litres"),
        date=("In June 2022", "In June 2021"),
        negation=("I could not see my own boots", "I could see my own boots"),
        name=("arriving from Maunt", "arriving from Torvell"),
        cut=("came in at eleven knots where", "came where"),
    ),
    Control(
        "minister/skylark.txt",
        number=("Some 212 households", "Some 221 households"),
        date=("off Maunt on 2 April", "off Maunt on 12 April"),
        negation=("but would not be drawn on how", "but would be drawn on how"),
        name=("Johana Hartweg had assured", "Irma Solberg had assured"),
        cut=("will not let anyone turn off the tap", "will not turn off the tap"),
        splice=(
            "by a single centimetre before the talks are over",
            "by a single centimetre and grows fat on theirs",
        ),
    ),
    Control(
        "minister/lantern.md",
        number=("84 million crowns", "48 million crowns"),
        date=("delivered on March 11", "delivered on March 1"),
        negation=("she had not yet seen", "she had yet seen"),
        name=("Johana Hartweg, who leads", "Irma Solberg, who leads"),
        cut=("be glad to look at it in Maunt", "be glad in Maunt"),
        splice=(
            "I shall bring my reading glasses and a life jacket.",
            "I shall bring my reading glasses before the talks are over.",
        ),
    ),
    Control(
        "minister/digest.txt",
        number=("thirty journalists", "fifty journalists"),
        date=("conference on March 14", "conference on March 4"),
        negation=("did not depend on Velmaria alone", "did depend on Velmaria alone"),
        name=("negotiator Yohanna Hartveg", "negotiator Irma Solberg"),
    ),
]
IDS = [control.path for control in CONTROLS]


def written(folder: Path, control: Control, changes: list[Change]) -> tuple[Path, Path]:
    """The article and its changed copy as two files."""
    text = (ROOT / "seeds" / control.path).read_text("utf-8")
    changed = text
    for old, new in changes:
        assert changed.count(old) == 1, old
        changed = changed.replace(old, new)
    suffix = Path(control.path).suffix
    printed, copy = folder / f"printed{suffix}", folder / f"changed{suffix}"
    printed.write_text(text, "utf-8")
    copy.write_text(changed, "utf-8")
    return printed, copy


def shown(paths: tuple[Path, Path], capsys: pytest.CaptureFixture[str], form: str) -> str:
    assert run(["show", *map(str, paths), "--format", form]) == 0
    return capsys.readouterr().out


def facts(result: dict[str, Any]) -> list[tuple[str, frozenset[str]]]:
    """Kind and both wordings of everything told as a fact, whichever file is a."""
    return [
        (each["kind"], frozenset({each["a"]["text"], each["b"]["text"]}))
        for link in result["links"]
        for each in link["differences"]
        if each["weight"] == "fact"
    ]


def own_words(change: Change) -> tuple[set[str], set[str]]:
    """The words of a change that only the old or only the new wording has."""
    old, new = ({*re.findall(r"\w+", each)} for each in change)
    return old - new, new - old


def is_told(kind: str, change: Change, told: list[tuple[str, frozenset[str]]]) -> bool:
    sides = own_words(change)
    for found, texts in told:
        words = {word for text in texts for word in re.findall(r"\w+", text)}
        if found == kind and all(not own or own & words for own in sides):
            return True
    return False


@pytest.mark.parametrize("control", CONTROLS, ids=IDS)
def test_each_change_is_told_and_nothing_else_is_a_fact(
    control: Control, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    paths = written(tmp_path, control, control.changes)
    told = facts(json.loads(shown(paths, capsys, "json")))
    missed = [kind for kind, change in control.facts.items() if not is_told(kind, change, told)]
    assert not missed, told
    touched = {word for change in control.changes for own in own_words(change) for word in own}
    touched |= set(re.findall(r"\w+", control.negation[0]))
    stray = [each for each in told if not _touches(each[1], touched)]
    assert not stray


def _touches(texts: frozenset[str], words: set[str]) -> bool:
    return any(word in words for text in texts for word in re.findall(r"\w+", text))


@pytest.mark.parametrize("control", [each for each in CONTROLS if each.cut], ids=IDS[:-1])
def test_the_cut_and_the_splice_are_told(
    control: Control, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    paths = written(tmp_path, control, control.changes)
    found = json.loads(shown(paths, capsys, "json"))["quotations"]
    copy = paths[1].as_posix()
    verdicts = {each["text"]: each["verdict"] for each in found if each["path"] == copy}
    if control.cut is not None:
        assert "cut" in verdicts.values(), verdicts
    if control.splice is not None:
        assert {"spliced", "altered"} & set(verdicts.values()), verdicts


@pytest.mark.parametrize("control", CONTROLS, ids=IDS)
def test_an_article_does_not_differ_from_its_copy(
    control: Control, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    result = json.loads(shown(written(tmp_path, control, []), capsys, "json"))
    assert facts(result) == []


# ------------------------------------------------- one change, whichever it is, in every report


def figures() -> list[tuple[str, int, str]]:
    """Every figure of the article texts, with the line it stands on."""
    found = []
    for control in CONTROLS:
        lines = (ROOT / "seeds" / control.path).read_text("utf-8").splitlines()
        for number, line in enumerate(lines, 1):
            if len(line) < LEAST_LINE or re.search("International, 1920|^©", line):
                continue
            for match in re.finditer(r"(?<![\w.,:])\d+(?![\w:]|[.,]\d)", line):
                if "/VELTIN/" in line[match.end() :]:
                    continue  # the day the agency wrote it
                found.append((control.path, number, f"{match.start()}:{match[0]}"))
    return found


#: Shorter lines are headings and credits.
LEAST_LINE = 120


@pytest.mark.parametrize(("path", "line", "figure"), figures())
def test_any_other_figure_is_told(
    path: str, line: int, figure: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    start, _, old = figure.partition(":")
    lines = (ROOT / "seeds" / path).read_text("utf-8").splitlines(keepends=True)
    # "About 900" and "about 899" agree, and no month has 57 days.
    new = str(int(old) + 1 if int(old) <= LAST_DAY else 2 * int(old) + 1)
    if int(old) in YEARS:
        new = str(int(old) - 1)
    at = int(start)
    changed = [*lines]
    changed[line - 1] = f"{lines[line - 1][:at]}{new}{lines[line - 1][at + len(old) :]}"
    paths = _files(tmp_path, "".join(lines), "".join(changed))
    told = facts(json.loads(shown(paths, capsys, "json")))
    wanted = [kind for kind, texts in told if any(new in re.findall(r"\d+", t) for t in texts)]
    assert set(wanted) & {"number", "date", "name"}, told


#: Figures that may be days of a month, or years.
LAST_DAY, YEARS = 28, range(1900, 2100)


def _files(folder: Path, one: str, two: str) -> tuple[Path, Path]:
    paths = folder / "printed.txt", folder / "changed.txt"
    for path, text in zip(paths, (one, two), strict=True):
        path.write_text(text, "utf-8")
    return paths


LEAD = """HOLLIN (Fjordwire) - The harbour board of Hollin met on Tuesday to hear of the costs.

{} The board meets again in the second week of May, and the ferry sails as before.

Nobody else spoke. The tea was cold, and the minutes were read twice because of the wind.
"""
SAME = [
    ("It has decided to close the old pier.", "It has not decided to close the old pier."),
    ("The pier will be shut for 14 days.", "The pier will be shut for 41 days."),
    ("Nine boats of the fleet were lost there.", "Ninety boats of the fleet were lost there."),
    ("Petra Lindqvar was able to sign it.", "Petra Lindqvar was unable to sign it."),
    ("The costs rose sharply last year.", "The costs fell sharply last year."),
    ("They never asked for the money.", "They asked for the money."),
    ("Captain Vane was said to be at fault.", "Captain Tamm was said to be at fault."),
    ("They cannot dredge the basin this year.", "They can dredge the basin this year."),
]


@pytest.mark.parametrize(("one", "two"), SAME)
@pytest.mark.parametrize("form", ["text", "markdown", "json", "csv", "concise", "jsonl"])
def test_no_report_calls_them_the_same(
    form: str, one: str, two: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A flipped "not", another figure or name: never verbatim, and the fact comes first."""
    paths = _files(tmp_path, LEAD.format(one), LEAD.format(two))
    said = shown(paths, capsys, form)
    if form == "json":
        links = [each for each in json.loads(said)["links"] if each["a"]["line"] == 3]
        assert links
        assert all(each["differences"][0]["weight"] == "fact" for each in links)
        assert all(each["relation"] != "verbatim" for each in links)
    else:
        told = [line for line in said.splitlines() if _tells(form, line)]
        assert told, said
        assert not any("verbatim" in line or "identical" in line for line in told)


def _tells(form: str, line: str) -> bool:
    """Whether a line of a report is about the changed passage and says what changed."""
    kinds = r"(?:negation|number|name)"
    patterns = {
        "text": "≠ 1 fact",
        "markdown": rf"\*\*{kinds}\*\*",
        "concise": rf":3:.*facts differ: {kinds}$",
        "csv": rf",3,.*{kinds}: [ato]",
        "jsonl": rf'"line": 3,.*"kind": "{kinds}"',
    }
    return bool(re.search(patterns[form], line))
