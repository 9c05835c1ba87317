"""A knowledge folder -> the frozen knowledge base, or every problem that stands in the way."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from bot.core.learning import normalised
from bot.core.model import Article, Claim, Grid, Intent, IntentKind, KnowledgeBase, Lexicon, Quote
from bot.errors import KnowledgeError
from bot.knowledge.articles import build_article
from bot.knowledge.drafts import drafts, grid_texts
from bot.knowledge.entries import Entries, read_entries
from bot.knowledge.intents import IntentBuilder, Known
from bot.knowledge.limits import PHRASINGS
from bot.knowledge.register import Register
from bot.knowledge.schema import LexiconEntry
from bot.knowledge.templates import Grammar, expand
from bot.knowledge.version import with_version

GAP_SHARE = 5
"""A known gap gets so much less: its templates are many intents' at once."""
THING_TERMS, ATTRIBUTE_PHRASINGS = 60, 200
"""Names of a thing, and wordings of an attribute, that a grid's templates are expanded to at most."""
_MARK = "thingmark"
BACKGROUND_PHRASINGS = 8000
"""The same for the background, which stands for everything else."""


@dataclass(frozen=True, slots=True)
class Loaded:
    """A knowledge base with what its checks need.

    `register` knows where each thing stands; `wordings` counts an intent's expansions before sampling; `normal`
    has the normalised text of each phrasing.
    """

    knowledge: KnowledgeBase
    register: Register
    wordings: Mapping[str, int]
    normal: Mapping[str, str]


def load(directory: Path, phrasings_per_intent: int = PHRASINGS) -> KnowledgeBase:
    """Read a knowledge folder; raises KnowledgeError with every problem found."""
    return load_with_places(directory, phrasings_per_intent).knowledge


def load_with_places(directory: Path, phrasings_per_intent: int = PHRASINGS) -> Loaded:
    """The same, with where everything stands."""
    entries = read_entries(directory)
    register = Register()
    lexicon = entries.lexicon[1] if entries.lexicon else LexiconEntry()
    grammar = _grammar(entries, lexicon, register)
    articles, claims, quotes = _articles(entries, register)
    known = Known(articles, claims.keys(), quotes.keys(), lexicon.concepts.keys())
    builder = IntentBuilder(known, grammar, register)
    intents: dict[str, Intent] = {}
    wordings: dict[str, int] = {}
    for draft in drafts(entries, grammar, register):
        limit = BACKGROUND_PHRASINGS if draft.kind is IntentKind.BACKGROUND else phrasings_per_intent
        if draft.kind is IntentKind.GAP:
            limit = max(1, limit // GAP_SHARE)
        intents[draft.id], wordings[draft.id] = builder.build(draft, limit)
    if register.problems:
        raise KnowledgeError(register.problems)
    knowledge = KnowledgeBase(
        articles=dict(sorted(articles.items())),
        claims=dict(sorted(claims.items())),
        quotes=dict(sorted(quotes.items())),
        intents=dict(sorted(intents.items())),
        lexicon=Lexicon(_words(lexicon.concepts), _words(lexicon.names), _words(lexicon.outside)),
        version="",
        grid=_grid(entries, grammar),
    )
    return Loaded(with_version(knowledge), register, wordings, normalised(knowledge))


def _grid(entries: Entries, grammar: Grammar) -> Grid:
    """The grids' wordings; `{thing}` passes through the templates as a word of its own."""
    things, attributes = grid_texts(entries)
    return Grid(
        {name: _expanded(texts, grammar, THING_TERMS) for name, texts in sorted(things.items())},
        {
            name: tuple(
                text.replace(_MARK, "{thing}")
                for text in _expanded([text.replace("{thing}", _MARK) for text in texts], grammar, ATTRIBUTE_PHRASINGS)
            )
            for name, texts in sorted(attributes.items())
        },
    )


def _expanded(texts: Sequence[str], grammar: Grammar, limit: int) -> tuple[str, ...]:
    return tuple(expand([grammar.template(text) for text in texts], limit))


def _grammar(entries: Entries, lexicon: LexiconEntry, register: Register) -> Grammar:
    grammar = Grammar(lexicon.rules)
    if entries.lexicon:
        for rule, reason in grammar.problems():
            register.report(entries.lexicon[0], ("rules", rule), reason)
    return grammar


def _articles(entries: Entries, register: Register) -> tuple[dict[str, Article], dict[str, Claim], dict[str, Quote]]:
    articles: dict[str, Article] = {}
    claims: dict[str, Claim] = {}
    quotes: dict[str, Quote] = {}
    for document, entry in entries.articles:
        article, said, quoted = build_article(document, entry, register)
        articles[article.id] = article
        claims.update((claim.id, claim) for claim in said)
        quotes.update((quote.id, quote) for quote in quoted)
    return articles, claims, quotes


def _words(lists: Mapping[str, list[str]]) -> Mapping[str, tuple[str, ...]]:
    """Lists of wordings, sorted and in lower case, so that the order of lines changes nothing."""
    return {name: tuple(sorted({word.lower() for word in words})) for name, words in sorted(lists.items())}
