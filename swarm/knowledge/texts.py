"""What an article says, checked, and an article made out of a solved ticket. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from pydantic import BaseModel

from swarm.errors import Invalid
from swarm.markdown import plain

TITLE = 200
TEXT = 20_000


class ArticleText(BaseModel):
    """The words of an article: what is seen, why, and what helps. Markdown but the title."""

    title: str
    symptom: str = ""
    cause: str = ""
    fix: str = ""
    product: str | None = None
    component: str | None = None


def check_text(text: ArticleText) -> ArticleText:
    """The text without air around it. Raises Invalid where title or fix is missing."""
    tidy = ArticleText(
        title=" ".join(text.title.split()),
        symptom=text.symptom.strip(),
        cause=text.cause.strip(),
        fix=text.fix.strip(),
        product=(text.product or "").strip() or None,
        component=(text.component or "").strip() or None,
    )
    missing = {name: "required" for name in ("title", "fix") if not getattr(tidy, name)}
    if missing:
        raise Invalid("An article needs a title and a fix.", fields=missing)
    limits = {"title": TITLE, "symptom": TEXT, "cause": TEXT, "fix": TEXT}
    limits |= {"product": 80, "component": 120}
    long = {
        name: f"at most {most} characters"
        for name, most in limits.items()
        if len(getattr(tidy, name) or "") > most
    }
    if long:
        raise Invalid("The article is too long.", fields=long)
    return tidy


def draft_of(
    summary: str,
    description: str,
    cause: str = "",
    fix: str = "",
    product: str | None = None,
    component: str | None = None,
) -> ArticleText:
    """An article to start from: the ticket's symptom, and what was found out in the end."""
    return ArticleText(
        title=plain(summary, TITLE),
        symptom=description.strip()[:TEXT],
        cause=cause.strip()[:TEXT],
        fix=fix.strip()[:TEXT],
        product=product,
        component=component,
    )


def unsolved_fix(tried: Sequence[str], found: Sequence[str], ruled_out: Sequence[str]) -> str:
    """What is known of a ticket where no fix stands, newest first: each thing once, as Markdown."""
    said = {
        "Tried, and it came back": tried,
        "Known so far": found,
        "Ruled out": ruled_out,
    }
    parts = (
        f"{label}: {text.strip()}"
        for label, texts in said.items()
        for text in texts
        if text.strip()
    )
    return "\n\n".join(dict.fromkeys(parts))
