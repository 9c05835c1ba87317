"""Whether every sentence and quote of the replies rests on what it refers to."""

from __future__ import annotations

from collections.abc import Iterator

from bot.core.model import Claim, IntentKind, KnowledgeBase, Quote, ReplyPart, Sentence
from bot.errors import Problem
from bot.knowledge.loading import Loaded
from bot.knowledge.support import Support


def entries(knowledge: KnowledgeBase) -> dict[str, Claim | Quote]:
    """Everything that a sentence may refer to."""
    return {**knowledge.claims, **knowledge.quotes}


def check_replies(loaded: Loaded) -> Iterator[Problem]:
    """Sentences and quotes that do not rest on what they refer to."""
    knowledge = loaded.knowledge
    support = Support(knowledge)
    for intent in knowledge.intents.values():
        for number, part in enumerate(intent.parts):
            key = ("part", intent.id, str(number))
            for reason in _unsound(knowledge, intent.kind, part, support):
                yield loaded.register.problem(key, reason, "says")
            quote = knowledge.quotes.get(part.quote or "")
            if quote and part.article and quote.article != part.article:
                reason = f"the quote {quote.id} is from {quote.article}; move it to a part of that article."
                yield loaded.register.problem(key, reason, "quote")


def _unsound(knowledge: KnowledgeBase, kind: IntentKind, part: ReplyPart, support: Support) -> Iterator[str]:
    referred = False
    for sentence in part.sentences:
        if kind is IntentKind.SMALLTALK:
            if sentence.refs:
                yield f"small talk cites nothing, but '{_brief(sentence)}' does; remove its brackets."
            continue
        if not sentence.refs and (kind is IntentKind.FACT or referred):
            yield f"'{_brief(sentence)}' has no reference; end it with its claims' ids, as in [strike-size]."
        referred = referred or bool(sentence.refs)
        yield from _foreign(knowledge, part, sentence)
        # What is said not to be in the coverage cannot be held against a claim.
        for beyond in support.beyond(sentence) if sentence.refs else ():
            refs = ", ".join(sentence.refs)
            yield f"{beyond} in '{_brief(sentence)}' is not in {refs}; correct it, or refer to its claim too."


def _foreign(knowledge: KnowledgeBase, part: ReplyPart, sentence: Sentence) -> Iterator[str]:
    """References of a sentence to another article than the part's."""
    known = entries(knowledge)
    for ref in sentence.refs:
        article = known[ref].article
        if part.article and article != part.article:
            yield f"{ref} is from {article}; move '{_brief(sentence)}' to a part of that article."


def _brief(sentence: Sentence) -> str:
    return sentence.text if len(sentence.text) <= 50 else f"{sentence.text[:47]}..."
