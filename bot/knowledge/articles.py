"""The entries of articles/ -> articles, claims and quotes."""

from __future__ import annotations

from collections.abc import Mapping

from bot.core.model import Article, Claim, Event, Passage, Quote
from bot.knowledge.files import Document, Place
from bot.knowledge.register import Register, missing
from bot.knowledge.schema import ArticleEntry, ClaimEntry, QuoteEntry


def build_article(
    document: Document, entry: ArticleEntry, register: Register
) -> tuple[Article, list[Claim], list[Quote]]:
    """One file of articles/; what does not hold together is reported to the register."""
    register.mark(("article", entry.id), document, ())
    passages = _passages(document, entry, register)
    event = entry.event
    article = Article(
        id=entry.id,
        label=entry.label,
        event=Event(event.name, event.heading, event.year, tuple(sorted({cue.lower() for cue in event.cues}))),
        passages=passages,
        sources=dict(sorted(entry.sources.items())),
        title=entry.title,
        publisher=entry.publisher,
        published=entry.published,
        url=entry.url,
    )
    claims = []
    for at, claim in enumerate(entry.claims):
        _locate(document, article, claim, ("claims", at), register)
        claims.append(Claim(claim.id, entry.id, claim.says, claim.kind, claim.passage, claim.by, claim.source))
    quotes = []
    for at, quote in enumerate(entry.quotes):
        _locate(document, article, quote, ("quotes", at), register)
        quotes.append(Quote(quote.id, entry.id, quote.speaker, quote.words, quote.passage, quote.source, quote.kind))
    return article, claims, quotes


def _passages(document: Document, entry: ArticleEntry, register: Register) -> Mapping[str, Passage]:
    passages: dict[str, Passage] = {}
    for at, item in enumerate(entry.passages):
        passage = Passage(item.section, item.paragraph, item.sha256)
        if passage.ref in passages:
            register.report(document, ("passages", at), f"the passage {passage.ref} is listed twice; remove one.")
        register.note(("passage", entry.id, passage.ref), document, ("passages", at))
        passages[passage.ref] = passage
    return dict(sorted(passages.items()))


def _locate(
    document: Document, article: Article, entry: ClaimEntry | QuoteEntry, place: Place, register: Register
) -> None:
    """A claim or a quote must have a new id and point at a passage and a source that its article lists."""
    register.mark(("ref", entry.id), document, place)
    if entry.passage not in article.passages:
        reason = missing("passage", entry.passage, article.passages, "under passages, as section/paragraph")
        register.report(document, (*place, "passage"), reason)
    if entry.source is not None and entry.source not in article.sources:
        reason = missing("source", str(entry.source), map(str, article.sources), "under sources")
        register.report(document, (*place, "source"), reason)
