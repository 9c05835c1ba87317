"""What a knowledge file may hold, as pydantic models."""

from __future__ import annotations

import datetime as dt
import re
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints

from bot.core.model import Kind
from bot.core.question import AnswerType

_DAY = re.compile(r"(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?")


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _date(text: str) -> str:
    match = _DAY.fullmatch(text)
    if match is None:
        raise ValueError("must be a date as precise as it is known: 2031, 2031-05 or 2031-05-17")
    year, month, day = (int(part) if part else 1 for part in match.groups())
    try:
        dt.date(year, month, day)
    except ValueError:
        raise ValueError(f"is no date in the calendar ({text}); correct it") from None
    return text


Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1), AfterValidator(_one_line)]
Id = Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9._-]*$", max_length=80)]
Date = Annotated[str, AfterValidator(_date)]
Url = Annotated[str, StringConstraints(pattern=r"^https?://\S+$", max_length=500)]


class Entry(BaseModel):
    """The base of all: no unknown keys, nothing changes after reading."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class EventEntry(Entry):
    """What an article is about, in time."""

    name: Text
    heading: Text
    year: int = Field(ge=1, le=9999)
    cues: list[Text] = []


class PassageEntry(Entry):
    """One paragraph of an article."""

    section: Text
    paragraph: int = Field(ge=1)
    sha256: Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{1,64}$")]


class ClaimEntry(Entry):
    """One thing that an article states."""

    id: Id
    says: Text
    kind: Kind
    passage: Text
    source: int | None = None
    by: Text | None = None


class QuoteEntry(Entry):
    """Somebody's words."""

    id: Id
    speaker: Text
    words: Text
    passage: Text
    source: int | None = None
    kind: Kind = Kind.REPORTED


class ArticleEntry(Entry):
    """A file of articles/."""

    id: Id
    label: Text
    event: EventEntry
    passages: list[PassageEntry] = Field(min_length=1)
    title: Text | None = None
    publisher: Text | None = None
    published: Date | None = None
    url: Url | None = None
    sources: dict[int, Text] = {}
    claims: list[ClaimEntry] = []
    quotes: list[QuoteEntry] = []


class RulesEntry(Entry):
    """What a question must and must not mention; `a|b` is either concept."""

    require: list[Text] = []
    forbid: list[Text] = []


class PartEntry(Entry):
    """What a reply says from one article."""

    says: Text
    article: Id | None = None
    quote: Id | None = None


class IntentEntry(Entry):
    """One thing that people ask."""

    id: Id
    asks: Text
    phrasings: list[Text] = Field(min_length=1)
    reply: list[PartEntry] = Field(min_length=1)
    kind: Literal["fact", "gap"] = "fact"
    rules: RulesEntry = RulesEntry()
    answers: list[AnswerType] = []


class ThingEntry(Entry):
    """A thing of the coverage, in a grid of gaps."""

    name: Text
    terms: Text
    article: Id
    nearby: Text


class AttributeEntry(Entry):
    """Something that people ask of a thing, in a grid of gaps; `{name}` and `{thing}` stand for the thing."""

    asks: Text
    says: Text
    phrasings: list[Text] = Field(min_length=1)


class GridEntry(Entry):
    """A file of intents/ that describes known gaps as things x attributes."""

    things: dict[Id, ThingEntry]
    attributes: dict[Id, AttributeEntry]
    cells: dict[Id, list[Id]]


class PhrasingsEntry(Entry):
    """A file of phrasings/: further wordings from one hand, for intents, and for the attributes and things of grids."""

    intents: dict[Id, list[Text]] = {}
    attributes: dict[Id, list[Text]] = {}
    things: dict[Id, list[Text]] = {}


class SmalltalkEntry(Entry):
    """A greeting, a thank-you: an intent without sources."""

    id: Id
    asks: Text
    phrasings: list[Text] = Field(min_length=1)
    says: Text


class LexiconEntry(Entry):
    """The file lexicon.yaml."""

    rules: dict[Text, Text] = {}
    concepts: dict[Text, list[Text]] = {}
    names: dict[Text, list[Text]] = {}
    outside: dict[Text, list[Text]] = {}
