"""Labels and answers in few words."""

from __future__ import annotations

from collections.abc import Sequence

from bot.core.model import (
    Answer,
    AnswerPart,
    Article,
    CitedSentence,
    Event,
    Footnote,
    Kind,
    Passage,
    Receipt,
    Status,
    Suggestion,
)
from bot.evaluation.questions import LabelledQuestion


def label(
    kind: str,
    *,
    id_: str = "q",
    question: str = "how many?",
    articles: Sequence[str] = (),
    facts: Sequence[Sequence[str]] = (),
    forbid: Sequence[str] = (),
) -> LabelledQuestion:
    return LabelledQuestion.model_validate(
        {
            "id": id_,
            "question": question,
            "kind": kind,
            "expect": {"articles": articles, "facts": facts, "forbid": forbid},
        }
    )


def reply(
    status: str,
    text: str = "Some 1,200 did.",
    *,
    cites: Sequence[str] = (),
    suggestions: int = 0,
    intent: str | None = "strike-size",
    confidence: float = 0.9,
) -> Answer:
    """An answer that cites one passage of each of these articles, in this order."""
    notes = tuple(
        Footnote(n, (f"claim-{n}",), _article(id_), _PASSAGE, Kind.REPORTED) for n, id_ in enumerate(cites, 1)
    )
    part = AnswerPart(None, (CitedSentence(text, tuple(note.n for note in notes)),))
    choices = tuple(Suggestion(f"intent-{n}", f"Which {n}?") for n in range(suggestions))
    return Answer(Status(status), (part,), notes, choices, Receipt("sha256:0", intent, confidence))


_PASSAGE = Passage("The walkout", 1, "0" * 64)


def _article(id_: str) -> Article:
    return Article(id_, id_, Event(id_, id_, 2031), {_PASSAGE.ref: _PASSAGE})
