"""The invented corpus in seeds/ and its labels: whole, invented, and read as labelled."""

import csv
import re
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

import pytest

from compare import pipeline, readers
from compare.model import ARTICLE_ROLES, Article, Document, Result, Role
from compare.options import Options

ROOT = Path(__file__).resolve().parent.parent
DATA = Path(__file__).resolve().parent / "data"

#: Kinds of difference that stand in the column `kinds`.
KINDS = frozenset(
    {
        *("number", "date", "name-spelling", "negation", "attribution", "language"),
        *("synonym", "specificity", "omission", "addition", "editorial-insertion"),
        *("quote-to-paraphrase", "paraphrase-to-quote", "spelling", "typography"),
    }
)
VERDICTS = frozenset(
    {"", "verbatim", "marked", "altered", "cut", "spliced", "translated-differently"}
)

#: Outlets that exist; none may stand in texts that we invented.
REAL_OUTLETS = re.compile(
    r"\b(?: Reuters | Associated\ Press | AP | AFP | TASS | ТАСС | Sputnik | RIA | РИА | Interfax"
    r" | BBC | CNN | Xinhua | Bloomberg | Guardian | Telegraph | Al\ Jazeera | Fox\ News"
    r" | New\ York\ Times | Washington\ Post | Le\ Monde | Spiegel | DPA | ANSA | UPI )\b",
    re.VERBOSE,
)


class Expected(NamedTuple):
    """What a careful reader says of a document; the tuples list all honest answers."""

    path: str
    outlets: tuple[str, ...]
    published: tuple[str, ...]
    language: str


#: Who speaks in the transcript and on whose page; neither is said to publish it, so a
#: reader may also leave the outlet open and say whose text is republished.
TRANSCRIPT_OUTLETS = (
    "",
    "Ministry of Waters of the Republic of Velmaria",
    "Press Service of the Ministry of Waters of the Republic of Velmaria",
    "Torvell Institute for River Affairs",
)

#: Floors, somewhat below what is reached, so that a change for the worse is noticed.
LEAST_PRECISION = 0.9
LEAST_RECALL = 0.5

#: Datelines without a year allow no date on their own, so "" is an honest answer there.
DOCUMENTS = (
    Expected("seeds/harbour/fjordwire.txt", ("Fjordwire",), ("",), "en"),
    Expected("seeds/harbour/gazette.txt", ("The Hollin Gazette",), ("2024-03-21",), "en"),
    Expected("seeds/harbour/skylark.txt", ("Skylark",), ("2024-03-20",), "en"),
    Expected("seeds/harbour/veltin.txt", ("VELTIN",), ("",), "en"),
    Expected("seeds/minister/digest.txt", ("",), ("",), "en"),
    Expected("seeds/minister/lantern.md", ("The Tarvian Lantern",), ("2024-03-15",), "en"),
    Expected("seeds/minister/orlinform.txt", ("ОРЛИНФОРМ",), ("", "2024-03-14"), "ru"),
    Expected(
        "seeds/minister/skylark.txt", ("Skylark", "Skylark International"), ("2024-03-14",), "en"
    ),
    Expected("seeds/minister/transcript.txt", TRANSCRIPT_OUTLETS, ("2024-03-14",), "en"),
    Expected("seeds/minister/veltin.txt", ("VELTIN",), ("", "2024-03-14"), "en"),
)
PATHS = tuple(expected.path for expected in DOCUMENTS)


def table(name: str) -> list[dict[str, str]]:
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


LINKS = table("seeds_links.tsv")
ROLES = {row["place"]: frozenset(row["roles"].split("|")) for row in table("seeds_roles.tsv")}


@lru_cache(maxsize=16)
def lines(path: str) -> tuple[str, ...]:
    return tuple((ROOT / path).read_text(encoding="utf-8").splitlines())


def line_at(place: str) -> str:
    path, _, number = place.rpartition(":")
    return lines(path)[int(number) - 1]


def labelled_places() -> Iterator[str]:
    for row in LINKS:
        yield from (row["a"], row["b"])
    yield from ROLES


# The corpus and its labels


def test_every_document_is_listed_here() -> None:
    files = (path for path in (ROOT / "seeds").rglob("*") if path.is_file())
    assert sorted(path.relative_to(ROOT).as_posix() for path in files) == list(PATHS)


@pytest.mark.parametrize("place", sorted(set(labelled_places())))
def test_a_labelled_line_exists_and_is_not_blank(place: str) -> None:
    assert line_at(place).strip()


def test_links_are_between_two_documents_in_order_and_stand_once() -> None:
    pairs = [(row["a"], row["b"]) for row in LINKS]
    assert len(set(pairs)) == len(pairs)
    assert all(a.rpartition(":")[0] < b.rpartition(":")[0] for a, b in pairs)


def test_links_use_known_levels_kinds_and_verdicts() -> None:
    assert {row["level"] for row in LINKS} == {"1", "2", "3"}
    assert {kind for row in LINKS for kind in row["kinds"].split(",") if kind} == KINDS
    assert {row["quotation"] for row in LINKS} == VERDICTS


def test_no_furniture_takes_part_in_a_link() -> None:
    article = {role.value for role in ARTICLE_ROLES}
    furniture = {place for place, roles in ROLES.items() if not roles & article}
    assert not furniture & {row[side] for row in LINKS for side in "ab"}


def test_roles_are_roles() -> None:
    assert frozenset().union(*ROLES.values()) <= {role.value for role in Role}


@pytest.mark.parametrize("path", PATHS)
def test_no_real_outlet_is_named(path: str) -> None:
    assert not REAL_OUTLETS.search("\n".join(lines(path)))


@pytest.mark.parametrize(
    ("path", "first", "second"),
    [
        ("seeds/minister/transcript.txt", 10, 21),
        ("seeds/minister/transcript.txt", 12, 23),
        ("seeds/minister/transcript.txt", 14, 25),
        ("seeds/harbour/skylark.txt", 10, 11),
        ("seeds/minister/digest.txt", 1, 3),
    ],
)
def test_doubled_paragraphs_are_doubled(path: str, first: int, second: int) -> None:
    assert line_at(f"{path}:{first}") == line_at(f"{path}:{second}")


@pytest.mark.parametrize("quoted", [row for row in LINKS if row["quotation"] == "altered"])
def test_an_altered_quotation_is_not_in_its_original(quoted: dict[str, str]) -> None:
    inner = re.compile("“([^”]+)”")
    originals = {place for place in (quoted["a"], quoted["b"]) if "transcript" in place}
    original = next(iter(originals), quoted["a"])
    (copy,) = {quoted["a"], quoted["b"]} - {original}
    assert any(
        words.rstrip(",.") not in line_at(original) for words in inner.findall(line_at(copy))
    )


# What the program makes of it


@pytest.fixture(scope="module")
def articles() -> tuple[Article, ...]:
    """The corpus read and divided, with paths as in the labels."""
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(ROOT)
        return pipeline.divide(readers.read(["seeds"]).documents)


@pytest.fixture(scope="module")
def documents(articles: tuple[Article, ...]) -> dict[str, Document]:
    return {article.document.path: article.document for article in articles}


@pytest.fixture(scope="module")
def result(articles: tuple[Article, ...]) -> Result:
    return pipeline.compare(articles, Options())


def roles_read(articles: tuple[Article, ...]) -> dict[str, Role]:
    return {f"{a.document.path}:{p.line}": p.role for a in articles for p in a.passages}


def test_the_whole_corpus_is_read(documents: dict[str, Document]) -> None:
    assert sorted(documents) == list(PATHS)


@pytest.mark.parametrize("expected", DOCUMENTS, ids=PATHS)
def test_a_document_is_known_for_what_it_is(
    expected: Expected, documents: dict[str, Document]
) -> None:
    document = documents[expected.path]
    assert document.outlet in expected.outlets
    assert document.published in expected.published
    assert document.language == expected.language


def test_furniture_is_told_from_the_article(articles: tuple[Article, ...]) -> None:
    """F1 of furniture lines at least .95; lines that may be either are left out."""
    article = {role.value for role in ARTICLE_ROLES}
    either = {p for p, names in ROLES.items() if names & article and names - article}
    labelled = {p for p, names in ROLES.items() if not names & article}
    found = {p for p, role in roles_read(articles).items() if role not in ARTICLE_ROLES} - either
    hits = len(labelled & found)
    assert 2 * hits / (len(labelled) + len(found)) >= 0.95, sorted(labelled ^ found)


def test_no_paragraph_is_lost_as_furniture(articles: tuple[Article, ...]) -> None:
    called = {p for p, role in roles_read(articles).items() if role not in ARTICLE_ROLES}
    assert not [p for p in called - ROLES.keys() if len(line_at(p).split()) >= 25]


def test_most_roles_have_the_right_name(articles: tuple[Article, ...]) -> None:
    """All but one in twenty of the labelled lines, by name and not only as furniture."""
    read = roles_read(articles)
    wrong = [f"{p} {read.get(p)}" for p, names in ROLES.items() if read.get(p) not in names]
    assert len(wrong) <= len(ROLES) // 20, wrong


def linked(result: Result) -> set[tuple[str, str]]:
    """The linked pairs of places, each pair in the order of the labels."""
    paths = {article.document.id: article.document.path for article in result.articles}
    sides = (
        sorted((paths[place.document], place.line) for place in (link.a, link.b))
        for link in result.links
    )
    return {(f"{a[0]}:{a[1]}", f"{b[0]}:{b[1]}") for a, b in sides}


def labelled_pairs(*levels: str) -> set[tuple[str, str]]:
    """Pairs of these levels in one language; words cannot find the others."""
    return {
        (row["a"], row["b"])
        for row in LINKS
        if row["level"] in levels and "language" not in row["kinds"].split(",")
    }


def test_links_are_true(result: Result) -> None:
    found = linked(result)
    wrong = found - {(row["a"], row["b"]) for row in LINKS}
    assert found
    assert len(wrong) <= (1 - LEAST_PRECISION) * len(found), sorted(wrong)


def test_links_are_found(result: Result) -> None:
    same = labelled_pairs("3")
    missed = same - linked(result)
    assert len(missed) <= (1 - LEAST_RECALL) * len(same), sorted(missed)


def test_no_link_joins_the_two_stories(result: Result) -> None:
    stories = [{place.split("/")[1] for place in pair} for pair in linked(result)]
    assert all(len(story) == 1 for story in stories)
