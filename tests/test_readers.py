"""Readers: what is read, in which encoding, what is known of it, and what a bad input says."""

import io
import json
import random
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compare.errors import InputError
from compare.model import Document
from compare.readers import Reading, read
from compare.readers.clues import canonical
from compare.readers.dates import dates, iso_date
from compare.readers.decoding import decode
from compare.readers.frontmatter import split

RUSSIAN = (
    "Корабли вышли из порта Светлогорска в понедельник утром. Министр морского флота "
    "Иван Берегов заявил, что они вернутся через неделю. «Погода хорошая», — добавил он.\n"
)
ENGLISH = (
    "Two ships left the port of Harbourton on Monday. “The weather is fine,” said John Roe, "
    "the harbour master — and that’s all he said.\n"
)


def written(folder: Path, name: str, content: str | bytes) -> str:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return str(path)


def one(reading: Reading) -> Document:
    assert not reading.errors, reading.errors
    (document,) = reading.documents
    return document


def error(reading: Reading) -> InputError:
    assert not reading.documents
    (problem,) = reading.errors
    assert "\n" not in problem.reason
    return problem


def sources(document: Document) -> dict[str, str]:
    return {origin.name: origin.source for origin in document.origins}


# ---------------------------------------------------------------- encodings


@pytest.mark.parametrize(
    ("text", "encoding", "named", "noted"),
    [
        (ENGLISH, "utf-8", "utf-8", False),
        (ENGLISH, "utf-8-sig", "utf-8", False),
        (ENGLISH, "utf-16", "utf-16-le", False),
        (RUSSIAN, "utf-32", "utf-32-le", False),
        (ENGLISH, "utf-16-le", "utf-16-le", True),
        (ENGLISH, "utf-16-be", "utf-16-be", True),
        (RUSSIAN, "utf-16-le", "utf-16-le", True),
        (RUSSIAN, "utf-16-be", "utf-16-be", True),
        (RUSSIAN, "cp1251", "cp1251", True),
        (RUSSIAN.replace("«", '"').replace("»", '"').replace("—", "-"), "koi8-r", "koi8-r", True),
        (RUSSIAN.replace("«", '"').replace("»", '"').replace("—", "-"), "cp866", "cp866", True),
        (ENGLISH, "cp1252", "cp1252", True),
        ("The minister said “no” to it.", "cp1252", "cp1252", True),
        ("Берегов: порт закрыт", "cp1251", "cp1251", True),
    ],
)
def test_an_encoding_is_found_and_a_guess_is_said(
    tmp_path: Path, text: str, encoding: str, named: str, noted: bool
) -> None:
    document = one(read([written(tmp_path, "a.txt", text.encode(encoding))]))
    assert document.text == text
    assert document.encoding == named
    assert noted == any("encoding" in note for note in document.notes)


def test_a_declared_encoding_binds(tmp_path: Path) -> None:
    path = written(tmp_path, "a.txt", "Café fermé à Pontville.".encode("latin-1"))
    assert one(read([path], encoding="latin-1")).text == "Café fermé à Pontville."
    assert "0xe9 at position 3 is not utf-8" in error(read([path], encoding="utf-8")).reason
    assert "no text encoding 'klingon'" in error(read([path], encoding="klingon")).reason


def test_a_mark_wins_over_a_declared_encoding_and_says_so(tmp_path: Path) -> None:
    path = written(tmp_path, "a.txt", RUSSIAN.encode("utf-8-sig"))
    document = one(read([path], encoding="cp1251"))
    assert document.text == RUSSIAN
    assert any("cp1251 was not used" in note for note in document.notes)


def test_line_breaks_stay_as_they_are(tmp_path: Path) -> None:
    text = "One ship left.\r\nTwo came.\rThree stayed.\n"
    assert one(read([written(tmp_path, "a.txt", text)])).text == text


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "it is empty"),
        (b" \n\t\r\n", "only white space"),
        (b"\x00\x01\x02\x03" * 50, "binary"),
        (b"\x89PNG\r\n\x1a\n" + bytes(60), "PNG picture"),
        (b"PK\x03\x04" + bytes(60), "ZIP or Office"),
        (b"%PDF-1.7\n", "PDF"),
        (bytes(range(256)) * 4, "binary"),
        (b"---\noutlet: The Lighthouse\n---\n\n", "nothing after its front matter"),
    ],
)
def test_what_is_no_text_says_so_in_one_line(tmp_path: Path, data: bytes, reason: str) -> None:
    problem = error(read([written(tmp_path, "a.txt", data)]))
    assert reason in problem.reason
    assert problem.path.endswith("a.txt")
    assert problem.remedy


@given(st.binary(max_size=400))
def test_no_bytes_crash_the_decoder(data: bytes) -> None:
    try:
        decoded = decode(data, "a.txt")
    except InputError:
        return
    decoded.text.encode("utf-8")


@given(st.text(alphabet=st.characters(exclude_categories=("Cs", "Cc")), min_size=1))
def test_every_unicode_text_survives_utf_8(text: str) -> None:
    assert decode(text.encode(), "a.txt").text == text.removeprefix("\ufeff")


# ---------------------------------------------------------------- inputs


def test_ids_follow_paths_whatever_the_order(tmp_path: Path) -> None:
    paths = [written(tmp_path, f"{name}.txt", f"Ship {name} left.") for name in "cabd"]
    readings = []
    for seed in range(4):
        random.Random(seed).shuffle(paths)
        readings.append(read(paths))
    assert len({reading.documents for reading in readings}) == 1
    assert [document.id for document in readings[0].documents] == ["d1", "d2", "d3", "d4"]


def test_a_file_named_twice_is_read_once_and_noted(tmp_path: Path) -> None:
    path = written(tmp_path, "a.txt", ENGLISH)
    again = str(tmp_path / "." / ".." / tmp_path.name / "a.txt")
    for inputs in ([path, path], [path, again], [path, str(tmp_path)]):
        reading = read(inputs)
        assert one(reading)
        assert len(reading.skipped) == 1
        assert "read once" in reading.skipped[0].reason


def test_a_folder_is_read_sorted_and_what_is_left_out_is_counted(tmp_path: Path) -> None:
    for name in ("b.txt", "sub/a.md", "sub/c.text", ".hidden.txt", "x.png", "y.png", "z.csv"):
        written(tmp_path, name, ENGLISH)
    reading = read([str(tmp_path)])
    names = [Path(document.path).name for document in reading.documents]
    assert names == ["b.txt", "a.md", "c.text"]
    reasons = sorted(skipped.reason for skipped in reading.skipped)
    assert reasons == [
        "1 hidden entry not read",
        "3 files of other kinds not read (.csv 1, .png 2)",
    ]


def test_a_folder_without_texts_is_an_error(tmp_path: Path) -> None:
    assert "holds no texts" in error(read([str(tmp_path)])).reason


def test_one_bad_input_does_not_stop_the_others(tmp_path: Path) -> None:
    good = written(tmp_path, "a.txt", ENGLISH)
    reading = read([good, str(tmp_path / "none.txt"), written(tmp_path, "b.txt", b"")])
    assert len(reading.documents) == 1
    assert [problem.reason for problem in reading.errors] == [
        "there is no such file or folder",
        "it is empty",
    ]


@pytest.mark.parametrize("name", ["", "a\0b.txt", "x" * 5000, "ftp://example.org/a"])
def test_impossible_names_are_errors(name: str) -> None:
    assert len(read([name]).errors) == 1


def test_an_outlet_can_be_given_and_a_real_path_wins(tmp_path: Path) -> None:
    path = written(tmp_path, "a.txt", ENGLISH)
    document = one(read([f"The Lighthouse={path}"]))
    assert document.outlet == "The Lighthouse"
    assert sources(document)["outlet"] == "given with the input"
    equals = written(tmp_path, "x=a.txt", ENGLISH)
    assert one(read([equals])).path == equals
    assert one(read([equals])).outlet == ""


def test_standard_input_is_read_as_text_or_page(tmp_path: Path) -> None:
    stream = io.BytesIO(b"---\noutlet: The Lighthouse\n---\nTwo ships left.")
    document = one(read(["-"], stdin=stream))
    assert (document.path, document.outlet, document.body_start) == ("-", "The Lighthouse", 31)


def test_a_file_too_large_is_refused_without_being_loaded(tmp_path: Path) -> None:
    path = tmp_path / "huge.txt"
    with path.open("wb") as stream:
        stream.truncate(200 << 20)
    assert "larger than 64 MiB" in error(read([str(path)])).reason
    assert (
        "larger than 10 bytes"
        in error(read(["-"], stdin=io.BytesIO(b"x" * 11), max_bytes=10)).reason
    )


def test_urls_are_refused_offline() -> None:
    problem = error(read(["https://example.org/a"], offline=True))
    assert "the network is off" in problem.reason


# ---------------------------------------------------------------- JSON lines


def test_json_lines_keep_good_lines_and_number_bad_ones(tmp_path: Path) -> None:
    good = {
        "id": "x7",
        "text": ENGLISH,
        "source": "The Lighthouse",
        "date": "2021-05-02",
        "lang": "EN",
    }
    lines = [json.dumps(good), "{broken", "", '{"id": 2}', "[1]", json.dumps({"body": "A ship."})]
    path = written(tmp_path, "a.jsonl", "\n".join(lines))
    reading = read([path])
    first, second = reading.documents
    assert (first.path, first.outlet, first.published, first.language) == (
        f"{path}#x7",
        "The Lighthouse",
        "2021-05-02",
        "en",
    )
    assert second.path == f"{path}#6"
    assert [problem.path for problem in reading.errors] == [f"{path}:{line}" for line in (2, 4, 5)]


def test_a_huge_json_line_is_one_error_and_the_rest_is_read(tmp_path: Path) -> None:
    huge = json.dumps({"text": "x" * 5000})
    path = written(tmp_path, "a.jsonl", huge + "\n" + json.dumps({"text": "A ship left."}))
    reading = read([path], max_bytes=1000)
    assert [document.path for document in reading.documents] == [f"{path}#2"]
    assert "longer than 1000 bytes" in reading.errors[0].reason


def test_lone_surrogates_are_replaced_and_noted(tmp_path: Path) -> None:
    path = written(tmp_path, "a.jsonl", '{"text": "A ship \\ud800 left."}')
    document = one(read([path]))
    assert document.text == "A ship \N{REPLACEMENT CHARACTER} left."
    assert any("surrogates" in note for note in document.notes)


def test_equal_ids_stay_two_documents(tmp_path: Path) -> None:
    path = written(tmp_path, "a.jsonl", '{"id": 1, "text": "A"}\n{"id": 1, "text": "B"}')
    assert [document.path for document in read([path]).documents] == [f"{path}#1", f"{path}#1:2"]


# ---------------------------------------------------------------- front matter and manifests


def test_front_matter_is_metadata_and_stays_in_the_text(tmp_path: Path) -> None:
    text = (
        '---\r\ntitle: "Ships: \\"gone\\""\r\noutlet: The Lighthouse # a paper\r\n'
        "published: 2021-05-02T10:00\r\nlang: en-GB\r\ntags: [sea]\r\n---\r\n\r\n"
        "Two ships left.\r\n"
    )
    document = one(read([written(tmp_path, "a.md", text)]))
    assert document.text == text
    assert document.text[document.body_start :].strip() == "Two ships left."
    assert (document.title, document.outlet) == ('Ships: "gone"', "The Lighthouse")
    assert (document.published, document.language) == ("2021-05-02", "en")
    assert "front matter not used: tags" in document.notes


@pytest.mark.parametrize(
    "text",
    [
        "---\nTwo ships left.\n---\nMore.",
        "---\noutlet: The Lighthouse\n",
        "--- \nRoe: No.\n---\nYes.",
    ],
)
def test_rules_and_dialogue_are_no_front_matter(text: str) -> None:
    assert split(text)[0] == 0


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("m.json", '{"a.txt": {"outlet": "The Lighthouse", "published": "2 May 2021"}}'),
        ("m.json", '[{"path": "a.txt", "outlet": "The Lighthouse", "date": "2021-05-02"}]'),
        ("m.toml", '["a.txt"]\noutlet = "The Lighthouse"\npublished = 2021-05-02\n'),
        ("m.toml", '[[document]]\npath = "a.txt"\noutlet = "The Lighthouse"\ndate = "2021-05-02"'),
        ("m.csv", "path,outlet,published\na.txt,The Lighthouse,2021-05-02\n"),
        ("m.tsv", "path\toutlet\tpublished\na.txt\tThe Lighthouse\t2021-05-02\n"),
        ("m.jsonl", '{"path": "a.txt", "outlet": "The Lighthouse", "published": "2021-05-02"}\n'),
    ],
)
def test_a_manifest_wins_over_front_matter(tmp_path: Path, name: str, content: str) -> None:
    path = written(tmp_path, "a.txt", "---\noutlet: Other\ntitle: Ships\n---\nTwo ships left.")
    document = one(read([path], manifest=written(tmp_path, name, content)))
    assert (document.outlet, document.published) == ("The Lighthouse", "2021-05-02")
    assert document.title == "Ships"
    assert sources(document)["outlet"] == "manifest"


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("m.json", '{"a.txt": {"outlett": "The Lighthouse"}}', "unknown key 'outlett'"),
        ("m.json", '{"a.txt": ', "not valid json"),
        ("m.toml", "a = [", "not valid toml"),
        ("m.csv", "file,outlet\na.txt,The Lighthouse\n", "no path"),
        ("m.json", "3", "no list or table"),
        ("m.json", b"\xff\xfe\x00", "not UTF-8"),
    ],
)
def test_a_bad_manifest_names_what_is_wrong(
    tmp_path: Path, name: str, content: str | bytes, says: str
) -> None:
    with pytest.raises(InputError, match=says) as caught:
        read([written(tmp_path, "a.txt", ENGLISH)], manifest=written(tmp_path, name, content))
    if "key" in says:
        assert "path, outlet, title, published, language, url" in str(caught.value)


def test_manifest_entries_without_an_input_are_said(tmp_path: Path) -> None:
    manifest = written(tmp_path, "m.json", '{"b.txt": "The Lighthouse"}')
    reading = read([written(tmp_path, "a.txt", ENGLISH)], manifest=manifest)
    assert [skipped.reason for skipped in reading.skipped] == ["no input for the entry b.txt"]


# ---------------------------------------------------------------- what the text says of itself


@pytest.mark.parametrize(
    ("text", "outlet", "published"),
    [
        (
            "HARBOURTON, May 2, 2021. /SEAPRESS/. Two ships left port today.",
            "SEAPRESS",
            "2021-05-02",
        ),
        ("HARBOURTON (Seapress) - Two ships left port today, a man said.", "Seapress", ""),
        (
            "HARBOURTON, May 2, 2021 (Seapress) — Two ships left port today.",
            "Seapress",
            "2021-05-02",
        ),
        ("PORT MARY, Fla. (Seapress) -- Two ships left port today, a man said.", "Seapress", ""),
        ("NEW HARBOUR (May 2, 2021) - Two ships left port today, a man said.", "", "2021-05-02"),
        ("СВЕТЛОГОРСК, 2 мая 2021. /МОРЕ/. Два корабля вышли из порта.", "МОРЕ", "2021-05-02"),
        ("МОСКВА, 2 мая - РИА Новости. Два корабля вышли из порта.", "RIA Novosti", ""),
        ("Светлогорск. 2 мая 2021. MORE.RU - Два корабля вышли из порта.", "MORE.RU", "2021-05-02"),
        ("HARBOURTON, May 2 — Two ships left port today, a man said.", "", ""),
        # a body that mentions agencies, places and dates names no outlet and no date
        ("He spoke to Seapress (John Roe) and Radio Port (Jane Doe) on May 2, 2021.", "", ""),
        (
            "A ship - Seapress International, 1920, 02.05.2021\nTwo ships left.",
            "Seapress International",
            "2021-05-02",
        ),
        ("Ships leave\n19:54 GMT 02.05.2021 (Updated: 20:20)\nTwo ships left.", "", "2021-05-02"),
        ("Ships leave\nTwo ships left.\n© 2021 Seapress. All rights reserved.", "Seapress", ""),
        ("Ships leave\n© Seapress / J. Roe\nTwo ships left port.", "", ""),
        ("Reuters\nShips leave\nTwo ships left port today.", "Reuters", ""),
        ("date 2021-05-02 Ships leave port\nTwo ships left port today.", "", "2021-05-02"),
    ],
)
def test_outlet_and_date_are_read_only_from_where_papers_print_them(
    tmp_path: Path, text: str, outlet: str, published: str
) -> None:
    document = one(read([written(tmp_path, "a.txt", text)]))
    assert (document.outlet, document.published) == (outlet, published)


def test_a_missing_year_needs_a_weekday_that_agrees(tmp_path: Path) -> None:
    text = "HARBOURTON, May 3. /SEAPRESS/. Ships left on {}.\n\nThey came on April 19, 2021."
    settled = one(read([written(tmp_path, "a.txt", text.format("Monday"))]))
    assert settled.published == "2021-05-03"
    assert "its year from 2021-04-19 in line 3" in sources(settled)["published"]
    for day in ("Tuesday", "deck"):
        open_date = one(read([written(tmp_path, "b.txt", text.format(day))]))
        assert open_date.published == ""
        assert any("no year" in note for note in open_date.notes)


def test_what_is_unknown_is_said(tmp_path: Path) -> None:
    document = one(read([written(tmp_path, "a.txt", ENGLISH)]))
    assert document.outlet == document.published == document.title == ""
    assert any("names no outlet" in note for note in document.notes)
    assert sources(document)["language"] == "guessed from its letters"


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("2021-05-02", "2021-05-02"),
        ("02.05.2021", "2021-05-02"),
        ("May 2nd, 2021", "2021-05-02"),
        ("2 мая 2021 г.", "2021-05-02"),
        ("Sun, 2 May 2021 10:00:00 GMT", "2021-05-02"),
        ("5/22/2021", "2021-05-22"),
        ("5/2/2021", ""),
        ("31 February 2021", ""),
        ("soon", ""),
    ],
)
def test_dates_are_read_or_left(value: str, expected: str) -> None:
    assert iso_date(value) == expected


@given(st.text())
def test_dates_lie_in_the_text(text: str) -> None:
    for found in dates(text):
        assert 0 <= found.start < found.end <= len(text)


@pytest.mark.parametrize(
    ("text", "outlet"),
    [
        (
            "THE HARBOURTON ECHO\nSunday, May 2, 2021\n\nShips leave port\n\n"
            + ENGLISH * 3
            + "\n“We go,” he told the *Echo*.",
            "The Harbourton Echo",
        ),
        (
            "Ships leave port\n\n" + ENGLISH * 3 + "\n© The Harbourton Echo\n\n"
            "When citing this article, a link to The Harbourton Echo is required.",
            "The Harbourton Echo",
        ),
        (
            "Корабли вышли из порта\n\n" + RUSSIAN * 3 + "\nПодписывайтесь на МАЯК: новости.\n"
            "При цитировании ссылка на МАЯК обязательна.",
            "МАЯК",
        ),
        # one clue alone, two of one kind, clues that disagree, and a person
        ("THE HARBOURTON ECHO\nSunday, May 2, 2021\n\nShips leave port\n\n" + ENGLISH * 3, ""),
        ("Ships leave\n\n" + ENGLISH * 3 + "\n“We go,” he told the Echo. He told the Echo so.", ""),
        (
            "Ships leave\n\n" + ENGLISH * 3 + "\nFollow The Lantern for more.\n"
            "When citing this article, a link to The Echo is required.",
            "",
        ),
        (
            "Ships leave\n\n" + ENGLISH * 3 + "\n“We go,” he told Jane Doe.\n\n"
            "Follow Jane Doe on Twitter.",
            "",
        ),
    ],
)
def test_an_outlet_that_no_list_knows_needs_two_clues(
    tmp_path: Path, text: str, outlet: str
) -> None:
    document = one(read([written(tmp_path, "a.txt", text)]))
    assert document.outlet == outlet
    assert not outlet or "name it alike" in sources(document)["outlet"]


def test_a_heading_far_down_in_a_transcript_gives_the_date(tmp_path: Path) -> None:
    teaser = [f"{ENGLISH.strip()} It was remark number {i}." for i in range(40)]
    heading = "Mr. Roe’s remarks at a news conference, Harbourton, May 2, 2021."
    text = "\n\n".join([*teaser, heading, *teaser])
    assert one(read([written(tmp_path, "a.txt", text)])).published == "2021-05-02"


def test_outlets_have_one_name() -> None:
    assert canonical("the associated press") == canonical("AP") == "AP"


# ---------------------------------------------------------------- pages

PAGE = """<!doctype html><html lang="en"><head><meta charset="{}">
<title>Ships leave port</title><meta property="og:site_name" content="The Lighthouse">
<meta property="og:title" content="Ships leave port">
<meta property="article:published_time" content="2021-05-02T10:00:00Z"></head><body>
<nav><a href="/">Home</a></nav><article><h1>Ships leave port</h1>{}</article></body></html>"""
PARAGRAPHS = "".join(
    f"<p>Ship number {n} left port at Harbourton on Monday, said Jane Doe, the café’s owner.</p>"
    for n in range(1, 6)
)


@pytest.mark.parametrize("charset", ["utf-8", "windows-1252"])
def test_a_page_gives_its_article_and_metadata(tmp_path: Path, charset: str) -> None:
    pytest.importorskip("trafilatura")
    html = PAGE.format(charset, PARAGRAPHS).encode("utf-8" if charset == "utf-8" else "cp1252")
    document = one(read([written(tmp_path, "a.html", html)]))
    assert "Ship number 3 left" in document.text
    assert "café’s" in document.text
    assert (document.outlet, document.published) == ("The Lighthouse", "2021-05-02")
    assert document.title == "Ships leave port"
    assert any("extracted" in note for note in document.notes)


def test_a_page_without_an_article_is_an_error(tmp_path: Path) -> None:
    pytest.importorskip("trafilatura")
    assert "no article" in error(read([written(tmp_path, "a.html", "<html></html>")])).reason


def test_without_trafilatura_a_page_is_one_clear_error(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(__import__("sys").modules, "trafilatura", None)
    problem = error(read([written(tmp_path, "a.html", PAGE.format("utf-8", PARAGRAPHS))]))
    assert "optional part" in problem.reason
    assert "source-compare[html]" in problem.remedy


# ---------------------------------------------------------------- the real articles


@pytest.mark.real
def test_the_real_articles_are_known(real_seeds: tuple[Path, ...]) -> None:
    documents = read([str(path) for path in real_seeds]).documents
    assert [(document.outlet, document.published) for document in documents] == [
        ("", ""),
        ("TASS", "2022-01-28"),
        ("RIAC", "2022-01-14"),
        ("Sputnik", "2022-01-26"),
        ("Sputnik", "2022-04-25"),
    ]
    assert any("names no outlet" in note for note in documents[0].notes)
    assert any("transcript" in note and "Foreign" in note for note in documents[2].notes)
    assert all(document.title and document.language == "en" for document in documents)
