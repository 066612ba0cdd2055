"""Rules on how a document could be read."""

from collections.abc import Iterator

from compare.checks.draft import Draft
from compare.checks.rule import Setting, Values, rule
from compare.checks.subject import Subject, whole
from compare.checks.wording import identity
from compare.model import Level, Location, Passage


@rule(level=Level.ERROR)
def unreadable(subject: Subject, values: Values) -> Iterator[Draft]:
    """An input cannot be read as text.

    A finding only with --keep-going; without it such an input ends the run.

    Reported: an empty file, a picture called a.txt, a file that does not fit its --encoding
    Not reported: a text in Windows-1252 -> encoding-guessed
    """
    for error in subject.errors:
        name = error.path.rpartition("/")[2]
        yield Draft(Location(error.path), error.reason, (f"{name}: {error.reason}",))


@rule(level=Level.WARNING)
def encoding_guessed(subject: Subject, values: Values) -> Iterator[Draft]:
    """A document is neither UTF-8 nor says which encoding it has, so it was guessed.

    A wrong guess spoils quotation marks, names and figures without a trace.

    Reported: a text in Windows-1252, or in UTF-16 without a byte order mark
    Not reported: UTF-8, UTF-16 with its mark, any encoding named with --encoding
    """
    for article in subject.articles:
        for note in article.document.notes:
            if note.startswith("encoding"):
                message = note.partition(";")[0]
                yield Draft(whole(article), message, (identity(article),))


@rule(
    level=Level.WARNING,
    least_share=Setting(0.0, "Least share of the passages that are garbled, from 0 to 1."),
)
def mojibake(subject: Subject, values: Values) -> Iterator[Draft]:
    """Text was decoded in the wrong encoding somewhere on its way: â€œ for a quotation mark.

    Found by the table of unlikely character sequences of the library ftfy (Robyn Speer,
    "ftfy: fixes text for you"). One finding a document, with the passages.

    Reported: The minister saidâ€”twiceâ€”that nothing is planned
    Not reported: Der Minister sagte zweimal: „Nichts ist geplant“
    """
    from compare.checks.garbled import is_garbled

    for article in subject.articles:
        bad = [one for one in article.passages if is_garbled(article.text_of(one.span))]
        if bad and len(bad) >= float(str(values["least-share"])) * len(article.passages):
            first = " ".join(article.text_of(bad[0].span).split())[:60]
            count = f"{len(bad)} of {len(article.passages)} passages"
            message = f"decoded in the wrong encoding at some time, {count}: “{first}”"
            places = tuple(subject.at(article, passage.span) for passage in bad[1:])
            yield Draft(subject.at(article, bad[0].span), message, (identity(article),), places)


@rule(
    level=Level.NOTE,
    least_words=Setting(12, "Least words of a passage in another language."),
)
def mixed_language(subject: Subject, values: Values) -> Iterator[Draft]:
    """A passage is in another language than its document.

    Told by its letters: Cyrillic or not. One finding a document, with the passages.

    Reported: a Russian paragraph left in an English translation
    Not reported: a Russian name, a short title in the other alphabet
    """
    from compare.languages import guess

    for article in subject.articles:
        language = article.document.language
        others = [
            one
            for one in article.passages
            if _is_other(article.text_of(one.span), language, values)
        ]
        if others:
            found = guess(article.text_of(others[0].span))
            message = f"{_count(others)} in {found}, the document is in {language}"
            places = tuple(subject.at(article, passage.span) for passage in others[1:])
            text = article.text_of(others[0].span)
            yield Draft(subject.at(article, others[0].span), message, (text,), places)


def _is_other(text: str, language: str, values: Values) -> bool:
    from compare.languages import guess

    enough = len(text.split()) >= int(str(values["least-words"]))
    # Only the languages that the guess can tell apart.
    return enough and language in ("en", "ru") and guess(text) not in ("", language)


def _count(passages: list[Passage]) -> str:
    return "1 passage is" if len(passages) == 1 else f"{len(passages)} passages are"
