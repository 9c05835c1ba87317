"""A question as it was understood: its candidates, what follows from them, and the receipt of that."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.core.answer import Telling
from bot.core.decision import Decision, Judged
from bot.core.model import IntentKind, Receipt
from bot.core.question import Question
from bot.core.text import normalise


@dataclass(frozen=True, slots=True)
class Understood:
    """A question, its candidates, best first, and the decision on them."""

    question: Question
    ranked: Sequence[Judged]
    decision: Decision

    @property
    def exact(self) -> bool:
        """Whether the question is a known wording as it stands."""
        return bool(self.ranked) and normalise(self.ranked[0].phrasing) == self.question.text

    @property
    def is_fact(self) -> bool:
        """Whether a fact answers it."""
        chosen = self.decision.chosen
        return chosen is not None and chosen.intent.kind is IntentKind.FACT

    def receipt(self, knowledge: str) -> Receipt:
        """How the decision came about; `knowledge` is the version."""
        chosen = self.decision.chosen
        best = chosen or (self.ranked[0] if self.ranked else None)
        rest = [judged for judged in self.ranked if best is not None and judged.intent.id != best.intent.id]
        held = [(judged.intent.id, judged.verdict.held) for judged in self.ranked[:3] if judged.verdict.held]
        guards = [saw for _, saw in held]
        guards += chosen.verdict.notes if chosen else ()
        return Receipt(
            knowledge=knowledge,
            intent=best.intent.id if best else None,
            confidence=best.confidence if best else 0.0,
            runner_up=rest[0].intent.id if rest else None,
            runner_up_confidence=rest[0].confidence if rest else 0.0,
            corrected=self.question.text,
            repairs=self.question.corrected,
            phrasing=best.phrasing if best else None,
            guards=tuple(guards),
            held=tuple(held),
        )


def telling(judged: Judged) -> Telling:
    """What a candidate has to tell, as its guards leave it."""
    return Telling(judged.intent, judged.verdict.articles, judged.verdict.remarks)
