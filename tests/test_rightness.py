"""The project's own labelled questions keep the rightness that was measured on them.

Floors stand one question or one percent point under what was measured, whichever is lower: 92.4 % overall. The
unanswerable that are asserted should be 3 % at most. Measured are 3.9 % (3 of 77), so that is the ceiling for now.
"""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from bot.cli.evaluate import measure
from bot.evaluation.questions import Asked, read_questions
from bot.evaluation.report import Report
from bot.knowledge.holder import KnowledgeHolder
from bot.settings import Settings

ROOT = Path(__file__).parents[1]
FLOORS = {
    "overall": 91.4,
    Asked.ANSWERABLE: 90.7,
    Asked.FALSE_PREMISE: 80.9,
    Asked.COMPARE: 68.7,
    Asked.AMBIGUOUS: 92.0,
    Asked.UNANSWERABLE: 94.8,
    Asked.SMALLTALK: 90.0,
    Asked.HOSTILE: 90.9,
}
"""The least share that has to be right, in percent."""
ASSERTED_CEILING = 3.9
"""The largest share of the unanswerable that may be asserted, in percent."""


@pytest.fixture(scope="module")
def report() -> Report:
    files = sorted((ROOT / "tests" / "questions").glob("*.jsonl"))
    questions = read_questions({file.name: file.read_text(encoding="utf-8") for file in files})
    phrasings = Settings.model_fields["phrasings_per_intent"].default
    return measure(asyncio.run(KnowledgeHolder.open(ROOT / "knowledge", phrasings)).answerer, questions)


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
