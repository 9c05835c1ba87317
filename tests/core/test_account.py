"""Explanations in words, over the invented coverage."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.core.account import PRESSED, explanation_text, percent
from bot.core.answerer import Answerer
from bot.core.conversation import Turn
from bot.core.decision import TIED
from bot.core.explanation import Explanation, explain
from bot.core.model import Status


def explained(answerer: Answerer, question: str) -> Explanation:
    return explain(answerer.answer(question), answerer.knowledge)


def text(answerer: Answerer, question: str) -> str:
    return explanation_text(explained(answerer, question))


def test_says_what_was_understood_and_which_words_were_repaired(answerer: Answerer) -> None:
    told = text(answerer, "lol how many wokers walked out")
    assert "I read the question as “how many workers walked out”. I took “wokers” to mean “workers”." in told


def test_a_follow_up_says_what_it_was_taken_for(answerer: Answerer) -> None:
    turn = Turn("how many workers walked out in 2031", "strike-size")

    def told(question: str) -> str:
        return explanation_text(explain(answerer.answer(question, turn), answerer.knowledge))

    taken = "I took it as a follow-up to “how many workers walked out in 2031”. I read the question as “"
    assert f"{taken}why workers walked out in 2031”." in told("and why?")
    assert told("source?").startswith(f"{taken}source”.")
    assert "so I told whence that is. What I had answered before is “How many workers walked out" in told("source?")
    assert "so I told what else there is." in told("tell me more")
    assert "I took it as" not in text(answerer, "how many workers walked out in 2031")


def test_names_every_question_of_a_message_that_was_answered(answerer: Answerer) -> None:
    told = text(answerer, "how many workers walked out in 2031 and why did Acme sue Boltworks?")
    also = answerer.knowledge.intents["boltworks-suit"].asks
    assert f"The message asked more than one thing, so I answered further, in turn: “{also}” (boltworks-suit)" in told
    assert "more than one thing" not in text(answerer, "how many workers walked out in 2031")


def test_names_what_was_told_because_it_was_nearly_as_likely(answerer: Answerer) -> None:
    answer = answerer.answer("how many workers walked out in 2031")
    tied = replace(answer, receipt=replace(answer.receipt, also=("standstill",), guards=(TIED,)))
    told = explanation_text(explain(tied, answerer.knowledge))
    assert "nearly as likely to be meant, so I told its answer too: “How long did the plant stand still?”" in told
    assert "more than one thing" not in told


def test_a_follow_up_without_a_conversation_says_so(answerer: Answerer) -> None:
    assert "The check on the conversation noted: it names no subject, and no question came before it." in text(
        answerer, "and when?"
    )


def test_says_what_matched_and_what_came_second(answerer: Answerer) -> None:
    explanation = explained(answerer, "why did the wokers walk out in 2031")
    assert explanation.best is not None
    assert explanation.runner_up is not None
    told = explanation_text(explanation)
    assert f"It matches “What did the crews ask for?” ({explanation.best.intent})" in told
    assert f"“{explanation.phrasing}”" in told
    assert f"The runner-up is “{explanation.runner_up.asks}”" in told


def test_lists_each_claim_and_quote_with_its_place(answerer: Answerer) -> None:
    told = text(answerer, "what did acme offer")
    assert "“an unplanned holiday” (word for word, reported, by Acme; The walkout, paragraph 1" in told
    assert told.count("It rests on The Daily Example, “Acme Crews Walk Out Over Pay and Safety”, 2031-05") == 1
    assert told.endswith(f"Knowledge version: {answerer.knowledge.version}")


def test_marks_the_authors_view(answerer: Answerer) -> None:
    assert "a claim in our words, the author's view" in text(answerer, "what do the authors make of it")


def test_a_known_gap_says_that_the_curators_looked(answerer: Answerer) -> None:
    told = text(answerer, "who led the strike")
    assert "“Who was behind the first walkout?” (strike--leader)" in told
    assert "the coverage does not say it, so I say only what is nearest to it" in told


def test_a_refusal_says_why_and_what_stood_nearest(answerer: Answerer) -> None:
    told = text(answerer, "how many people walked out in 2027")
    assert "I said nothing about it, because no question that I know is near enough and passes every check." in told
    assert told.count("The check on years held back the reply to “How many workers walked out in 2031?”") == 1
    assert "Nearest stood “How many workers walked out in 2031?” (strike-size)" in told
    assert "What I do know nearest to it: “How many workers walked out in 2031?”" in told


def test_a_question_on_anything_else_is_called_that(answerer: Answerer) -> None:
    assert "it looks like an everyday question on something else" in text(answerer, "what is the weather in berlin")


def test_a_wrong_figure_is_told(answerer: Answerer) -> None:
    told = text(answerer, "was it 5000 workers who walked out in 2031")
    assert "The check on figures noted: asked of 5,000, the coverage says 1,200." in told


def test_choices_are_told_as_doubt(answerer: Answerer) -> None:
    answer = answerer.answer("how many workers walked out in 2027")
    doubtful = explain(replace(answer, status=Status.CLARIFY), answerer.knowledge)
    assert "I was not sure enough of any question to answer it, so I asked." in explanation_text(doubtful)


def test_a_rival_that_came_out_higher_is_not_hidden(answerer: Answerer) -> None:
    answer = answerer.answer("who led the strike")
    receipt = replace(answer.receipt, confidence=0.4, runner_up="walkouts", runner_up_confidence=0.45)
    told = explanation_text(explain(replace(answer, receipt=receipt), answerer.knowledge))
    assert "“How do the two walkouts compare?” (walkouts), with 45 %, came out higher and was passed over" in told


def test_a_guard_that_it_does_not_know_is_told_in_its_own_words(answerer: Answerer) -> None:
    answer = answerer.answer("what did acme offer")
    receipt = replace(answer.receipt, guards=("weather: it rains", "bare"))
    told = explanation_text(explain(replace(answer, receipt=receipt), answerer.knowledge))
    assert "The check on weather noted: it rains. The check on bare noted: bare." in told


def test_a_picked_question_needed_no_understanding(answerer: Answerer) -> None:
    answer = answerer.choose("walkouts")
    assert answer is not None
    explanation = explain(answer, answerer.knowledge)
    assert explanation.runner_up is None
    assert PRESSED in explanation_text(explanation)


@given(st.text(max_size=80))
@settings(max_examples=100, deadline=None)
def test_any_string_gets_an_explanation(answerer: Answerer, question: str) -> None:
    assert text(answerer, question)


@pytest.mark.parametrize(
    ("confidence", "shown"),
    [(0, "0 %"), (0.004, "under 1 %"), (0.934, "93 %"), (0.997, "over 99 %"), (1, "100 %")],
)
def test_a_percentage_is_never_rounded_to_certainty(confidence: float, shown: str) -> None:
    assert percent(confidence) == shown
