"""What `footnote check` refuses, beyond what cannot be loaded at all."""

from __future__ import annotations

from collections.abc import Iterator

from bot.core.answerer import Answerer
from bot.core.model import Intent, IntentKind
from bot.errors import Problem
from bot.knowledge.asking import check_asking
from bot.knowledge.loading import Loaded
from bot.knowledge.replies import check_replies, entries

LEAST_WORDINGS = 50
"""Expansions that the templates of a fact must have."""
LONGEST_QUESTION = 100
"""Characters of a canonical question: Discord's limit for autocomplete's choices and a menu's options."""
LONGEST_HEADING = 256
"""Characters of a label, title or heading: Discord's limit for the title of an embed and of its fields."""


def check(loaded: Loaded, answerer: Answerer | None = None) -> list[Problem]:
    """Everything that must not go live, in file order; with an answerer, also what only asking shows."""
    problems = {
        *check_replies(loaded),
        *_unused(loaded),
        *_wordings(loaded),
        *_twice(loaded),
        *_long(loaded),
        *_hashes(loaded),
    }
    if answerer is not None:
        problems.update(check_asking(loaded, answerer))
    return sorted(problems)


def _unused(loaded: Loaded) -> Iterator[Problem]:
    """Claims and quotes that no reply brings, and passages that nothing was taken from."""
    knowledge = loaded.knowledge
    known = entries(knowledge)
    parts = [part for intent in knowledge.intents.values() for part in intent.parts]
    used = {ref for part in parts for sentence in part.sentences for ref in sentence.refs}
    used |= {part.quote for part in parts if part.quote}
    for ref in known.keys() - used:
        yield loaded.register.problem(("ref", ref), f"no reply refers to {ref}; bring it into one, or remove it.")
    taken = {(entry.article, entry.passage) for entry in known.values()}
    for article in knowledge.articles.values():
        for ref in article.passages:
            if (article.id, ref) not in taken:
                reason = f"nothing was taken from {ref}; add its claims and quotes, or remove the passage."
                yield loaded.register.problem(("passage", article.id, ref), reason)


def _wordings(loaded: Loaded) -> Iterator[Problem]:
    for intent in loaded.knowledge.intents.values():
        count = loaded.wordings[intent.id]
        if intent.kind is IntentKind.FACT and count < LEAST_WORDINGS:
            reason = f"the phrasings have {count} wordings, fewer than {LEAST_WORDINGS}; write more templates."
            yield loaded.register.problem(("intent", intent.id), reason, "phrasings")


def _twice(loaded: Loaded) -> Iterator[Problem]:
    """Wordings that lead to two intents; a pair of intents is named once, at the second one's template."""
    first: dict[str, str] = {}
    told: set[tuple[str, str]] = set()
    for intent in loaded.knowledge.intents.values():
        for wording in intent.phrasings:
            other = first.setdefault(loaded.normal[wording], intent.id)
            if other != intent.id and (other, intent.id) not in told:
                told.add((other, intent.id))
                yield _at_wording(loaded, intent, wording, other)


def _at_wording(loaded: Loaded, intent: Intent, wording: str, other: str) -> Problem:
    reason = f"'{wording}' is a phrasing of {intent.id} and of {other}; keep it in one of them."
    key = ("wording", intent.id, wording)
    if loaded.register.knows(key):
        return loaded.register.problem(key, reason)
    return loaded.register.problem(("intent", intent.id), reason, "asks")


def _long(loaded: Loaded) -> Iterator[Problem]:
    """Texts that are over Discord's limits by themselves."""
    for intent in loaded.knowledge.intents.values():
        if len(intent.asks) > LONGEST_QUESTION:
            reason = f"the question has {len(intent.asks)} characters, more than {LONGEST_QUESTION}; shorten it."
            yield loaded.register.problem(("intent", intent.id), reason, "asks")
    for article in loaded.knowledge.articles.values():
        texts = {"title": article.title or "", "label": article.label, "event": article.event.heading}
        for key, text in texts.items():
            if len(text) > LONGEST_HEADING:
                reason = f"the {key} has {len(text)} characters, more than {LONGEST_HEADING}; shorten it."
                yield loaded.register.problem(("article", article.id), reason, key)


def _hashes(loaded: Loaded) -> Iterator[Problem]:
    """Hashes that are still to be filled in."""
    for article in loaded.knowledge.articles.values():
        for ref, passage in article.passages.items():
            if len(passage.sha256) != 64:
                reason = "the hash has not 64 digits; print it with `footnote check --articles DIR --hashes`."
                yield loaded.register.problem(("passage", article.id, ref), reason, "sha256")
