"""From groups of passages to repeats, document by document: what is reported and what is not.

Everything left out is counted. No engine and no text of its own: both are handed in.
"""

from collections.abc import Iterable, Iterator, Sequence

from compare.engines import Group, Groups, Member, Progress, engine
from compare.frozen import dataclass, replace
from compare.languages import guess, load
from compare.model import Article, Difference, Edit, EditKind, Likeness, Place, Repeat, RepeatKind
from compare.repetition.boilerplate import Boilerplate, Standing, standing
from compare.repetition.corpus import Card, Corpus, in_order
from compare.repetition.documents import Copies, DocumentRepeat, copies, document_repeats
from compare.repetition.likeness import differences, edits, may_differ
from compare.words import words

#: Passages of fewer words ("Read more", "(2 votes)") are repeats only as boilerplate.
MIN_WORDS = 4
#: Shared names of so many words at most are no repeat: "the Ministry of Foreign Affairs of
#: the Russian Federation" stands in every text about it.
NAME_WORDS = 16
#: With more near places than this in all, word-by-word edits are left to whoever shows
#: them; a number or negation that differs is flagged all the same.
MOST_EDITS = 20_000


@dataclass(frozen=True, slots=True)
class Found:
    """Everything about repeats in a set of documents.

    *repeats* and *documents* are in the order of their first place, *boilerplate* by words
    saved. *counts* says in plain words what was looked at, collapsed, capped or dropped.
    """

    cards: tuple[Card, ...]
    repeats: tuple[Repeat, ...]
    documents: tuple[DocumentRepeat, ...]
    boilerplate: tuple[Boilerplate, ...]
    counts: tuple[tuple[str, int], ...]


def repeats(
    articles: Iterable[Article],
    *,
    engine_name: str = "auto",
    within: bool = True,
    min_words: int = MIN_WORDS,
    jobs: int = 0,
    progress: Progress | None = None,
) -> Found:
    """All repeats in *articles*, whatever their order; *within* also inside one document."""
    ordered = in_order(articles)
    corpus = Corpus()
    size = sum(len(article.document.text) for article in ordered)
    finder = engine(engine_name, jobs=jobs, characters=size)
    groups = finder.repeats(corpus.texts(ordered), progress=progress)
    return repeats_in(corpus, groups, within=within, min_words=min_words)


def repeats_in(
    corpus: Corpus, groups: Groups, *, within: bool = True, min_words: int = MIN_WORDS
) -> Found:
    """The repeats that *groups* of the passages of *corpus* amount to."""
    whole = copies(corpus, groups)
    kept, dropped = _kept(corpus, groups, whole, within=within)
    marks = standing(kept, corpus, groups, whole)
    kept, marks, short = _long_enough(kept, marks, min_words)
    found = _repeats(kept, marks, corpus, groups)
    pairs, capped = document_repeats(
        kept, [mark is not None for mark in marks], corpus, groups, whole
    )
    return Found(
        tuple(corpus.cards),
        tuple(sorted((*whole.repeats, *found), key=lambda repeat: _key(repeat, corpus))),
        pairs,
        _ranked(found, marks),
        (*groups.counts.items(), *dropped.items(), ("shorter than the least words", short),
         *capped.items()),
    )  # fmt: skip


def _key(repeat: Repeat, corpus: Corpus) -> tuple[int, int, int]:
    place = repeat.places[0]
    return corpus.number(place.document), place.span.start, -place.span.end


def _kept(
    corpus: Corpus, groups: Groups, whole: Copies, *, within: bool
) -> tuple[list[Group], dict[str, int]]:
    """The groups to report, and how many were left out for which reason."""
    reasons = ("explained by the copy of a whole document", "within one document", "names only")
    dropped = dict.fromkeys(reasons, 0)
    kept = []
    for group in groups:
        reason = _reason(group, corpus, groups, whole, within=within)
        if reason < 0:
            kept.append(group)
        else:
            dropped[reasons[reason]] += 1
    return kept, dropped


def _reason(group: Group, corpus: Corpus, groups: Groups, whole: Copies, *, within: bool) -> int:
    """Why a group is not reported: 0, 1 or 2, or -1 when it is."""
    if len({whole.position(corpus, member) for member in group.members}) < 2:
        return 0
    if not within and len({corpus.document(member.passage) for member in group.members}) < 2:
        return 1
    return 2 if _is_name(group, groups) else -1


def _is_name(group: Group, groups: Groups) -> bool:
    """Whether nothing but a name is shared, in the middle of other words."""
    head, other = group.members[:2]
    if other.shared > NAME_WORDS or any(one.is_whole for one in group.members):
        return False
    text = groups.text(head.passage)[head.start : head.end]
    language = guess(text)
    runs = edits(text, groups.text(other.passage)[other.start : other.end], language)
    shared = (run.a.of(text) for run in runs if run.kind is EditKind.EQUAL)
    plain = load(language).function_words
    return all(
        word.text[0].isupper() or word.folded in plain
        for run in shared
        for word in words(run, language)
    )


def _long_enough(
    kept: Sequence[Group], marks: Sequence[Standing | None], least: int
) -> tuple[list[Group], list[Standing | None], int]:
    """Groups of at least so many words, and shorter ones that are boilerplate."""
    stay = [
        (group, mark)
        for group, mark in zip(kept, marks, strict=True)
        if group.members[0].words >= least or mark is not None
    ]
    return [group for group, _ in stay], [mark for _, mark in stay], len(kept) - len(stay)


def _repeats(
    kept: Sequence[Group], marks: Sequence[Standing | None], corpus: Corpus, groups: Groups
) -> tuple[Repeat, ...]:
    near = sum(not member.exact for group in kept for member in group.members)
    show = near <= MOST_EDITS
    return tuple(
        _repeat(group, corpus, groups, boilerplate=mark is not None, show=show)
        for group, mark in zip(kept, marks, strict=True)
    )


def _repeat(
    group: Group, corpus: Corpus, groups: Groups, *, boilerplate: bool, show: bool
) -> Repeat:
    head = group.members[0]
    alike = tuple(_likenesses(group, corpus, groups, show=show))
    return Repeat(
        _kind(alike),
        tuple(place(member, corpus, groups) for member in group.members),
        head.words,
        boilerplate,
        alike[-1].differences,
        alike,
    )


def place(member: Member, corpus: Corpus, groups: Groups) -> Place:
    """Where a member stands in its document."""
    return corpus.place(member.passage, member.start, member.end)


def _kind(alike: Sequence[Likeness]) -> RepeatKind:
    """The loosest likeness of any place."""
    kinds = {likeness.kind for likeness in alike}
    loosest_first = (RepeatKind.CONTAINED, RepeatKind.NEAR, RepeatKind.EXACT)
    return next(kind for kind in loosest_first if kind in kinds)


def _likenesses(group: Group, corpus: Corpus, groups: Groups, *, show: bool) -> Iterator[Likeness]:
    head = group.members[0]
    first = groups.text(head.passage)[head.start : head.end]
    language = corpus.card(head.passage).language or guess(first)
    for member in group.members:
        likeness = Likeness(_member_kind(member, head), member.shared / head.words,
                            member.shared / member.words)  # fmt: skip
        if member.exact:
            yield likeness
            continue
        text = groups.text(member.passage)[member.start : member.end]
        yield _with_changes(likeness, first, text, head, member, corpus, language, show=show)


def _member_kind(member: Member, head: Member) -> RepeatKind:
    if member.is_whole != head.is_whole:
        return RepeatKind.CONTAINED
    return RepeatKind.EXACT if member.exact else RepeatKind.NEAR


def _with_changes(
    likeness: Likeness, first: str, text: str, head: Member, member: Member, corpus: Corpus,
    language: str, *, show: bool,
) -> Likeness:  # fmt: skip
    """*likeness* with the changed words, in offsets of the two documents."""
    if not show and not may_differ(first, text, language):
        return likeness
    changes = edits(first, text, language)
    a = corpus.place(head.passage, head.start, head.end).span.start
    b = corpus.place(member.passage, member.start, member.end).span.start
    facts = differences(first, text, changes, language)
    shifted = (_moved_edit(change, a, b) for change in changes) if show else ()
    return Likeness(
        likeness.kind,
        likeness.share_first,
        likeness.share_here,
        tuple(shifted),
        tuple(_moved(fact, a, b) for fact in facts),
    )


def _moved_edit(edit: Edit, a: int, b: int) -> Edit:
    return replace(edit, a=edit.a.shifted(a), b=edit.b.shifted(b))


def _moved(difference: Difference, a: int, b: int) -> Difference:
    return replace(difference, a=difference.a.shifted(a), b=difference.b.shifted(b))


def _ranked(found: Sequence[Repeat], marks: Sequence[Standing | None]) -> tuple[Boilerplate, ...]:
    """The standing text, by words saved."""
    listed = (
        Boilerplate(repeat, mark)
        for repeat, mark in zip(found, marks, strict=True)
        if mark is not None
    )
    return tuple(sorted(listed, key=lambda one: (-one.standing.words_saved, one.standing.pattern)))
