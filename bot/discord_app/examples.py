"""Questions to try, chosen so that each shows something else the bot does."""

from __future__ import annotations

from bot.core.model import Intent, IntentKind, Kind, KnowledgeBase, Suggestion


def example_questions(knowledge: KnowledgeBase) -> tuple[Suggestion, ...]:
    """Up to three: one answered with somebody's words, one that several articles answer, one that none does.

    The same knowledge always gives the same ones: the shortest question of each sort.
    """
    intents = knowledge.intents.values()
    facts = [intent for intent in intents if intent.kind is IntentKind.FACT]
    sorts = (
        [intent for intent in facts if _quotes_somebody(intent, knowledge)],
        [intent for intent in facts if len(intent.parts) > 1],
        _with_quotes_first([intent for intent in intents if intent.kind is IntentKind.GAP]),
    )
    chosen = [min(sort, key=lambda intent: (len(intent.asks), intent.id)) for sort in sorts if sort]
    return tuple(Suggestion(intent.id, intent.asks) for intent in chosen)


def _with_quotes_first(gaps: list[Intent]) -> list[Intent]:
    """The gaps that have somebody's words to offer instead, if there are any: they show most."""
    return [gap for gap in gaps if any(part.quote for part in gap.parts)] or gaps


def _quotes_somebody(intent: Intent, knowledge: KnowledgeBase) -> bool:
    """Whether the one part of the reply has a quote that is not its author's."""
    quoted = [knowledge.quotes[part.quote].kind for part in intent.parts if part.quote]
    return len(intent.parts) == 1 and quoted == [Kind.REPORTED]
