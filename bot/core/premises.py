"""What a question takes for granted and the coverage has otherwise: a figure, a year, a speaker, a name.

Each finding is a sentence that goes before the reply, with the claims it rests on.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from bot.core.concepts import ConceptFinder
from bot.core.figures import Figure, contradiction, figures
from bot.core.model import Claim, Intent, Kind, KnowledgeBase, Quote, ReplyPart, Sentence
from bot.core.question import Question
from bot.core.text import normalise, stem

_SAYS = frozenset(
    stem(word)
    for word in (
        "say said saying tell told warn warned claim claimed announce announced promise promised state stated "
        "write wrote written quote quoted admit admitted explain explained threaten threatened complain complained "
        "argue argued insist insisted declare declared words remark remarked call called "
        "justify justified defend defended"
    ).split()
)
"""Stems of words by which a question gives words to somebody."""
_NUMBER = r"\$?\d+(?:[.,]\d+)*(?: (?:billion|million)|%)?"
_WRITTEN = re.compile(rf"{_NUMBER}(?: to {_NUMBER})?")
_THEIR_VIEW = frozenset({"author", "writer", "article"})
"""Words of a reply that already tell whose view it is."""


@dataclass(frozen=True, slots=True)
class Premise:
    """A sentence that sets the question right, and what was seen, for the receipt."""

    sentence: Sentence
    saw: str


class Premises:
    """What the coverage says of the figures, years and speakers that a question names."""

    def __init__(self, knowledge: KnowledgeBase, finder: ConceptFinder) -> None:
        self._knowledge = knowledge
        self._finder = finder
        self._homes = _homes(knowledge.claims.values())
        self._told = {
            intent.id: [(part, _told(part)) for part in intent.parts] for intent in knowledge.intents.values()
        }
        self._speakers = {
            name: frozenset(ref for ref, by in _attributions(knowledge) if f"n:{name}" in _names(finder, by))
            for name in knowledge.lexicon.names
        }

    def of(self, question: Question, intent: Intent, articles: frozenset[str]) -> Iterator[tuple[str, Premise]]:
        """What to set right in each article's part of the reply, at most one sentence a part."""
        parts = [(part, told) for part, told in self._told[intent.id] if part.article in articles]
        spoken = [figure for _, told in parts for figure in told]
        for part, told in parts:
            if part.article is None:
                continue
            found = (
                self._foreign_figure(question, part, articles)
                or self._figure(question, part, told, spoken)
                or self._speaker(question, part)
            )
            if found is not None:
                yield part.article, found

    def _figure(
        self, question: Question, part: ReplyPart, told: Sequence[Figure], spoken: Sequence[Figure]
    ) -> Premise | None:
        """A figure that no spoken part has, where this one has another of the same unit."""
        wrong = contradiction([figure for figure in question.figures if figure not in spoken], told)
        if wrong is None:
            return None
        theirs, ours = wrong
        telling = next(sentence for sentence in part.sentences if ours in figures(sentence.text))
        shown = _as_told(ours, telling.text)
        sentence = Sentence(f"The coverage says {shown}, not {theirs}.", self._with_figure(ours, telling.refs))
        return Premise(sentence, f"number: asked of {theirs}, the coverage says {shown}")

    def _with_figure(self, figure: Figure, refs: Sequence[str]) -> tuple[str, ...]:
        """The claims and quotes that have the figure; all, where none has it in just this way."""
        found = []
        for ref in refs:
            claim, quote = self._knowledge.claims.get(ref), self._knowledge.quotes.get(ref)
            if figure in figures(claim.says if claim else quote.words if quote else ""):
                found.append(ref)
        return tuple(found or refs)

    def _foreign_figure(self, question: Question, part: ReplyPart, articles: frozenset[str]) -> Premise | None:
        """A figure that the coverage gives of another event, and what it gives of this one."""
        for figure in question.figures:
            homes = self._homes.get(figure, {})
            if not homes or any(claim.article in articles for claim in homes.values()):
                continue
            theirs = min(homes.values(), key=lambda claim: claim.id)
            ours = self._counterpart(theirs, figure, part.article)
            if ours is None:
                continue
            other, claim = ours
            there, here = (self._knowledge.articles[one.article].event.heading for one in (theirs, claim))
            return Premise(
                Sentence(
                    f"{figure} is the figure of {there}; of {here} the coverage says {other}.", (claim.id, theirs.id)
                ),
                f"number: {figure} belongs to {there}, not to {here}",
            )
        return None

    def _counterpart(self, claim: Claim, figure: Figure, article: str | None) -> tuple[Figure, Claim] | None:
        """The figure of the same unit in the other article's claim that shares the most concepts with this one."""
        topic = _names(self._finder, claim.says)
        found = [
            (len(topic & _names(self._finder, other.says)), other.id, one)
            for other in self._knowledge.claims.values()
            if other.article == article
            for one in figures(other.says)
            if one.unit == figure.unit
        ]
        shared, id_, one = max(found, key=lambda row: (row[0], row[1]), default=(0, "", figure))
        return (one, self._knowledge.claims[id_]) if shared else None

    def _speaker(self, question: Question, part: ReplyPart) -> Premise | None:
        """Words that the question gives to somebody who did not say them."""
        asked = [name for name, refs in self._speakers.items() if refs and f"n:{name}" in question.known]
        if not asked or not any(stem(word) in _SAYS for word in question.words):
            return None
        refs = [ref for sentence in part.sentences for ref in sentence.refs] + ([part.quote] if part.quote else [])
        said = [ref for name in asked for ref in self._speakers[name]]
        text = normalise(" ".join(sentence.text for sentence in part.sentences))
        if any(ref in said for ref in refs) or any(f"n:{name}" in _names(self._finder, text) for name in asked):
            return None
        entries = [self._knowledge.claims.get(ref) or self._knowledge.quotes[ref] for ref in refs]
        by = [by for entry in entries if (by := _by(entry))]
        if by:
            told = f"The coverage has this from {by[0]}, not from {asked[0]}."
        elif all(entry.kind is Kind.COMMENTARY for entry in entries) and not _THEIR_VIEW & set(text.split()):
            told = f"This is the article's own view; the coverage does not give it as {asked[0]}'s."
        else:
            return None
        saw = f"speaker: the question gives it to {asked[0]}, the coverage to {by[0] if by else 'the article'}"
        return Premise(Sentence(told, part.sentences[0].refs), saw)


def _as_told(figure: Figure, text: str) -> str:
    """The figure as a text writes it, with its currency, and the range that it begins."""
    written = (found[0] for found in _WRITTEN.finditer(text))
    return next((one for one in written if figures(one)[:1] == [figure]), str(figure))


def _told(part: ReplyPart) -> list[Figure]:
    return [figure for sentence in part.sentences for figure in figures(sentence.text)]


def _homes(claims: Iterable[Claim]) -> Mapping[Figure, Mapping[str, Claim]]:
    """The claims that give each figure, by article."""
    homes: dict[Figure, dict[str, Claim]] = {}
    for claim in claims:
        for figure in figures(claim.says):
            homes.setdefault(figure, {}).setdefault(claim.article, claim)
    return homes


def _attributions(knowledge: KnowledgeBase) -> Iterator[tuple[str, str]]:
    """Every claim and quote that is somebody's, and whose."""
    entries: list[Claim | Quote] = [*knowledge.claims.values(), *knowledge.quotes.values()]
    for entry in entries:
        if by := _by(entry):
            yield entry.id, by


def _by(entry: Claim | Quote) -> str | None:
    """Who said it, without the office that a speaker is given."""
    return entry.speaker.partition(",")[0] if isinstance(entry, Quote) else entry.by


def _names(finder: ConceptFinder, text: str) -> frozenset[str]:
    return frozenset(finder.ids(normalise(text).split()))
