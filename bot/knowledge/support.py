"""What the references of a reply's sentence hold, and what the sentence says beyond it."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from bot.core.model import Article, KnowledgeBase, Sentence
from bot.knowledge.figures import figures, values
from bot.knowledge.names import Names


class Support:
    """Holds the sentences of a knowledge base against the claims and quotes they refer to."""

    def __init__(self, knowledge: KnowledgeBase) -> None:
        self._knowledge = knowledge
        self._names = Names(knowledge.lexicon.names, knowledge.lexicon.outside)

    def beyond(self, sentence: Sentence) -> Iterator[str]:
        """What a sentence states that none of its references holds, as `the number 7` or `the name Roe`."""
        support = " ".join(self._texts(sentence))
        # 'Three questions' may count what the sentence refers to.
        held = values(support) | {Decimal(len(sentence.refs))}
        for figure in figures(sentence.text):
            if figure.states and figure.values.isdisjoint(held):
                yield f"the number {figure.text}"
        for name in self._names.unsupported(sentence.text, support):
            yield f"the name {name}"

    def _texts(self, sentence: Sentence) -> Iterator[str]:
        for ref in sentence.refs:
            if claim := self._knowledge.claims.get(ref):
                yield from (claim.says, claim.by or "", claim.passage)
                yield from _of_article(self._knowledge.articles[claim.article])
            if quote := self._knowledge.quotes.get(ref):
                yield from (quote.words, quote.speaker, quote.passage)
                yield from _of_article(self._knowledge.articles[quote.article])


def _of_article(article: Article) -> Iterator[str]:
    """What every reply may say of an article: what it is called, whose it is, and when."""
    event = article.event
    yield from (event.name, event.heading, str(event.year), article.label)
    yield from (article.title or "", article.publisher or "", article.published or "")
    yield from article.sources.values()
