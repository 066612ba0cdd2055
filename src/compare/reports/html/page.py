"""The whole page: its views gathered, its markup, and a policy that lets nothing else in.

The policy names the style and the script of the page by hash (CSP Level 3, W3C), so that
whatever an article contains, no browser runs or loads it.
"""

import base64
import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from compare.model import Result
from compare.reports.html import strip
from compare.reports.html.method import method
from compare.reports.html.outlets import Outlet, matrix, outlets, timeline
from compare.reports.html.passages import Passages
from compare.reports.html.quotations import quotations
from compare.reports.html.repeated import repeated
from compare.reports.html.statements import SETS, Kind, Row, Statements, runs
from compare.reports.look import Look
from compare.reports.overview import Overview, kinds_lines
from compare.reports.plain_words import counted

if TYPE_CHECKING:
    from jinja2 import Environment

#: Documents that have a box among the filters; a page with more has no room for them.
FILTERED = 40


@dataclass(frozen=True, slots=True)
class Page:
    """The page, and its style and script by themselves for servers that want them apart."""

    text: str
    style: str
    script: str


@dataclass(frozen=True, slots=True)
class Assets:
    """Where style and script are; empty addresses mean inside the page."""

    style: str = ""
    script: str = ""


def page(result: Result, *, look: Look, assets: Assets = Assets()) -> Page:
    """The page of *result*. Cost: grows with the texts, the links and their differences."""
    overview = Overview(result, base=look.base or dict(result.options).get("base", ""))
    known = outlets(overview)
    passages = Passages(overview, known)
    statements = Statements(overview, known, passages)
    rows = statements.rows()
    filtered = tuple(known.values()) if 1 < len(known) <= FILTERED else ()
    style = _source("report.css") + _filter_rules(filtered, statements.sets)
    script = _source("report.js")
    text = (
        _environment()
        .get_template("report.html")
        .render(
            assets=assets,
            style=style,
            script=script,
            policy=_policy(style, script, assets),
            title=_title(overview),
            heading=_heading(overview),
            closing=overview.closing(),
            overview=overview,
            names=overview.names,
            outlets=tuple(known.values()),
            filtered=filtered,
            matrix=matrix(overview, known),
            timeline=timeline(overview, known),
            figures=tuple(kinds_lines(overview)),
            bands=strip.bands(rows, tuple(known)),
            line_height=strip.LINE,
            kinds=_kinds(rows),
            rows=rows,
            runs=runs(rows),
            quoted=sum("qo" in row.classes.split() for row in rows),
            standing=sum("bp" in row.classes.split() for row in rows),
            only_here=tuple(passages.only_here()) if overview.is_whole and len(known) > 1 else (),
            quotations=quotations(overview, known, passages),
            repeats=repeated(overview, known, passages),
            texts=passages.texts(),
            method=method(overview, known),
        )
    )
    return Page(text, style, script)


@cache
def _environment() -> "Environment":
    from jinja2 import Environment, PackageLoader, StrictUndefined

    return Environment(
        loader=PackageLoader("compare.reports.html"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def _source(name: str) -> str:
    return files("compare.reports.html").joinpath(name).read_text("utf-8")


def _policy(style: str, script: str, assets: Assets) -> str:
    styles = "'self'" if assets.style else _hash(style)
    scripts = "'self'" if assets.script else _hash(script)
    return (
        f"default-src 'none'; style-src {styles}; script-src {scripts}; img-src data:; "
        "base-uri 'none'; form-action 'none'"
    )


def _hash(source: str) -> str:
    digest = hashlib.sha256(source.encode()).digest()
    return f"'sha256-{base64.b64encode(digest).decode()}'"


def _filter_rules(filtered: Sequence[Outlet], sets: Mapping[tuple[int, ...], int]) -> str:
    """Style that hides the cells of a document, and the rows in which none would be left."""
    return "".join(_rules(filtered, sets))


def _rules(filtered: Sequence[Outlet], sets: Mapping[tuple[int, ...], int]) -> Iterator[str]:
    for outlet in filtered:
        n = outlet.number
        yield f"body:has(#o{n}:not(:checked)) .c{n}{{display:none}}\n"
    for numbers, group in sets.items() if filtered else ():
        if group <= SETS:
            off = "".join(f":has(#o{n}:not(:checked))" for n in numbers)
            yield f"body{off} .g{group}{{display:none!important}}\n"


def _title(overview: Overview) -> str:
    names = list(dict.fromkeys(overview.names.values()))
    shown = ", ".join(names[:4]) + (f" and {len(names) - 4} more" if len(names) > 4 else "")
    return f"{shown} · Source Compare" if shown else "Source Compare"


def _heading(overview: Overview) -> str:
    texts = counted(len(overview.result.articles), "text")
    return f"{texts}, {counted(len(overview.result.statements), 'shared statement')}"


def _kinds(rows: Iterable[Row]) -> tuple[tuple[str, str, int], ...]:
    """Each kind of row with what it is called and how many there are."""
    found = Counter(row.kind for row in rows)
    called = {
        Kind.FACT: "facts differ",
        Kind.WORDING: "wording only",
        Kind.SHARED: "words shared",
        Kind.IDENTICAL: "identical",
    }
    return tuple((kind[0], called[kind], found[kind]) for kind in Kind)
