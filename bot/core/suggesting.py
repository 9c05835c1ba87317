"""Which known questions are offered: beside a reply, as choices, and while somebody types."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from rapidfuzz.distance import OSA

from bot.core.decision import Decision, Judged, Move
from bot.core.model import Intent, IntentKind, KnowledgeBase, Suggestion
from bot.core.text import normalise, stem

SUGGESTIONS, CHOICES = 3, 5
OFFERED = 0.02
"""Least confidence to be offered while somebody types."""
KEYWORDS, ALIKE, ALIKE_LETTERS = 2, 0.75, 4
"""So few typed words are also looked up in the titles; words of so many letters may be alike by this share."""
NEAR, NEAR_SHARE = 0.01, 0.1
"""A suggestion needs this confidence, and this share of the likeliest one's."""


class Suggester:
    """Offers the facts of one knowledge base."""

    def __init__(self, knowledge: KnowledgeBase) -> None:
        self._intents = knowledge.intents
        facts = [intent for _, intent in sorted(knowledge.intents.items()) if intent.kind is IntentKind.FACT]
        self._titles = {intent.id: normalise(intent.asks) for intent in facts}
        self._refs = {intent.id: intent.refs for intent in facts}

    def near(self, decision: Decision) -> list[Suggestion]:
        """What is near enough to suggest, best first; two at least where choices are offered."""
        others = [judged for judged in decision.near if judged is not decision.chosen]
        least = max(NEAR, NEAR_SHARE * others[0].confidence) if others else 0.0
        sure = [judged for judged in others if judged.confidence >= least]
        if decision.move is Move.CLARIFY and len(sure) < 2:
            sure = others[:2]
        if not sure and decision.chosen is not None:
            return self._suggestions(self._beside(decision.chosen.intent))
        return self._suggestions(judged.intent.id for judged in sure)

    def typed(self, typed: str, ranked: Sequence[Judged], limit: int) -> tuple[Suggestion, ...]:
        """What fits what is being typed, best first; with nothing typed, the first ones.

        What begins with the text goes first, then titles with its one or two words, then what the text may mean.
        """
        text = normalise(typed)
        if not text:
            return tuple(self._suggestions(self._titles)[:limit])
        found = [id_ for id_, title in self._titles.items() if title.startswith(text)]
        if len(text.split()) <= KEYWORDS:
            found += [id_ for id_, title in self._titles.items() if _has_words(title, text)]
        found += [one.intent.id for one in ranked if one.intent.id in self._titles and one.confidence >= OFFERED]
        return tuple(self._suggestions(dict.fromkeys(found))[:limit])

    def _beside(self, gap: Intent) -> list[str]:
        """The facts that rest on the claims which a known gap cites, those that rest on them most first."""
        cited = gap.refs
        shares = {id_: len(cited & own) / len(own) for id_, own in self._refs.items() if own & cited}
        return sorted(shares, key=lambda id_: (-shares[id_], id_))[:SUGGESTIONS]

    def _suggestions(self, ids: Iterable[str]) -> list[Suggestion]:
        return [Suggestion(id_, self._intents[id_].asks) for id_ in ids]


def _has_words(title: str, typed: str) -> bool:
    """Whether each typed word stands in the title: as a stem, as the beginning of a word, or nearly."""
    words = title.split()
    return all(
        any(
            stem(word) == stem(other)
            or other.startswith(word)
            or (len(word) >= ALIKE_LETTERS and OSA.normalized_similarity(word, other) >= ALIKE)
            for other in words
        )
        for word in typed.split()
    )
