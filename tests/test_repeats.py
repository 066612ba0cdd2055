"""Repeats between documents, standing text, copied documents, streaming and cleaning."""

import csv
import gzip
import io
import json
import random
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from compare.cleaning import Keep, Reason, removals, without, write
from compare.errors import InputError, UsageError
from compare.model import Article, Document, DocumentId, RepeatKind, Span
from compare.repetition import Found, repeats, repeats_of_files, tables
from compare.repetition.likeness import differences, edits
from compare.repetition.streaming import lines
from compare.roles import divide

STORM = (
    "The harbour of Ostmere was closed for three days after a storm tore two barges from "
    "their moorings, the port authority said on Monday."
)
BRIDGE = (
    "Inspectors found no fault with the bridge at Kellby, which carries 4,000 cars a day, "
    "although a lorry had struck its northern pillar in the autumn."
)
FERRY = (
    "The council will vote next week on whether the night ferry should keep running through "
    "the winter, as islanders have asked."
)
SCHOOL = (
    "Pupils of the village school planted two hundred young oaks along the old railway "
    "line, helped by a retired forester."
)


def article(name: str, *passages: str, outlet: str = "", published: str = "") -> Article:
    document = Document(
        DocumentId(name), name, "\n".join(passages), outlet, published=published, language="en"
    )
    return Article(document, divide(document))


def shown(found: Found, *articles: Article) -> list[tuple[str, list[tuple[str, int, str]]]]:
    """Each repeat as its kind and the path, line and text of its places."""
    by_id = {one.document.id: one for one in articles}
    return [
        (
            repeat.kind.value,
            [
                (place.document, place.line, by_id[place.document].text_of(place.span))
                for place in repeat.places
            ],
        )
        for repeat in found.repeats
    ]


def test_a_document_and_its_copy_are_one_repeat_of_the_whole() -> None:
    a, b = article("a", STORM, BRIDGE, FERRY), article("b", STORM, BRIDGE, FERRY)
    found = repeats([a, b])
    whole = "\n".join((STORM, BRIDGE, FERRY))
    assert shown(found, a, b) == [("exact", [("a", 1, whole), ("b", 1, whole)])]
    (pair,) = found.documents
    assert (pair.kind, pair.share_a, pair.share_b) == (RepeatKind.EXACT, 1.0, 1.0)
    assert dict(found.counts)["explained by the copy of a whole document"] == 3


def test_a_passage_twice_in_one_document_is_found() -> None:
    one = article("a", STORM, BRIDGE, STORM)
    assert shown(repeats([one]), one) == [("exact", [("a", 1, STORM), ("a", 3, STORM)])]
    assert repeats([one], within=False).repeats == ()


def test_a_passage_twice_in_a_document_and_in_its_copy_is_still_found() -> None:
    a, b = article("a", STORM, BRIDGE, STORM), article("b", STORM, BRIDGE, STORM)
    inner = [places for _, places in shown(repeats([a, b]), a, b) if places[0][2] == STORM]
    assert [(name, line) for name, line, _ in inner[0]] == [("a", 1), ("a", 3), ("b", 1), ("b", 3)]


def test_a_repeated_sentence_part_of_neighbouring_passages_is_found() -> None:
    tail = "the deputy mayor of Kellby said on the evening programme of Radio Tideway"
    one = article("a", f'"We were lucky," {tail}.', f'"The pillar will hold for years," {tail}.')
    assert shown(repeats([one]), one) == [("exact", [("a", 1, tail), ("a", 2, tail)])]


def test_a_contained_passage_says_which_side_is_whole() -> None:
    a, b = article("a", STORM), article("b", f"{BRIDGE} {STORM} {FERRY}")
    (repeat,) = repeats([a, b]).repeats
    assert repeat.kind is RepeatKind.CONTAINED


def test_the_order_of_the_inputs_changes_nothing() -> None:
    several = [article(name, STORM, other) for name, other in zip("abc", (BRIDGE, FERRY, SCHOOL))]  # noqa: B905
    assert repeats(several) == repeats(several[::-1])


@pytest.mark.parametrize(
    ("before", "after", "kind"),
    [
        ("two barges", "12 barges", "number"),
        ("three days", "four days", "number"),
        ("was closed", "was not closed", "negation"),
    ],
)
def test_a_changed_fact_inside_a_near_repeat_is_flagged(before: str, after: str, kind: str) -> None:
    a, b = article("a", STORM), article("b", STORM.replace(before, after))
    (repeat,) = repeats([a, b]).repeats
    assert repeat.kind is RepeatKind.NEAR
    assert repeat.facts_differ
    (difference,) = repeat.differences
    assert difference.kind == kind
    assert difference.a.of(a.document.text) in before
    assert difference.b.of(b.document.text) in after


def test_a_figure_written_otherwise_is_not_flagged() -> None:
    a, b = article("a", BRIDGE), article("b", BRIDGE.replace("4,000", "4000"))
    (repeat,) = repeats([a, b]).repeats
    assert not repeat.facts_differ


def test_a_changed_wording_is_an_edit_and_no_difference() -> None:
    a, b = article("a", STORM), article("b", STORM.replace("tore", "ripped"))
    (repeat,) = repeats([a, b]).repeats
    changed = [edit for edit in repeat.likenesses[1].edits if edit.kind != "equal"]
    assert [(e.a.of(a.document.text), e.b.of(b.document.text)) for e in changed] == [
        ("tore", "ripped")
    ]
    assert repeat.differences == ()


def test_a_name_alone_is_no_repeat() -> None:
    name = "the Ministry of Roads and Bridges of the Free Republic of Northern Kellby"
    a, b = article("a", f"{STORM} So says {name} today."), article("b", f"{FERRY} But {name} errs.")
    found = repeats([a, b])
    assert found.repeats == ()
    assert dict(found.counts)["names only"] == 1


def test_near_copies_and_contained_documents_have_a_direction() -> None:
    a = article("a", STORM, BRIDGE, FERRY)
    b = article("b", STORM, BRIDGE.replace("lorry", "truck"), FERRY)
    c = article("c", STORM, BRIDGE, FERRY, SCHOOL, SCHOOL.upper()[::-1], SCHOOL[::-1])
    pairs = {(str(pair.a), str(pair.b)): pair for pair in repeats([a, b, c]).documents}
    assert pairs["a", "b"].kind is RepeatKind.NEAR
    assert pairs["a", "b"].share_a == 1.0
    assert pairs["a", "c"].kind is RepeatKind.CONTAINED
    assert pairs["a", "c"].inner == "a"
    assert pairs["a", "c"].share_b < 0.8


def filler(rng: random.Random) -> str:
    return " ".join(f"w{rng.randrange(10**6)}" for _ in range(40)).capitalize() + "."


def paper(outlet: str, numbers: range, *standing: str) -> list[Article]:
    """Articles of an outlet that have nothing in common but the *standing* text."""
    rng = random.Random(outlet)
    return [
        article(
            f"{outlet}-{n}.txt",
            filler(rng),
            filler(rng),
            *(text.format(n=n) for text in standing),
            outlet=outlet,
        )
        for n in numbers
    ]


def test_standing_text_is_told_with_its_outlets_and_the_words_it_takes() -> None:
    follow = "Follow the Ostmere Courier for more news from the coast every morning."
    papers = paper("Courier", range(8), follow) + paper("Tideway", range(3), follow)
    (one,) = repeats(papers).boilerplate
    assert one.standing.documents == 11
    assert one.standing.outlets == (("Courier", 8, 8), ("Tideway", 3, 3))
    assert one.standing.owner == ""
    assert one.standing.words_saved == 120
    assert one.repeat.boilerplate


def test_slots_of_standing_text_are_named() -> None:
    credit = "Photo taken on the quay at Ostmere in week {n}00 by the Courier picture desk."
    (one,) = repeats(paper("Courier", range(1, 9), credit)).boilerplate
    assert one.standing.has_slots
    assert one.standing.owner == "Courier"
    assert one.standing.pattern == credit.replace("{n}00", "{NUMBER}")


def test_a_story_in_many_papers_is_no_standing_text() -> None:
    papers = [article(f"{n}.txt", STORM, BRIDGE, f"{FERRY} {n}", outlet=f"o{n}") for n in range(9)]
    found = repeats(papers)
    assert found.boilerplate == ()
    assert found.repeats


def test_short_lines_count_only_as_standing_text() -> None:
    pair = [article("a", STORM, "Read more"), article("b", FERRY, "Read more")]
    assert repeats(pair).repeats == ()
    assert dict(repeats(pair).counts)["shorter than the least words"] == 1
    (one,) = repeats(paper("Courier", range(6), "Read more")).boilerplate
    assert one.standing.pattern == "Read more"


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=80), st.text(max_size=80))
def test_edits_are_in_order_and_lose_no_word(a: str, b: str) -> None:
    from compare.words import words

    for text, side in ((a, "a"), (b, "b")):
        spans = [getattr(edit, side) for edit in edits(a, b, "en")]
        assert spans == sorted(spans)
        cut = [word.text for span in spans for word in words(span.of(text))]
        assert len(cut) >= 0
        held = sum(len(span) for span in spans)
        assert held >= sum(len(word.text) for word in words(text))


def test_no_fact_differs_between_a_text_and_itself() -> None:
    assert differences(BRIDGE, BRIDGE, edits(BRIDGE, BRIDGE, "en"), "en") == ()


# Streaming


def test_lines_have_their_start_and_number() -> None:
    text = "One.\r\n\n  Two.\t\n"
    assert [(text[start : start + len(line)], n) for start, n, line in lines(text)] == [
        ("One.", 1),
        ("Two.", 3),
    ]


def rows() -> list[dict[str, str]]:
    return [
        {"outlet": "Courier", "published": "2031-05-01", "text": f"{STORM}\n{FERRY}"},
        {"outlet": "Tideway", "published": "2031-05-02", "text": f"{BRIDGE}\n{STORM}"},
    ]


def write_rows(path: Path) -> None:
    if path.suffix == ".parquet":
        pyarrow = pytest.importorskip("pyarrow")
        from pyarrow import parquet

        parquet.write_table(pyarrow.Table.from_pylist(rows()), path)
    elif path.suffix == ".csv":
        with path.open("w", newline="", encoding="utf-8") as file:
            writer = csv.DictWriter(file, rows()[0])
            writer.writeheader()
            writer.writerows(rows())
    elif path.suffix == ".gz":
        with gzip.open(path, "wt", encoding="utf-8") as file:
            file.writelines(json.dumps(row) + "\n" for row in rows())
    else:
        path.write_text("".join(json.dumps(row) + "\n" for row in rows()), encoding="utf-8")


@pytest.mark.parametrize("name", ["a.jsonl", "a.jsonl.gz", "a.csv", "a.parquet"])
def test_rows_of_every_format_are_documents(name: str, tmp_path: Path) -> None:
    write_rows(tmp_path / name)
    found, skipped = repeats_of_files([tmp_path / name])
    (repeat,) = found.repeats
    assert [(place.document.rsplit(":", 1)[1], place.line) for place in repeat.places] == [
        ("1", 1),
        ("2", 2),
    ]
    assert [card.outlet for card in found.cards] == ["Courier", "Tideway"]
    assert skipped == ()


def test_a_folder_is_read_in_order_and_what_is_skipped_is_said(tmp_path: Path) -> None:
    (tmp_path / "b.txt").write_text(STORM, encoding="utf-8")
    (tmp_path / "a.txt").write_text(f"{BRIDGE}\n{STORM}", encoding="utf-8")
    (tmp_path / "broken.txt").write_bytes(b"\xff\xfe\xff")
    (tmp_path / "picture.png").write_bytes(b"")
    (tmp_path / "rows.jsonl").write_text('not json\n{"title": "no text"}\n', encoding="utf-8")
    found, skipped = repeats_of_files([tmp_path])
    assert [card.path.rsplit("/", 1)[1] for card in found.cards] == ["a.txt", "b.txt"]
    assert len(found.repeats) == 1
    assert len(skipped) == 4


def test_a_missing_input_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(InputError):
        repeats_of_files([tmp_path / "none.jsonl"])


# Cleaning


def cleaned(*articles: Article, keep: Keep = Keep.FIRST) -> dict[str, str]:
    cleaning = removals(articles, repeats(articles).repeats, keep=keep)
    gone: dict[str, list[Span]] = {one.document.id: [] for one in articles}
    for removal in cleaning.removals:
        gone[removal.document].append(removal.span)
    return {one.document.id: without(one.document.text, gone[one.document.id]) for one in articles}


def test_a_repeated_passage_stands_once() -> None:
    a = article("a", STORM, BRIDGE, published="2031-05-01")
    b = article("b", FERRY, STORM, published="2031-05-02")
    assert cleaned(a, b) == {"a": a.document.text, "b": FERRY}
    assert cleaned(a, b, keep=Keep.NEWEST) == {"a": BRIDGE, "b": b.document.text}


def test_the_copy_inside_a_longer_passage_is_kept_as_the_longest() -> None:
    a, b = article("a", STORM, BRIDGE), article("b", f"{FERRY} {STORM} {SCHOOL}")
    assert cleaned(a, b, keep=Keep.LONGEST) == {"a": BRIDGE, "b": b.document.text}


def test_a_copy_with_another_figure_stays() -> None:
    a, b = article("a", STORM), article("b", STORM.replace("two barges", "12 barges"), FERRY)
    assert cleaned(a, b) == {"a": a.document.text, "b": b.document.text}


def test_less_than_a_sentence_stays() -> None:
    tail = "the deputy mayor of Kellby said on the evening programme of Radio Tideway"
    a = article("a", f'"We were lucky," {tail}.', f'"The pillar will hold for years," {tail}.')
    cleaning = removals([a], repeats([a]).repeats)
    assert cleaning.removals == ()
    assert cleaning.less_than_a_sentence == 1


def test_standing_text_goes_everywhere() -> None:
    follow = "Follow the Ostmere Courier for more news from the coast every morning."
    papers = paper("Courier", range(8), follow)
    cleaning = removals(papers, repeats(papers).repeats)
    assert {removal.reason for removal in cleaning.removals} == {Reason.BOILERPLATE}
    assert all(follow not in text for text in cleaned(*papers).values())


def test_the_folder_is_written_whole_with_a_log(tmp_path: Path) -> None:
    a, b = article("in/a.txt", STORM, BRIDGE), article("in/b.txt", STORM)
    target = tmp_path / "clean"
    cleaning = removals([a, b], repeats([a, b]).repeats)
    assert write([a, b], cleaning, target) == 1
    assert (target / "a.txt").read_text("utf-8") == a.document.text
    (row,) = map(json.loads, (target / "removed.jsonl").read_text("utf-8").splitlines())
    assert (row["path"], row["reason"], row["text"]) == ("in/b.txt", "copy", STORM)
    assert row["kept"]["path"] == "in/a.txt"
    with pytest.raises(UsageError):
        write([a, b], cleaning, target)


def test_an_interrupted_writing_leaves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupt(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    a = article("a.txt", STORM)
    monkeypatch.setattr(Path, "write_text", interrupt)
    with pytest.raises(KeyboardInterrupt):
        write([a], removals([a], ()), tmp_path / "clean")
    assert list(tmp_path.iterdir()) == []


def test_no_path_leaves_the_folder(tmp_path: Path) -> None:
    hostile = ["../../up.txt", "/root.txt", "a/../b.txt", "A.txt", "a.txt", "removed.jsonl"]
    articles = [article(path, filler(random.Random(path))) for path in hostile]
    target = tmp_path / "deep" / "clean"
    assert write(articles, removals(articles, ()), target) == len(hostile)
    written = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert len(written) == len(hostile) + 1
    assert all(target in path.parents for path in written)


# Real articles


@pytest.mark.real
def test_the_repeats_of_five_real_articles(real_seeds: tuple[Path, ...]) -> None:
    articles = [
        article(f"{n:03}", *path.read_text("utf-8").split("\n"))
        for n, path in enumerate(real_seeds)
    ]
    found: dict[tuple[object, ...], int] = {
        (repeat.kind.value, *((p.document, p.line) for p in repeat.places)): repeat.words
        for repeat in repeats(articles).repeats
    }
    exact = [("002", a, "002", b) for a, b in ((10, 25), (12, 27), (14, 29), (16, 31))]
    exact += [("004", 17, "004", 18), ("000", 1, "000", 3)]
    for d, a, e, b in exact:
        assert ("exact", (d, a), (e, b)) in found
    assert found["near", ("004", 6), ("004", 7)] >= 30
    assert found["exact", ("004", 7), ("004", 9)] == 16


def test_tables_name_paths_and_outlets() -> None:
    follow = "=Follow the Ostmere Courier for more news from the coast every morning."
    found = repeats(paper("Courier", range(8), follow))
    (row,) = tables.boilerplate_rows(found)
    assert (row["outlets"], row["words_saved"]) == ("Courier 8/8", 84)
    assert len(list(tables.repeat_rows(found))) == 8
    file = io.StringIO()
    tables.write_csv([row], file)
    assert "'=Follow" in file.getvalue()
