"""Labelled questions: what is asked, and what a right reply holds."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from enum import StrEnum
from typing import Annotated, Self

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError, model_validator

from bot.errors import Problem, QuestionsError


class Asked(StrEnum):
    """What kind of question it is, and so what a right reply to it does."""

    ANSWERABLE = "answerable"
    FALSE_PREMISE = "false_premise"
    COMPARE = "compare"
    AMBIGUOUS = "ambiguous"
    UNANSWERABLE = "unanswerable"
    SMALLTALK = "smalltalk"
    HOSTILE = "hostile"


class Distance(StrEnum):
    """How far an unanswerable question is from what the coverage says."""

    FAR = "far"
    NEAR = "near"


NEEDS_ARTICLES = frozenset({Asked.ANSWERABLE, Asked.FALSE_PREMISE, Asked.COMPARE, Asked.AMBIGUOUS})


def _compiled(pattern: object) -> re.Pattern[str]:
    if not isinstance(pattern, str):
        raise ValueError("a pattern must be text")  # noqa: TRY004 - pydantic collects no TypeError
    try:
        return re.compile(pattern, re.IGNORECASE)
    except re.error as error:
        raise ValueError(f"{pattern!r} is no regular expression ({error})") from None


Pattern = Annotated[re.Pattern[str], BeforeValidator(_compiled)]


class Expected(BaseModel):
    """What a right reply holds: articles cited, of each group of facts one pattern, and no forbidden pattern."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    articles: tuple[str, ...] = ()
    facts: tuple[Annotated[tuple[Pattern, ...], Field(min_length=1)], ...] = ()
    forbid: tuple[Pattern, ...] = ()


class LabelledQuestion(BaseModel):
    """A question and what is expected of the reply to it.

    `note` says where the coverage has it; of an unanswerable one it may begin with `far` or `near`.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: Annotated[str, Field(min_length=1)]
    question: str
    kind: Asked
    expect: Expected
    note: str = ""

    @property
    def distance(self) -> Distance | None:
        """How far it is from the coverage, if its note begins with that; None if nobody says."""
        word = re.match(r"\W*(far|near)\b", self.note, re.IGNORECASE)
        return Distance(word[1].lower()) if word else None

    @model_validator(mode="after")
    def _names_its_articles(self) -> Self:
        if self.kind in NEEDS_ARTICLES and not self.expect.articles:
            raise ValueError(f"kind {self.kind} needs expect.articles, the ids of those that hold the answer")
        return self


def read_questions(texts: Mapping[str, str]) -> tuple[LabelledQuestion, ...]:
    """The questions of JSON lines, `texts` by the file's name; raises QuestionsError with every bad line."""
    questions: dict[str, LabelledQuestion] = {}
    problems: list[Problem] = []
    for file, text in texts.items():
        if not text.strip():
            problems.append(Problem(file, 0, "there is no question in it."))
        # Not splitlines: JSON may hold the other characters that it takes for the end of a line.
        for number, line in enumerate(text.split("\n"), start=1):
            if not line.strip():
                continue
            try:
                question = LabelledQuestion.model_validate_json(line)
            except ValidationError as error:
                problems += [Problem(file, number, reason) for reason in _reasons(error)]
                continue
            if question.id in questions:
                problems.append(Problem(file, number, f"the id {question.id} stands twice; give each its own."))
            questions[question.id] = question
    if problems:
        raise QuestionsError(problems)
    return tuple(questions.values())


def _reasons(error: ValidationError) -> Iterator[str]:
    for details in error.errors(include_url=False):
        place = ".".join(map(str, details["loc"])) or "the line"
        yield f"{place}: {details['msg'].removeprefix('Value error, ')}."
