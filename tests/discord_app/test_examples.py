from __future__ import annotations

from dataclasses import replace

from bot.core.answerer import Answerer
from bot.core.model import Status
from bot.discord_app.examples import example_questions


def test_each_example_shows_something_else(answerer: Answerer) -> None:
    quoted, compared, gap = (answerer.choose(item.intent) for item in example_questions(answerer.knowledge))
    assert quoted is not None
    assert quoted.parts[0].quote is not None
    assert compared is not None
    assert len(compared.parts) == 2
    assert gap is not None
    assert gap.status is Status.REFUSED


def test_no_intents_give_no_examples(answerer: Answerer) -> None:
    assert example_questions(replace(answerer.knowledge, intents={})) == ()
