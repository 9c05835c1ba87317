"""Intents as they stand in files: lists, grids of gaps, small talk and background, brought to one form."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Self

from bot.core.model import Cell, IntentKind
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
_NO_THING = "the phrasing names no thing; put {thing} where it stands."
_NAME = "{name}"


@dataclass(frozen=True, slots=True)
class Wording:
    """A template and where it stands."""

    text: str
    document: Document
    place: Place


@dataclass(frozen=True, slots=True)
class Draft:
    """An intent before its templates are expanded and its references looked up."""

    id: str
    kind: IntentKind
    asks: str
    document: Document
    place: Place
    templates: tuple[Wording, ...]
    parts: tuple[tuple[PartEntry, Place], ...] = ()
    rules: RulesEntry | None = None
    answers: tuple[str, ...] = ()
    cell: Cell | None = None


def drafts(entries: Entries, grammar: Grammar, register: Register) -> list[Draft]:
    """Every intent of the folder; what is wrong with a grid is reported."""
    more = Further.of(entries)
    found = [_listed(document, at, entry) for document, many in entries.intents for at, entry in enumerate(many)]
    for document, grid in entries.grids:
        found.extend(_cells(document, grid, grammar, register, more))
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
                _wordings(templates, document, ()),
            )
        )
    more.report(found, entries, register)
    return [replace(draft, templates=(*draft.templates, *more.intents.get(draft.id, ()))) for draft in found]


def _wordings(texts: Iterable[str], document: Document, place: Place) -> tuple[Wording, ...]:
    """Templates of one list, each with its place in it."""
    return tuple(Wording(text, document, (*place, at)) for at, text in enumerate(texts))


@dataclass(frozen=True, slots=True)
class Further:
    """The wordings of phrasings/, by what they are for."""

    intents: Mapping[str, tuple[Wording, ...]]
    attributes: Mapping[str, tuple[Wording, ...]]
    things: Mapping[str, tuple[Wording, ...]]

    @classmethod
    def of(cls, entries: Entries) -> Self:
        """Those of all files together."""
        tables: dict[str, dict[str, tuple[Wording, ...]]] = {"intents": {}, "attributes": {}, "things": {}}
        for document, entry in entries.phrasings:
            for kind, table in tables.items():
                texts: Mapping[str, list[str]] = getattr(entry, kind)
                for id_, own in texts.items():
                    table[id_] = (*table.get(id_, ()), *_wordings(own, document, (kind, id_)))
        return cls(**tables)

    def report(self, found: Iterable[Draft], entries: Entries, register: Register) -> None:
        """Report the wordings that are for nothing, and those of an attribute that name no thing."""
        known = {
            "intents": [draft.id for draft in found],
            "attributes": [id_ for _, grid in entries.grids for id_ in grid.attributes],
            "things": [id_ for _, grid in entries.grids for id_ in grid.things],
        }
        for kind, ids in known.items():
            table: Mapping[str, tuple[Wording, ...]] = getattr(self, kind)
            for id_, wordings in table.items():
                first = wordings[0]
                if id_ not in ids:
                    register.report(first.document, (kind, id_), missing(kind[:-1], id_, ids, "under intents/"))
        for wordings in self.attributes.values():
            for wording in wordings:
                if _THING not in wording.text:
                    register.report(wording.document, wording.place, _NO_THING)


def _listed(document: Document, at: int, entry: IntentEntry) -> Draft:
    return Draft(
        id=entry.id,
        kind=IntentKind(entry.kind),
        asks=entry.asks,
        document=document,
        place=(at,),
        templates=_wordings(entry.phrasings, document, (at, "phrasings")),
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
            templates=_wordings(entry.phrasings, document, (at, "phrasings")),
            parts=((PartEntry(says=entry.says), (at,)),),
        )


def _cells(document: Document, grid: GridEntry, grammar: Grammar, register: Register, more: Further) -> Iterator[Draft]:
    """One intent per cell; a broken thing or attribute is named once, not once per cell."""
    bad = dict(_broken(document, grid, grammar))
    for problem in (problem for several in bad.values() for problem in several):
        register.add(problem)
    for name, attributes in grid.cells.items():
        place: Place = ("cells", name)
        if name not in grid.things:
            register.report(document, place, missing("thing", name, grid.things, "under things"))
            continue
        terms = [f"({grid.things[name].terms})", *(wording.text for wording in more.things.get(name, ()))]
        thing_rule = grammar.define(f"thing {name}", f"({'|'.join(terms)})")
        for at, attribute in enumerate(attributes):
            if attribute not in grid.attributes:
                reason = missing("attribute", attribute, grid.attributes, "under attributes")
                register.report(document, (*place, at), reason)
            elif ("things", name) not in bad and ("attributes", attribute) not in bad:
                own = _wordings(grid.attributes[attribute].phrasings, document, ("attributes", attribute, "phrasings"))
                phrasings = (
                    replace(wording, text=wording.text.replace(_THING, thing_rule))
                    for wording in (*own, *more.attributes.get(attribute, ()))
                )
                yield _cell(document, grid, (*place, at), Cell(name, attribute), phrasings)


def _cell(document: Document, grid: GridEntry, place: Place, cell: Cell, phrasings: Iterable[Wording]) -> Draft:
    thing, asked = grid.things[cell.thing], grid.attributes[cell.attribute]
    says = f"{asked.says.replace(_NAME, thing.name)} {thing.nearby}"
    part = PartEntry(article=thing.article, says=says)
    return Draft(
        id=f"{cell.thing}--{cell.attribute}",
        kind=IntentKind.GAP,
        asks=asked.asks.replace(_NAME, thing.name),
        document=document,
        place=place,
        templates=tuple(phrasings),
        parts=((part, ("things", cell.thing, "nearby")),),
        cell=cell,
    )


def grid_texts(entries: Entries) -> tuple[dict[str, list[str]], dict[str, list[str]]]:
    """The templates of all grids with their further wordings: each thing's terms, each attribute's phrasings."""
    more = Further.of(entries)
    things = {
        name: [thing.terms, *(wording.text for wording in more.things.get(name, ()))]
        for _, grid in entries.grids
        for name, thing in grid.things.items()
    }
    attributes = {
        name: [*attribute.phrasings, *(wording.text for wording in more.attributes.get(name, ()))]
        for _, grid in entries.grids
        for name, attribute in grid.attributes.items()
    }
    return things, attributes


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
                reason = _NO_THING
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
