"""The page: everything of the result is on it, and nothing in an article can act from it.

What only a browser can tell (layout, keys, filters, print) is tested in a browser.
"""

import base64
import hashlib
import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from html.parser import HTMLParser
from io import StringIO
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from compare import api
from compare.cli import run
from compare.model import (
    DocumentId,
    Nearest,
    Relation,
    Repeat,
    RepeatKind,
    Result,
    Skipped,
    Weight,
)
from compare.options import Options
from compare.reports import html
from compare.reports.html.files import files
from compare.reports.html.page import page
from compare.reports.html.stories import numbers, parted
from compare.reports.look import Look
from compare.reports.overview import Overview
from compare.reports.safe import plain
from tests.large_story import large
from tests.stories import Story, article, bridge, harvest

#: Elements that have no end tag, or one that HTML lets go without saying.
VOID = frozenset({"meta", "link", "input", "br"})
IMPLIED = frozenset({"p", "li"})


class Reading(HTMLParser):
    """What a page says without style and script: words, ids, links, and elements left open."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.words: list[str] = []
        self.ids: list[str] = []
        self.links: list[str] = []
        self.tags: Counter[str] = Counter()
        self.attributes: list[tuple[str, dict[str, str | None]]] = []
        self.wrong: list[str] = []
        self._open: list[str] = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        self.tags[tag] += 1
        self.attributes.append((tag, found))
        if found.get("id"):
            self.ids.append(str(found["id"]))
        if tag == "a" and found.get("href"):
            self.links.append(str(found["href"]))
        if tag not in VOID:
            self._open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        while self._open and self._open[-1] != tag and self._open[-1] in IMPLIED:
            self._open.pop()
        if not self._open or self._open[-1] != tag:
            self.wrong.append(f"</{tag}> in {self._open[-3:]}")
        else:
            self._open.pop()

    def handle_data(self, data: str) -> None:
        if not {"style", "script", "title"} & set(self._open):
            self.words.append(data)

    @property
    def text(self) -> str:
        """The words on one line."""
        return " ".join("".join(self.words).split())


def written(result: Result, look: Look = Look()) -> str:  # noqa: B008 - frozen
    out = StringIO()
    html.write(result, out, look=look)
    return out.getvalue()


def read(result: Result, look: Look = Look()) -> Reading:  # noqa: B008 - frozen
    return Reading(written(result, look))


@pytest.fixture(scope="module")
def seeded(seeds: Path) -> Result:
    found = api.read([str(seeds / "minister")], Options())
    return api.result_of(found, Options())


RESULTS = {"bridge": bridge(), "harvest": harvest(), "large": large(60), "empty": Result(())}


@pytest.mark.parametrize("name", RESULTS)
def test_every_element_is_closed_and_every_address_is_there_once(name: str) -> None:
    found = read(RESULTS[name])
    assert found.wrong == []
    assert [id_ for id_, times in Counter(found.ids).items() if times > 1] == []
    assert {link[1:] for link in found.links} <= set(found.ids)
    assert all(link.startswith("#") for link in found.links)


def test_the_seeds_have_a_page_in_order(seeded: Result) -> None:
    found = read(seeded)
    assert found.wrong == []
    assert {link[1:] for link in found.links} <= set(found.ids)
    assert len(found.ids) == len(set(found.ids))
    assert [f"r{n}" in found.ids for n in range(1, len(seeded.repeats) + 1)].count(False) == 0


@pytest.mark.parametrize("name", RESULTS)
def test_nothing_is_fetched(name: str) -> None:
    text = written(RESULTS[name])
    assert not re.search(r"(?:src|href)=(?!\"?(?:#|data:))", text)
    assert "url(" not in text
    assert "@import" not in text


def test_the_policy_names_style_and_script_by_their_hash() -> None:
    text = written(bridge())
    policy = Reading(text).attributes[3][1]["content"]
    for tag in ("style", "script"):
        source = re.search(rf"<{tag}>(.*?)</{tag}>", text, re.DOTALL)
        assert source
        digest = base64.b64encode(hashlib.sha256(source[1].encode()).digest()).decode()
        assert f"{tag}-src 'sha256-{digest}'" in str(policy)
    assert "default-src 'none'" in str(policy)
    assert "unsafe" not in str(policy)


def test_no_element_has_a_style_or_a_handler() -> None:
    for _, attributes in read(bridge()).attributes:
        assert not [name for name in attributes if name == "style" or name.startswith("on")]


def test_the_script_is_short_and_makes_no_markup() -> None:
    script = page(bridge(), look=Look()).script
    assert len(script.encode()) <= 15_000
    assert not re.search(r"innerHTML|outerHTML|insertAdjacent|document\.write|eval\(", script)
    assert "fetch(" not in script
    assert "XMLHttpRequest" not in script


@pytest.mark.parametrize("name", RESULTS)
def test_the_same_result_gives_the_same_bytes(name: str) -> None:
    assert written(RESULTS[name]) == written(RESULTS[name])


def test_without_style_and_script_every_difference_is_told(seeded: Result) -> None:
    overview, text = Overview(seeded), read(seeded).text
    told = 0
    for statement in seeded.statements:
        for variant in overview.variants(statement):
            for reading in variant.readings:
                assert " ".join(reading.words.split()) in text
                told += 1
    assert told > 500


def test_every_passage_of_every_text_is_there_in_full(seeded: Result) -> None:
    text = read(seeded).text
    for one in seeded.articles:
        for passage in one.passages:
            assert " ".join(plain(one.text_of(passage.span)).split()) in text


def test_every_quotation_and_its_verdict_is_told(seeded: Result) -> None:
    found = read(seeded)
    assert {f"q{n}" for n in range(1, len(seeded.quotations) + 1)} <= set(found.ids)


HOSTILE = (
    "</style></script><script>document.title='owned'</script><img src=x onerror=alert(1)> "
    "{{ 7*7 }} {% x %} <!-- ]]> \u202egnol\u202c \x1b[31m"
)


def hostile() -> Result:
    """Everything a file can bring along says what a page must not do."""
    ships = "The harbour has 15 ships"
    a = article('a"><i>.txt', f"{HOSTILE}\n{ships}", outlet=HOSTILE, title=HOSTILE, language='x" y')
    b = article("b.txt", f"{HOSTILE} too\n{ships[:-8]}51 ships", outlet="<b>", published="<b>")
    story = Story([a, b])
    here, there = a.document.path, b.document.path
    fact = ("<i>kind</i>", "alert", "alert", Weight.FACT, HOSTILE)
    story.link((here, HOSTILE), (there, HOSTILE), 0.9, Relation.REWRITE, differences=[fact])
    story.statement(HOSTILE, 0.9, (here, HOSTILE), (there, HOSTILE))
    place = story.place(there, "The harbour has 51")
    near = Nearest(story.place(here, ships), place, 0.3)
    twice = Repeat(RepeatKind.EXACT, (place, place), 4)
    return replace(
        story.result(Skipped(HOSTILE, HOSTILE), options=((HOSTILE, HOSTILE),)),
        nearest=(near,),
        repeats=(twice,),
    )


def test_hostile_words_stay_words() -> None:
    found, calm = read(hostile()), read(bridge())
    assert found.wrong == []
    assert found.tags["script"] == calm.tags["script"] == 1
    assert found.tags["style"] == 1
    assert "img" not in found.tags
    assert "{{ 7*7 }}" in found.text
    assert "\u202e" not in found.text
    assert "⟨U+202E⟩" in found.text
    assert "\x1b" not in found.text


def test_only_languages_that_are_ones_are_named() -> None:
    tongues = {a["lang"] for _, a in read(hostile()).attributes if "lang" in a}
    assert tongues == {"", "en"}
    russian = replace(bridge().articles[0].document, language="ru-RU")
    result = bridge()
    first = replace(result.articles[0], document=russian)
    result = replace(result, articles=(first, *result.articles[1:]))
    assert {a["lang"] for _, a in read(result).attributes if "lang" in a} == {"en", "ru-RU"}


def test_every_cell_finds_its_own_direction() -> None:
    words = [a for tag, a in read(bridge()).attributes if a.get("class") == "t" and tag == "p"]
    assert len(words) >= 8
    assert all(a.get("dir") == "auto" for a in words)


def test_names_from_right_to_left_stand_apart() -> None:
    first, *others = bridge().articles
    hebrew = replace(first, document=replace(first.document, outlet="\u05d4\u05d0\u05e8\u05e5"))
    assert read(bridge()).tags["bdi"] == 0
    assert read(replace(bridge(), articles=(hebrew, *others))).tags["bdi"] > 3


@settings(max_examples=60, deadline=None)
@given(st.lists(st.text(min_size=1, max_size=60), min_size=1, max_size=4))
def test_whatever_an_article_says_is_shown_and_nothing_else(lines: list[str]) -> None:
    text = "\n".join(line.replace("\n", " ") for line in lines)
    one, two = article("a.txt", text), article("b.txt", "The bridge is closed.")
    found = read(Result((one, two)))
    assert found.wrong == []
    for passage in one.passages:
        shown = " ".join(plain(one.text_of(passage.span)).split())
        assert shown.replace("\x00", "") in found.text


def test_insertions_and_deletions_are_only_told_against_a_base() -> None:
    free, based = read(bridge()), read(bridge(), Look(base="Nordwire"))
    assert not free.tags["ins"]
    assert not free.tags["del"]
    assert free.tags["mark"] > 5
    assert based.tags["ins"]
    assert based.tags["del"]


def test_the_base_of_a_saved_result_is_the_base_of_its_page() -> None:
    saved = replace(bridge(), options=(*bridge().options, ("base", "Nordwire")))
    assert read(saved).tags["del"] == read(bridge(), Look(base="Nordwire")).tags["del"]


def classes(found: Reading, tag: str = "article") -> list[set[str]]:
    return [set(str(a.get("class", "")).split()) for name, a in found.attributes if name == tag]


def test_rows_are_of_the_kind_of_their_weightiest_difference() -> None:
    kinds = [found & {"kf", "kw", "ks", "ki"} for found in classes(read(bridge()))]
    assert kinds == [{"kf"}, {"kf"}, {"ks"}]
    rows = classes(read(large(60)))
    assert Counter(next(iter(found & {"kf", "kw", "ks", "ki"})) for found in rows) == {
        "ki": 12,
        "kf": 6,
        "kw": 42,
    }


def test_runs_of_identical_statements_are_collapsed_and_counted() -> None:
    found = read(large(60))
    assert classes(found, "details").count({"run", "r", "ki", "w1", "w2", "w3"}) == 3
    assert "4 identical statements, 1 to 4" in found.text


def test_a_row_disappears_with_its_last_document() -> None:
    made = page(large(8), look=Look())
    assert ".r:not(body:has(#o1:checked) .w1,body:has(#o2:checked) .w2," in made.style
    rows = classes(Reading(made.text))
    assert [{c for c in row if c[0] == "w"} for row in rows[:2]] == [
        {"w1", "w2"},
        {"w1", "w2", "w3"},
    ]


def test_rows_of_speech_and_of_standing_text_can_be_hidden() -> None:
    result = bridge()
    ferry = result.statements[2].members
    standing = Repeat(RepeatKind.EXACT, ferry, 11, boilerplate=True)
    rows = classes(read(replace(result, repeats=(standing,))))
    assert ["bp" in row for row in rows] == [False, False, True]
    only_speech = replace(result.statements[1], members=result.statements[1].members[:1])
    rows = classes(read(replace(result, statements=(result.statements[0], only_speech))))
    assert ["qo" in row for row in rows] == [False, True]


def test_coverage_bars_are_full() -> None:
    widths: list[float] = []
    for tag, attributes in read(bridge()).attributes:
        if tag == "svg" and attributes.get("class") == "bar":
            widths.append(0)
        elif tag == "rect" and str(attributes.get("class", "")).startswith("p-"):
            widths[-1] += float(str(attributes["width"]))
    assert widths == pytest.approx([100, 100, 100], abs=0.05)


def test_the_strip_has_a_column_for_each_statement_and_breaks_into_bands() -> None:
    found = read(large(130))
    columns = [a for tag, a in found.attributes if tag == "a" and a.get("tabindex") == "-1"]
    assert [a["href"] for a in columns] == [f"#s{n}" for n in range(1, 131)]
    bands = [a for tag, a in found.attributes if a.get("viewbox") == "0 0 600 54"]
    assert len(bands) == 3


def test_what_is_not_aligned_names_its_nearest_candidate() -> None:
    result = bridge()
    lonely = next(p for p in result.articles[2].passages if p.line == 3)
    near = Nearest(
        replace(result.statements[0].members[2], span=lonely.span, line=3),
        result.statements[0].members[0],
        0.31,
    )
    text = read(replace(result, nearest=(near,))).text
    assert "Not aligned, with the nearest candidate" in text
    assert "nearest: 0.31 less likely than not the same statement, Nordwire, line 1" in text
    assert "Not aligned" not in read(result).text


def test_inputs_thresholds_and_what_was_left_out_are_told() -> None:
    first, *others = bridge().articles
    hashed = replace(first, document=replace(first.document, sha256="ab" * 32))
    text = read(replace(bridge(), articles=(hashed, *others))).text
    assert "ab" * 32 in text
    assert "press/scan.pdf: not a text file" in text
    assert "probability 0.4 or more" in text
    assert "dateline /NORDWIRE/" in text


def test_why_a_link_is_believed_is_told_and_what_is_cut_off_is_added_up() -> None:
    text = read(bridge()).text
    assert "14 against 40" in text
    assert "-3.50 before any evidence" in text
    assert "in all +0.49" in text


def test_counts_only_are_a_page_without_rows() -> None:
    found = read(bridge(), Look(statistics=True))
    assert found.tags["article"] == 0
    assert {link[1:] for link in found.links} <= set(found.ids)
    assert "fact difference" in found.text


def test_a_selection_tells_no_shares() -> None:
    selected = replace(bridge(), options=(("top", "1"),))
    found = read(selected)
    assert "Only some statements were asked for" in found.text
    assert found.tags["table"] == 0


def stories(*sizes: int) -> Result:
    """Results of that many statements side by side, none with documents of another."""
    results = [_renamed(large(size, 2), f"v{n}-") for n, size in enumerate(sizes)]
    return Result(
        tuple(a for r in results for a in r.articles),
        tuple(link for r in results for link in r.links),
        tuple(s for r in results for s in r.statements),
    )


def _renamed(result: Result, head: str) -> Result:
    """The same result of documents of other names."""

    def named(id_: DocumentId) -> DocumentId:
        return DocumentId(f"{head}{id_}")

    return replace(
        result,
        articles=tuple(
            replace(
                a,
                document=replace(
                    a.document, id=named(a.document.id), path=f"{head}{a.document.path}"
                ),
            )
            for a in result.articles
        ),
        links=tuple(
            replace(
                link,
                a=replace(link.a, document=named(link.a.document)),
                b=replace(link.b, document=named(link.b.document)),
            )
            for link in result.links
        ),
        statements=tuple(
            replace(
                s,
                members=tuple(replace(p, document=named(p.document)) for p in s.members),
                missing=tuple(map(named, s.missing)),
            )
            for s in result.statements
        ),
    )


def test_the_stories_of_a_result_have_all_of_it() -> None:
    whole = stories(3, 5, 2)
    parts = parted(whole).stories
    assert [len(part.statements) for part in parts] == [3, 5, 2]
    assert [a for part in parts for a in part.articles] == [*whole.articles]
    assert {link for part in parts for link in part.links} == {*whole.links}
    assert numbers(parted(whole)) == {}


def test_what_stands_in_two_stories_is_counted() -> None:
    whole = stories(2, 2)
    a, b = whole.statements[0].members[0], whole.statements[-1].members[0]
    across = replace(
        whole, repeats=(Repeat(RepeatKind.EXACT, (a, b), 9),), nearest=(Nearest(a, b, 0.3),)
    )
    assert list(numbers(parted(across)).values()) == [1, 1]


def test_a_large_page_is_parted_by_story_behind_an_index() -> None:
    made = files(stories(3, 4), name="r.html", look=Look(), large=20_000)
    assert [file.name for file in made.pages] == ["r.html", "r-1.html", "r-2.html"]
    index = Reading(made.pages[0].text)
    assert index.links == ["r-1.html", "r-2.html"]
    assert index.wrong == []
    assert "parted into 2 stories" in made.warnings[0]


def test_one_story_that_is_large_is_one_page_and_a_warning() -> None:
    made = files(large(9), name="r.html", look=Look(), large=20_000)
    assert [file.name for file in made.pages] == ["r.html"]
    assert "--single-file" in made.warnings[0]


def test_a_single_file_is_asked_no_questions() -> None:
    made = files(stories(3, 4), name="r.html", look=Look(), single=True, large=1)
    assert len(made.pages) == 1
    assert made.warnings == ()


def test_style_and_script_can_stand_apart(tmp_path: Path, seeds: Path) -> None:
    report, assets = tmp_path / "out" / "r.html", tmp_path / "static files"
    (tmp_path / "out").mkdir()
    arguments = ["report", str(seeds / "harbour"), "-o", str(report), "-q", "--isolated"]
    assert run([*arguments, "--html-assets", str(assets)]) == 0
    found = Reading(report.read_text("utf-8"))
    assert not found.tags["style"]
    named = [a for _, a in found.attributes if a.get("rel") == "stylesheet" or a.get("src")]
    for attributes in named:
        address = str(attributes.get("href") or attributes.get("src")).replace("%20", " ")
        assert (report.parent / address).read_text("utf-8")
    assert sorted(p.suffix for p in assets.iterdir()) == [".css", ".js"]


def test_a_report_is_written_by_its_suffix(tmp_path: Path, seeds: Path) -> None:
    report = tmp_path / "r.html"
    assert run(["report", str(seeds / "harbour"), "-o", str(report), "-q", "--isolated"]) == 0
    assert [path.name for path in tmp_path.iterdir()] == ["r.html"]
    assert report.read_text("utf-8").startswith("<!doctype html>")


def test_a_folder_that_cannot_be_made_is_one_clear_line(
    tmp_path: Path, seeds: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "file").write_text("")
    arguments = ["report", str(seeds / "harbour"), "-o", str(tmp_path / "r.html"), "--isolated"]
    assert run([*arguments, "--html-assets", str(tmp_path / "file" / "below")]) == 2
    assert "cannot write" in capsys.readouterr().err


def test_a_large_report_is_not_too_large() -> None:
    alone = len(written(Result(())).encode())
    size = len(written(large(400)).encode()) - alone
    assert alone + 5 * size < 6_000_000, "2,000 statements of three outlets"


def words_of(result: Result) -> Iterable[str]:
    return (one.document.text for one in result.articles)


@pytest.mark.real
def test_the_real_articles_have_a_page(shared: Path) -> None:
    paths = [str(path) for path in sorted((shared / "seeds").glob("*.txt"))]
    result = api.result_of(api.read(paths, Options()), Options())
    found = read(result)
    assert found.wrong == []
    assert {link[1:] for link in found.links} <= set(found.ids)
    for text in words_of(result):
        longest = max(text.split("\n"), key=len)
        assert " ".join(plain(longest).split()) in found.text


def test_every_witness_of_a_quotation_tells_its_own_changes() -> None:
    text = read(bridge()).text
    assert "altered: words changed (0.91)" in text
    assert "Ines Valmar, “said” · altered" in text
    assert "not in the source: “We have found cracks in 14 of the 60 bearings, and”" in text


def test_dates_stand_on_a_line_and_those_without_are_named() -> None:
    found = read(bridge())
    dots = [a["cx"] for tag, a in found.attributes if tag == "circle"]
    assert dots == ["0%", "100%"]
    assert "No date: gazette.txt" in found.text
    undated = tuple(
        replace(a, document=replace(a.document, published="")) for a in bridge().articles
    )
    assert "When they appeared" not in read(replace(bridge(), articles=undated)).text


def test_many_repeats_show_first_those_in_which_facts_differ() -> None:
    place = bridge().statements[2].members
    repeats = (Repeat(RepeatKind.EXACT, place, 11),) * 13
    found = read(replace(bridge(), repeats=repeats))
    assert "13 in which no fact differs" in found.text
    assert {f"r{n}" for n in range(1, 14)} <= set(found.ids)


def test_many_texts_are_told_instead_of_drawn() -> None:
    found = read(large(4, 45))
    assert "compare pairs tells it" in found.text
    assert "Too many texts to tick one by one" in found.text
    assert found.tags["table"] == 0
