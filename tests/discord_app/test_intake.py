from __future__ import annotations

import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.discord_app.errors import DeclinedError
from bot.discord_app.intake import question_in
from bot.discord_app.limits import length


def test_a_question_is_what_is_left_without_the_mention() -> None:
    assert question_in("<@123>   how many\nwalked out?", 500) == "how many walked out?"


@pytest.mark.parametrize("typed", ["", "   ", "<@123>", "<@123> <:wave:17>"])
def test_nothing_typed_gets_an_invitation(typed: str) -> None:
    with pytest.raises(DeclinedError, match="in your own words"):
        question_in(typed, 500)


@pytest.mark.parametrize("typed", ["???", "🙂🙂", "\u200b\u200b", "...!"])
def test_no_words_get_a_kind_sentence(typed: str) -> None:
    with pytest.raises(DeclinedError, match="only read words"):
        question_in(typed, 500)


def test_a_question_may_be_as_long_as_the_setting_says() -> None:
    assert question_in("a" * 20, 20) == "a" * 20
    with pytest.raises(DeclinedError, match="can take 20 characters, and this has 21"):
        question_in("a" * 21, 20)


@pytest.mark.parametrize("typed", ["多少工人罢工了?", "quién habló?", "1200"])
def test_any_script_has_words(typed: str) -> None:
    assert question_in(typed, 500) == typed


@given(st.text())
def test_any_text_is_a_question_or_declined(typed: str) -> None:
    with contextlib.suppress(DeclinedError):
        assert 0 < length(question_in(typed, 50)) <= 50
