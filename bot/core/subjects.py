"""What replies are about: the topic of each, how much it tells, and where names are at home."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from bot.core.concepts import ConceptFinder
from bot.core.model import Claim, Intent, IntentKind, KnowledgeBase, Quote
from bot.core.text import normalise

_COMMON = 0.1
"""What a larger share of the facts' titles names tells no topic."""
_MANY = 4
"""A reply that rests on so many passages is broad."""


def topics(knowledge: KnowledgeBase, finder: ConceptFinder) -> Mapping[str, frozenset[str]]:
    """What the title of each fact names, but for what many titles name."""
    named = {
        intent.id: frozenset(finder.ids(normalise(intent.asks).split()))
        for intent in knowledge.intents.values()
        if intent.kind is IntentKind.FACT
    }
    counts = Counter(id_ for ids in named.values() for id_ in ids)
    common = {id_ for id_, count in counts.items() if count > max(1.0, _COMMON * len(named))}
    return {intent: ids - common for intent, ids in named.items()}


def is_broad(intent: Intent, knowledge: KnowledgeBase) -> bool:
    """Whether a reply rests on many passages."""
    origins = (knowledge.claims.get(ref) or knowledge.quotes[ref] for ref in intent.refs)
    return len({(origin.article, origin.passage) for origin in origins}) >= _MANY


def homes_of(knowledge: KnowledgeBase, finder: ConceptFinder) -> Mapping[str, frozenset[str]]:
    """The articles whose claims and quotes name each name, by its id (`n:Jo Doe`)."""
    homes: dict[str, set[str]] = {}
    entries: list[Claim | Quote] = [*knowledge.claims.values(), *knowledge.quotes.values()]
    for entry in entries:
        texts = (entry.words, entry.speaker) if isinstance(entry, Quote) else (entry.says, entry.by or "")
        for id_ in finder.ids(normalise(" ".join(texts)).split()):
            if id_.startswith("n:"):
                homes.setdefault(id_, set()).add(entry.article)
    return {id_: frozenset(articles) for id_, articles in homes.items()}
