"""Messages of several questions, or of a story and a question: what of them is answered, and how much of that fits."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from bot.core.answer import Telling, compose
from bot.core.model import Answer, IntentKind, KnowledgeBase, Receipt, Suggestion
from bot.core.parting import questions
from bot.core.plain import plain_text
from bot.core.text import clauses
from bot.core.understood import Understood, refs, telling

FURTHER = 0.5
"""Least confidence of a reply to any but the first question of a message, or to a clause of it alone."""
LONGEST = 1150
"""Characters of a reply to several questions."""
_OF_THE_COVERAGE = frozenset({IntentKind.FACT, IntentKind.GAP})

Understand = Callable[[str], Understood]


def several(message: str, understand: Understand) -> list[Understood]:
    """The questions of a message that have a reply, if it asks several; what adds nothing is left out.

    One that names nothing itself is understood with what the one before it names, if that has an answer.
    """
    texts = questions(message)
    if len(texts) < 2:
        return []
    found: list[Understood] = []
    told: set[str] = set()
    answered = 0
    before = ""
    for text in texts:
        part = understand(text)
        if not part.question.topical and before:
            part = understand(f"{text} {before}")
        before = ""
        chosen = part.decision.chosen
        if chosen is None or not part.question.topical or chosen.intent.kind not in _OF_THE_COVERAGE:
            continue
        if found and chosen.confidence < FURTHER:
            continue
        answered += 1
        if part.is_fact:
            before = " ".join(part.question.text_of(mention) for mention in part.question.mentions)
        own = refs(chosen.intent)
        if not (part.is_fact and own <= told):
            told |= own
            found.append(part)
    gaps = len(found) - sum(part.is_fact for part in found)
    return found if answered > 1 or gaps else []


def by_a_clause(message: str, understand: Understand) -> Understood | None:
    """The last clause that is a question with a fact for an answer, and surely so: what stands around it is not."""
    for part in map(understand, reversed(clauses(message))):
        chosen = part.decision.chosen
        if part.is_fact and chosen is not None and chosen.confidence >= FURTHER:
            return part
    return None


def compose_several(parts: Sequence[Understood], knowledge: KnowledgeBase, receipt: Receipt) -> Answer:
    """Replies in turn, as many as can be read at once; the others are suggested."""
    tellings: list[Telling] = []
    left: list[Suggestion] = []
    for chosen in (part.decision.chosen for part in parts):
        if chosen is None:
            continue
        whole = telling(chosen)
        for tried in (whole, replace(whole, quotes=False)):
            if not tellings or len(plain_text(compose(knowledge, [*tellings, tried], receipt))) <= LONGEST:
                tellings.append(tried)
                break
        else:
            left.append(Suggestion(chosen.intent.id, chosen.intent.asks))
    also = tuple(one.intent.id for one in tellings[1:])
    return compose(knowledge, tellings, replace(receipt, also=also), left)
