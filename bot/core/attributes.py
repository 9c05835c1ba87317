"""The missing attribute: words of a question that tell of what the coverage leaves out, and the known gap they mean."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from bot.core.model import Intent, IntentKind, KnowledgeBase
from bot.core.question import Question
from bot.core.text import normalise, stem
from bot.core.traits import Traits, common, gap_marks, rare_in_facts

_ATTRIBUTES = 2
"""A word that is common in the wordings of more attributes tells of none."""
_LEAST_RATIO = 0.05
"""A known gap explains a word only if it is itself so likely, as a share of the fact that it takes the place of."""


class Attributes:
    """What the words of a question tell of known gaps, learned from the wordings; no list of words is kept."""

    def __init__(self, knowledge: KnowledgeBase, traits: Mapping[str, Traits]) -> None:
        self._traits = traits
        self._rare = rare_in_facts(knowledge, traits)
        self._marks = gap_marks(knowledge, traits)
        gaps = [intent.id for intent in knowledge.intents.values() if intent.kind is IntentKind.GAP]
        self._own = {gap: traits[gap].vocabulary & self._rare for gap in gaps}
        asking = _asking(knowledge)
        self._telling = {
            gap: (traits[gap].common if (cell := knowledge.intents[gap].cell) is None else asking[cell.attribute])
            & self._rare
            for gap in gaps
        }

    def marked(self, question: Question, gap: Intent) -> bool:
        """Whether the question has a word that tells of this gap, one that few facts use."""
        own = self._own[gap.id]
        return any(stem(word) in own for word in question.words)

    def tells(self, question: Question, gap: str) -> bool:
        """Whether the question has a rare word that many wordings of this gap's attribute have, whatever the thing."""
        telling = self._telling[gap]
        return any(stem(word) in telling for word in question.words)

    def explained(
        self, question: Question, intent: Intent, rivals: Sequence[tuple[Intent, float]], confidence: float
    ) -> tuple[str, str] | None:
        """A word that this intent leaves unexplained, and the likely known gap on the same topic that explains it.

        `rivals` are the other candidates with their confidences.
        """
        own = self._traits[intent.id].vocabulary
        mentioned = {place for mention in question.mentions for place in range(mention.start, mention.end)}
        for place, word in enumerate(question.words):
            if place in mentioned or stem(word) not in self._rare or stem(word) in own:
                continue
            for gap, likely in rivals:
                topic = self._traits[gap.id].topic
                if (
                    gap.kind is IntentKind.GAP
                    and likely >= _LEAST_RATIO * confidence
                    and stem(word) in self._telling[gap.id]
                    and topic
                    and topic <= question.known
                ):
                    return word, gap.id
        return None

    def unexplained(self, question: Question, intent: Intent) -> list[str]:
        """The question's words that mark known gaps and that neither the intent's wordings nor its reply have."""
        own = self._traits[intent.id].vocabulary
        return [word for word in question.words if stem(word) in self._marks and stem(word) not in own]


def _asking(knowledge: KnowledgeBase) -> Mapping[str, frozenset[str]]:
    """The words by which each attribute of the grid is asked for, and few others."""
    asking = {name: common([normalise(text) for text in texts]) for name, texts in knowledge.grid.attributes.items()}
    counts = Counter(word for words in asking.values() for word in words)
    return {name: frozenset(word for word in words if counts[word] <= _ATTRIBUTES) for name, words in asking.items()}
