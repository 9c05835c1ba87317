from __future__ import annotations

import pytest

from bot.core.concepts import ConceptFinder
from bot.core.model import Lexicon
from bot.core.question import AnswerType, Question, negated, parse


def ask(text: str) -> Question:
    return parse(text, ConceptFinder(Lexicon()))


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("when did they walk out", AnswerType.DATE),
        ("on what date was it", AnswerType.DAY),
        ("they leave, is there a date", AnswerType.DAY),
        ("which month was it", AnswerType.DATE),
        ("the date fixed for the walkout", AnswerType.DATE),
        ("the exact headcount of those who left", AnswerType.COUNT),
        ("how many walked out", AnswerType.COUNT),
        ("what percentage walked out", AnswerType.PERCENT),
        ("how much does it cost", AnswerType.AMOUNT),
        ("how much money did they offer", AnswerType.AMOUNT),
        ("who is jo doe", AnswerType.PERSON),
        ("who put it online", AnswerType.PERSON),
        ("by whom was it said", AnswerType.PERSON),
        ("name the employee behind it", AnswerType.PERSON),
        ("what is the price of it", AnswerType.AMOUNT),
        ("billions on cranes a year, how many", AnswerType.AMOUNT),
        ("don't tell me how many, tell me who led them, and who is it", AnswerType.PERSON),
    ],
)
def test_what_a_question_asks_for_is_seen(text: str, kind: AnswerType) -> None:
    assert ask(text).asks == {kind}


@pytest.mark.parametrize(
    "text",
    [
        "why did they strike",
        "the walkout",
        "the firm whose workers struck",
        "what they did when it rained",
        "never mind when, what did they say",
        "not the date, the place",
    ],
)
def test_other_questions_ask_for_no_kind_of_thing(text: str) -> None:
    assert ask(text).asks == frozenset()


def test_years_and_other_numbers_are_told_apart() -> None:
    question = ask("did 1,200 walk out in 2031")
    assert question.years == {2031}
    assert [str(figure) for figure in question.figures] == ["1,200"]


def test_a_double_negation_denies_nothing() -> None:
    assert negated(("they", "did", "not", "strike"))
    assert not negated(("they", "never", "did", "not", "strike"))


def test_words_that_only_ask_name_no_thing_though_the_lexicon_has_them() -> None:
    finder = ConceptFinder(Lexicon(concepts={"scale": ("how much",), "pay": ("pay", "raise")}))
    assert not parse("how much", finder).topical
    assert parse("how much pay", finder).topical
