"""Each guard over the invented coverage: what it lets pass, narrows, doubts and holds back."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.core.answerer import Answerer
from bot.core.concepts import ConceptFinder
from bot.core.events import EventCues
from bot.core.learning import normalised
from bot.core.model import Rules, Status
from bot.core.question import AnswerType
from bot.core.traits import traits_of


def texts(answerer: Answerer, question: str) -> str:
    return " ".join(sentence.text for part in answerer.answer(question).parts for sentence in part.sentences)


def test_a_name_outside_the_coverage_is_named_and_nothing_is_asserted(answerer: Answerer) -> None:
    answer = answerer.answer("how many workers walked out at Globex")
    assert answer.status is Status.REFUSED
    assert answer.parts[0].sentences[0].text == "The coverage says nothing about Globex."
    assert answer.footnotes == ()


def test_a_name_that_is_only_compared_with_does_not_stop_the_answer(answerer: Answerer) -> None:
    assert answerer.answer("what did acme offer the workers unlike globex").status is Status.ANSWERED


def test_a_year_without_any_coverage_is_refused(answerer: Answerer) -> None:
    answer = answerer.answer("how many workers walked out in 2029")
    assert answer.status is Status.REFUSED
    assert any("2029" in note for note in answer.receipt.guards)


def test_a_year_narrows_a_reply_to_its_event(answerer: Answerer) -> None:
    whole = answerer.answer("what is known about both walkouts")
    assert [part.heading for part in whole.parts] == ["May 2031", "March 2032"]
    narrowed = answerer.answer("what do the authors think of it in 2032")
    assert [part.heading for part in narrowed.parts] == ["March 2032"]


def test_a_year_weighs_more_than_a_number_and_a_number_more_than_a_word(answerer: Answerer) -> None:
    def headings(question: str) -> list[str | None]:
        return [part.heading for part in answerer.answer(question).parts]

    assert headings("verdict of the authors 1200 memo") == ["May 2031"]
    assert headings("verdict of the authors 1200 2032") == ["March 2032"]


def test_a_fact_of_another_year_says_so_first(answerer: Answerer) -> None:
    answer = answerer.answer("what did acme offer the workers in 2032")
    first = answer.parts[0].sentences[0]
    assert answer.parts[0].heading == "May 2031"
    assert first.text == "The coverage says this of May 2031, not of 2032."
    assert first.notes


def test_a_wrong_figure_gets_the_coverages_own_said_plainly(answerer: Answerer) -> None:
    answer = answerer.answer("did acme offer the workers 20 percent, a pay rise")
    first = answer.parts[0].sentences[0]
    assert first.text == "The coverage says 3%, not 20%."
    assert first.notes
    assert "not" not in texts(answerer, "did acme offer the workers 3 percent, a pay rise")


def test_a_question_for_a_date_gets_none_from_a_reply_without_one(answerer: Answerer) -> None:
    answer = answerer.answer("when did ann field admit a mistake")
    assert answer.status is Status.REFUSED
    assert answer.parts[0].sentences[0].text == "The coverage gives no date for that."
    assert answer.suggestions[0].intent == "memo-apology"


def test_a_refusal_names_the_year_and_the_nearest_that_there_is(answerer: Answerer) -> None:
    answer = answerer.answer("how many workers walked out in 2029")
    assert answer.parts[0].sentences[0].text == "The coverage has nothing of 2029."
    assert answer.suggestions[0].intent == "strike-size"


def test_a_denied_question_is_noted_in_the_receipt(answerer: Answerer) -> None:
    receipt = answerer.answer("why did acme not sue boltworks").receipt
    assert any(note.startswith("negation") for note in receipt.guards)


@pytest.mark.parametrize("question", ["how many pages has the memo", "who was behind the first walkout"])
def test_what_the_coverage_leaves_out_is_refused_with_what_it_does_say(answerer: Answerer, question: str) -> None:
    answer = answerer.answer(question)
    assert answer.status is Status.REFUSED
    assert "does not say" in texts(answerer, question)
    assert answer.footnotes
    assert answer.suggestions


def test_something_to_be_written_is_no_question_whatever_words_it_has(answerer: Answerer) -> None:
    assert answerer.answer("please draft me a letter on how many workers walked out in 2031").status is Status.REFUSED
    assert answerer.answer("please tell me how many workers walked out in 2031").status is Status.ANSWERED


def test_a_known_gap_may_require_a_concept_too(answerer: Answerer) -> None:
    knowledge = answerer.knowledge
    gap = replace(knowledge.intents["memo--length"], rules=Rules(require=(("strike",),)))
    strict = Answerer(replace(knowledge, intents={**knowledge.intents, gap.id: gap}), learned=answerer.learned)
    told = "The coverage does not say how long the memo is."
    assert told in texts(answerer, "how many pages is the memo long")
    assert told not in texts(strict, "how many pages is the memo long")


def test_a_sum_with_the_coverages_numbers_is_no_question_on_it(answerer: Answerer) -> None:
    assert answerer.answer("what is 8 percent of 1200").status is Status.REFUSED


def test_a_forbidden_concept_holds_an_intent_back(answerer: Answerer) -> None:
    answer = answerer.answer("what number of people walked out for pay")
    assert answer.receipt.intent != "strike-size" or answer.status is not Status.ANSWERED


def test_a_month_weighs_as_much_as_a_number_so_that_two_that_disagree_bring_both_events(answerer: Answerer) -> None:
    answer = answerer.answer("verdict of the authors march 1200")
    assert {part.heading for part in answer.parts} == {"May 2031", "March 2032"}


def test_a_name_of_the_other_event_is_refused_and_named(answerer: Answerer) -> None:
    answer = answerer.answer("what did Jo Doe say in the memo of 2032")
    assert answer.status is Status.REFUSED
    assert answer.parts[0].sentences[0].text == "Of March 2032 the coverage says nothing about Jo Doe."


def test_of_many_wordings_some_ask_for_somebody_where_the_reply_tells_who(answerer: Answerer) -> None:
    """Nearly every reply has a name; whom it is about shows only in how it is asked for."""
    suit = answerer.knowledge.intents["boltworks-suit"]
    plain = tuple(f"why did acme sue boltworks {number}" for number in range(198))
    for further, tells in ((("over what was boltworks sued", "for what"), False), (("who sued", "by whom"), True)):
        intent = replace(suit, phrasings=(*plain, *further))
        knowledge = replace(answerer.knowledge, intents={intent.id: intent})
        found = traits_of(knowledge, ConceptFinder(knowledge.lexicon), normalised(knowledge))[intent.id]
        assert (AnswerType.PERSON in found.holds(found.types)) is tells


def test_a_strange_name_that_is_offered_for_a_correction_does_not_stop_the_answer(answerer: Answerer) -> None:
    for question in (
        "we will talk to anyone was said by Globex, or who said it?",
        "Globex said we will talk to anyone, and if not who said it?",
    ):
        answer = answerer.answer(question)
        assert answer.status is Status.ANSWERED
        assert answer.receipt.intent == "ceo-words"


def test_a_price_that_is_only_named_is_not_asked_for(answerer: Answerer) -> None:
    assert answerer.answer("what did the crews ask for, a better salary?").status is Status.ANSWERED


@pytest.mark.parametrize(
    ("question", "years"),
    [
        ("not the 2031 walkout, the other one: how many workers walked out?", {2032}),
        ("how many workers walked out in 2032, not 2031?", {2032}),
        ("not the 1,200. how many workers walked out the other time?", {2032}),
        ("how many workers walked out rather than in 2032, in 2031?", {2031}),
        ("was it not the 2031 walkout in which workers walked out?", {2031}),
        ("how many workers walked out in neither year?", {2031, 2032}),
        ("was the walkout of 2032 bigger than in 2031?", {2031, 2032}),
        ("how many workers walked out in the earlier of the two years", {2031}),
        ("what did the second article say of the workers", {2032}),
        ("how many workers were there in the latest round", {2032}),
        ("how many workers walked out the first time, not the second time", {2031}),
        ("did the workers walk out first or second", {2031, 2032}),
        ("how many workers joined the first big walkout", {2031}),
        ("what had they said on an earlier occasion", {2031, 2032}),
        ("both the number and the share of the workers in 2031", {2031}),
        ("both the 2031 and the 2032 walkout", {2031, 2032}),
        ("was it the same in 2031 as in both", {2031, 2032}),
        ("which walkout was the bigger one, that of the 1,200", {2031, 2032}),
    ],
)
def test_an_event_may_be_ruled_out_or_meant_by_its_place(answerer: Answerer, question: str, years: set[int]) -> None:
    meant = EventCues(answerer.knowledge.articles).meant(answerer.parse(question))
    assert {answerer.knowledge.articles[id_].event.year for id_ in meant} == years


def test_a_known_gap_names_the_strange_name_that_it_is_asked_of(answerer: Answerer) -> None:
    question = "who was behind the first walkout, Globex?"
    answer = answerer.answer(question)
    assert answer.status is Status.REFUSED
    assert answer.parts[0].sentences[0].text == "The coverage says nothing about Globex."
    assert "does not say who was behind the first walkout" in texts(answerer, question)


@pytest.mark.parametrize(
    ("text", "described"),
    [
        ("what did the boltworks article say of pay", ("the boltworks article", "the 2031 article")),
        (
            "who spoke at the meeting where boltworks came up",
            ("the meeting where boltworks came up", "the 2031 meeting"),
        ),
        ("what does the piece about the leaked memo omit", ("the piece about the leaked memo", "the 2032 piece")),
        ("what came of it, says the one about boltworks", ("the one about boltworks", "the 2031 article")),
        ("who spoke at the 2031 boltworks meeting", None),
        ("was pay in the boltworks article or in the memo", None),
        ("was the boltworks suit right", None),
    ],
)
def test_an_event_told_by_what_it_is_known_for_is_read_by_its_year(
    answerer: Answerer, text: str, described: tuple[str, str] | None
) -> None:
    assert EventCues(answerer.knowledge.articles).described(text) == described


def test_a_day_is_asked_of_the_event_that_is_meant(answerer: Answerer) -> None:
    """The walkout has its day; the memo has none, though the same reply tells of both."""
    intents = answerer.knowledge.intents
    both = replace(intents["strike-size"], parts=(*intents["strike-size"].parts, *intents["memo-guards"].parts))
    guards = Answerer(replace(answerer.knowledge, intents={**intents, both.id: both}))._guards
    for question, held in (
        ("on which day was the strike in 2031", False),
        ("on which day was the strike in 2032", True),
    ):
        verdict = guards.judge(guards.read(answerer.parse(question), ()), both)
        assert ((verdict.held or "").startswith("answer type")) is held
