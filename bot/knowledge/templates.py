"""Phrasing templates in hassil's syntax -> wordings, picked evenly by index without enumerating them.

`(a|b)` is either, `[a]` is optional, `(a;b)` is any order, `<name>` is a rule of the lexicon.
"""

from __future__ import annotations

import math
import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches
from itertools import islice

from hassil.expression import (
    Alternative,
    Expression,
    Group,
    ListReference,
    Permutation,
    RuleReference,
    TextChunk,
)
from hassil.parse_expression import parse_sentence
from hassil.parser import ParseError

LONGEST_TEMPLATE = 5_000
"""Characters; the parser's time grows with the square of a template's length."""

# 1/phi as a fraction: multiples of it, modulo 1, are spread as evenly as any sequence can be.
_GOLDEN = (618_033_988_749_895, 10**15)
_PLAIN = re.compile(r"(?:[^()\[\]{}|;<>\\]|<[\w -]+>)+")
_REFERENCE = re.compile(r"<([\w -]+)>")
_PAUSE = re.compile(r"\s+([?!.,:]+)(?=\s|$)")


class TemplateError(Exception):
    """A template that cannot be expanded; the sentence says why and what to do."""


class BrokenRuleError(TemplateError):
    """A rule that a template needs is itself broken, which `Grammar.problems` says once, at the rule."""

    def __init__(self, rule: str, reason: str) -> None:
        super().__init__(reason)
        self.rule = rule


@dataclass(frozen=True, slots=True)
class _Text:
    text: str
    count: int = 1

    def pieces(self, _index: int) -> Iterator[str]:
        yield self.text


@dataclass(frozen=True, slots=True)
class _Either:
    items: tuple[_Node, ...]
    count: int

    def pieces(self, index: int) -> Iterator[str]:
        for item in self.items:
            if index < item.count:
                yield from item.pieces(index)
                return
            index -= item.count


@dataclass(frozen=True, slots=True)
class _Row:
    items: tuple[_Node, ...]
    count: int

    def pieces(self, index: int) -> Iterator[str]:
        for item in self.items:
            index, own = divmod(index, item.count)
            yield from item.pieces(own)


@dataclass(frozen=True, slots=True)
class _AnyOrder:
    items: tuple[_Node, ...]
    count: int

    def pieces(self, index: int) -> Iterator[str]:
        left = list(self.items)
        while left:
            index, at = divmod(index, len(left))
            item = left.pop(at)
            index, own = divmod(index, item.count)
            yield " "
            yield from item.pieces(own)
            yield " "


_Node = _Text | _Either | _Row | _AnyOrder


@dataclass(frozen=True, slots=True)
class Template:
    """A parsed template; `count` is how many expansions it has (different ones may read the same)."""

    text: str
    root: _Node = field(compare=False, repr=False)

    @property
    def count(self) -> int:
        """How many expansions there are."""
        return self.root.count

    def wording(self, index: int) -> str:
        """The expansion of an index in 0..count-1: lower case, whitespace collapsed."""
        return _tidy("".join(self.root.pieces(index)))

    def spread(self) -> Iterator[str]:
        """Every expansion once, in an order whose every beginning is spread evenly over all of them."""
        step = _stride(self.count)
        index = 0
        for _ in range(self.count):
            yield self.wording(index)
            index = (index + step) % self.count


class Grammar:
    """The lexicon's rules, ready for templates that refer to them."""

    def __init__(self, rules: Mapping[str, str]) -> None:
        self._rules = dict(rules)
        self._built: dict[str, _Node] = {}

    def define(self, name: str, text: str) -> str:
        """Add a rule, parsed once however many templates use it; returns the reference to it."""
        self._rules[name] = text
        return f"<{name}>"

    def problems(self) -> Iterator[tuple[str, str]]:
        """(rule, reason) for each rule that cannot be used by its own fault."""
        for name in sorted(self._rules):
            try:
                self._rule(name, ())
            except BrokenRuleError as error:
                if error.rule == name:
                    yield name, str(error)

    def template(self, text: str) -> Template:
        """Parse a template; raises TemplateError (BrokenRuleError where the fault is a rule's)."""
        _measure(text)
        template = Template(text, self._plain(text) if _PLAIN.fullmatch(text) else self._build(_parse(text), ()))
        if not any(islice(template.spread(), 2)):
            raise TemplateError("the template stands for no words at all; write one that is not optional.")
        return template

    def _plain(self, text: str) -> _Node:
        """A template of words and rules only, as most are, without the parser."""
        pieces = _REFERENCE.split(text)
        items = tuple(
            self._rule(piece, ()) if at % 2 else _Text(piece) for at, piece in enumerate(pieces) if piece or at % 2
        )
        return _Row(items, math.prod(item.count for item in items))

    def _rule(self, name: str, within: tuple[str, ...]) -> _Node:
        if name in within:
            circle = " -> ".join((*within[within.index(name) :], name))
            reason = f"the rule <{name}> refers to itself ({circle}); break the circle in lexicon.yaml."
            raise BrokenRuleError(name, reason)
        if name not in self._rules:
            known = ", ".join(f"<{rule}>" for rule in nearest(name, self._rules)) or "none"
            raise TemplateError(f"there is no rule <{name}> in lexicon.yaml; add it, or use one near: {known}.")
        if name not in self._built:
            try:
                self._built[name] = self._build(_parse(self._rules[name]), (*within, name))
            except BrokenRuleError:
                raise
            except TemplateError as error:
                raise BrokenRuleError(name, str(error)) from error
        return self._built[name]

    def _build(self, part: Expression, within: tuple[str, ...]) -> _Node:
        if isinstance(part, TextChunk):
            return _Text(part.text)
        if isinstance(part, RuleReference):
            return self._rule(part.rule_name, within)
        if isinstance(part, ListReference):
            raise TemplateError(f"{{{part.list_name}}} is filled in grids of gaps only, as {{thing}}; write it out.")
        if not isinstance(part, Group):
            raise TemplateError(f"{type(part).__name__} is not known here; use (a|b), [a], (a;b) and <rule> only.")
        items = tuple(self._build(item, within) for item in part.items)
        if isinstance(part, Alternative):
            return _Either(items, sum(item.count for item in items))
        ways = math.prod(item.count for item in items)
        if isinstance(part, Permutation):
            return _AnyOrder(items, math.factorial(len(items)) * ways)
        return _Row(items, ways)


def expand(templates: Sequence[Template], limit: int, most: int | None = None) -> dict[str, Template]:
    """At most `limit` different wordings, each with its template; sorted, in whatever order they came.

    They are shared fairly between the templates, each of which gets at least one (even above the limit), and no more
    than `most`.
    """
    ordered = sorted({one.text: one for one in templates}.values(), key=lambda one: (one.count, one.text))
    taken: dict[str, Template] = {}
    left = limit
    for at, template in enumerate(ordered):
        # The small ones come first, so what they leave over goes to the large ones.
        share = max(1, left // (len(ordered) - at))
        share = share if most is None else min(share, most)
        found = _pick(template, share, taken)
        taken.update(dict.fromkeys(found, template))
        left -= len(found)
    return dict(sorted(taken.items()))


def _pick(template: Template, share: int, taken: Collection[str]) -> list[str]:
    """Up to `share` new wordings; tries a few more expansions, because several may read the same."""
    found: dict[str, None] = {}
    for wording in islice(template.spread(), 8 * share + 64):
        if wording and wording not in taken:
            found.setdefault(wording)
            if len(found) == share:
                break
    return list(found)


def nearest(name: str, known: Iterable[str]) -> list[str]:
    """Up to three known names that a mistyped one may have meant, nearest first."""
    return get_close_matches(name, list(known), n=3, cutoff=0.6)


def _stride(count: int) -> int:
    """The number coprime with `count` next to its golden section, so that steps of it visit all."""
    stride = max(1, count * _GOLDEN[0] // _GOLDEN[1])
    while math.gcd(stride, count) != 1:
        stride += 1
    return stride


def _measure(text: str) -> None:
    if len(text) > LONGEST_TEMPLATE:
        raise TemplateError(f"the template has {len(text):,} characters, more than {LONGEST_TEMPLATE:,}; split it.")


def _parse(text: str) -> Expression:
    _measure(text)
    try:
        return parse_sentence(text).expression
    except (ParseError, AssertionError) as error:
        # hassil asserts that a group or a rule is not empty.
        raise TemplateError(f"this is not a template ({_where(error)}); check its brackets.") from error
    except RecursionError as error:
        raise TemplateError("the template is nested too deeply; write it flatter.") from error


def _where(error: Exception) -> str:
    chunk = getattr(error, "chunk", None)
    if chunk is not None:
        return f"in {chunk.text}"
    return str(error).lower() or "an empty group"


def _tidy(text: str) -> str:
    return _PAUSE.sub(r"\1", " ".join(text.split())).lower()
