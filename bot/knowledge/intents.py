"""Drafts of intents -> intents: templates expanded, references looked up, parts put in order."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from bot.core.model import Article, Intent, IntentKind, ReplyPart, Rules
from bot.knowledge.drafts import Draft, Wording
from bot.knowledge.files import Place
from bot.knowledge.register import Register, missing
from bot.knowledge.schema import PartEntry
from bot.knowledge.sentences import parse
from bot.knowledge.templates import BrokenRuleError, Grammar, Template, TemplateError, expand

_MOST = 12
"""Wordings that one template gives at most, so that a line with many turns does not outweigh many other lines."""
_SHARED = frozenset({IntentKind.FACT, IntentKind.GAP})


@dataclass(frozen=True, slots=True)
class Known:
    """What intents may refer to."""

    articles: Mapping[str, Article]
    claims: Collection[str]
    quotes: Collection[str]
    concepts: Collection[str]


class IntentBuilder:
    """Builds intents one by one; what does not hold together is reported to the register."""

    def __init__(self, known: Known, grammar: Grammar, register: Register) -> None:
        self._known = known
        self._grammar = grammar
        self._register = register

    def build(self, draft: Draft, limit: int) -> tuple[Intent, int]:
        """The intent with at most `limit` phrasings, and how many expansions its templates have in all."""
        self._register.mark(("intent", draft.id), draft.document, draft.place)
        templates = self._templates(draft)
        wordings = expand(list(templates), limit, _MOST if draft.kind in _SHARED else None)
        for wording, template in wordings.items():
            origin = templates[template]
            self._register.note(("wording", draft.id, wording), origin.document, origin.place)
        parts = sorted((self._part(draft, entry, place) for entry, place in draft.parts), key=self._age)
        intent = Intent(
            id=draft.id,
            asks=draft.asks,
            phrasings=_with_asked(draft.asks, wordings),
            parts=tuple(part for part, _ in parts),
            kind=draft.kind,
            rules=self._rules(draft),
            answers=frozenset(draft.answers),
            cell=draft.cell,
        )
        for number, (_, place) in enumerate(parts):
            self._register.note(("part", draft.id, str(number)), draft.document, place)
        return intent, sum(template.count for template in templates)

    def _templates(self, draft: Draft) -> dict[Template, Wording]:
        found: dict[Template, Wording] = {}
        for wording in draft.templates:
            try:
                found.setdefault(self._grammar.template(wording.text), wording)
            except BrokenRuleError:
                continue  # said once, at the rule
            except TemplateError as error:
                self._register.report(wording.document, wording.place, str(error))
        return found

    def _part(self, draft: Draft, entry: PartEntry, place: Place) -> tuple[ReplyPart, Place]:
        report = self._register.report
        says = (*place, "says")
        sentences = parse(entry.says)
        for sentence in sentences:
            if not sentence.text:
                report(
                    draft.document,
                    says,
                    "there are brackets without a sentence before them; put all ids in one.",
                )
            for ref in sentence.refs:
                if ref not in self._known.claims and ref not in self._known.quotes:
                    known = [*self._known.claims, *self._known.quotes]
                    report(draft.document, says, missing("claim or quote", ref, known, "to its article"))
        if entry.article is not None and entry.article not in self._known.articles:
            reason = missing("article", entry.article, self._known.articles, "as articles/<id>.yaml")
            report(draft.document, (*place, "article"), reason)
        if entry.article is None and draft.kind is IntentKind.FACT:
            report(draft.document, place, "the part of a fact names no article; add `article: id`.")
        if entry.quote is not None and entry.quote not in self._known.quotes:
            reason = missing("quote", entry.quote, self._known.quotes, "to its article")
            report(draft.document, (*place, "quote"), reason)
        return ReplyPart(entry.article, sentences, entry.quote), place

    def _age(self, part: tuple[ReplyPart, Place]) -> tuple[int, str]:
        """Oldest first; a part of no article comes before all."""
        article = self._known.articles.get(part[0].article or "")
        return (article.event.year, article.published or "") if article else (0, "")

    def _rules(self, draft: Draft) -> Rules:
        if draft.rules is None:
            return Rules()
        require = sorted(tuple(sorted({one.strip() for one in item.split("|")})) for item in draft.rules.require)
        forbid = sorted(set(draft.rules.forbid))
        for name in sorted({*forbid, *(one for either in require for one in either)}):
            if name not in self._known.concepts:
                reason = missing("concept", name, self._known.concepts, "under concepts in lexicon.yaml")
                self._register.report(draft.document, (*draft.place, "rules"), reason)
        return Rules(tuple(require), tuple(forbid))


def _with_asked(asks: str, wordings: Collection[str]) -> tuple[str, ...]:
    """The wordings, and before them the canonical question, which is one too (the background has none)."""
    asked = asks.lower()
    return (asked, *wordings) if asked and asked not in wordings else tuple(wordings)
