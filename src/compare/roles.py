"""A document divided into passages, each with its role: article, or which furniture.

What a line says about itself is in `furniture`; here is what its place says: before the
first prose (title, author), under a caption (a related headline), after the last prose
(links), in a transcript (whose turn it is). Passages never overlap, are in order, and
hold every character that is not white space. Sentences and quotations are not found here.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import pairwise, takewhile

from compare.frozen import dataclass
from compare.furniture import PICTURE, TAIL, own_role, unmarked, word_count
from compare.model import ARTICLE_ROLES, Document, Passage, Role, Span
from compare.patterns import pattern

#: A passage of so many words is prose, whatever its last character.
PROSE_WORDS = 25
#: The longest headline met in 3,300 real articles has 31 words.
TITLE_WORDS = 32
SUBHEADING_WORDS = 16
#: No heading's opening is longer; more of a line need not be looked at.
HEADING_WIDTH = 80
#: Lines of prose are wrapped at 60 to 100 columns; wider lines are paragraphs of their own.
WIDEST_WRAP = 110

_BREAK = pattern(r"\r\n|\r|\n")
#: What a news ticker leaves before a headline: "date 2022-04-25 Ships leave port".
_TICKER = pattern(
    r"\s*(?:заголовок открываемого материала\s*)?date (\d{4}-\d\d-\d\d)\s+", re.IGNORECASE
)
_SENTENCE_END = pattern(r"""[.!?…。！？:;,]["'”’»)\]*_]*$""")


def headline(text: str) -> tuple[str, str]:
    """A title line without Markdown's signs and the ticker's date, and that date (ISO) or "".

    >>> headline("date 2022-04-25 Ships leave port")
    ('Ships leave port', '2022-04-25')
    """
    text = unmarked(text)
    match = _TICKER.match(text)
    return (text[match.end() :], match[1]) if match else (text, "")


def divide(document: Document) -> tuple[Passage, ...]:
    r"""The passages of *document* after its front matter, in reading order.

    A line is a passage, or, where prose is wrapped at a fixed width, a block of lines.
    Empty text gives no passages. Cost grows with the length of the text.

    >>> from compare.model import DocumentId
    >>> text = "Ships leave port\n\nTwo ships left on Monday.\nShare this article"
    >>> [str(one.role) for one in divide(Document(DocumentId("d1"), "a.txt", text))]
    ['title', 'body', 'share']
    """
    # The readers ask as well, before they know the title.
    read = _read if len(document.text) <= REMEMBERED else _read.__wrapped__
    blocks, own = read(document.text, document.body_start)
    roles, speakers = _roles(blocks, own, document.title)
    return tuple(
        Passage(Span(block.start, block.end), block.line, role, speaker=speaker)
        for block, role, speaker in zip(blocks, roles, speakers, strict=True)
    )


#: Longer documents are divided anew each time, or they would fill the memory.
REMEMBERED = 200_000


@lru_cache(maxsize=64)
def _read(text: str, start: int) -> "tuple[tuple[_Block, ...], tuple[Role | None, ...]]":
    """The blocks of a text from *start* on, and what each says about itself."""
    blocks = _joined(tuple(_lines(text, start)), text)
    return blocks, tuple(own_role(block.text) for block in blocks)


@dataclass(frozen=True, slots=True)
class _Block:
    """Lines that make one passage: trimmed span, first line, text, words (capped)."""

    start: int
    end: int
    line: int
    text: str
    words: int
    gap: bool

    @property
    def ends_sentence(self) -> bool:
        return _SENTENCE_END.search(self.text[-TAIL:]) is not None

    @property
    def is_prose(self) -> bool:
        return self.words >= PROSE_WORDS or (self.ends_sentence and self.words >= 4)

    @property
    def is_headline(self) -> bool:
        """Short, begins like a headline and lacks the full stop of a sentence."""
        start = _TICKER.sub("", self.text[:80]).lstrip("\"'“‘«([#*• ")[:1]
        opened = start.isupper() or start.isdigit() or not start.islower()
        return self.words <= TITLE_WORDS and opened and not self.ends_sentence


# ---------------------------------------------------------------- lines and wrapped blocks


def _lines(text: str, start: int) -> Iterator[_Block]:
    number = 1 + sum(1 for _ in _BREAK.finditer(text, 0, start))
    gap = True
    for begin, end in _line_ends(text, start):
        line = text[begin:end]
        trimmed = line.strip()
        if trimmed:
            first = begin + len(line) - len(line.lstrip())
            words = word_count(trimmed)
            yield _Block(first, first + len(trimmed), number, trimmed, words, gap)
        gap = not trimmed
        number += 1


def _line_ends(text: str, start: int) -> Iterator[tuple[int, int]]:
    for match in _BREAK.finditer(text, start):
        yield start, match.start()
        start = match.end()
    yield start, len(text)


def _joined(lines: tuple[_Block, ...], text: str) -> tuple[_Block, ...]:
    """*lines*, or the paragraphs they make where the text is wrapped at a fixed width."""
    width = _wrap_width(lines)
    if not width:
        return lines
    groups: list[list[_Block]] = []
    for line in lines:
        if groups and not line.gap and _runs_on(groups[-1][-1], line, width):
            groups[-1].append(line)
        else:
            groups.append([line])
    return tuple(_merged(group, text) for group in groups)


def _merged(group: Sequence[_Block], text: str) -> _Block:
    first, last = group[0], group[-1]
    if first is last:
        return first
    joined = text[first.start : last.end]
    return _Block(first.start, last.end, first.line, joined, word_count(joined), first.gap)


def _wrap_width(lines: Sequence[_Block]) -> int:
    """The column at which prose is wrapped, or 0 where it is not.

    Lines are wrapped when nearly each of those that have a line right below could not
    have taken that line's first word. Lists, verse and link bars fail this test.
    """
    above = [(a, b) for a, b in pairwise(lines) if not b.gap]
    lengths = sorted(len(a.text) for a, _ in above)
    if len(above) < 3:
        return 0
    width = lengths[(len(lengths) - 1) * 49 // 50]
    if not 40 <= width <= WIDEST_WRAP:
        return 0
    filled = sum(_is_full(a, b, width) for a, b in above)
    open_ended = sum(not a.ends_sentence for a, _ in above)
    return width if filled >= 0.75 * len(above) and open_ended * 2 >= len(above) else 0


def _is_full(line: _Block, below: _Block, width: int) -> bool:
    word = below.text.split(maxsplit=1)[0]
    return len(line.text) + 1 + len(word) > width


def _runs_on(line: _Block, below: _Block, width: int) -> bool:
    # Ragged hand-wrapped mail stops up to a word early, hence the slack of 8.
    return _is_full(line, below, width - 8) and own_role(line.text) is None and not _turn(below)


# ---------------------------------------------------------------- roles, from sure to likely


def _roles(
    blocks: Sequence[_Block], found: Sequence[Role | None], title: str
) -> tuple[list[Role], list[str]]:
    own = list(found)
    own = _captions_printed_twice(blocks, own)
    own = _marked_headings(blocks, own)
    own = _letterhead(blocks, own)
    own = _stopped_title(blocks, own, title)
    prose = [i for i, block in enumerate(blocks) if own[i] is None and block.is_prose]
    first, last = (prose[0], prose[-1]) if prose else (len(blocks), -1)
    own = _related_under_captions(blocks, own, first)
    own = _authors(blocks, own, first)
    own = _head(blocks, own, first, title)
    own = _tail(blocks, own, last)
    own = _signed_off(blocks, own, last)
    own, speakers = _turns(blocks, own)
    own = _related_inside(blocks, own, first)
    return [role or _middle(blocks, own, i) for i, role in enumerate(own)], speakers


def _captions_printed_twice(
    blocks: Sequence[_Block], own: Sequence[Role | None]
) -> list[Role | None]:
    """A caption's words stand once bare and once with the picture's address: both are captions."""
    found = list(own)
    for i, block in enumerate(blocks):
        address = PICTURE.search(block.text[-TAIL:]) if own[i] is Role.CAPTION else None
        bare = block.text[: -len(address.group())].strip() if address else ""
        for near in (i - 1, i + 1):
            if bare and 0 <= near < len(blocks) and blocks[near].text == bare:
                found[near] = Role.CAPTION
    return found


_HEADING = pattern(r"(#{1,6})\s+\S")


def _marked_headings(blocks: Sequence[_Block], own: Sequence[Role | None]) -> list[Role | None]:
    """Markdown's own signs: the first "# …" is the title, every other heading a subheading."""
    found, titled = list(own), False
    for i, block in enumerate(blocks):
        match = _HEADING.match(block.text[:HEADING_WIDTH])
        if match and found[i] is None and block.words <= TITLE_WORDS:
            is_title = match[1] == "#" and not titled
            found[i] = Role.TITLE if is_title else Role.SUBHEADING
            titled = titled or is_title
    return found


#: Nouns that papers have in their names; a line of such a name is a masthead.
_PAPER = pattern(
    r"""(?:gazette|times|herald|post|news|tribune|chronicle|journal|daily|weekly|courier|observer
    |examiner|mercury|sentinel|star|standard|telegraph|mail|press|record|review|bulletin|dispatch
    |examiner|inquirer|ledger|globe|echo|argus|monitor|today|agency|известия|новости|вестник
    |газета|правда|вечерний|время|курьер)\Z""",
    re.VERBOSE | re.IGNORECASE,
)
#: A masthead and what is printed with it stand in the first so many passages.
LETTERHEAD = 5


def _letterhead(blocks: Sequence[_Block], own: Sequence[Role | None]) -> list[Role | None]:
    """The outlet's name at the very top, and the motto and section names printed with it.

    A name in capitals alone may be a headline; it is a masthead where a date, a motto or
    other furniture is printed with it, or where it has a paper's noun, and a headline follows.
    """
    found = list(own)
    top = blocks[:LETTERHEAD]
    names = [i for i, block in enumerate(top) if i < 3 and own[i] is None and _is_masthead(block)]
    for i in names[:1]:
        follows = [k for k in range(i + 1, min(i + LETTERHEAD, len(blocks))) if own[k] is None]
        dated = i + 1 < len(top) and own[i + 1] is Role.TIMESTAMP
        clear = dated or _PAPER.search(blocks[i].text) is not None
        if clear and any(blocks[k].gap and not _is_long(blocks[k]) for k in follows):
            found[i] = Role.NAVIGATION
    return _mottos(blocks, found)


def _is_long(block: _Block) -> bool:
    return block.words >= PROSE_WORDS


def _is_masthead(block: _Block) -> bool:
    words = block.text.split() if len(block.text) <= 60 else []
    letters = [word for word in words if word[:1].isalpha()]
    plain = 0 < len(words) <= 5 and len(letters) == len(words) and block.text[-1].isalnum()
    papers = plain and all(word[0].isupper() for word in words) and _PAPER.search(block.text)
    return plain and len(words) > 1 and (block.text.isupper() or bool(papers))


def _mottos(blocks: Sequence[_Block], own: Sequence[Role | None]) -> list[Role | None]:
    """Lines glued below a masthead, its date or its picture, with the headline set apart below."""
    found = list(own)
    for i in range(1, min(LETTERHEAD, len(blocks) - 1)):
        above = _letterhead_line(blocks[0]) or found[0] is Role.NAVIGATION
        if not above or found[i - 1] in (None, Role.TITLE) or blocks[i].gap or _is_long(blocks[i]):
            break
        if found[i] is None and blocks[i + 1].gap and not blocks[i + 1].is_prose:
            is_section = blocks[i].words == 1 and found[0] is Role.NAVIGATION
            found[i] = Role.NAVIGATION if is_section else Role.TAGLINE
    return found


def _letterhead_line(block: _Block) -> bool:
    """Whether *block* is the address of a picture and no words: the outlet's own logo."""
    match = PICTURE.match(block.text) if len(block.text) < 100 else None
    return match is not None


#: A title with a full stop has at most so many words; a longer first sentence is the lead.
STOPPED_TITLE_WORDS = 14


def _stopped_title(
    blocks: Sequence[_Block], own: Sequence[Role | None], title: str
) -> list[Role | None]:
    """A title that ends like a sentence: short, set apart, and told again by what follows."""
    found = list(own)
    free = [i for i in range(min(len(blocks), 12)) if own[i] is None]
    if title or len(free) < 2 or Role.TITLE in found:
        return found
    head, lead = blocks[free[0]], blocks[free[1]]
    short = 2 <= head.words <= STOPPED_TITLE_WORDS and head.text[-1] in ".?!" and lead.gap
    if short and lead.words >= 2 * head.words and "“" not in head.text and _retold(head, lead):
        found[free[0]] = Role.TITLE
    return found


def _retold(head: _Block, lead: _Block) -> bool:
    """Whether *lead* has most of the longer words of *head*, by their first four letters."""
    starts = {word.casefold()[:4] for word in re.findall(r"\w{4,}", head.text)}
    told = {word.casefold()[:4] for word in re.findall(r"\w{4,}", lead.text[:1_000])}
    return bool(starts) and len(starts & told) * 5 >= len(starts) * 3


def _related_under_captions(
    blocks: Sequence[_Block], own: Sequence[Role | None], first: int
) -> list[Role | None]:
    """Inside the article a picture with a headline below it leads to another article."""
    found = list(own)
    for i in range(max(first, 1), len(blocks)):
        picture, block = blocks[i - 1], blocks[i]
        led = own[i] is None and PICTURE.search(picture.text[-TAIL:]) is not None
        if led and block.is_headline and block.words < PROSE_WORDS:
            found[i] = Role.RELATED_LINK
    return found


_PERSON = pattern(r"[A-ZА-ЯЁ][\w.'’-]+(?: (?:[A-ZА-ЯЁ][\w.'’-]*|de|von|van|al|bin)){1,3}")
_PERSONS = pattern(rf"{_PERSON.pattern}(?:(?:,|,? and| и) {_PERSON.pattern}){{0,4}}")
_POST = pattern(
    r"""(?!(?:the|an?)\ )(?:[\w’'&-]+\ ){0,6}?(?:
    minister|president|chair(?:man|woman|person)?|director|editor|
    correspondent|reporter|columnist|professor|fellow|analyst|head|secretary|ambassador|
    member|expert|writer|author|contributor|journalist|producer|researcher|министр|президент|
    директор|редактор|корреспондент|обозреватель|профессор|эксперт|политолог|журналист)\b""",
    re.VERBOSE | re.IGNORECASE,
)


def _authors(blocks: Sequence[_Block], own: Sequence[Role | None], first: int) -> list[Role | None]:
    """Names of persons with the post held or the outlet right below, before the article begins."""
    found = list(own)
    for i in range(min(first, len(blocks) - 1)):
        name, post = blocks[i], blocks[i + 1]
        is_free = own[i] is None and own[i + 1] in (None, Role.NAVIGATION)
        is_post = post.words < PROSE_WORDS and not post.ends_sentence and _POST.match(post.text)
        cased = is_free and len(name.text) < 100 and not name.text.isupper()
        named = cased and _PERSONS.fullmatch(name.text)
        if named and ((is_post and own[i + 1] is None) or _is_outlet_line(post)):
            found[i] = found[i + 1] = Role.BYLINE
    return found


def _is_outlet_line(block: _Block) -> bool:
    """Whether *block* is a name in capitals, as papers print theirs below an author's."""
    return block.words <= 4 and block.text.isupper() and len(block.text) <= 40


#: "… remarks at a news conference, Ruritania, May 2, 2021": how ministries head transcripts.
_EVENT = pattern(r",\s(?:\w+\s\d{1,2},?|\d{1,2}\s\w+,?)\s(?:19|20)\d\d(?:\s?г(?:ода|\.))?\.?$")


def _head(
    blocks: Sequence[_Block], own: Sequence[Role | None], first: int, title: str
) -> list[Role | None]:
    """Title and standfirsts: the headlines before the first prose, or a transcript's heading."""
    found = list(own)
    found = _sections(blocks, found, first, title)
    heads = [i for i in range(first) if found[i] is None and blocks[i].is_headline]
    same = [i for i in range(min(first + 2, len(blocks))) if _alike(blocks[i].text, title)]
    if not (same or heads or Role.TITLE in found):
        return _transcript_head(blocks, found, first)
    if Role.TITLE in found[:first] and not same:
        same = [found.index(Role.TITLE)]
    named = same or [i for i in heads if not title and blocks[i].text == blocks[heads[0]].text]
    for i in heads:
        found[i] = Role.STANDFIRST
    for i in named:
        found[i] = Role.TITLE
    return found


def _sections(
    blocks: Sequence[_Block], own: Sequence[Role | None], first: int, title: str
) -> list[Role | None]:
    """Names of sections above the title ("Politics"): a word, or two below other furniture."""
    found = list(own)
    heads = [i for i in range(first) if own[i] is None and blocks[i].is_headline]
    last_long = max((i for i in heads if blocks[i].words >= 4), default=-1)
    for i in heads:
        block = blocks[i]
        known = bool(title) and not _alike(block.text, title)
        above = known or last_long > i
        short = block.words == 1 or (block.words == 2 and i > 0 and _after_furniture(found, i))
        outlet = known and i <= 1 and _is_outlet_line(block)
        if above and (short or outlet) and block.text.replace(" ", "").isalpha():
            found[i] = Role.NAVIGATION
    return found


def _alike(line: str, title: str) -> bool:
    return bool(title) and len(line) < 400 and _bare(headline(line)[0]) == _bare(title)


def _bare(line: str) -> str:
    return "".join(char for char in line.casefold() if char.isalnum())


def _transcript_head(
    blocks: Sequence[_Block], own: Sequence[Role | None], first: int
) -> list[Role | None]:
    """A dated heading after a teaser that stands again below it: title, and standfirsts."""
    found = list(own)
    times = Counter(block.text for block in blocks)
    before = list(takewhile(lambda i: own[i] or times[blocks[i].text] > 1, range(len(blocks))))
    heading = len(before)
    if heading < len(blocks) and heading >= first and _is_event(blocks[heading]):
        for i in before:
            found[i] = found[i] or Role.STANDFIRST
        found[heading] = Role.TITLE
    return found


def _is_event(block: _Block) -> bool:
    return block.words <= 40 and _EVENT.search(block.text[-TAIL:]) is not None


#: "… - Reports", "… - Roe": how some sites close a headline; nobody closes a subheading so.
_SOURCED = pattern(r"\s[-–—]\s(?:Reports?|Sources?|Media|Report|[A-ZА-ЯЁ][\w.'’-]+(?: [A-Z]\w+)?)$")
#: A label and the headline it leads to: "Minister: Ships leave …".
_LABELLED = pattern(r"[A-Z][\w'’ -]{2,40}: [\w‘'“]")
#: Capitals of so many words are a link; shorter ones are subheadings of some agencies.
CAPITAL_LINK_WORDS = 6


def _related_inside(
    blocks: Sequence[_Block], own: Sequence[Role | None], first: int
) -> list[Role | None]:
    """Headlines of other articles between the paragraphs, told by how they are printed.

    Once one line of a document is surely such a link, lines printed the same way are too:
    a foreign time or a source vouches for Headline Case without an empty line around it,
    "More: …" for other labelled headlines.
    """
    found = list(own)
    free = [
        i
        for i in range(max(first + 1, 1), len(blocks))
        if own[i] is None and blocks[i].is_headline and blocks[i].words < PROSE_WORDS
    ]
    sure = _capital_links(blocks, free)
    sourced = {i for i in free if _is_title_case(blocks[i].text) and _is_foreign(blocks, own, i)}
    told = sure | sourced
    plain = [i for i in free if i not in told]
    alike = [i for i in plain if blocks[i].words >= 6 and _is_title_case(blocks[i].text)]
    if len(alike) == len(plain) and any(not blocks[i].gap for i in sourced):
        sourced |= {i for i in alike if not blocks[i].gap}
    for i in sure | sourced | _labelled(blocks, own, plain, first):
        found[i] = Role.RELATED_LINK
    return found


def _capital_links(blocks: Sequence[_Block], free: Sequence[int]) -> set[int]:
    """Long lines in capitals; none where short ones show that subheadings are printed so."""
    capitals = [i for i in free if len(blocks[i].text) < 300 and blocks[i].text.isupper()]
    long = {i for i in capitals if blocks[i].words >= CAPITAL_LINK_WORDS}
    # One word below the limit is either, and says nothing of the style.
    styled = any(blocks[i].words < CAPITAL_LINK_WORDS - 1 for i in capitals)
    return set() if styled else long


def _is_foreign(blocks: Sequence[_Block], own: Sequence[Role | None], i: int) -> bool:
    """Whether the headline at *i* names its source at its end or stands below a time."""
    timed = own[i - 1] is Role.TIMESTAMP
    return blocks[i].words >= 5 and (timed or _SOURCED.search(blocks[i].text) is not None)


def _labelled(
    blocks: Sequence[_Block], own: Sequence[Role | None], plain: Sequence[int], first: int
) -> set[int]:
    linked = any(role is Role.RELATED_LINK for role in own[first:])
    long = [i for i in plain if blocks[i].words >= 7]
    return {i for i in long if linked and _LABELLED.match(blocks[i].text[:HEADING_WIDTH])}


_SIGNED = pattern(r"[-–—]\s?[A-ZА-ЯЁ][\w.'’-]+(?: [A-ZА-ЯЁ][\w.'’-]*){1,3}")


#: "Jane Doe is a fellow at …", "Jane Doe writes about …": what papers print below a column.
_BIO = pattern(
    r"""[-–—\s*_]{0,4}(?P<name>[A-ZА-ЯЁ][\w.'’-]+(?:\ [A-ZА-ЯЁ][\w.'’-]*){1,3}),?\ (?:
    is\ [^“”"]{0,120}?\b(?:reporter|editor|columnist
      |contributor|correspondent|fellow|professor|author|writer|host|director|analyst|journalist
      |scholar|producer|expert|founder|president|strategist|consultant|blogger)\b
    | (?:covers|writes\ (?:about|on|for)|reports\ on|teaches|hosts)\b )""",
    re.VERBOSE,
)
BIO_WORDS = 60


def _signed_off(
    blocks: Sequence[_Block], own: Sequence[Role | None], last: int
) -> list[Role | None]:
    """The author introduced in the last paragraph: a person whom the article does not name.

    "John Roe is a professor at …" may also introduce a source; then the text names him again.
    """
    found = list(own)
    match = _BIO.match(blocks[last].text[:300]) if last > 0 else None
    if match is None or blocks[last].words > BIO_WORDS or found[last] is not None:
        return found
    surname = match["name"].rsplit(maxsplit=1)[-1]
    others = (block.text for i, block in enumerate(blocks[:last]) if own[i] is None)
    if not any(surname in text for text in others):
        found[last] = Role.BYLINE
    return found


def _tail(blocks: Sequence[_Block], own: Sequence[Role | None], last: int) -> list[Role | None]:
    """After the last prose: a signature, headlines of other articles, and links of a few words."""
    found = list(own)
    if last < 0:
        return found
    for i in range(last + 1, len(blocks)):
        block = blocks[i]
        if found[i] is not None or not block.is_headline:
            continue
        if _SIGNED.fullmatch(block.text):
            found[i] = Role.BYLINE
        elif block.words >= 5 and _leads_elsewhere(blocks, found, i):
            found[i] = Role.RELATED_LINK
        elif block.words < 5 and _after_furniture(found, i):
            found[i] = Role.NAVIGATION
    return found


def _leads_elsewhere(blocks: Sequence[_Block], roles: Sequence[Role | None], i: int) -> bool:
    """Whether a headline after the article belongs to another: below furniture, or in Title Case.

    A list that closes an article ("Embassy of Ruritania, Springfield") is below a line
    that ends with a colon, or below another of its lines.
    """
    if _after_furniture(roles, i):
        return True
    above = blocks[i - 1].text
    ended = blocks[i - 1].ends_sentence and not above.endswith((":", ";", ","))
    return ended and _is_title_case(blocks[i].text)


def _after_furniture(roles: Sequence[Role | None], i: int) -> bool:
    before = roles[i - 1]
    return before is not None and before not in ARTICLE_ROLES


def _is_title_case(text: str) -> bool:
    """Whether nearly every longer word has a capital, as in Headlines of American Papers."""
    longer = [word for word in text.split() if len(word) > 3 and word[0].isalpha()]
    return len(longer) >= 3 and sum(word[0].isupper() for word in longer) >= 0.75 * len(longer)


#: A broken-off remark, a remark with who made it, a line from a social network.
_GOES_ON = pattern(
    r"""[-–—]$|,["”’]\ [\w\ .]{2,40}$|\(@|https?://|pic\.twitter|\bt\.co/""", re.VERBOSE
)


def _middle(blocks: Sequence[_Block], own: Sequence[Role | None], i: int) -> Role:
    """What a passage without any sign is: a subheading when it stands short above prose."""
    block = blocks[i]
    below = blocks[i + 1] if i + 1 < len(blocks) else None
    if i == 0 or below is None or own[i + 1] is not None or not below.is_prose:
        return Role.BODY
    short = (
        block.is_headline and block.words <= SUBHEADING_WORDS and not _GOES_ON.search(block.text)
    )
    return Role.SUBHEADING if short else Role.BODY


# ---------------------------------------------------------------- transcripts

_ASKED = pattern(r"(?:question|q|вопрос|в)\s?[:.]\s", re.IGNORECASE)
_ANSWERED = pattern(r"(?:answer|a|ответ|о)\s?[:.]\s", re.IGNORECASE)
_SPEAKS = pattern(
    r"""(?P<name>[A-ZА-ЯЁ][\w.'’-]*(?:\ (?:[A-ZА-ЯЁ][\w.'’-]*|de|von|van|al|bin)){0,4})
    (?:\s?\([^()]{1,60}\))?\s?:\s""",
    re.VERBOSE,
)
#: Words that open a line with a colon and are nobody's name.
_LABELS = frozenset(
    """note notes update updated warning fact facts claim verdict summary background example
    pros cons breaking exclusive correction clarification analysis opinion however remember
    source topic date place time location venue subject итог справка важно""".split()  # noqa: SIM905
)
#: So many turns make a text a transcript whose paragraphs belong to the last speaker.
TRANSCRIPT_TURNS = 4


@dataclass(frozen=True, slots=True)
class _Turn:
    role: Role
    speaker: str


def _turn(block: _Block) -> _Turn | None:
    """Whose turn *block* opens, when it begins like a line of a transcript."""
    opening = block.text[:120]
    if _ASKED.match(opening):
        return _Turn(Role.QUESTION, "")
    if _ANSWERED.match(opening):
        return _Turn(Role.ANSWER, "")
    match = _SPEAKS.match(opening)
    if match is None or match["name"].casefold() in _LABELS:
        return None
    return _Turn(Role.ANSWER, match["name"])


def _turns(
    blocks: Sequence[_Block], own: Sequence[Role | None]
) -> tuple[list[Role | None], list[str]]:
    """Questions and answers; where the text is a transcript, with the paragraphs of each turn."""
    found, speakers = list(own), [""] * len(blocks)
    turns = _recurring(blocks, own)
    lasting = _is_transcript(blocks, turns)
    current: _Turn | None = None
    for i in range(len(blocks)):
        if i in turns:
            current = turns[i]
        elif own[i] in (Role.SOURCE_NOTE, Role.SHARE, Role.CREDIT) or not lasting:
            current = None
        if current is not None and (i in turns or found[i] is None):
            found[i], speakers[i] = current.role, current.speaker
    return found, speakers


def _recurring(blocks: Sequence[_Block], own: Sequence[Role | None]) -> dict[int, _Turn]:
    """The turns by block, without names that open only one line; none unless two sides speak."""
    free = {i: _turn(block) for i, block in enumerate(blocks) if own[i] is None}
    turns = {i: turn for i, turn in free.items() if turn is not None}
    turns |= _named_lines(blocks, own)
    asked = any(turn.role is Role.QUESTION for turn in turns.values())
    times = Counter(turn.speaker for turn in turns.values())
    kept = {i: turn for i, turn in turns.items() if asked or times[turn.speaker] > 1}
    sides = {(turn.role, turn.speaker) for turn in kept.values()}
    return _with_interviewers(blocks, kept) if len(sides) > 1 else {}


_NAME_LINE = pattern(r"[^\W\d_][\w.'’-]*(?: [^\W\d_][\w.'’-]*){1,3}")
#: So many lines that are a speaker's name alone, of at least two speakers, make an interview.
NAME_LINES = 6


def _named_lines(blocks: Sequence[_Block], own: Sequence[Role | None]) -> dict[int, _Turn]:
    """Turns opened by the speaker's name on a line of its own, as podcasts are printed."""
    names = {
        i: block.text
        for i, block in enumerate(blocks)
        if own[i] is None and block.words <= 4 and _NAME_LINE.fullmatch(block.text[:80])
    }
    times = Counter(names.values())
    again = {i: name for i, name in names.items() if times[name] >= 2}
    if len(again) < NAME_LINES or len(set(again.values())) < 2:
        return {}
    return {i: _Turn(Role.ANSWER, name) for i, name in again.items()}


def _said(blocks: Sequence[_Block], turns: dict[int, _Turn], i: int) -> str:
    """The words of the turn at *i*: its line, or the one below when it is the name alone."""
    alone = blocks[i].text == turns[i].speaker and i + 1 < len(blocks)
    return blocks[i + 1].text if alone else blocks[i].text


def _with_interviewers(blocks: Sequence[_Block], turns: dict[int, _Turn]) -> dict[int, _Turn]:
    """The same turns; those of a speaker who mostly asks are questions."""
    total = Counter(turn.speaker for turn in turns.values() if turn.speaker)
    asking = Counter(t.speaker for i, t in turns.items() if _said(blocks, turns, i).endswith("?"))
    hosts = {name for name, times in total.items() if asking[name] * 2 > times}
    return {
        i: _Turn(Role.QUESTION, turn.speaker) if turn.speaker in hosts else turn
        for i, turn in turns.items()
    }


_TOLD = pattern(r"[\"”’][^\"”]{0,60}\b(?:said|says|told|added|asked|replied|tweeted|wrote)\b")


def _is_transcript(blocks: Sequence[_Block], turns: dict[int, _Turn]) -> bool:
    """Whether paragraphs between turns belong to the speaker and not to a narrator.

    An article may print four lines of an exchange and go on: its paragraphs quote people
    ("…," he said), a transcript's do not.
    """
    if len(turns) < TRANSCRIPT_TURNS:
        return False
    opened = min(turns)
    rest = [block for i, block in enumerate(blocks) if i > opened and i not in turns]
    told = sum(_TOLD.search(block.text[:600]) is not None for block in rest)
    return len(rest) <= 8 * len(turns) and told * 20 <= len(rest)
