"""Decision -> Answer: which parts speak, and the numbering of footnotes."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

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
    Sentence,
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

    def part(self, part: ReplyPart, remarks: Mapping[str, Sentence]) -> AnswerPart:
        knowledge = self._knowledge
        remark = [remarks[part.article]] if part.article and part.article in remarks else []
        sentences = tuple(
            CitedSentence(sentence.text, tuple(dict.fromkeys(self.number(ref) for ref in sentence.refs)))
            for sentence in [*remark, *part.sentences]
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


@dataclass(frozen=True, slots=True)
class Telling:
    """An intent whose reply is to be told: by which articles (None: all), and what sets the question right first.

    `remarks` are sentences by article; each goes first in its article's part.
    """

    intent: Intent
    articles: Collection[str] | None = None
    remarks: Mapping[str, Sentence] = field(default_factory=dict)
    quotes: bool = True


def compose(
    knowledge: KnowledgeBase,
    tellings: Sequence[Telling],
    receipt: Receipt,
    suggestions: Iterable[Suggestion] = (),
) -> Answer:
    """The replies of at least one intent, in turn, the oldest event first in each; their footnotes count on."""
    notes = _Notes(knowledge)
    spoken: list[AnswerPart] = []
    said: set[str] = set()
    for telling in tellings:
        for part in _parts(knowledge, telling):
            # What one reply has told the next need not tell again.
            news = tuple(sentence for sentence in part.sentences if sentence.text not in said)
            if news:
                said.update(sentence.text for sentence in news)
                spoken.append(notes.part(replace(part, sentences=news), telling.remarks))
    facts = [telling for telling in tellings if telling.intent.kind is IntentKind.FACT]
    status = STATUS_OF[(facts or tellings)[0].intent.kind]
    return Answer(status, tuple(spoken), notes.footnotes(), tuple(suggestions), receipt)


def _parts(knowledge: KnowledgeBase, telling: Telling) -> list[ReplyPart]:
    parts = [
        part
        for part in telling.intent.parts
        if telling.articles is None or part.article is None or part.article in telling.articles
    ]
    parts = parts if telling.quotes else [replace(part, quote=None) for part in parts]
    return sorted(parts, key=lambda part: knowledge.articles[part.article].event.year if part.article else 0)


def say(status: Status, text: str, receipt: Receipt, suggestions: Iterable[Suggestion] = ()) -> Answer:
    """An answer in the bot's own standing words, which state nothing of the coverage's matter."""
    part = AnswerPart(None, (CitedSentence(text),))
    return Answer(status, (part,), (), tuple(suggestions), receipt)
