"""Footnotes and articles in words, as Discord's markdown."""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import quote

from bot.core.model import Article, Footnote, Kind
from bot.discord_app.limits import length, shorten
from bot.discord_app.markdown import escape, superscript

COMMENTARY_MARK = "the author’s view"

_MONTHS = "January February March April May June July August September October November December".split()
# Names are shortened from here on, and longer links are left out: a link is never cut.
_NAME = 120
_LINK = 500
# What would end a link, or be a mention, percent-encoded.
_IN_LINKS = str.maketrans({character: quote(character) for character in "()<>@\\"})


def footnote_lines(footnotes: Sequence[Footnote]) -> list[str]:
    """The footnotes under their articles, in the order in which the articles first come up."""
    lines: list[str] = []
    for article in {note.article.id: note.article for note in footnotes}.values():
        lines.append(article_line(article))
        lines.extend(_footnote(note) for note in footnotes if note.article.id == article.id)
    return lines


def article_line(article: Article) -> str:
    """An article's title (a link where there is one), publisher and date; what is not known is said."""
    publisher = escape(shorten(article.publisher, _NAME)) if article.publisher else "publisher unknown"
    words = [_title(article), publisher, written_date(article.published)]
    return " · ".join(words if article.title else [words[0], "untitled", *words[1:]])


def written_date(published: str | None) -> str:
    """A date as precise as it is known, in words: `2031-05` is `May 2031`."""
    if not published:
        return "date unknown"
    year, *rest = published.split("-")
    if not rest or not all(part.isdecimal() for part in rest) or not 1 <= int(rest[0]) <= len(_MONTHS):
        return escape(shorten(published, _NAME))
    day = f"{int(rest[1])} " if len(rest) > 1 else ""
    return f"{day}{_MONTHS[int(rest[0]) - 1]} {escape(year)}"


def _title(article: Article) -> str:
    label = article.label[:1].upper() + article.label[1:]
    name = f"**{escape(shorten(article.title or label, _NAME))}**"
    url = article.url or ""
    if not url.startswith(("https://", "http://")) or length(url) > _LINK or not url.isprintable() or " " in url:
        return name
    return f"[{name}]({url.translate(_IN_LINKS)})"


def _footnote(note: Footnote) -> str:
    words = [f"{escape(shorten(note.passage.section, _NAME))}, paragraph {note.passage.paragraph}"]
    if note.source is not None:
        name = note.article.sources.get(note.source, "unnamed")
        named = "" if name == "unnamed" else f" ({escape(shorten(name, _NAME))})"
        words.append(f"the article’s source {note.source}{named}")
    if note.kind is Kind.COMMENTARY:
        words.append(COMMENTARY_MARK)
    return f"{superscript((note.n,))} {' · '.join(words)}"
