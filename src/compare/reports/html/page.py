"""The whole page: its views gathered, its markup, and a policy that lets nothing else in.

The policy names the style and the script of the page by hash (CSP Level 3, W3C), so that
whatever an article contains, no browser runs or loads it.
"""

import base64
import hashlib
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from compare.frozen import dataclass, replace
from compare.model import Result
from compare.reports.html import strip
from compare.reports.html.method import method
from compare.reports.html.outlets import MATRIX_DOCUMENTS, Outlet, heads, matrix, outlets, timeline
from compare.reports.html.passages import Passages
from compare.reports.html.quotations import quotations
from compare.reports.html.repeated import repeated
from compare.reports.html.rows import Kind, Row, runs
from compare.reports.html.statements import COLUMNS, Statements
from compare.reports.look import Look
from compare.reports.overview import Overview, kinds_lines
from compare.reports.plain_words import counted

if TYPE_CHECKING:
    from jinja2 import Environment

#: The blocks of Unicode that are written from right to left, Hebrew to Arabic Extended-A,
#: their presentation forms, and those beyond the basic plane.
_FROM_RIGHT = re.compile(
    "[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff]"
)

#: Links up to which a page says why each is believed; a larger one only with --explain.
EXPLAINED = 1000

#: Documents that have a box among the filters; a page with more has no room for them.
FILTERED = 40


@dataclass(frozen=True, slots=True)
class Page:
    """A page, and its style and script by themselves for servers that want them apart.

    Their names have a part of their hash in them, so that pages of many reports may keep
    them in one folder.
    """

    text: str
    title: str
    closing: str
    style: str
    script: str

    @property
    def style_name(self) -> str:
        """The name of the file of the style."""
        return f"report-{_digest(self.style).hex()[:12]}.css"

    @property
    def script_name(self) -> str:
        """The name of the file of the script."""
        return f"report-{_digest(self.script).hex()[:12]}.js"


@dataclass(frozen=True, slots=True)
class Part:
    """A page that an index leads to."""

    file: str
    title: str
    closing: str


@dataclass(frozen=True, slots=True)
class Index:
    """The pages of a report that was parted, and what is on none of them, counted."""

    parts: tuple[Part, ...]
    beyond: Mapping[str, int]


def index(content: Index, *, assets: str = "") -> Page:
    """The page that leads to the stories of a large result."""
    title = f"{counted(len(content.parts), 'story', 'stories')} · Source Compare"
    return _page("index.html", title, "", _source("report.css"), assets, {"index": content})


def page(result: Result, *, look: Look, assets: str = "") -> Page:
    """The page of *result*. Cost: grows with the texts, the links and their differences.

    *assets* is the address of the folder with style and script; empty puts them inside.
    """
    overview = Overview(result, base=look.base or dict(result.options).get("base", ""))
    known = outlets(overview)
    passages = Passages(overview, known)
    explained = look.explain or len(result.links) <= EXPLAINED
    statements = Statements(overview, known, passages, explained=explained)
    rows = statements.rows()
    columns = heads(overview, known)
    filtered = tuple(columns.values()) if 1 < len(columns) <= FILTERED else ()
    style = _source("report.css") + _filter_rules(filtered)
    content = {
        "only_counts": look.statistics,
        "heading": _heading(overview),
        "names": overview.names,
        "outlets": tuple(known.values()),
        "columns": columns,
        "most_columns": COLUMNS,
        "most_lines": strip.LINES,
        "most_matrix": MATRIX_DOCUMENTS,
        "filtered": filtered,
        "matrix": matrix(overview, known),
        "timeline": timeline(overview, known),
        "figures": tuple(kinds_lines(overview)),
        "bands": strip.bands(rows, tuple(columns)),
        "line_height": strip.LINE,
        "kinds": _kinds(rows),
        "rows": rows,
        "runs": runs(rows),
        "quoted": sum("qo" in row.classes.split() for row in rows),
        "standing": sum("bp" in row.classes.split() for row in rows),
        "only_here": tuple(passages.only_here()) if overview.is_whole and len(known) > 1 else (),
        "is_whole": overview.is_whole,
        "quotations": quotations(overview, known, passages),
        "repeats": repeated(overview, known, passages),
        "texts": passages.texts(),
        "method": method(overview, known, unexplained=0 if explained else len(result.links)),
    }
    return _page("report.html", _title(overview), overview.closing(), style, assets, content)


def _page(
    template: str, title: str, closing: str, style: str, assets: str, content: Mapping[str, object]
) -> Page:
    made = Page("", title, closing, style, _source("report.js"))
    text = (
        _environment()
        .get_template(template)
        .render(
            content,
            style=style,
            script=made.script,
            style_address=f"{assets}/{made.style_name}" if assets else "",
            script_address=f"{assets}/{made.script_name}" if assets else "",
            policy=_policy(made, assets),
            title=title,
            closing=closing,
        )
    )
    return replace(made, text=text)


@cache
def _environment() -> "Environment":
    from jinja2 import Environment, PackageLoader, StrictUndefined

    environment = Environment(
        loader=PackageLoader("compare.reports.html"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["apart"] = _apart
    return environment


def _apart(text: str) -> str:
    """*text* so that its direction does not touch what stands beside it.

    An element of its own only where a letter or digit runs from right to left: names and
    readings are most of a page.
    """
    from markupsafe import Markup, escape

    return Markup("<bdi>{}</bdi>").format(text) if _FROM_RIGHT.search(text) else escape(text)


def _source(name: str) -> str:
    return files("compare.reports.html").joinpath(name).read_text("utf-8")


def _policy(made: Page, assets: str) -> str:
    styles, scripts = ("'self'",) * 2 if assets else (_hash(made.style), _hash(made.script))
    return (
        f"default-src 'none'; style-src {styles}; script-src {scripts}; img-src data:; "
        "base-uri 'none'; form-action 'none'"
    )


def _hash(source: str) -> str:
    return f"'sha256-{base64.b64encode(_digest(source)).decode()}'"


def _digest(source: str) -> bytes:
    return hashlib.sha256(source.encode()).digest()


def _filter_rules(filtered: Sequence[Outlet]) -> str:
    """Style that hides the cells of a column, and the rows in which none would be left."""
    if not filtered:
        return ""
    cells = "".join(
        f"body:has(#o{o.group}:not(:checked)) .c{o.group}{{display:none}}\n" for o in filtered
    )
    ticked = ",".join(f"body:has(#o{o.group}:checked) .w{o.group}" for o in filtered)
    return f"{cells}.r:not({ticked}){{display:none!important}}\n"


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
