"""Decision -> Answer: which parts speak, and the numbering of footnotes."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace

from bot.core.model import (
    Answer,
    AnswerPart,
    CitedQuote,
    CitedSentence,
    Footnote,
    Intent,
    IntentKind,
    Kind,
    KnowledgeBase,
    Receipt,
    ReplyPart,
    Status,
    Suggestion,
)

STATUS_OF = {
    IntentKind.FACT: Status.ANSWERED,
    IntentKind.GAP: Status.REFUSED,
    IntentKind.SMALLTALK: Status.SMALLTALK,
    IntentKind.BACKGROUND: Status.REFUSED,
}


class _Notes:
    """Numbers passages in the order of their first use; references to one passage share its number."""

    def __init__(self, knowledge: KnowledgeBase) -> None:
        self._knowledge = knowledge
        self._places: dict[tuple[str, str, Kind, int | None], list[str]] = {}

    def number(self, ref: str) -> int:
        place = self._place(ref)
        refs = self._places.setdefault(place, [])
        if ref not in refs:
            refs.append(ref)
        return list(self._places).index(place) + 1

    def footnotes(self) -> tuple[Footnote, ...]:
        """All that were numbered, in order."""
        articles = self._knowledge.articles
        return tuple(
            Footnote(n, tuple(refs), articles[article], articles[article].passages[passage], kind, source)
            for n, ((article, passage, kind, source), refs) in enumerate(self._places.items(), start=1)
        )

    def _place(self, ref: str) -> tuple[str, str, Kind, int | None]:
        origin = self._knowledge.claims.get(ref) or self._knowledge.quotes[ref]
        return origin.article, origin.passage, origin.kind, origin.source

    def part(self, part: ReplyPart) -> AnswerPart:
        knowledge = self._knowledge
        sentences = tuple(
            CitedSentence(sentence.text, tuple(dict.fromkeys(self.number(ref) for ref in sentence.refs)))
            for sentence in part.sentences
        )
        quote = None
        if part.quote is not None:
            origin = knowledge.quotes[part.quote]
            quote = CitedQuote(origin.words, origin.speaker, self.number(part.quote))
        return AnswerPart(
            heading=knowledge.articles[part.article].event.heading if part.article else None,
            sentences=sentences,
            quote=quote,
        )


def compose(
    knowledge: KnowledgeBase,
    intent: Intent,
    receipt: Receipt,
    *,
    articles: Collection[str] | None = None,
    remarks: Mapping[str, str] | None = None,
    suggestions: Iterable[Suggestion] = (),
) -> Answer:
    """The reply of one intent; `articles` narrows it to some articles' parts, oldest event first.

    `remarks` are sentences, by article, that set the question right; each goes first in its article's part
    and carries the footnotes of that part's first sentence.
    """
    parts = [part for part in intent.parts if articles is None or part.article is None or part.article in articles]
    parts.sort(key=lambda part: knowledge.articles[part.article].event.year if part.article else 0)
    notes = _Notes(knowledge)
    spoken = []
    for part in parts:
        told = notes.part(part)
        if part.article is not None and remarks and part.article in remarks:
            remark = CitedSentence(remarks[part.article], told.sentences[0].notes)
            told = replace(told, sentences=(remark, *told.sentences))
        spoken.append(told)
    return Answer(STATUS_OF[intent.kind], tuple(spoken), notes.footnotes(), tuple(suggestions), receipt)


def say(status: Status, text: str, receipt: Receipt, suggestions: Iterable[Suggestion] = ()) -> Answer:
    """An answer in the bot's own standing words, which state nothing of the coverage's matter."""
    part = AnswerPart(None, (CitedSentence(text),))
    return Answer(status, (part,), (), tuple(suggestions), receipt)
