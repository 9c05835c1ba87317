"""The project's own labelled questions keep the rightness that was measured on them.

Floors stand about one percent point under what was measured (97.3 % overall), or one question where that is more.
The unanswerable that are asserted should be 3 % at most. Measured are 1.5 % (19 of 1,265); the ceiling stands one
question above that.
"""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from bot.cli.evaluate import measure
from bot.core.answerer import Answerer
from bot.core.conversation import Turn
from bot.core.model import Status
from bot.evaluation.questions import Asked, read_questions
from bot.evaluation.report import Report
from bot.knowledge.holder import KnowledgeHolder
from bot.settings import Settings

ROOT = Path(__file__).parents[1]
FLOORS = {
    "overall": 96.4,
    Asked.ANSWERABLE: 96.0,
    Asked.FALSE_PREMISE: 93.6,
    Asked.COMPARE: 95.3,
    Asked.AMBIGUOUS: 96.1,
    Asked.UNANSWERABLE: 97.6,
    Asked.SMALLTALK: 98.2,
    Asked.HOSTILE: 98.3,
}
"""The least share that has to be right, in percent."""
ASSERTED_CEILING = 1.6
"""The largest share of the unanswerable that may be asserted, in percent."""


@pytest.fixture(scope="module")
def answerer() -> Answerer:
    phrasings = Settings.model_fields["phrasings_per_intent"].default
    return asyncio.run(KnowledgeHolder.open(ROOT / "knowledge", phrasings)).answerer


@pytest.fixture(scope="module")
def report(answerer: Answerer) -> Report:
    files = sorted((ROOT / "tests" / "questions").glob("*.jsonl"))
    return measure(answerer, read_questions({file.name: file.read_text(encoding="utf-8") for file in files}))


@pytest.mark.slow
def test_no_share_falls_under_its_floor(report: Report) -> None:
    shares = {tally.name: tally.percent for tally in (report.overall, *report.by_kind)}
    assert shares.keys() == FLOORS.keys()
    fallen = {name: share for name, share in shares.items() if share is None or share < FLOORS[name]}
    assert fallen == {}, [f"{miss.id}: {miss.got} {miss.why}" for miss in report.misses]


@pytest.mark.slow
def test_hardly_anything_unanswerable_is_asserted(report: Report) -> None:
    assert report.asserted.percent is not None
    assert report.asserted.percent <= ASSERTED_CEILING


@pytest.mark.slow
@pytest.mark.parametrize(
    ("question", "intent"),
    [
        ("Warum hat Meta 8.000 Mitarbeiter entlassen?", "layoffs-size"),
        ("¿Qué dijo Zuckerberg sobre TikTok?", "tiktok"),
        ("Was sagte Guy Rosen über Leaks?", "rosen-who"),
    ],
)
def test_figures_and_names_in_another_language_find_their_topics(
    answerer: Answerer, question: str, intent: str
) -> None:
    answer = answerer.answer(question)
    assert answer.status is Status.CLARIFY
    assert intent in {suggestion.intent for suggestion in answer.suggestions}


@pytest.mark.slow
def test_a_strange_name_is_named(answerer: Answerer) -> None:
    answer = answerer.answer("what does it say about threads")
    assert answer.status is Status.REFUSED
    assert answer.parts[0].sentences[0].text == "The coverage says nothing about Threads."


def test_source_after_an_answer_asks_for_that_answers_source(answerer: Answerer) -> None:
    """Though the knowledge has a question of its own on sources, with that word among its wordings."""
    answer = answerer.answer("source?", Turn("what did he say about deepseek", "deepseek"))
    assert answer.parts[0].sentences[0].text.startswith("It stands in")


def test_a_question_for_the_date_of_a_meeting_stands_alone(answerer: Answerer) -> None:
    answer = answerer.answer("when was the 2026 meeting")
    assert "late April 2026" in answer.parts[0].sentences[0].text
