"""The stored corpus: it answers as an engine does, and what is stored can be relied upon."""

import random
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from compare import store
from compare.engines.memory import MemoryEngine
from compare.errors import StoreError
from compare.model import Article, Document, DocumentId, Passage, Role, Span
from compare.store import Answer, Store
from compare.store.runs import KEPT, Bucket, places_in

STORY = (
    "The harbour of Ostmere was closed for three days after a storm tore two barges from "
    "their moorings, the port authority said on Monday, and fishermen were told to stay home."
)
OTHER = (
    "Inspectors found no fault with the bridge at Kellby, which carries four thousand cars a "
    "day, although its northern pillar had been struck by a timber lorry in the autumn."
)
THIRD = (
    "A court in Veltin sentenced the owner of the mill to four months for storing seed grain "
    "beside the fuel tank, against the advice of his own brother, who had built both."
)
NOTICE = "Subscribe to our morning letter and read five stories a week for nothing at all."


def article(path: str, *passages: str, role: Role = Role.BODY) -> Article:
    """A document of *passages* with empty lines between."""
    found, at = [], 0
    for number, text in enumerate(passages):
        found.append(Passage(Span(at, at + len(text)), 2 * number + 1, role))
        at += len(text) + 2
    document = Document(DocumentId(path), path, "\n\n".join(passages), outlet="Skylark")
    return Article(document, tuple(found))


def fillers(count: int, words: int = 40, seed: int = 7) -> list[str]:
    """Passages that have nothing in common."""
    rng = random.Random(seed)
    return [" ".join(f"w{rng.randrange(10**9)}" for _ in range(words)) for _ in range(count)]


def built(folder: Path, *articles: Article, name: str = "corpus.index") -> str:
    path = str(folder / name)
    store.build(path, articles, plain=True)
    return path


def answer(path: str, *passages: str, leave_out: Sequence[str] = ()) -> Answer:
    with store.open(path) as index:
        return index.search(passages, leave_out=leave_out)


def places(found: Answer) -> list[tuple[int, str, str, int]]:
    """Of every hit the asked passage, its kind, and where it stands first."""
    return [
        (hit.passage, hit.kind, hit.places[0].document.path, hit.places[0].line)
        for hit in found.hits
    ]


# ---------------------------------------------------------------- what is found


def test_a_stored_passage_is_found_where_it_stands(tmp_path: Path) -> None:
    path = built(tmp_path, article("a.txt", OTHER, STORY), article("b.txt", THIRD))
    (hit,) = answer(path, STORY).hits
    (place,) = hit.places
    assert (hit.kind, hit.words, hit.of, hit.shared, hit.total) == ("exact", 31, 31, 31, 1)
    assert (place.document.path, place.line, place.role) == ("a.txt", 3, "body")
    assert Span(place.start, place.end).of(f"{OTHER}\n\n{STORY}") == STORY
    assert place.document.outlet == "Skylark"


def test_case_and_punctuation_do_not_count(tmp_path: Path) -> None:
    path = built(tmp_path, article("a.txt", STORY))
    assert places(answer(path, STORY.upper().replace(",", " –"))) == [(0, "exact", "a.txt", 1)]


def test_an_edited_passage_is_near_and_whole(tmp_path: Path) -> None:
    path = built(tmp_path, article("a.txt", STORY), article("b.txt", OTHER))
    edited = STORY.replace("three days", "almost a week").replace("Monday", "Tuesday")
    (hit,) = answer(path, edited).hits
    assert (hit.kind, hit.start, hit.end) == ("near", 0, len(edited))
    assert (hit.places[0].start, hit.places[0].end) == (0, len(STORY))


def test_containment_says_which_way(tmp_path: Path) -> None:
    both = f"{OTHER} {STORY} {THIRD}"
    (inner,) = answer(built(tmp_path, article("a.txt", both), name="1"), STORY).hits
    (outer,) = answer(built(tmp_path, article("a.txt", STORY), name="2"), both).hits
    assert (inner.kind, inner.is_inner) == ("contained", True)
    assert (outer.kind, outer.is_inner) == ("contained", False)
    place = inner.places[0]
    assert both[place.start : place.end] == STORY.rstrip(".")
    assert both[outer.start : outer.end] == STORY.rstrip(".")


def test_short_passages_repeat_only_exactly(tmp_path: Path) -> None:
    path = built(tmp_path, article("a.txt", "Read more"))
    assert places(answer(path, "read more!", "Read on")) == [(0, "exact", "a.txt", 1)]


def test_nothing_is_found_in_nothing(tmp_path: Path) -> None:
    path = built(tmp_path, article("a.txt"), article("b.txt", "…", " "))
    found = answer(path, "", "—", STORY)
    assert (found.hits, found.standing, found.documents) == ((), (), ())
    assert answer(path).hits == ()


def test_copies_are_one_hit_and_all_counted(tmp_path: Path) -> None:
    copies = [article(f"{n}.txt", text, NOTICE) for n, text in enumerate(fillers(9))]
    (hit,) = answer(built(tmp_path, *copies), NOTICE).hits
    assert hit.total == 9
    assert [place.document.path for place in hit.places] == ["0.txt", "1.txt", "2.txt"]


def test_standing_text_is_told_with_its_number_not_dropped(tmp_path: Path) -> None:
    """Each copy stands at the end of other words, so no two passages are the same."""
    many = [article(f"{n}.txt", f"{text} {NOTICE}") for n, text in enumerate(fillers(100))]
    own = fillers(1, seed=8)[0]
    found = answer(built(tmp_path, *many), f"{own} {NOTICE}")
    (standing,) = found.standing
    assert f"{own} {NOTICE}"[standing.start : standing.end] == NOTICE.rstrip(".")
    assert standing.total == 100
    assert found.counts["with a frequent run only, not compared"] == 0


def test_documents_exact_near_and_contained_both_ways(tmp_path: Path) -> None:
    more = fillers(8)
    path = built(
        tmp_path,
        article("same.txt", STORY, OTHER, THIRD),
        article("near.txt", STORY, OTHER.replace("autumn", "winter"), THIRD),
        article("outer.txt", *more, STORY, OTHER, THIRD),
        article("inner.txt", OTHER, THIRD),
        article("alone.txt", *fillers(3, seed=9)),
    )
    found = {each.document.path: each for each in answer(path, STORY, OTHER, THIRD).documents}
    kinds = {name: (each.kind, each.is_inner) for name, each in found.items()}
    assert kinds == {
        "same.txt": ("exact", False),
        "near.txt": ("near", False),
        "outer.txt": ("contained", True),
        "inner.txt": ("contained", False),
    }
    assert found["outer.txt"].share_asked == 1.0
    assert found["inner.txt"].share_stored == 1.0


def test_a_copy_of_a_late_copy_is_found_although_its_words_are_frequent(tmp_path: Path) -> None:
    """Of a frequent run only the first few places are compared; the document is, as a whole."""
    rng = random.Random(3)
    story = [*STORY.split(), *OTHER.split(), *THIRD.split()]

    def version() -> str:
        return " ".join(w if rng.random() > 0.1 else f"n{rng.randrange(10**6)}" for w in story)

    wires = [article(f"{n:02}.txt", version(), version()) for n in range(40)]
    asked = [wires[35].text_of(each.span) for each in wires[35].passages]
    asked[0] = asked[0].replace("harbour", "port")
    documents = answer(built(tmp_path, *wires), *asked).documents
    assert {each.document.path: each.kind for each in documents}.get("35.txt") == "near"


def test_documents_left_out_do_not_count(tmp_path: Path) -> None:
    path = built(tmp_path, article("a.txt", STORY), article("b.txt", STORY, OTHER))
    found = answer(path, STORY, leave_out=["a.txt"])
    assert places(found) == [(0, "exact", "b.txt", 1)]
    assert found.hits[0].total == 1
    assert [each.document.path for each in found.documents] == ["b.txt"]
    assert answer(path, STORY, leave_out=["a.txt", "b.txt"]).hits == ()


def wire(rng: random.Random, copies: int, share: float = 0.2) -> list[str]:
    """Copies of one story with some of the words changed, each differently."""
    story = f"{STORY} {OTHER}".split()
    return [
        " ".join(w if rng.random() > part else f"new{rng.randrange(10**6)}" for w in story)
        for part in (rng.uniform(0.05, share) for _ in range(copies))
    ]


VOCABULARY = "the port of Ostmere was closed on Monday after 15 storms ё’s 東"
WORDS = st.sampled_from(VOCABULARY.split())
PASSAGE = st.lists(WORDS, max_size=30).map(" ".join)


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(PASSAGE, min_size=1, max_size=6), st.lists(PASSAGE, max_size=4), st.integers())
def test_what_an_engine_finds_is_found(
    tmp_path_factory: pytest.TempPathFactory, stored: list[str], asked: list[str], seed: int
) -> None:
    """A pair of passages that an engine has as representative and member is a hit."""
    rng = random.Random(seed)
    stored = [*stored, *wire(rng, 2)]
    asked = [*asked, *(wire(rng, 1)), rng.choice(stored), f"{OTHER} {rng.choice(stored)}"]
    path = built(tmp_path_factory.mktemp("store"), article("a.txt", *stored))
    with store.open(path) as index:
        hits = {(h.passage, p.line // 2) for h in index.search(asked).hits for p in h.places}
    same = {text: [n for n, other in enumerate(stored) if other == text] for text in stored}
    for pair in _direct_pairs(stored, asked):
        assert any((pair[1], copy) in hits for copy in same[stored[pair[0]]]) or _later(pair, hits)


def _direct_pairs(stored: Sequence[str], asked: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Stored and asked passages that resemble each other directly."""
    for group in MemoryEngine().repeats([*stored, *asked]):
        head = group.members[0].passage
        for member in group.members[1:]:
            low, high = sorted((head, member.passage))
            if low < len(stored) <= high:
                yield low, high - len(stored)


def _later(pair: tuple[int, int], hits: set[tuple[int, int]]) -> bool:
    """Whether the hit lists other places of the same words: only the first few are."""
    return len([each for each in hits if each[0] == pair[1]]) >= 3


# ---------------------------------------------------------------- what is changed


def corpus(count: int = 30) -> list[Article]:
    rng = random.Random(5)
    own = iter(fillers(3 * count))
    stories = wire(rng, count)
    return [
        article(f"{n:02}.txt", next(own), stories[n], NOTICE, f"{next(own)} {OTHER}")
        for n in range(count)
    ]


QUESTION = (STORY, OTHER, NOTICE, f"{STORY} {OTHER}", fillers(90)[4])


def test_adding_gives_what_building_gives(tmp_path: Path) -> None:
    articles = corpus()
    whole = built(tmp_path, *articles, name="whole")
    grown = built(tmp_path, *articles[:7], name="grown")
    with store.open(grown) as index:
        for each in articles[7:]:
            index.add([each])
        assert index.search(QUESTION) == answer(whole, *QUESTION)
        info, other = index.verify(), store.open(whole).info()
        assert info[2:6] == other[2:6]
        assert (info.runs, info.capped) == (other.runs, other.capped)


def test_removing_gives_what_was_never_there(tmp_path: Path) -> None:
    articles = corpus()
    gone = ["00.txt", "03.txt", "29.txt"]
    path = built(tmp_path, *articles)
    left = built(tmp_path, *(a for a in articles if a.document.path not in gone), name="left")
    with store.open(path) as index:
        assert [each.path for each in index.remove(gone)] == gone
        index.verify()
        found, wanted = index.search(QUESTION), answer(left, *QUESTION)
        assert places(found) == places(wanted)
        assert [hit.total for hit in found.hits] == [hit.total for hit in wanted.hits]
        assert [each.total for each in found.standing] == [each.total for each in wanted.standing]


def test_removing_everything_leaves_an_empty_index_that_can_be_filled(tmp_path: Path) -> None:
    articles = corpus()
    with store.open(built(tmp_path, *articles)) as index:
        index.remove([each.document.path for each in articles])
        info = index.verify()
        assert (info.documents, info.passages, info.runs, info.capped) == (0, 0, 0, 0)
        index.add(articles)
        assert places(index.search([NOTICE])) == [(0, "exact", "00.txt", 5)]


def test_a_run_in_very_many_passages_is_capped_and_counted(tmp_path: Path) -> None:
    """More than are kept: some are only counted, and the count is right after removals."""
    many = [article(f"{n:03}.txt", f"{text} {NOTICE}") for n, text in enumerate(fillers(KEPT + 20))]
    with store.open(built(tmp_path, *many[: KEPT + 10])) as index:
        assert index.search([NOTICE]).standing[0].total == KEPT + 10
        index.add(many[KEPT + 10 :])
        assert index.search([NOTICE]).standing[0].total == KEPT + 20
        index.remove([f"{n:03}.txt" for n in range(15)])
        found = index.verify()
        assert found.capped > 0
        answer = index.search([NOTICE])
        assert answer.standing[0].total == KEPT + 5
        assert answer.hits[0].places[0].document.path == "015.txt"


def test_a_file_that_is_there_is_told_and_not_added_again(tmp_path: Path) -> None:
    with store.open(built(tmp_path, article("a.txt", STORY))) as index:
        added = index.add([article("copy.txt", STORY), article("b.txt", OTHER)])
        assert (added.documents, added.passages) == (1, 1)
        assert [(name, known.path) for name, known in added.duplicates] == [("copy.txt", "a.txt")]
        assert [each.path for each in index.documents()] == ["a.txt", "b.txt"]


def test_a_changed_file_takes_the_place_of_the_older_one(tmp_path: Path) -> None:
    with store.open(built(tmp_path, article("a.txt", STORY), article("b.txt", THIRD))) as index:
        assert index.add([article("a.txt", OTHER)]).replaced == 1
        assert index.search([STORY]).hits == ()
        assert places(index.search([OTHER])) == [(0, "exact", "a.txt", 1)]
        assert index.verify().documents == 2


def test_a_build_tells_duplicates_too(tmp_path: Path) -> None:
    path = str(tmp_path / "x")
    added = store.build(path, [article("a.txt", STORY), article("b.txt", STORY)], plain=True)
    assert [(name, known.path) for name, known in added.duplicates] == [("b.txt", "a.txt")]


def test_documents_go_by_number_too_and_none_goes_when_one_is_missing(tmp_path: Path) -> None:
    with store.open(built(tmp_path, article("a.txt", STORY), article("b.txt", OTHER))) as index:
        number = next(each.number for each in index.documents() if each.path == "b.txt")
        with pytest.raises(StoreError, match=r"no document 'c\.txt'; nothing was removed"):
            index.remove(["a.txt", "c.txt"])
        assert [each.path for each in index.remove([str(number)])] == ["b.txt"]
        assert [each.path for each in index.documents()] == ["a.txt"]


def test_a_change_that_fails_half_way_changes_nothing(tmp_path: Path) -> None:
    def some() -> Iterator[Article]:
        yield article("b.txt", OTHER)
        raise KeyboardInterrupt

    with store.open(built(tmp_path, article("a.txt", STORY))) as index:
        with pytest.raises(KeyboardInterrupt):
            index.add(some())
        assert index.verify().documents == 1
        assert index.search([OTHER]).hits == ()


def test_the_documents_come_back_as_they_were(tmp_path: Path) -> None:
    articles = corpus(4)
    with store.open(built(tmp_path, *articles)) as index:
        for old, new in zip(articles, index.articles(), strict=True):
            assert new.passages == old.passages
            assert new.document.text == old.document.text
            assert new.document.path == old.document.path


# ---------------------------------------------------------------- the file


def test_the_same_documents_give_the_same_bytes(tmp_path: Path) -> None:
    one, two = (Path(built(tmp_path, *corpus(), name=name)) for name in ("one", "two"))
    assert one.read_bytes() == two.read_bytes()


def test_with_and_without_arrays_the_bytes_are_the_same(tmp_path: Path) -> None:
    pytest.importorskip("numba")
    odd = article("odd.txt", "\ud800 lone", "東京の港は閉鎖された", "a", "", "ha " * 300, "l’été")
    articles = [*corpus(KEPT + 10), odd, article("none.txt")]
    plain = Path(built(tmp_path, *articles, name="plain"))
    store.build(str(tmp_path / "fast"), articles)
    assert plain.read_bytes() == (tmp_path / "fast").read_bytes()


def test_a_new_index_takes_the_place_of_an_old_one_while_it_is_read(tmp_path: Path) -> None:
    path = built(tmp_path, article("a.txt", STORY))
    with store.open(path) as old:
        built(tmp_path, article("b.txt", STORY))
        assert places(old.search([STORY])) == [(0, "exact", "a.txt", 1)]
        old.add([article("c.txt", OTHER)])  # goes to the index that is there, not to the old one
        assert [each.path for each in old.documents()] == ["b.txt", "c.txt"]
    assert [p.name for p in tmp_path.iterdir()] == ["corpus.index"]


def _foreign(path: Path) -> None:
    with sqlite3.connect(path) as other:
        other.execute("CREATE TABLE t (x)")
    other.close()


def _newer(path: Path) -> None:
    built(path.parent, article("a.txt", STORY), name=path.name)
    with sqlite3.connect(path) as other:
        other.execute("PRAGMA user_version = 99")
    other.close()


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda path: None, "no such index"),
        (lambda path: path.mkdir(), "is no file"),
        (lambda path: path.write_text("Ten ships left. " * 99), "is no index of this program"),
        (lambda path: path.write_bytes(b""), "is no index of this program"),
        (_foreign, "is no index of this program"),
        (_newer, "is an index of format 99, and this program knows formats up to 1"),
    ],
)
def test_what_is_no_index_is_refused(tmp_path: Path, make: object, message: str) -> None:
    path = tmp_path / "x"
    make(path)  # type: ignore[operator]
    with pytest.raises(StoreError, match=message) as raised:
        store.open(str(path))
    assert str(raised.value).startswith(str(path))


def test_something_else_is_not_overwritten(tmp_path: Path) -> None:
    path = tmp_path / "notes.txt"
    path.write_text("Ten ships left.")
    with pytest.raises(StoreError, match="is there already and is no index"):
        built(tmp_path, article("a.txt", STORY), name="notes.txt")
    assert path.read_text() == "Ten ships left."
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize("seed", range(30))
def test_damage_is_noticed_or_harmless(tmp_path: Path, seed: int) -> None:
    """Flipped bytes and a lost end: an error in plain words, or nothing has changed."""
    rng = random.Random(seed)
    path = Path(built(tmp_path, *corpus()))
    wanted = answer(str(path), *QUESTION)
    data = bytearray(path.read_bytes())
    if seed % 5 == 0:
        del data[rng.randrange(len(data)) :]
    else:
        at = rng.randrange(len(data) - 8)
        data[at : at + 8] = rng.randbytes(8)
    path.write_bytes(data)
    assert _asked_with_care(str(path)) in (wanted, f"{path}:")


def _asked_with_care(path: str) -> Answer | str:
    """The answer, or the first word of what was raised."""
    try:
        with store.open(path) as index:
            index.verify()
            return index.search(QUESTION)
    except StoreError as error:
        return str(error).split(" ", 1)[0]


def test_every_part_that_holds_something_is_checked(tmp_path: Path) -> None:
    for sql, what in (
        ("UPDATE documents SET outlet = 'Other' WHERE number = 0", "document 0 does not add up"),
        ("UPDATE texts SET block = zeroblob(30) WHERE first = 0", "the text of passage 0"),
        ("UPDATE runs SET postings = zeroblob(length(postings))", "does not add up"),
        ("DELETE FROM runs WHERE bucket = (SELECT MAX(bucket) FROM runs)", "are stored of"),
        ("DELETE FROM texts WHERE first = (SELECT MAX(first) FROM texts)", "the text of passage"),
        ("DELETE FROM documents WHERE number = 0", "documents are listed"),
        ("INSERT INTO copies VALUES (9, 3)", "is a copy of nothing"),
    ):
        path = built(tmp_path, *corpus(3))
        with sqlite3.connect(path) as other:
            other.execute(sql)
        other.close()
        with store.open(path) as index, pytest.raises(StoreError, match=what):
            index.verify()
        Path(path).unlink()


def test_a_second_writer_is_told_and_readers_see_the_old_state(tmp_path: Path) -> None:
    path = built(tmp_path, article("a.txt", STORY))
    with store.open(path) as first, store.open(path) as second:

        def meanwhile() -> Iterator[Article]:
            yield article("b.txt", OTHER)
            with pytest.raises(StoreError, match="another process is writing to it"):
                second.add([article("c.txt", THIRD)])
            assert [each.path for each in second.documents()] == ["a.txt"]

        first.add(meanwhile())
        assert [each.path for each in second.documents()] == ["a.txt", "b.txt"]


def test_a_second_builder_is_told(tmp_path: Path) -> None:
    def meanwhile() -> Iterator[Article]:
        yield from corpus(3)
        with pytest.raises(StoreError, match="another process is building it"):
            built(tmp_path, article("b.txt", OTHER))

    path = str(tmp_path / "corpus.index")
    store.build(path, meanwhile(), plain=True)
    with store.open(path) as index:
        assert index.verify().documents == 3
    assert [each.name for each in tmp_path.iterdir()] == ["corpus.index"]


def test_an_index_that_cannot_be_written_to_can_be_read(tmp_path: Path) -> None:
    path = Path(built(tmp_path, article("a.txt", STORY)))
    path.chmod(0o444)
    assert places(answer(str(path), STORY)) == [(0, "exact", "a.txt", 1)]


def test_odd_names_and_texts_are_stored(tmp_path: Path) -> None:
    names = ["a?b#c%20.txt", "\x1b[31m.txt", "ё.txt"]
    odd = [
        article(name, f"{text} \x00\x1b[31m \u202e")
        for name, text in zip(names, fillers(3), strict=True)
    ]
    path = built(tmp_path, *odd, name="we?ird#%41.index")
    with store.open(path) as index:
        assert [each.path for each in index.documents()] == names
        assert index.search([odd[1].document.text]).hits[0].kind == "exact"


def test_hostile_repetition_ends(tmp_path: Path) -> None:
    path = built(tmp_path, article("a.txt", "ha " * 20_000), article("b.txt", "ho ha " * 9_000))
    found = answer(path, "ha " * 30_000)
    assert found.counts["pairs of passages with too many runs in common"] > 0


@given(st.lists(st.tuples(st.integers(0, 5), st.integers(0, 9)), max_size=40))
def test_a_bucket_keeps_what_is_put_until_it_is_taken(steps: Iterable[tuple[int, int]]) -> None:
    bucket, wanted = Bucket(), set[tuple[int, int]]()
    for number, (mark, old) in enumerate(steps, 10):
        bucket.put(mark, number)
        wanted.add((mark, number))
        assert bucket.take(mark, old) == ((mark, old) in wanted)
        wanted.discard((mark, old))
    again = Bucket.checked(bucket.packed())
    assert again is not None
    for mark in range(6):
        there = sorted(passage for known, passage in wanted if known == mark)
        assert list(again.places(mark)) == there
        assert list(places_in(bucket.packed(), mark) or ()) == there


def test_asking_imports_nothing_heavy(tmp_path: Path) -> None:
    import subprocess
    import sys

    path = built(tmp_path, article("a.txt", STORY))
    code = (
        "import sys; from compare import store; s = store.open(sys.argv[1]);"
        "assert s.search([sys.argv[2]]).hits;"
        "heavy = {'numpy', 'numba', 'pydantic', 'rich', 'click', 'dataclasses', 'json'};"
        "assert not heavy & sys.modules.keys(), heavy & sys.modules.keys()"
    )
    subprocess.run([sys.executable, "-c", code, path, STORY], check=True)


def test_a_store_is_closed_by_with(tmp_path: Path) -> None:
    with store.open(built(tmp_path, article("a.txt", STORY))) as index:
        assert isinstance(index, Store)
    with pytest.raises(StoreError):
        index.info()
