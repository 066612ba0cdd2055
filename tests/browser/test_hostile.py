"""Words of an article do nothing, and the policy would stop them if they tried."""

from tests.browser.conftest import Opened, Watch, rows, unfold, until
from tests.browser.pages import Report


def test_words_of_an_article_do_nothing(opened: Opened, hostile: Report) -> None:
    page = opened(hostile)
    unfold(page)
    for mark in page.locator("mark:visible").all():
        mark.hover()
    page.wait_for_timeout(200)
    assert page.evaluate("window.owned") is None
    handlers = page.evaluate(
        "[...document.querySelectorAll('*')].flatMap(each => [...each.attributes])"
        ".filter(each => each.name.startsWith('on') || each.value.startsWith('javascript:'))"
        ".map(each => each.name)"
    )
    assert handlers == []
    for tag, many in {"script": 1, "style": 1, "img": 0, "iframe": 0, "b[onclick]": 0}.items():
        assert page.locator(tag).count() == many, tag
    assert page.locator(".full svg").count() == 0


def test_words_of_an_article_are_read_as_they_are(opened: Opened, hostile: Report) -> None:
    page = opened(hostile)
    told = str(page.text_content("#s1"))
    assert "</style></script><script>window.owned=1</script>" in told
    assert "{{ 7*7 }}" in told
    assert "&lt;b&gt;" in told
    # What would turn or hide words is told by name.
    assert "\N{RIGHT-TO-LEFT OVERRIDE}" not in str(page.text_content("body"))
    assert page.text_content("title") != "owned"


def test_hostile_words_leave_the_page_in_order(opened: Opened, hostile: Report) -> None:
    page = opened(hostile)
    assert rows(page) == ["s1", "s2"]
    page.keyboard.press("j")
    assert page.evaluate("document.activeElement.id") == "s1"
    page.fill("#find", "<script>")
    until(page, "document.querySelector('#count').textContent != ''")
    assert "s1" in rows(page)
    page.press("#find", "Escape")
    unfold(page)
    sections = "main > section, main > div, footer"
    assert page.eval_on_selector_all(
        "main > section", "all => all.every(each => each.parentElement.localName == 'main')"
    )
    assert page.locator(sections).count() >= 5


def test_the_policy_stops_what_is_not_the_page_s_own(
    opened: Opened, harbour: Report, watch: Watch
) -> None:
    page = opened(harbour)
    page.evaluate(
        """() => {
          window.stopped = [];
          addEventListener("securitypolicyviolation",
            (event) => window.stopped.push(event.effectiveDirective));
          const add = (name, attributes, text = "") => {
            const made = document.createElement(name);
            for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
            made.textContent = text;
            document.body.append(made);
            return made;
          };
          add("script", {}, "window.owned = 1");
          add("script", { src: "https://example.org/a.js" });
          add("img", { src: "https://example.org/a.png" });
          add("iframe", { src: "https://example.org/" });
          add("style", {}, "body { display: none }");
          add("button", { onclick: "window.owned = 2" }).click();
          fetch("https://example.org/").catch(() => {});
        }"""
    )
    until(page, "window.stopped.length >= 7")
    assert page.evaluate("window.owned") is None
    assert page.locator("h1").is_visible()
    stopped = set(page.evaluate("window.stopped"))
    assert {"img-src", "frame-src", "connect-src", "style-src-elem"} <= stopped
    assert {"script-src-elem", "script-src-attr"} <= stopped
    assert [each for each in watch.wrong if not each.startswith("console:")] == []
    watch.wrong.clear()


def test_the_watch_sees_what_a_page_may_not_do(
    opened: Opened, harbour: Report, watch: Watch
) -> None:
    page = opened(harbour, bypass_csp=True)
    page.evaluate("fetch('https://example.org/a').catch(() => {})")
    page.evaluate("alert(1)")
    page.evaluate("console.log('here')")
    page.wait_for_timeout(200)
    kinds = {each.split(":")[0] for each in watch.wrong}
    assert {"request", "dialog", "console"} <= kinds
    watch.wrong.clear()
