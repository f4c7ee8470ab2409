"""Markdown as people write it, to HTML that is safe to show, and to plain words.

The text is hostile until proven otherwise: raw HTML is shown as text, nothing is loaded from
elsewhere (an image becomes a link to it), and what markdown-it makes is sanitized once more.
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache
from typing import Any

import nh3
from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.rules_core import StateCore
from markdown_it.token import Token
from markdown_it.utils import EnvType, OptionsDict

LONGEST = 20_000
"""Signs of one text that are rendered; what is longer is shown as it was written."""
MOST_BRACKETS = 2_000
"""Each one that opens is looked for to the end of the text: very many take very long."""
MOST_CELLS = 4_000
"""Cells of tables in one text: a few signs can stand for very many, and each takes time."""

TAGS = {
    "a", "blockquote", "br", "code", "del", "em", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "li",
    "ol", "p", "pre", "s", "span", "strong", "table", "tbody", "td", "th", "thead", "tr", "ul",
}  # fmt: skip
ATTRIBUTES = {"a": {"href", "title"}, "ol": {"start"}, "code": {"class"}, "span": {"class"}}
SCHEMES = {"http", "https", "mailto"}
_SAFE_LINK = re.compile(r"(https?://|mailto:|/(?![/\\])|#)", re.IGNORECASE)
_LANGUAGE = re.compile(r"language-[A-Za-z0-9_+#.-]{1,30}\Z")
_NUMBER = re.compile(r"(?<![\w#&/.-])#([1-9]\d{0,8})(?![\w-])")
_BLANKS = re.compile(r"\s+")
# Marks around words, not those within: `snake_case` keeps its sign.
_AROUND = re.compile(r"(?<!\w)[*_`~]+|[*_`~]+(?!\w)")
_ADDRESS = re.compile(r"https?://[^\s<>\"'`]{3,2000}", re.IGNORECASE)
_AFTER = ".,;:!?)]}*_~"


@lru_cache(maxsize=128)
def render(text: str, names: tuple[str, ...] = (), *, numbers: bool = False) -> str:
    """The HTML of a Markdown text. Never raises; the same text gives the same HTML.

    Each of `names`, such as `@Eva Expert`, is marked where it is said outside of code and links;
    with `numbers` a ticket's, such as `#2004`, leads to that ticket.
    """
    if len(text) > LONGEST or text.count("[") > MOST_BRACKETS:
        return _as_written(text)
    try:
        markdown = _MARKDOWN if _cells(text) <= MOST_CELLS else _WITHOUT_TABLES
        raw = markdown.render(text, {"names": names, "numbers": numbers})
    except (ValueError, IndexError, RecursionError):
        return _as_written(text)
    return nh3.clean(
        raw,
        tags=TAGS,
        attributes=ATTRIBUTES,
        url_schemes=SCHEMES,
        link_rel="noopener nofollow noreferrer",
        attribute_filter=_filter,
    )


def spoken(text: str) -> list[str]:
    """The stretches of a Markdown text that are neither code nor links, as they are read."""
    if len(text) > LONGEST or text.count("[") > MOST_BRACKETS:
        return []
    try:
        tokens = _WITHOUT_TABLES.parse(text)
    except (ValueError, IndexError, RecursionError):
        return []
    return [
        token.content
        for block in tokens
        for token in _outside_of_links(block.children or ())
        if token.type == "text"
    ]


def plain(text: str, length: int = 200) -> str:
    """The words of a Markdown text on one line, cut at `length` signs with an ellipsis."""
    unmarked = _AROUND.sub("", text[: length * 4])
    words = _BLANKS.sub(" ", re.sub(r"[>#|]+", " ", unmarked)).strip()
    return words if len(words) <= length else words[: length - 1].rstrip() + "…"


def _cells(text: str) -> int:
    """At most so many cells can the tables of a text have: short rows are filled up."""
    rows = text.splitlines()
    return len(rows) * max((row.count("|") for row in rows), default=0)


def _as_written(text: str) -> str:
    return f"<pre>{html.escape(text, quote=False)}</pre>"


def _filter(tag: str, name: str, value: str) -> str | None:
    if (tag, name) == ("a", "href"):
        return value if _SAFE_LINK.match(value) else None
    if (tag, name) == ("code", "class"):
        return value if _LANGUAGE.match(value) else None
    if (tag, name) == ("span", "class"):
        return value if value == "mention" else None
    return value


def _image_as_link(
    self: RendererHTML, tokens: Sequence[Token], index: int, options: OptionsDict, env: EnvType
) -> str:
    token = tokens[index]
    address = html.escape(str(token.attrs.get("src", "")))
    words = self.renderInlineAsText(token.children, options, env) or "image"
    return f'<a href="{address}">{html.escape(words)}</a>'


def _link_addresses(state: StateCore) -> None:
    """Turn addresses that were simply written down into links."""
    _rewrite(state, _split)


def _mark_names(state: StateCore) -> None:
    """Mark the names that the text is rendered with."""
    names = state.env.get("names", ())
    if names:
        wanted = "|".join(re.escape(name) for name in sorted(names, key=len, reverse=True))
        pattern = re.compile(rf"(?<![\w@/.])(?:{wanted})(?!\w)", re.IGNORECASE)
        _rewrite(state, lambda token: _split_at(pattern, token, _mention))


def _link_numbers(state: StateCore) -> None:
    """Let numbers of tickets lead to them, whether they exist or not."""
    if state.env.get("numbers"):
        _rewrite(state, lambda token: _split_at(_NUMBER, token, _ticket_link))


def _rewrite(state: StateCore, split: Callable[[Token], Iterable[Token]]) -> None:
    for block in state.tokens:
        if block.children is not None:
            outside = set(map(id, _outside_of_links(block.children)))
            block.children = [
                part
                for token in block.children
                for part in (
                    split(token) if token.type == "text" and id(token) in outside else [token]
                )
            ]


def _outside_of_links(tokens: Sequence[Token]) -> Iterator[Token]:
    inside = 0
    for token in tokens:
        inside += token.nesting if token.type in ("link_open", "link_close") else 0
        if not inside:
            yield token


def _split_at(
    pattern: re.Pattern[str], token: Token, make: Callable[[re.Match[str]], list[Token]]
) -> Iterator[Token]:
    at = 0
    for match in pattern.finditer(token.content):
        yield Token("text", "", 0, content=token.content[at : match.start()])
        yield from make(match)
        at = match.end()
    yield Token("text", "", 0, content=token.content[at:]) if at else token


def _mention(match: re.Match[str]) -> list[Token]:
    said = html.escape(match[0])
    return [Token("html_inline", "", 0, content=f'<span class="mention">{said}</span>')]


def _ticket_link(match: re.Match[str]) -> list[Token]:
    return [
        Token("link_open", "a", 1, attrs={"href": f"/tickets/{match[1]}"}),
        Token("text", "", 0, content=match[0]),
        Token("link_close", "a", -1),
    ]


def _split(token: Token) -> Iterator[Token]:
    at = 0
    for match in _ADDRESS.finditer(token.content):
        address = match[0].rstrip(_AFTER)
        yield Token("text", "", 0, content=token.content[at : match.start()])
        yield Token("link_open", "a", 1, attrs={"href": address})
        yield Token("text", "", 0, content=address)
        yield Token("link_close", "a", -1)
        at = match.start() + len(address)
    yield Token("text", "", 0, content=token.content[at:]) if at else token


def _make(*extensions: str) -> MarkdownIt:
    options: dict[str, Any] = {"html": False, "linkify": False, "breaks": True, "maxNesting": 20}
    markdown = MarkdownIt("commonmark", options).enable(list(extensions))
    markdown.add_render_rule("image", _image_as_link)
    markdown.core.ruler.push("addresses", _link_addresses)
    markdown.core.ruler.push("names", _mark_names)
    markdown.core.ruler.push("numbers", _link_numbers)
    return markdown


_MARKDOWN = _make("table", "strikethrough")
_WITHOUT_TABLES = _make("strikethrough")
