"""What a question takes for granted and the coverage has otherwise is set right, plainly and with footnotes."""

from __future__ import annotations

import pytest

from bot.core.answer import Telling, compose
from bot.core.answerer import Answerer
from bot.core.model import CitedSentence, Receipt, Status


def first(answerer: Answerer, question: str) -> CitedSentence:
    return answerer.answer(question).parts[0].sentences[0]


@pytest.mark.parametrize("wrong", ["20 percent", "20%", "twenty per cent", "a fifth of"])
def test_a_wrong_share_gets_the_coverages_own(answerer: Answerer, wrong: str) -> None:
    remark = first(answerer, f"did Acme offer the workers {wrong} more pay, a pay rise")
    assert remark.text == "The coverage says 3%, not 20%."
    assert remark.notes


@pytest.mark.parametrize("right", ["1,200", "1200", "1.2k", "twelve hundred"])
def test_a_right_figure_is_not_remarked_on_however_it_is_written(answerer: Answerer, right: str) -> None:
    assert not first(answerer, f"did {right} workers walk out in 2031").text.startswith("The coverage says")


def test_a_figure_of_the_other_event_is_put_where_it_belongs(answerer: Answerer) -> None:
    answer = answerer.answer("why did 900 workers walk out in 2031")
    assert answer.status is Status.ANSWERED
    assert answer.parts[0].sentences[0].text == (
        "900 is the figure of March 2032; of May 2031 the coverage says 1,200."
    )
    assert {note.article.id for note in answer.footnotes} == {"acme-walkout-2031", "acme-memo-2032"}


@pytest.mark.parametrize("verb", ["say", "justify"])
def test_words_are_not_given_to_somebody_who_did_not_say_them(answerer: Answerer, verb: str) -> None:
    remark = first(answerer, f"did Acme {verb} we will talk to anyone, the quote at the gate")
    assert remark.text == "The coverage has this from Jo Doe, not from Acme."
    assert remark.notes


def test_the_speaker_who_is_right_is_not_remarked_on(answerer: Answerer) -> None:
    remark = first(answerer, "what did Ann Field write about being wrong")
    assert "not from" not in remark.text


def test_a_name_that_is_only_offered_does_not_stop_the_answer(answerer: Answerer) -> None:
    answer = answerer.answer("was it Globex who sued Boltworks for the machinists")
    assert answer.status is Status.ANSWERED
    assert answer.parts[0].sentences[0].text == "The coverage says nothing about Globex."


def test_a_figure_that_is_set_right_is_told_whole_and_cites_what_has_it(answerer: Answerer) -> None:
    knowledge = answerer.knowledge
    answer = answerer.answer("what did the memo of 2032 promise, 60 million dollars")
    remark = answer.parts[0].sentences[0]
    assert remark.text == "The coverage says 4 to 5 million, not 60 million."
    cited = [ref for note in answer.footnotes if note.n in remark.notes for ref in note.refs]
    assert "guards-price" in cited
    assert "memo-shared" not in cited
    assert "5 million" in knowledge.claims["guards-price"].says


def test_what_one_reply_has_told_the_next_does_not_tell_again(answerer: Answerer) -> None:
    size = Telling(answerer.knowledge.intents["strike-size"])
    receipt = Receipt(answerer.knowledge.version)
    once, twice = (compose(answerer.knowledge, [size] * times, receipt) for times in (1, 2))
    assert twice.parts == once.parts
