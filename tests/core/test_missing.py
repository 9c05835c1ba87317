"""What a question asks of a thing, apart from the thing: attributes that the coverage leaves out."""

from __future__ import annotations

import pytest

from bot.core.answerer import Answerer
from bot.core.missing import MissingAttributes, learn_attributes
from bot.core.model import KnowledgeBase, Lexicon, Status


@pytest.mark.parametrize(
    ("question", "attribute"),
    [
        ("who organised the first walkout", "leader"),
        ("was anybody injured in the strike", "injuries"),
        ("how many pages has the memo", "length"),
    ],
)
def test_the_attribute_is_read_whatever_the_thing(answerer: Answerer, question: str, attribute: str) -> None:
    reader = MissingAttributes(answerer.knowledge, answerer.learned.readable)
    asked = reader.asked(answerer.parse(question))
    assert asked is not None
    assert asked.attribute == attribute
    assert asked.left_out > asked.fact


def test_a_question_for_a_fact_asks_for_no_attribute(answerer: Answerer) -> None:
    asked = MissingAttributes(answerer.knowledge, answerer.learned.readable).asked(
        answerer.parse("how many workers walked out in 2031")
    )
    assert asked is not None
    assert asked.fact > asked.left_out


def test_the_gap_is_of_the_thing_that_is_named(answerer: Answerer) -> None:
    reader = MissingAttributes(answerer.knowledge, answerer.learned.readable)
    every = frozenset(answerer.knowledge.articles)
    assert reader.gap("leader", answerer.parse("head of the memo"), every) == "memo--leader"
    assert reader.gap("leader", answerer.parse("head of the first strike"), every) == "strike--leader"
    assert reader.gap("leader", answerer.parse("head of the first strike"), frozenset({"acme-memo-2032"})) is None
    assert reader.gap("leader", answerer.parse("head of nothing known"), every) is None


def test_what_is_left_out_is_said_and_not_the_topics_fact(answerer: Answerer) -> None:
    answer = answerer.answer("were any people injured in that first strike of the 1200 workers")
    assert answer.status is Status.REFUSED
    assert answer.parts[0].sentences[0].text.startswith("The coverage does not say whether anybody was hurt")
    assert "attribute: what is asked of the topic is left out" in answer.receipt.guards


def test_knowledge_without_a_grid_has_nothing_to_read() -> None:
    empty = KnowledgeBase({}, {}, {}, {}, Lexicon(), "")
    assert learn_attributes(empty) is None
    assert MissingAttributes(empty, None).asked is not None
