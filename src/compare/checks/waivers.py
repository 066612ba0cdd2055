"""Waivers: a person's word that a finding is all right here, with a reason and an end.

They stand in the front matter of a document or in the configuration. A waiver that has
expired, gives no reason or names no rule does not waive; it is told.
"""

import re
from collections.abc import Iterator, Sequence
from fnmatch import fnmatchcase

from compare.frozen import dataclass
from compare.model import Document
from compare.patterns import pattern

#: The rule that tells of waivers: a waiver of it would hide all that is wrong with the others.
NEVER_WAIVED = "unusable-waiver"

_BLOCK = pattern(r"^waive\s*:\s*(?P<inline>.*)$", re.IGNORECASE)
_FIELD = pattern(r"^waive[-_](?P<name>reason|until)\s*:\s*(?P<value>.*)$", re.IGNORECASE)
_ITEM = pattern(r"^\s*-\s+(?P<rule>[\w-]+)\s*(?::\s*(?P<reason>.*))?$")
_UNTIL = pattern(r"\(until\s+(?P<date>[^()]{1,40})\)\s*$", re.IGNORECASE)
_DATE = pattern(r"\d{4}-\d{2}-\d{2}")


@dataclass(frozen=True, slots=True)
class Waiver:
    """Waives findings of *rule* in documents whose path fits *path*, a pattern with * and **.

    *expires* is an ISO date, the last day on which it holds, or empty for ever. *origin* is
    where it stands; *line* is that line in a document, 0 elsewhere.
    """

    rule: str
    path: str
    reason: str
    expires: str = ""
    origin: str = ""
    line: int = 0

    def fits(self, path: str) -> bool:
        """Whether the document at *path* is meant.

        >>> Waiver("too-short", "seeds/**", "").fits("seeds/harbour/gazette.txt")
        True
        """
        return path == self.path or fnmatchcase(path, self.path.replace("**", "*"))

    def trouble(self, today: str, known: Sequence[str]) -> str:
        """Why it does not hold on the day *today*; empty when it does."""
        if self.rule not in known:
            return f"there is no rule {self.rule!r}{nearest(self.rule, known)}"
        if self.rule == NEVER_WAIVED:
            return "that rule cannot be waived"
        if not self.reason.strip():
            return "it gives no reason"
        if self.expires and not _DATE.fullmatch(self.expires):
            return f"its end {self.expires!r} is no date like 2022-01-28"
        if self.expires and today and self.expires < today:
            return f"it expired on {self.expires}"
        return ""


def nearest(name: str, known: Sequence[str]) -> str:
    """The name that may have been meant, as the end of a message; empty when there is none."""
    from difflib import get_close_matches

    near = get_close_matches(name[:80], known, n=1, cutoff=0.5)
    return f"; did you mean {near[0]}?" if near else ""


def in_document(document: Document) -> tuple[Waiver, ...]:
    r"""The waivers in the front matter of *document*, in order.

    >>> from compare.model import DocumentId
    >>> text = "---\ntitle: Ships\nwaive:\n  - too-short: a picture story (until 2031-01-01)\n---\n"
    >>> in_document(Document(DocumentId("d1"), "a.txt", text, body_start=len(text)))[0].expires
    '2031-01-01'
    """
    if "waive" not in document.text[: document.body_start].casefold():
        return ()
    lines = document.text[: document.body_start].splitlines()
    fields = {found["name"].lower(): _plain(found["value"]) for found in map(_FIELD.match, lines)
              if found}  # fmt: skip
    return tuple(
        Waiver(rule, document.path, reason or fields.get("reason", ""),
               until or fields.get("until", ""), f"{document.path}:{line}", line)
        for rule, reason, until, line in _entries(lines)
    )  # fmt: skip


def _entries(lines: Sequence[str]) -> Iterator[tuple[str, str, str, int]]:
    """Rule, reason, end and line of every entry."""
    inside = False
    for number, line in enumerate(lines, 1):
        if head := _BLOCK.match(line):
            inside = True
            for name in re.split(r"[\s,]+", _plain(head["inline"]).strip("[]")):
                if name:
                    yield _plain(name), "", "", number
        elif inside and (item := _ITEM.match(line)):
            reason = _plain(item["reason"] or "")
            until = _UNTIL.search(reason)
            plain = reason[: until.start()].strip() if until else reason
            yield item["rule"], plain, until["date"] if until else "", number
        elif line[:1].strip():
            inside = False


def _plain(value: str) -> str:
    """A scalar without its quotation marks."""
    bare = value.strip()
    return bare[1:-1] if len(bare) > 1 and bare[0] == bare[-1] in "\"'" else bare
