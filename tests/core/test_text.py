from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.text import clauses, normalise, stem


@pytest.mark.parametrize(
    ("typed", "means"),
    [
        ("3,600 ppl?", "3600 people"),
        ("3.6k", "3600"),
        ("five per cent", "5 percent"),
        ("5%", "5 percent"),
        ("from 2025 to 26", "from 2025 to 2026"),
        ("spring '26", "spring 2026"),
        ("in 26 countries", "in 26 countries"),
        ("a tenth of the staff", "10 percent of the staff"),
        ("the tenth-of-the-staff round", "the 10 percent of the staff round"),
        ("the tenth of may", "the tenth of may"),
        ("three thousand six hundred", "3600"),
        ("eight thousand", "8000"),
        ("$60-65bn", "60 to 65 billion"),
        ("$60 billion to $65 billion", "60 billion to 65 billion"),
        ("10 million", "10 million"),
        ("how much $$ for it", "how much money for it"),
        ("Feb. 10th", "february 10th"),
    ],
)
def test_numbers_are_written_one_way(typed: str, means: str) -> None:
    assert normalise(typed) == means


@pytest.mark.parametrize(
    ("typed", "means"),
    [
        ("What’s Jo’s plan?", "what is jo plan"),
        ("they didnt strike", "they did not strike"),
        ("y did u go", "why did you go"),
        ("Ｆｕｌｌ ｗｉｄｔｈ text", "full width text"),
        ("café CRÈME now", "cafe creme now"),
        ("wide\u200bspread\u200b words", "widespread words"),
        ("look at https://example.org/a?b=c now", "look at now"),
        ("hey <@123456> what now", "what now"),
        ("artificial intelligence rules", "ai rules"),
    ],
)
def test_spoken_and_typed_forms_become_plain_words(typed: str, means: str) -> None:
    assert normalise(typed) == means


def test_fillers_go_where_words_remain_and_stay_where_nothing_else_is_said() -> None:
    assert normalise("lol so what did they offer tho") == "what did they offer"
    assert normalise("lol") == "lol"


def test_what_only_frames_a_question_is_taken_off() -> None:
    plain = normalise("they walked out in may")
    assert normalise("is it true that they walked out in may?") == plain
    assert normalise("someone told me they walked out in may, legit?") == plain
    assert normalise("is it true") == "is it true"


def test_clauses_are_the_parts_of_a_rambling_message() -> None:
    message = "my cousin came over. we had tea, so what did the crews want?"
    assert clauses(message)[-1] == "what did the crews want?"
    assert clauses("what did the crews want") == []


def test_inflections_share_a_stem() -> None:
    assert stem("walked") == stem("walking") == stem("walks")


@given(st.text())
def test_any_text_is_normalised_once_and_for_all(text: str) -> None:
    once = normalise(text)
    assert once == once.lower().strip()
    assert "  " not in once
