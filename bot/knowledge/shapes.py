"""A document's content -> the models of the schema; what does not fit is said in a sentence with a remedy."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import get_close_matches
from typing import Generic, TypeVar, get_args, get_origin

from pydantic import BaseModel, TypeAdapter, ValidationError
from pydantic_core import ErrorDetails

from bot.errors import Problem
from bot.knowledge.files import Document, Place

T = TypeVar("T")


class Shape(Generic[T]):
    """A type that the content of a file must have."""

    def __init__(self, kind: type[T]) -> None:
        self._kind = kind
        self._adapter = TypeAdapter(kind)

    def read(self, document: Document, problems: list[Problem]) -> T | None:
        """The document's content as the type, or None with what is wrong added to `problems`."""
        try:
            return self._adapter.validate_python(document.content)
        except ValidationError as error:
            problems.extend(self._problem(document, details) for details in error.errors(include_url=False))
            return None

    def _problem(self, document: Document, details: ErrorDetails) -> Problem:
        place: Place = details["loc"]
        in_key = place[-1:] == ("[key]",)
        place = place[:-1] if in_key else place
        name = _name(place)
        if details["type"] == "extra_forbidden":
            return document.problem(place, f"{name} is no key here; {_valid(self._kind, place)}.")
        if details["type"] == "missing":
            return document.problem(place[:-1], f"{name} is missing; {_MISSING.get(str(place[-1]), 'add it')}.")
        return document.problem(place, f"{name} {_sentence(details)}.")


_MISSING = {
    "speaker": "a quote needs its speaker, so add `speaker: name, role`",
    "sha256": "print it with `footnote check --articles DIR --hashes`",
}
_SENTENCES = {
    "string_type": "must be text; write it on one line, in quotes if it has a colon",
    "string_too_short": "is empty; write it or remove the key",
    "list_type": "must be a list; begin each item with `- ` or put them in [ ]",
    "too_short": "is an empty list; write at least one item",
    "dict_type": "must be a mapping of `key: value`",
    "model_type": "must be a mapping of `key: value`",
    "int_parsing": "must be a whole number",
    "int_type": "must be a whole number",
}


def _name(place: Place) -> str:
    keys = [part for part in place if isinstance(part, str)]
    if not place:
        return "the file"
    return f"`{keys[-1]}`" if isinstance(place[-1], str) else f"item {place[-1] + 1}" + _of(keys)


def _of(keys: list[str]) -> str:
    return f" of `{keys[-1]}`" if keys else ""


def _sentence(details: ErrorDetails) -> str:
    kind, context = details["type"], details.get("ctx", {})
    if kind in _SENTENCES:
        return _SENTENCES[kind]
    if kind in ("enum", "literal_error"):
        return f"must be one of {context['expected']}"
    if kind == "string_pattern_mismatch":
        return _PATTERNS.get(str(context["pattern"]), f"must match {context['pattern']}")
    if kind == "value_error":
        return str(context["error"])
    return details["msg"].replace("Input should", "should").replace("String should", "should")


_PATTERNS = {
    r"^[a-z0-9][a-z0-9._-]*$": "must be an id of small letters, digits and hyphens, as in strike-size",
    r"^[0-9a-f]{1,64}$": "must be the 64 digits that `footnote check --articles DIR --hashes` prints",
    r"^https?://\S+$": "must be an address that begins with https://",
}


def _valid(kind: object, place: Place) -> str:
    """What could stand instead of an unknown key: the nearest valid one, and all of them."""
    fields = sorted(_fields(kind, place[:-1]))
    near = get_close_matches(str(place[-1]), fields, n=1)
    keys = ", ".join(fields)
    return f"did you mean `{near[0]}`? The keys are {keys}" if near else f"remove it; the keys are {keys}"


def _fields(kind: object, place: Place) -> Iterator[str]:
    """The keys of the model that a place leads to."""
    for part in place:
        kind = _inner(kind, part)
    if isinstance(kind, type) and issubclass(kind, BaseModel):
        yield from kind.model_fields


def _inner(kind: object, part: str | int) -> object:
    """The type of an item (list), of a value (mapping) or of a field (model)."""
    if get_origin(kind) is list:
        return get_args(kind)[0]
    if get_origin(kind) is dict:
        return get_args(kind)[1]
    if isinstance(kind, type) and issubclass(kind, BaseModel) and part in kind.model_fields:
        return kind.model_fields[str(part)].annotation
    return kind
