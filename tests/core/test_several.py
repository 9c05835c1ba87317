"""Messages that ask several things: answered in turn, each with its footnotes."""

from __future__ import annotations

import pytest

from bot.core.answerer import Answerer
from bot.core.model import Answer, Status
from bot.core.plain import plain_text
from bot.core.several import LONGEST, several
from bot.core.understood import Understood


def said(answer: Answer) -> str:
    return " ".join(sentence.text for part in answer.parts for sentence in part.sentences)


def test_two_questions_are_answered_in_turn_with_footnotes_that_count_on(answerer: Answerer) -> None:
    answer = answerer.answer("how many workers walked out in 2031 and why did Acme sue Boltworks?")
    assert answer.status is Status.ANSWERED
    assert [sentence.text for part in answer.parts for sentence in part.sentences] == [
        "About 1,200 workers walked out on 12 May, a tenth of the staff.",
        "Acme sued Boltworks for hiring 40 machinists away.",
    ]
    assert [note.n for note in answer.footnotes] == [1, 2]
    assert answer.receipt.also == ("boltworks-suit",)


def test_what_the_coverage_leaves_out_is_told_beside_what_it_has(answerer: Answerer) -> None:
    answer = answerer.answer("How many workers walked out in 2031? Who was behind the first walkout?")
    assert answer.status is Status.ANSWERED
    assert "About 1,200 workers walked out" in said(answer)
    assert "The coverage does not say who was behind the first walkout." in said(answer)


def test_what_is_left_out_of_many_things_is_told_of_the_one_that_was_just_spoken_of(answerer: Answerer) -> None:
    answer = answerer.answer("What did the memo promise? And who was behind it?")
    assert "The coverage does not say who was behind the memo." in said(answer)


def test_the_same_thing_asked_twice_is_told_once(answerer: Answerer) -> None:
    answer = answerer.answer("how many workers walked out in 2031? and what was the size of the first walkout?")
    assert said(answer).count("About 1,200 workers") == 1


def test_what_does_not_fit_is_suggested(answerer: Answerer) -> None:
    answer = answerer.answer(
        "What did the memo of 2032 promise? Why did Acme sue Boltworks? What did Acme offer in 2031? "
        "What did Jo Doe say at the gate?"
    )
    assert len(plain_text(answer)) <= LONGEST + 200
    assert answer.receipt.also


def test_a_question_without_a_sure_answer_is_not_passed_over_in_silence(answerer: Answerer) -> None:
    answer = answerer.answer("how many workers walked out in 2031? And what do the workers of the memo eat at noon?")
    assert answer.status is Status.ANSWERED
    assert answer.parts[-1].sentences[0].text == (
        "On your second question I found nothing in the coverage that I am sure of."
    )


def test_what_points_back_at_a_strange_name_has_no_answer(answerer: Answerer) -> None:
    answer = answerer.answer("And Globex? How many of its workers walked out in 2031?")
    assert answer.status is Status.REFUSED
    assert "1,200" not in said(answer)


@pytest.mark.parametrize(
    ("message", "second"),
    [
        ("Who spoke of a rise at the gate? What did that person offer?", "What did Jo Doe offer?"),
        (
            "Who promised guards in the memo of 2032, and what did she say at the gate?",
            "what did Ann Field say at the gate?",
        ),
        ("Who is Jo Doe? And what did he offer?", "And what did jo doe offer?"),
        ("What did Acme offer? And when did he offer it?", "And when did he offer it? acme"),
    ],
)
def test_he_is_whom_the_question_before_asked_for(answerer: Answerer, message: str, second: str) -> None:
    seen: list[str] = []

    def understand(text: str) -> Understood:
        seen.append(text)
        return answerer._understand(text)

    several(message, answerer._understand(message), understand, answerer._named)
    assert seen[-1] == second


def test_the_questions_of_one_sentence_are_of_the_one_event_that_it_means(answerer: Answerer) -> None:
    seen: list[str] = []

    def understand(text: str) -> Understood:
        seen.append(text)
        return answerer._understand(text)

    for message in ("how many workers struck and what did Acme offer in 2031?", "How many struck? And why, in 2031?"):
        several(message, answerer._understand(message), understand, answerer._named, answerer._guards.year)
    assert "how many workers struck 2031" in seen
    assert "How many struck? 2031" not in seen


def test_a_second_question_that_has_no_answer_does_not_cost_the_first_one_its_own(answerer: Answerer) -> None:
    """The message as one question has the same reply; what it leaves out is said after it."""
    message = "How many workers walked out in 2031, and is Jo Doe retiring soon?"
    answer = answerer.answer(message)
    assert "About 1,200 workers walked out" in said(answer)
    assert "second question" in said(answer)
