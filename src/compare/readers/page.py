"""Web pages: fetched within limits, and their article text taken out by trafilatura.

Adrien Barbaresi, "Trafilatura: A Web Scraping Library and Command-Line Tool for Text
Discovery and Extraction", 2021. The page's markup is not kept: positions refer to the
extracted text. Needs the extra `html`.
"""

from collections.abc import Mapping

from compare.errors import InputError, MissingExtraError
from compare.frozen import dataclass
from compare.readers.facts import Facts, facts_of

#: Seconds until a silent server is given up.
TIMEOUT = 20.0
SAVE = "Save the page as a file and give the file"
NOTE = "positions refer to the text extracted from the page"


@dataclass(frozen=True, slots=True)
class Fetched:
    """A server's answer: its bytes, and what it says of them."""

    data: bytes
    charset: str
    is_html: bool


def fetch(url: str, *, max_bytes: int) -> Fetched:
    """The page at *url*; InputError says in one line why it could not be had."""
    from http.client import HTTPException
    from urllib.error import HTTPError, URLError
    from urllib.request import Request, urlopen

    request = Request(url, headers={"User-Agent": "source-compare"})
    try:
        with urlopen(request, timeout=TIMEOUT) as answer:
            data = answer.read(max_bytes + 1)
            headers = answer.headers
    except HTTPError as error:
        raise InputError(url, f"the server answers {error.code} {error.reason}") from error
    except URLError as error:
        raise InputError(url, f"no connection ({error.reason})", SAVE) from error
    except (OSError, ValueError, HTTPException) as error:
        raise InputError(url, str(error) or type(error).__name__, SAVE) from error
    if len(data) > max_bytes:
        raise InputError(url, f"the page is larger than {max_bytes >> 20} MiB", _PLAIN)
    kind = headers.get_content_type()
    return Fetched(data, headers.get_content_charset() or "", "html" in kind or "xml" in kind)


def looks_like_html(text: str) -> bool:
    """Whether *text* begins as a web page does."""
    start = text[:1000].lstrip().casefold()
    return start.startswith(("<!doctype html", "<html", "<head", "<body"))


def extract(html: str, path: str, *, url: str = "") -> tuple[str, Facts]:
    """The article in *html* and what the page says of it.

    Raises MissingExtraError without trafilatura, InputError when the page holds no article.
    """
    try:
        import trafilatura
    except ImportError as error:
        raise MissingExtraError("reading web pages", "html") from error
    _silence()
    text = trafilatura.extract(html, url=url or None, include_comments=False, include_tables=True)
    if not text or not text.strip():
        raise InputError(path, "no article text found in the page", _PLAIN)
    return text, facts_of(_metadata(html, url), "the page's metadata")


def _silence() -> None:
    """Their libraries' warnings would stand among our own lines; errors are raised anyway."""
    import logging

    for name in ("trafilatura", "htmldate", "courlan", "justext"):
        logger = logging.getLogger(name)
        if not logger.handlers:
            logger.addHandler(logging.NullHandler())


_PLAIN = "Save the article as plain text and give that"


def _metadata(html: str, url: str) -> Mapping[str, object]:
    from trafilatura import extract_metadata

    # Not extensive: a date searched for in the whole page may be any article's.
    found = extract_metadata(html, default_url=url or None, extensive=False)
    values = {} if found is None else found.as_dict()
    names = ("sitename", "title", "date", "url", "language")
    return {name: values.get(name) for name in names if values.get(name)}
