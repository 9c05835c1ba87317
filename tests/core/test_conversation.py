"""What counts as a follow-up, and what an earlier question makes of it."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.core.answerer import Answerer
from bot.core.conversation import Turn
from bot.core.following import LOST, SILENT, TOLD, WHICH
from bot.core.model import Answer, Status
from bot.core.plain import plain_text
from bot.core.provenance import NOTHING

SIZE = "How many workers walked out in 2031?"


def said(answer: Answer) -> str:
    return " ".join(sentence.text for part in answer.parts for sentence in part.sentences)


def talk(answerer: Answerer, *questions: str) -> Answer:
    """Ask one question after the other, each after the ones before; the last answer."""
    turn: Turn | None = None
    answer = None
    for question in questions:
        answer = answerer.answer(question, turn)
        turn = Turn(question, answer.receipt.intent, turn if answerer.follows_up(question) else None)
    assert answer is not None
    return answer


@pytest.mark.parametrize(
    "question",
    [
        "and when?", "why?", "y tho", "wen", "what about 2032?", "in march?", "who said that?", "says who",
        "is that a quote?",
        "how many?", "source?", "tell me more", "and in the other one?", "when did that happen", "which?",
        "what did he say about it?", "do you know when?", "is that true?", "and the second walkout?", "and then?",
    ],
)  # fmt: skip
def test_a_question_without_a_subject_follows_up(answerer: Answerer, question: str) -> None:
    assert answerer.follows_up(question)


@pytest.mark.parametrize(
    "question",
    [
        SIZE, "walkout?", "why did acme sue boltworks", "1200?", "jo doe", "how are you", "thanks", "hello", "so many!",
        "lol nice", "what is the weather in paris", "who published the first article", "", "🙂", "that's a lot",
    ],
)  # fmt: skip
def test_one_with_a_subject_or_without_a_question_does_not(answerer: Answerer, question: str) -> None:
    assert not answerer.follows_up(question)


@pytest.mark.parametrize(
    ("before", "question", "intent"),
    [
        (SIZE, "and why?", "strike-demands"),
        (SIZE, "y tho", "strike-demands"),
        ("why did the plant stand still", "how long?", "standstill"),
        ("what did ann field write about being wrong", "and the other one?", "memo-apology"),
    ],
)
def test_a_cue_is_put_to_the_subject_of_the_question_before(
    answerer: Answerer, before: str, question: str, intent: str
) -> None:
    answer = talk(answerer, before, question)
    assert (answer.status, answer.receipt.intent) == (Status.ANSWERED, intent)
    assert answer.footnotes
    assert answer.receipt.follows == before


def test_a_follow_up_may_follow_another(answerer: Answerer) -> None:
    answer = talk(answerer, SIZE, "why?", "how many?")
    assert answer.receipt.intent == "strike-size"
    assert answer.receipt.follows == "why?"


def test_a_year_is_exchanged(answerer: Answerer) -> None:
    answer = talk(answerer, "what do the authors think of it in 2031", "what about 2032?")
    assert [part.heading for part in answer.parts] == ["March 2032"]
    assert [part.heading for part in talk(answerer, "what do the authors think of it in 2031", "in march?").parts] == [
        "March 2032"
    ]


def test_the_other_one_is_the_event_that_was_not_told(answerer: Answerer) -> None:
    answer = talk(answerer, "what do the authors think of it in 2032", "and in the other one?")
    assert [part.heading for part in answer.parts] == ["May 2031"]


@pytest.mark.parametrize(
    ("question", "heading"), [("in the first?", "May 2031"), ("and the latest one?", "March 2032")]
)
def test_an_ordinal_by_itself_names_an_event(answerer: Answerer, question: str, heading: str) -> None:
    for year in (2031, 2032):
        answer = talk(answerer, f"what do the authors think of it in {year}", question)
        assert [part.heading for part in answer.parts] == [heading]


def test_a_follow_up_that_followed_nothing_gives_nothing_to_follow(answerer: Answerer) -> None:
    assert said(talk(answerer, "why?", "how many?")) == LOST


def test_the_other_one_is_asked_for_where_both_were_told(answerer: Answerer) -> None:
    answer = talk(answerer, "how do the two walkouts compare", "and in the other one?")
    assert (answer.status, said(answer)) == (Status.CLARIFY, WHICH)


def test_what_the_other_event_does_not_have_is_said_of_its_own(answerer: Answerer) -> None:
    answer = talk(answerer, "what did acme offer the workers", "and in 2032?")
    assert said(answer).startswith("The coverage says this of May 2031, not of 2032.")


@pytest.mark.parametrize(
    ("before", "question", "gap"),
    [("how many pages has the memo", "who leaked it?", "memo-leaker"), ("acme memo", "how long?", "memo--length")],
)
def test_a_known_gap_is_told_as_such(answerer: Answerer, before: str, question: str, gap: str) -> None:
    answer = talk(answerer, before, question)
    assert (answer.status, answer.receipt.intent) == (Status.REFUSED, gap)
    assert answer.footnotes


@pytest.mark.parametrize("question", ["where?", "who?"])
def test_what_the_coverage_does_not_tell_is_refused_and_named(answerer: Answerer, question: str) -> None:
    answer = talk(answerer, "what did acme offer the workers", question)
    assert (answer.status, said(answer)) == (Status.REFUSED, SILENT.format(question.rstrip("?")))
    assert "acme-offer" not in [suggestion.intent for suggestion in answer.suggestions]


def test_a_date_that_no_reply_holds_is_refused_by_its_type(answerer: Answerer) -> None:
    answer = talk(answerer, "did ann field admit a mistake", "and when?")
    assert (answer.status, said(answer)) == (Status.REFUSED, "The coverage gives no date for that.")


def test_a_name_outside_the_coverage_stays_outside(answerer: Answerer) -> None:
    answer = talk(answerer, "how many workers walked out at globex", "and why?")
    assert said(answer) == "The coverage says nothing about Globex."


def test_nothing_is_answered_after_a_question_on_something_else(answerer: Answerer) -> None:
    answer = talk(answerer, "how do i cook rice", "and when?")
    assert answer.status is Status.REFUSED
    assert not answer.footnotes


class TestAboutTheAnswer:
    def test_a_quote_has_a_speaker(self, answerer: Answerer) -> None:
        answer = talk(answerer, "what did jo doe say at the gate", "who said that?")
        assert said(answer).startswith("The words in quotation marks are those of Jo Doe, chief executive.")
        assert answer.parts[0].quote is not None
        assert answer.footnotes

    def test_a_claim_is_attributed_as_the_article_does(self, answerer: Answerer) -> None:
        answer = talk(answerer, "what did the memo promise", "according to whom?")
        assert "The article attributes a part of it to Ann Field; I tell it in my own words." in said(answer)
        assert "The article itself reports a part of it and attributes it to nobody." in said(answer)

    def test_a_view_is_its_authors(self, answerer: Answerer) -> None:
        answer = talk(answerer, "what do the authors make of it in 2031", "says who?")
        assert said(answer) == "It is the view of the article's author, told in my own words."

    def test_it_tells_a_quote_from_its_own_words(self, answerer: Answerer) -> None:
        assert said(talk(answerer, SIZE, "is that a quote?")).startswith("No, that is told in my own words")
        quoted = said(talk(answerer, "what did acme offer the workers", "word for word?"))
        assert quoted.startswith("Yes, what stands in quotation marks is word for word; the words are those of Acme.")
        assert quoted.endswith("The rest is told in my own words.")

    def test_it_names_the_article_and_what_that_credits(self, answerer: Answerer) -> None:
        assert said(talk(answerer, SIZE, "source?")) == (
            "It stands in “Acme Crews Walk Out Over Pay and Safety”, published by The Daily Example. "
            "The article reports it. It credits its own source 1 (unnamed)."
        )
        assert "the Acme memo article, whose title is not known." in said(
            talk(answerer, "what did the memo promise", "where is that from?")
        )

    def test_every_sentence_of_it_has_its_footnotes(self, answerer: Answerer) -> None:
        for intent in answerer.knowledge.intents.values():
            for question in ("who said that?", "is that a quote?", "source?"):
                answer = answerer.answer(question, Turn(None, intent.id))
                if answer.status is Status.ANSWERED:
                    assert all(sentence.notes for part in answer.parts for sentence in part.sentences)
                    known = {note.n for note in answer.footnotes}
                    assert {n for part in answer.parts for one in part.sentences for n in one.notes} <= known

    def test_it_goes_back_to_the_last_answer_that_cites(self, answerer: Answerer) -> None:
        answer = talk(answerer, "did ann field admit a mistake", "when?", "who said that?")
        assert "Ann Field, safety chief" in said(answer)

    def test_a_refusal_has_nothing_to_trace(self, answerer: Answerer) -> None:
        answer = talk(answerer, "how many workers walked out at globex", "source?")
        assert (answer.status, said(answer)) == (Status.REFUSED, NOTHING)


def test_more_is_offered_as_questions(answerer: Answerer) -> None:
    answer = talk(answerer, SIZE, "tell me more")
    assert (answer.status, said(answer)) == (Status.CLARIFY, TOLD)
    assert len(answer.suggestions) >= 2
    assert "strike-size" not in [suggestion.intent for suggestion in answer.suggestions]


@pytest.mark.parametrize("question", ["and when?", "why?", "who said that?", "source?", "tell me more", "how many?"])
def test_without_a_conversation_it_asks_for_the_subject(answerer: Answerer, question: str) -> None:
    answer = answerer.answer(question)
    assert (answer.status, said(answer)) == (Status.CLARIFY, LOST)
    assert len(answer.suggestions) >= 2
    assert answer == answerer.answer(question, Turn(None, None))


def test_a_turn_without_its_words_counts_by_its_intent(answerer: Answerer) -> None:
    answer = answerer.answer("and why?", Turn(None, "strike-size"))
    assert answer.receipt.intent == "strike-demands"
    assert answer.receipt.follows == "How many workers walked out in 2031?"


def test_a_whole_question_is_answered_as_without_a_conversation(answerer: Answerer) -> None:
    turn = Turn("did ann field admit a mistake", "memo-apology")
    for intent in answerer.knowledge.intents.values():
        assert answerer.answer(intent.asks, turn) == answerer.answer(intent.asks)


WORDS = st.sampled_from("and when why who that it 2031 2032 other one memo acme source quote how many not".split())


@settings(max_examples=60, deadline=None)
@given(
    st.lists(WORDS, max_size=6), st.lists(WORDS, max_size=6) | st.none(), st.sampled_from(["walkouts", "gone", None])
)
def test_any_conversation_gets_the_same_answer_twice(
    answerer: Answerer, words: list[str], before: list[str] | None, intent: str | None
) -> None:
    turn = Turn(None if before is None else " ".join(before), intent, Turn("why?", "walkouts"))
    first = answerer.answer(" ".join(words), turn)
    assert first == answerer.answer(" ".join(words), turn)
    assert plain_text(first)


@pytest.mark.parametrize(
    ("question", "follows"),
    [
        ("was it 1,200 workers who walked out at Acme in 2031?", False),
        ("who of the Acme workers did they pay at Port Hollow?", False),
        ("was it legal?", True),
        ("how many of them were there?", True),
    ],
)
def test_a_question_with_its_own_subject_is_no_followup_for_a_word_that_points(
    answerer: Answerer, question: str, follows: bool
) -> None:
    answer = answerer.answer(question, Turn("What did Ann Field promise in the memo?", "memo-guards"))
    assert bool(answer.receipt.follows) is follows
