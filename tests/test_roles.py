"""Roles: passages cover the document, and furniture is told from the article."""

import time
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from compare.furniture import own_role
from compare.model import ARTICLE_ROLES, Document, DocumentId, Passage, Role
from compare.roles import divide, headline

PROSE = "Two ships left the port of Harbourton on Monday morning, the harbour master said."


def divided(text: str, *, title: str = "", body_start: int = 0) -> tuple[Passage, ...]:
    document = Document(DocumentId("d1"), "a.txt", text, title=title, body_start=body_start)
    return divide(document)


def roles(text: str, **known: str) -> list[str]:
    return [str(passage.role) for passage in divided(text, **known)]  # type: ignore[arg-type]


# ---------------------------------------------------------------- laws


@given(
    st.text(alphabet=st.sampled_from("Ab .:?\n\r\t\f\u2028©-/(1"), max_size=200), st.integers(0, 40)
)
@example("© A / B\r\n\r\n A\u2028 b\r", 3)
@example("\ufeff\u200b\n", 0)
def test_passages_cover_the_text_in_order_and_never_overlap(text: str, start: int) -> None:
    start = min(start, len(text))
    position = start
    for passage in divided(text, body_start=start):
        assert not text[position : passage.span.start].strip()
        words = passage.span.of(text)
        assert words == words.strip() != ""
        position = passage.span.end
    assert not text[position:].strip()


@given(st.text(max_size=300))
def test_no_text_crashes_and_lines_are_right(text: str) -> None:
    for passage in divided(text):
        before = text[: passage.span.start].replace("\r\n", "\n").replace("\r", "\n")
        assert passage.line == before.count("\n") + 1


@given(
    st.lists(st.sampled_from([PROSE, "Share this article", "All news", "Roe: No."]), max_size=30)
)
def test_dividing_twice_gives_the_same(lines: list[str]) -> None:
    text = "\n\n".join(lines)
    assert divided(text) == divided(text)


# ---------------------------------------------------------------- single lines


@pytest.mark.parametrize(
    ("line", "role"),
    [
        ("Share this article", Role.SHARE),
        ("(votes: 2, rating: 4)", Role.SHARE),
        ("(12 votes)", Role.SHARE),
        ("Follow us on Telegram", Role.SHARE),
        ("SHARE THIS ARTICLE Share Tweet Post Email", Role.SHARE),
        ("Поделиться в Telegram", Role.SHARE),
        ("log in or register", Role.LOGIN),
        ("To participate in the discussion", Role.LOGIN),
        ("All news", Role.NAVIGATION),
        ("For researchers", Role.NAVIGATION),
        ("ADVERTISEMENT", Role.NAVIGATION),
        ("Story continues below", Role.NAVIGATION),
        ("Click here to sign up for our daily newsletter", Role.NAVIGATION),
        ("* * *", Role.NAVIGATION),
        ("19 April, 11:43 GMT", Role.TIMESTAMP),
        ("19:54 GMT 02.05.2021 (Updated: 20:20 GMT 02.05.2021)", Role.TIMESTAMP),
        ("Published May 2, 2021 at 10:30 am ET", Role.TIMESTAMP),
        ("2 мая 2021, 11:43", Role.TIMESTAMP),
        ("Being updated", Role.TIMESTAMP),
        ("3 years ago", Role.TIMESTAMP),
        ("- Seapress International, 1920", Role.CAPTION),
        ("Ships in port - Seapress International, 1920, 02.05.2021", Role.CAPTION),
        ("© Seapress / J. Roe / Go to the photo bankA ship leaves port.", Role.CAPTION),
        ("FILE PHOTO: A ship leaves port in Harbourton, May 2, 2021.", Role.CAPTION),
        ("A ship leaves port. (Photo by J. Roe/Seapress)", Role.CAPTION),
        ("A ship leaves port in May. (Jane Doe/Seapress)", Role.CAPTION),
        ("© Seapress Photo Service/", Role.CREDIT),
        ("Jane Doe/Harbourton Chronicle via Seapress", Role.CREDIT),
        ("(Reporting by Jane Doe; Editing by John Roe)", Role.CREDIT),
        ("Jane Doe in Harbourton and Seapress contributed to this report.", Role.CREDIT),
        ("Copyright 2021 Seapress. All rights reserved.", Role.CREDIT),
        ("Source: The Ministry of Shipping", Role.SOURCE_NOTE),
        ("Jane Doe writes on ports. Follow her on Twitter @jane.", Role.SOURCE_NOTE),
        ("By Jane Doe and John Roe", Role.BYLINE),
        ("Read more: Ships leave port", Role.RELATED_LINK),
        ("Читайте также: Корабли вышли из порта", Role.RELATED_LINK),
        ("JUST WATCHED Ships leave port Replay ... MUST WATCH Ships leave port", Role.RELATED_LINK),
        ("More On This... Ships leave port", Role.RELATED_LINK),
        ("( Harbours explained: our guide to the piers)", Role.RELATED_LINK),
        ("STORY:Ships leave port", Role.RELATED_LINK),
        ("*Follow The Lighthouse for more from the coast.*", Role.TAGLINE),
        ("Follow LANTERNA on the air: we report every day.", Role.TAGLINE),
        ("- Follow the Harbour Desk on Twitter: @harbourdesk", Role.SHARE),
        ("Подписывайтесь на МАЯК: новости побережья.", Role.SHARE),
        ("When quoting this material, a hyperlink to Maritimo is obligatory.", Role.SOURCE_NOTE),
        ("Reproduction only with the written consent of the editors.", Role.SOURCE_NOTE),
        ("При цитировании ссылка на МАЯК обязательна.", Role.SOURCE_NOTE),
        ("Перепечатка материалов только с разрешения редакции", Role.SOURCE_NOTE),
        ("© Seapress / J. Roe / Go to the photo archiveA ship leaves", Role.CAPTION),
        ("© Seapress / J. Roe / Go to the media bankA ship leaves", Role.CAPTION),
        ("The port at dawn. | AP Photo Ships Leave Port", Role.CAPTION),
        ("The port at dawn. REUTERS/Jane Doe", Role.CAPTION),
        ("Jane Doe/Harbourton Courier/AP, FILE", Role.CREDIT),
        ("Read in Ruritanian", Role.NAVIGATION),
        ("View this page in German", Role.NAVIGATION),
        ("Slideshow (3 Images)", Role.NAVIGATION),
        ("[pullquote]", Role.NAVIGATION),
        ("Start the day on deck: get our Harbour Briefing in your inbox", Role.NAVIGATION),
        ("*By Jane Doe, Harbour Correspondent*", Role.BYLINE),
        ("By Jane Doe • May 2, 2021 05:37 PM", Role.BYLINE),
        ("(Most recent update: 2 p.m. ET)", Role.TIMESTAMP),
        ("The latest news and stories from the coast. Stay tuned for updates.", Role.TAGLINE),
    ],
)
def test_a_line_of_furniture_names_itself(line: str, role: Role) -> None:
    assert own_role(line) is role


@pytest.mark.parametrize(
    "line",
    [
        PROSE,
        "By Monday the ships had gone.",
        "In April 11 ships sank.",
        "Share prices fell on Monday.",
        "She said voters should register.",
        "“They told him to follow me on Twitter,” Ms. Doe said.",
        "The storm may have contributed to the decision to leave port.",
        "Officials told Seapress that they knew more than the facts reported from the coast.",
        "He had no comment.",
        "The video was published on Monday.",
        "Source close to the minister said the ships would leave.",
        "Sign language was used at the ceremony.",
        "Search for the ship went on.",
        "Read the letter, he said: it is short.",
        "On May 2, 2021, ships left.",
        "Follow the coast for long enough and you will see the lighthouse.",
        "When using this harbour, a captain needs the permission of the port.",
        "Reproduction among the harbour seals has slowed, she said.",
        "Source: Not enough ships are ready",
        "Read in the evening, the letter sounded different.",
        "*He* left the port before *she* did.",
        "He asked for the letter to be sent “to your inbox”.",
        "The minister (a sailor: he was born on a ship) left the room.",
    ],
)
def test_prose_that_looks_like_furniture_is_kept(line: str) -> None:
    assert own_role(line) is None


# ---------------------------------------------------------------- places

CASES = {
    "a navigation line, title and standfirst before the dateline": (
        "All news\n\nShips leave port after storm\n\nThe minister also named a date\n\n" + PROSE,
        ["navigation", "title", "standfirst", "body"],
    ),
    "a title printed twice": (
        f"Ships leave port\n\nShips leave port\n\n{PROSE}",
        ["title", "title", "body"],
    ),
    "a title with a full stop is told again by the lead": (
        f"Ships leave port.\n\n{PROSE}",
        ["title", "body"],
    ),
    "a title that asks": (
        f"Why did the ships leave Harbourton port?\n\n{PROSE}",
        ["title", "body"],
    ),
    "a short first sentence is not a title": (
        f"Nobody waved.\n\n{PROSE}",
        ["body", "body"],
    ),
    "Markdown's headings": (
        f"# Ships leave port\n\n*By Jane Doe*\n\n{PROSE}\n\n## The storm\n\n{PROSE}",
        ["title", "byline", "body", "subheading", "body"],
    ),
    "a letterhead with date and motto above the title": (
        f"THE HARBOURTON ECHO\nSunday, May 2, 2021\nAll that floats\n\nShips leave port\n\n{PROSE}",
        ["navigation", "timestamp", "tagline", "title", "body"],
    ),
    "a letterhead in small letters": (
        f"The Harbourton Echo\n\nShips leave port\n\n{PROSE}",
        ["navigation", "title", "body"],
    ),
    "a title in capitals is no letterhead": (
        f"SHIPS LEAVE PORT\n\nThe minister also named a date\n\n{PROSE}",
        ["title", "standfirst", "body"],
    ),
    "the name of a section above the title": (
        f"Main page\nPolitics\n\nShips leave port after storm\n\n{PROSE}".replace("Main", "Home"),
        ["navigation", "navigation", "title", "body"],
    ),
    "a language link above the title": (
        f"Read in Ruritanian\n\nShips leave port\n\n{PROSE}",
        ["navigation", "title", "body"],
    ),
    "authors and their paper": (
        f"Jane Doe and John Roe\n\nPORT TODAY\n\n{PROSE}",
        ["byline", "byline", "body"],
    ),
    "a tagline between the site's logo and the title": (
        f"- Seapress, 1920\nNews of the coast. Stay with us.\n\nShips leave port\n\n{PROSE}",
        ["caption", "tagline", "title", "body"],
    ),
    "a headline with its source is another article's": (
        f"{PROSE}\n{PROSE}\nStorm to Pass Harbourton by Monday Evening - Doe\n{PROSE}",
        ["body", "body", "related-link", "body"],
    ),
    "a headline below a foreign time, and the next one printed alike": (
        (
            f"{PROSE}\n{PROSE}\n19 April, 11:43 GMT\nStorm to Pass Harbourton by Monday Evening\n"
            f"{PROSE}\nMayor Opens New Bridge Across Harbourton River\n{PROSE}"
        ),
        ["body", "body", "timestamp", "related-link", "body", "related-link", "body"],
    ),
    "Headline Case alone is a subheading": (
        f"{PROSE}\n{PROSE}\n\nNext Ships Will Leave Once the Storm Passes\n\n{PROSE}",
        ["body", "body", "subheading", "body"],
    ),
    "a long line in capitals is a link": (
        f"{PROSE}\n\n{PROSE}\n\nSTORM TO PASS HARBOURTON BY MONDAY, MASTER SAYS\n\n{PROSE}",
        ["body", "body", "related-link", "body"],
    ),
    "where subheadings are in capitals, a long one is too": (
        f"{PROSE}\n\n{PROSE}\n\nWHAT SHIPS WANT TO DO NEXT\n\n{PROSE}\n\nHEAVY WEATHER\n\n{PROSE}",
        ["body", "body", "subheading", "body", "subheading", "body"],
    ),
    "labelled headlines beside a link that names itself": (
        (
            f"{PROSE}\n\n{PROSE}\n\nMore: Ships leave port\n\n"
            f"Roe's day: Harbour master says the storm will pass\n\n{PROSE}"
        ),
        ["body", "body", "related-link", "related-link", "body"],
    ),
    "an author introduced at the end": (
        f"{PROSE}\n\n{PROSE}\n\nJane Roe is a fellow at the Institute of Tides.",
        ["body", "body", "byline"],
    ),
    "a source introduced at the end is named before": (
        f"{PROSE}\n\n“No,” said Roe.\n\nJane Roe is a fellow at the Institute of Tides.",
        ["body", "body", "body"],
    ),
    "speakers' names on lines of their own": (
        "\n\n".join(["jane doe", "Why now?", "john roe", "It is time to leave the port."] * 3),
        ["question", "question", "answer", "answer"] * 3,
    ),
    "a caption, bare and with the picture's address, then a related headline": (
        (
            f"{PROSE}\nShips in port.\nShips in port. - Seapress, 1920, 02.05.2021\n"
            f"Harbour Master Says Storm Will Pass\n{PROSE}"
        ),
        ["body", "caption", "caption", "related-link", "body"],
    ),
    "the lead picture's caption is above the article, not above a link": (
        f"Ships leave port\nShips - Seapress, 1920, 02.05.2021\n{PROSE}\n{PROSE}",
        ["title", "caption", "body", "body"],
    ),
    "a subheading": (
        f"{PROSE}\n\nWhat the minister wants\n\n{PROSE}",
        ["body", "subheading", "body"],
    ),
    "headlines glued together after the end": (
        f"{PROSE}\n\nMayor Opens New Bridge Storm Closes Three Roads in Harbourton",
        ["body", "related-link"],
    ),
    "a list that closes an article is the article": (
        f"{PROSE} These closed:\n\nEmbassy of Utopia, Harbourton\n\nEmbassy of Freedonia, Tern",
        ["body", "body", "body"],
    ),
    "links after the share bar": (
        f"{PROSE}\n\nShare this article\nFor fishermen\nFor captains",
        ["body", "share", "navigation", "navigation"],
    ),
    "an author and the post held": (
        f"John Roe\n\nMinister of Shipping, Chairman of the Port Board\n\n{PROSE}",
        ["byline", "byline", "body"],
    ),
    "a teaser that stands again below a dated heading": (
        f"{PROSE}\n\nMr. Roe’s remarks at a news conference, Harbourton, May 2, 2021.\n\n{PROSE}",
        ["standfirst", "title", "body"],
    ),
    "a ticker's headline": (f"date 2021-05-02 Roe: Ships leave\n{PROSE}", ["title", "body"]),
    "questions and answers": (
        (
            f"Question: When do ships leave?\n\nJohn Roe: {PROSE}\n\n{PROSE}\n\n"
            f"Question: {PROSE}\n\nDo they come back?\n\nJohn Roe: {PROSE}\n\nSource: The Ministry"
        ),
        ["question", "answer", "answer", "question", "question", "answer", "source-note"],
    ),
    "a few turns inside an article do not make its paragraphs answers": (
        f"{PROSE}\n\nQ: When?\n\nA: On Monday.\n\n“We wait,” he said, and left.\n\n{PROSE}",
        ["body", "question", "answer", "body", "body"],
    ),
    "a label with a colon is nobody's turn": (
        f"Note: ships leave.\n\n{PROSE}\n\nUpdate: ships left.",
        ["body", "body", "body"],
    ),
}


@pytest.mark.parametrize("why", CASES)
def test_a_place_makes_a_role(why: str) -> None:
    text, expected = CASES[why]
    assert roles(text) == expected


def test_a_known_title_is_found_whatever_its_last_character() -> None:
    assert roles(f"Ships leave port.\n\n{PROSE}", title="Ships leave port") == ["title", "body"]


def test_speakers_are_kept_for_their_paragraphs() -> None:
    text = "\n\n".join(["Jane Doe: Why now?", "John Roe: It is time.", "We waited long."] * 3)
    passages = divided(text)
    assert [passage.speaker for passage in passages[:3]] == ["Jane Doe", "John Roe", "John Roe"]
    assert [str(passage.role) for passage in passages[:3]] == ["question", "answer", "answer"]


def test_wrapped_lines_make_one_passage() -> None:
    wrapped = (
        "Two ships left the port of Harbourton on Monday morning after a\n"
        "long storm had kept them there for a week, the harbour master of\n"
        "the town said in the evening, and nobody knows when they return.\n\n"
        "Their captains had asked the ministry of shipping to let them go\n"
        "earlier, but it refused because of the waves.\n"
    )
    passages = divided("Ships leave port\n\n" + wrapped)
    assert [passage.line for passage in passages] == [1, 3, 7]
    assert passages[1].span.of("Ships leave port\n\n" + wrapped).endswith("when they return.")


def test_paragraphs_on_lines_of_their_own_stay_apart() -> None:
    assert len(divided("\n".join([PROSE, PROSE + " " + PROSE, PROSE, PROSE]))) == 4


def test_a_ticker_gives_headline_and_date() -> None:
    assert headline("Ships leave") == ("Ships leave", "")
    assert headline("  date 2021-05-02  Ships leave") == ("Ships leave", "2021-05-02")


@pytest.mark.parametrize(
    "unit", ["x", "ship ", "A: ", "© / ", "“a” said ", "By A, ", "1/", "A/B via "]
)
def test_a_line_of_five_megabytes_takes_linear_time(unit: str) -> None:
    text = unit * (5_000_000 // len(unit))
    began = time.process_time()
    assert len(divided(text)) == 1
    assert time.process_time() - began < 10


#: Every kind of line whose role hangs on the other lines of its document.
HEADLINES = (
    f"{PROSE}\nRoe's day: Harbour master says the storm passes\n{PROSE}\nMore: Ships leave\n"
    f"# Ships\nShip\n{PROSE}\nStorm to Pass Harbourton by Monday Evening - Doe\n"
)


@pytest.mark.parametrize(("unit", "lines"), [("Roe: why?\nShip\n", 2), (HEADLINES, 8)])
def test_a_hundred_thousand_lines_take_linear_time(unit: str, lines: int) -> None:
    began = time.process_time()
    assert len(divided(unit * (100_000 // lines))) == 100_000
    assert time.process_time() - began < 120


# ---------------------------------------------------------------- the real articles

#: Furniture lines in the five real articles, as careful readers marked them.
FURNITURE = {
    "000": {30},
    "001": {1},
    "002": {1, 2, 3, 4, 5, 6, 8, 311, 313, 314, 315, 316, 317, 318, 319},
    "003": {1, 2, 6, 7, 16, 17, 28, 29, 38, 39, 43, 44, 46, 47, 48},
    "004": {2, 3, 4, 5, 10},
}


@pytest.mark.real
def test_furniture_of_the_real_articles(real_seeds: tuple[Path, ...]) -> None:
    found = set()
    for path in real_seeds:
        text = path.read_bytes().decode()
        for passage in divided(text):
            if passage.role not in ARTICLE_ROLES:
                found.add((path.name[:3], passage.line))
    expected = {(name, line) for name, lines in FURNITURE.items() for line in lines}
    f1 = 2 * len(found & expected) / (len(found) + len(expected))
    assert f1 >= 0.95


@pytest.mark.real
def test_the_transcript_is_questions_and_answers(real_seeds: tuple[Path, ...]) -> None:
    text = real_seeds[2].read_bytes().decode()
    passages = {passage.line: passage for passage in divided(text)}
    assert passages[99].role is passages[101].role is Role.QUESTION
    assert passages[283].role is Role.ANSWER
    assert passages[283].speaker == "Sergey Lavrov"
    assert passages[18].role is Role.TITLE
