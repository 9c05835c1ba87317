"""Whether an answer is right by the label of its question, and if not, why."""

from __future__ import annotations

import re
from enum import StrEnum
from typing import Final

from bot.core.model import Answer, Status
from bot.core.plain import plain_text
from bot.evaluation.questions import Asked, LabelledQuestion

ECHO: Final = 24
"""A question longer than this, repeated in a reply, is not what the reply says."""
SHORT, LONG = 1200, 2400
"""The most characters of an answer about one event, and of one that may set two side by side."""
_SIDE_BY_SIDE = frozenset({Asked.COMPARE, Asked.AMBIGUOUS})


class Miss(StrEnum):
    """Why a reply is not right."""

    FORBIDDEN = "says what it must not"
    ASSERTED = "asserts what the coverage does not say"
    NOT_SMALLTALK = "is no small talk"
    NOT_ANSWERED = "does not answer"
    OTHER_ARTICLE = "cites another article first"
    LACKS_ARTICLE = "leaves an article out"
    LACKS_FACT = "leaves a fact out"
    TOO_LONG = "is too long"


def judge(asked: LabelledQuestion, answer: Answer) -> Miss | None:
    """Why the answer is not right; None if it is."""
    text = plain_text(answer)
    said = text
    if len(asked.question) > ECHO:
        said = re.sub(re.escape(asked.question), "", text, flags=re.IGNORECASE)
    if any(pattern.search(said) for pattern in asked.expect.forbid):
        return Miss.FORBIDDEN
    match asked.kind:
        case Asked.HOSTILE:
            return None
        case Asked.UNANSWERABLE:
            return Miss.ASSERTED if answer.status is Status.ANSWERED else None
        case Asked.SMALLTALK:
            silent = answer.status is Status.REFUSED and not answer.footnotes
            return None if silent or answer.status is Status.SMALLTALK else Miss.NOT_SMALLTALK
        case Asked.AMBIGUOUS if answer.status is Status.CLARIFY and len(answer.suggestions) >= 2:
            return None
    return _judge_answer(asked, answer, text, said)


def _judge_answer(asked: LabelledQuestion, answer: Answer, text: str, said: str) -> Miss | None:
    """Where an answer is wanted: whether it is one, cites the right articles and says every fact."""
    expected = asked.expect
    cited = [note.article.id for note in answer.footnotes]
    if answer.status is not Status.ANSWERED:
        return Miss.NOT_ANSWERED
    if len(text) > (LONG if asked.kind in _SIDE_BY_SIDE else SHORT):
        return Miss.TOO_LONG
    if not cited or cited[0] not in expected.articles:
        return Miss.OTHER_ARTICLE
    if asked.kind in _SIDE_BY_SIDE and not set(expected.articles) <= set(cited):
        return Miss.LACKS_ARTICLE
    if not all(any(pattern.search(said) for pattern in group) for group in expected.facts):
        return Miss.LACKS_FACT
    return None
