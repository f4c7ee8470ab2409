"""Markdown becomes HTML that is safe to show, whatever was written."""

from __future__ import annotations

import re
import time
from html.parser import HTMLParser

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from swarm.markdown import ATTRIBUTES, LONGEST, TAGS, plain, render


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("Try **again**", "<p>Try <strong>again</strong></p>\n"),
        ("one\ntwo", "<p>one<br>\ntwo</p>\n"),
        ("~~old~~ `code`", "<p><s>old</s> <code>code</code></p>\n"),
        ("```python\nx = 1\n```", '<pre><code class="language-python">x = 1\n</code></pre>\n'),
        ("- a\n- b", "<ul>\n<li>a</li>\n<li>b</li>\n</ul>\n"),
        ("<b>bold</b>", "<p>&lt;b&gt;bold&lt;/b&gt;</p>\n"),
        ("", ""),
    ],
)
def test_markdown_reads_as_expected(text: str, html: str) -> None:
    assert render(text) == html


def test_tables_are_drawn() -> None:
    assert "<td>1</td>" in render("|a|b|\n|-|-|\n|1|2|")


def test_links_leave_politely() -> None:
    rel = 'rel="noopener nofollow noreferrer"'
    assert render("[a](https://b.c/d)") == f'<p><a href="https://b.c/d" {rel}>a</a></p>\n'
    assert f'<a href="/tickets/7" {rel}>' in render("[seven](/tickets/7)")


def test_addresses_that_are_simply_written_become_links() -> None:
    html = render("see https://b.c/d?e=1&f=2). and `http://code.x`")
    assert '<a href="https://b.c/d?e=1&amp;f=2"' in html
    assert "</a>)." in html
    assert "<code>http://code.x</code>" in html
    assert html.count("<a ") == 1
    assert render("[http://a.bc](http://d.ef)").count("<a ") == 1


@pytest.mark.parametrize(
    "address",
    ["javascript:alert(1)", "data:text/html,x", "//evil.example", "vbscript:x", "/\\evil.example"],
)
def test_a_dangerous_address_is_no_link(address: str) -> None:
    html = render(f"[a]({address}) <{address}> ![b]({address})")
    for href in re.findall(r'href="([^"]*)"', html):
        assert href.startswith("/%5C")  # a path on this desk, no other host


def test_an_image_is_a_link_and_loads_nothing() -> None:
    html = render("![a chart](https://b.c/d.png) ![](https://b.c/e.png)")
    assert "<img" not in html
    assert '<a href="https://b.c/d.png"' in html
    assert ">a chart</a>" in html
    assert ">image</a>" in html


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "<svg><a xlink:href='javascript:alert(1)'>x</a></svg>",
        '[a](https://b.c "onmouseover=alert(1)")',
        '```x" onclick="alert(1)\ncode\n```',
        "<style>*{}</style>",
        "&lt;script&gt;alert(1)&lt;/script&gt;",
    ],
)
def test_markup_is_shown_as_text(text: str) -> None:
    assert_safe(render(text))


def test_long_and_swelling_texts_are_shown_as_they_were_written() -> None:
    assert render("*a* " * LONGEST).startswith("<pre>*a*")
    rows = "|" + "a|" * 200 + "\n|" + "-|" * 200 + "\n" + "x\n" * 9000
    assert len(rows) < LONGEST
    began = time.process_time()
    assert "<td>" not in render(rows)
    assert time.process_time() - began < 5
    assert "<td>" in render("|a|b|\n|-|-|\n" + "|1|2|\n" * 500)
    assert "<b>" not in render("<b>" + "x" * LONGEST)


@pytest.mark.parametrize(
    "sign",
    ["[", "![", "*a ", "**", "_a", "`", ">", "- ", "<", "&", "(", "[a](", "|", "\n\n", "a**"],
)
def test_no_text_takes_long(sign: str) -> None:
    began = time.process_time()
    assert_safe(render(sign * (LONGEST // len(sign))))
    assert time.process_time() - began < 5


def test_what_the_renderer_cannot_read_is_shown_as_it_was_written(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def fail(_text: str, *_: object) -> str:
        raise RecursionError

    monkeypatch.setattr("swarm.markdown._MARKDOWN.render", fail)
    assert render("<b> unreadable") == "<pre>&lt;b&gt; unreadable</pre>"


@settings(max_examples=300, deadline=None)
@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_any_text_is_rendered_safely(text: str) -> None:
    html = render(text)
    assert_safe(html)
    assert render(text) == html


PIECES = st.sampled_from(
    ["<a href=", "javascript:", "[", "](", ")", "!", "`", "\n", "<script>", '"', "'", "&#106;",
     "https://a.b", "onload=", " ", "**", "<", ">", "\\", "|", "- ", "    ", "\x00", "]: "]
)  # fmt: skip


@settings(max_examples=300, deadline=None)
@given(st.lists(PIECES, max_size=30).map("".join))
def test_pieces_of_attacks_stay_harmless(text: str) -> None:
    assert_safe(render(text))


class _Reader(HTMLParser):
    """Reads HTML as a browser would, and stops at what should not be there."""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert tag in TAGS
        for name, value in attrs:
            assert name in ATTRIBUTES.get(tag, set()) | {"rel"}
            if name == "href":
                assert re.match(r"(https?://|mailto:|/(?!/)|#)", value or "", re.IGNORECASE)

    def handle_comment(self, data: str) -> None:
        raise AssertionError(data)

    handle_decl = handle_pi = unknown_decl = handle_comment


def assert_safe(html: str) -> None:
    """Only known tags, only known attributes, only links that lead somewhere allowed."""
    reader = _Reader()
    reader.feed(html)
    reader.close()


def test_plain_words_fit_a_line() -> None:
    assert plain("# Title\n\nSome **bold** `code`\n> quoted") == "Title Some bold code quoted"
    assert plain("word " * 100, 20) == "word word word word…"
    assert plain("") == ""


def test_plain_words_lose_the_marks_around_them_and_keep_those_within() -> None:
    text = "> The **roller** is _worn_, see `log_file` and ~~this~~ *that*.\n\n# So"
    assert plain(text) == "The roller is worn, see log_file and this that. So"
