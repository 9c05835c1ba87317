"""Intents as they stand in files: lists, grids of gaps, small talk and background, brought to one form."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from bot.core.model import IntentKind
from bot.errors import Problem
from bot.knowledge.entries import Entries
from bot.knowledge.files import Document, Place
from bot.knowledge.register import Register, missing
from bot.knowledge.schema import (
    GridEntry,
    IntentEntry,
    PartEntry,
    RulesEntry,
    SmalltalkEntry,
)
from bot.knowledge.templates import BrokenRuleError, Grammar, TemplateError

BACKGROUND = "background"
"""The id of the one intent that stands for everything else that people ask."""

_THING = "{thing}"
_NAME = "{name}"


@dataclass(frozen=True, slots=True)
class Draft:
    """An intent before its templates are expanded and its references looked up."""

    id: str
    kind: IntentKind
    asks: str
    document: Document
    place: Place
    templates: tuple[tuple[str, Place], ...]
    parts: tuple[tuple[PartEntry, Place], ...] = ()
    rules: RulesEntry | None = None
    answers: tuple[str, ...] = ()


def drafts(entries: Entries, grammar: Grammar, register: Register) -> list[Draft]:
    """Every intent of the folder; what is wrong with a grid is reported."""
    found = [_listed(document, at, entry) for document, many in entries.intents for at, entry in enumerate(many)]
    for document, grid in entries.grids:
        found.extend(_cells(document, grid, grammar, register))
    if entries.smalltalk:
        found.extend(_smalltalk(*entries.smalltalk))
    if entries.background:
        document, templates = entries.background
        found.append(
            Draft(
                BACKGROUND,
                IntentKind.BACKGROUND,
                "",
                document,
                (),
                tuple((t, (i,)) for i, t in enumerate(templates)),
            )
        )
    return found


def _listed(document: Document, at: int, entry: IntentEntry) -> Draft:
    return Draft(
        id=entry.id,
        kind=IntentKind(entry.kind),
        asks=entry.asks,
        document=document,
        place=(at,),
        templates=tuple((text, (at, "phrasings", i)) for i, text in enumerate(entry.phrasings)),
        parts=tuple((part, (at, "reply", i)) for i, part in enumerate(entry.reply)),
        rules=entry.rules,
        answers=tuple(entry.answers),
    )


def _smalltalk(document: Document, entries: list[SmalltalkEntry]) -> Iterator[Draft]:
    for at, entry in enumerate(entries):
        yield Draft(
            id=entry.id,
            kind=IntentKind.SMALLTALK,
            asks=entry.asks,
            document=document,
            place=(at,),
            templates=tuple((text, (at, "phrasings", i)) for i, text in enumerate(entry.phrasings)),
            parts=((PartEntry(says=entry.says), (at,)),),
        )


def _cells(document: Document, grid: GridEntry, grammar: Grammar, register: Register) -> Iterator[Draft]:
    """One intent per cell; a broken thing or attribute is named once, not once per cell."""
    bad = dict(_broken(document, grid, grammar))
    for problem in (problem for several in bad.values() for problem in several):
        register.add(problem)
    for name, attributes in grid.cells.items():
        place: Place = ("cells", name)
        if name not in grid.things:
            register.report(document, place, missing("thing", name, grid.things, "under things"))
            continue
        for at, attribute in enumerate(attributes):
            if attribute not in grid.attributes:
                reason = missing("attribute", attribute, grid.attributes, "under attributes")
                register.report(document, (*place, at), reason)
            elif ("things", name) not in bad and ("attributes", attribute) not in bad:
                yield _cell(document, grid, (*place, at), name, attribute)


def _cell(document: Document, grid: GridEntry, place: Place, name: str, attribute: str) -> Draft:
    thing, asked = grid.things[name], grid.attributes[attribute]
    texts = (text.replace(_THING, f"({thing.terms})") for text in asked.phrasings)
    says = f"{asked.says.replace(_NAME, thing.name)} {thing.nearby}"
    part = PartEntry(article=thing.article, says=says)
    return Draft(
        id=f"{name}--{attribute}",
        kind=IntentKind.GAP,
        asks=asked.asks.replace(_NAME, thing.name),
        document=document,
        place=place,
        templates=tuple((text, ("attributes", attribute, "phrasings", i)) for i, text in enumerate(texts)),
        parts=((part, ("things", name, "nearby")),),
    )


def _broken(document: Document, grid: GridEntry, grammar: Grammar) -> Iterator[tuple[Place, list[Problem]]]:
    """The things and attributes whose templates cannot be used, with their problems."""
    for name, thing in grid.things.items():
        if reason := _unusable(grammar, thing.terms):
            yield ("things", name), [document.problem(("things", name, "terms"), reason)]
    for name, attribute in grid.attributes.items():
        found = []
        for at, text in enumerate(attribute.phrasings):
            reason = _unusable(grammar, text.replace(_THING, "(thing)"))
            if _THING not in text:
                reason = "the phrasing names no thing; put {thing} where it stands."
            if reason:
                found.append(document.problem(("attributes", name, "phrasings", at), reason))
        if found:
            yield ("attributes", name), found


def _unusable(grammar: Grammar, template: str) -> str | None:
    try:
        grammar.template(template)
    except BrokenRuleError:
        return None  # said once, at the rule
    except TemplateError as error:
        return str(error)
    return None
