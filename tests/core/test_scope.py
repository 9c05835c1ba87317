"""Whether a question is on the coverage at all."""

from __future__ import annotations

import numpy as np
import pytest

from bot.core.answerer import Answerer
from bot.core.fitting import Fitted, fit
from bot.core.matcher import Matcher
from bot.core.model import Status
from bot.core.scope import learn_scope, share

PHRASINGS = {
    "talks": ["how long were the talks", "who was at the talks", "were there talks about pay"],
    "pay": ["what pay did they offer", "how much more pay was offered", "the offer on pay"],
    "other": [
        "a recipe for soup",
        "who sings this song",
        "how long does soup keep",
        "the offer of the day at the bakery",
    ],
}


@pytest.fixture(scope="module")
def fitted() -> Fitted:
    return fit(PHRASINGS, lambda _: ())


def test_the_weights_tell_the_coverage_from_anything_else(fitted: Fitted) -> None:
    weights = learn_scope(fitted, {"other"})
    assert weights is not None
    assert weights.shape == (len(fitted.weights),)
    matcher = Matcher(fitted)
    on, off = (share(matcher.project(text, weights)) for text in ("was pay offered at the talks", "a song about soup"))
    assert on > 0.9
    assert off < 0.5


@pytest.mark.parametrize("others", [(), ("talks", "pay", "other"), ("unheard of",)])
def test_without_two_sides_there_is_nothing_to_learn(fitted: Fitted, others: tuple[str, ...]) -> None:
    assert learn_scope(fitted, others) is None


def test_any_logit_has_a_share() -> None:
    shares = [share(logit) for logit in (-1e9, -2.0, 0.0, 2.0, 1e9)]
    assert shares == sorted(shares)
    assert 0 <= shares[0] < shares[-1] <= 1


def test_the_same_learned_twice_is_the_same(fitted: Fitted) -> None:
    one, other = learn_scope(fitted, {"other"}), learn_scope(fitted, {"other"})
    assert one is not None
    assert other is not None
    assert np.array_equal(one, other)


def test_a_striking_word_of_the_coverage_does_not_carry_a_question_on_something_else(answerer: Answerer) -> None:
    """`Guards` alone bring up the memo; an oven is in the background only."""
    assert answerer.answer("what did the memo promise on guards").status is Status.ANSWERED
    assert answerer.answer("how do i bake bread in the oven with guards").status is not Status.ANSWERED
