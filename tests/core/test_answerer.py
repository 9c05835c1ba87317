"""The one path over the invented coverage."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.core.answerer import Answerer
from bot.core.model import IntentKind, Status
from bot.core.plain import plain_text


@pytest.mark.parametrize(
    ("question", "intent"),
    [
        ("how many workers walked out", "strike-size"),
        ("lol how many ppl went on strike", "strike-size"),
        ("waht did the crews ask for", "strike-demands"),
        ("demands of the wokers", "strike-demands"),
        ("How big a pay rise did Acme offer the crews?", "acme-offer"),
        ("why did acme sue boltworks", "boltworks-suit"),
    ],
)
def test_a_question_in_its_own_words_gets_the_cited_answer(answerer: Answerer, question: str, intent: str) -> None:
    answer = answerer.answer(question)
    assert (answer.status, answer.receipt.intent) == (Status.ANSWERED, intent)
    assert answer.footnotes
    assert all(sentence.notes for part in answer.parts for sentence in part.sentences)


def test_every_fact_answers_its_own_canonical_question(answerer: Answerer) -> None:
    for intent in answerer.knowledge.intents.values():
        if intent.kind is IntentKind.FACT:
            assert answerer.answer(intent.asks).receipt.intent == intent.id


@pytest.mark.parametrize("question", ["what is the weather in berlin", "write me a poem about tea", "17 * 23"])
def test_anything_else_is_refused_without_citations(answerer: Answerer, question: str) -> None:
    answer = answerer.answer(question)
    assert answer.status is Status.REFUSED
    assert answer.footnotes == ()


def test_small_talk_is_answered_shortly_and_cites_nothing(answerer: Answerer) -> None:
    answer = answerer.answer("hello there")
    assert answer.status is Status.SMALLTALK
    assert answer.footnotes == ()


@pytest.mark.parametrize("question", ["", "   ", "\u200b", "?!…", "🤔🔥"])
def test_a_message_without_words_gets_a_kind_sentence(answerer: Answerer, question: str) -> None:
    answer = answerer.answer(question)
    assert answer.status is Status.REFUSED
    assert answer.parts[0].sentences[0].text.startswith("Ask me")


def test_a_story_is_answered_by_the_question_at_its_end(answerer: Answerer) -> None:
    story = "my cousin had us all over for lunch on sunday, we talked for ages. why did acme sue boltworks?"
    assert answerer.answer(story).receipt.intent == "boltworks-suit"


def test_choosing_an_intent_gives_its_whole_reply(answerer: Answerer) -> None:
    answer = answerer.choose("walkouts")
    assert answer is not None
    assert [part.heading for part in answer.parts] == ["May 2031", "March 2032"]
    assert answerer.choose("no-such-intent") is None
    assert answerer.choose("background") is None


def test_suggestions_are_canonical_questions_that_fit_what_is_typed(answerer: Answerer) -> None:
    assert answerer.suggest("why sue bolt", 3)[0].intent == "boltworks-suit"
    assert answerer.suggest("What did A", 3)[0].asks.startswith("What did A")
    assert "boltworks-suit" in [offered.intent for offered in answerer.suggest("boltwork", 5)]
    assert "boltworks-suit" in [offered.intent for offered in answerer.suggest("baltworks", 5)]
    assert answerer.suggest("lasagne recipe", 5) == ()
    assert 0 < len(answerer.suggest("", 5)) <= 5


def test_a_passage_has_one_footnote_however_many_claims_rest_on_it(answerer: Answerer) -> None:
    for intent in answerer.knowledge.intents:
        answer = answerer.choose(intent)
        if answer is not None:
            places = [(n.article.id, n.passage.ref, n.source, n.kind) for n in answer.footnotes]
            assert len(places) == len(set(places))
            assert [note.n for note in answer.footnotes] == list(range(1, len(places) + 1))


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=300))
def test_any_string_gets_the_same_answer_twice_and_never_an_exception(answerer: Answerer, question: str) -> None:
    first = answerer.answer(question)
    assert first == answerer.answer(question)
    assert plain_text(first)


@settings(max_examples=30, deadline=None)
@given(st.lists(st.sampled_from("acme walkout memo 2031 1200 who when not pay strike globex".split()), max_size=400))
def test_a_heap_of_the_coverages_own_words_gets_a_short_answer(answerer: Answerer, words: list[str]) -> None:
    assert len(plain_text(answerer.answer(" ".join(words)))) < 2400
