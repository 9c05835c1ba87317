"""Exact bounds on a share that was counted."""

from __future__ import annotations

from math import comb

import pytest

from bot.evaluation.bounds import interval, needed, upper_bound


def test_nothing_wrong_proves_as_much_as_the_rule_of_three_says() -> None:
    assert upper_bound(0, 149) < 0.02 < upper_bound(0, 148)
    assert upper_bound(0, 1) == pytest.approx(0.95)


def test_an_interval_is_as_in_the_tables() -> None:
    assert interval(8, 10) == pytest.approx((0.4439, 0.9748), abs=1e-4)
    assert interval(0, 10) == pytest.approx((0.0, 0.3085), abs=1e-4)
    assert interval(10, 10) == pytest.approx((0.6915, 1.0), abs=1e-4)


@pytest.mark.parametrize("total", [0, 3])
def test_where_all_are_wrong_anything_may_be_true(total: int) -> None:
    assert upper_bound(total, total) == 1.0


@pytest.mark.parametrize("share", [0.01, 0.07, 0.5])
@pytest.mark.parametrize("confidence", [0.8, 0.95])
def test_a_true_share_lies_over_its_bound_no_more_often_than_promised(share: float, confidence: float) -> None:
    total = 60
    over = sum(
        comb(total, times) * share**times * (1 - share) ** (total - times)
        for times in range(total + 1)
        if upper_bound(times, total, confidence) < share
    )
    assert over <= 1 - confidence


def test_says_how_many_answers_would_prove_a_rate() -> None:
    assert needed(0.02, 0.0) == 149
    assert needed(0.02, 0.0, 0.99) == 228
    few = needed(0.05, 0.02)
    assert few is not None
    wrong = -(-few * 2 // 100)
    assert upper_bound(wrong, few) <= 0.05 < upper_bound(wrong, few - 1)


@pytest.mark.parametrize("share", [0.02, 0.03, 1.0])
def test_no_number_proves_a_rate_that_is_not_kept(share: float) -> None:
    assert needed(0.02, share) is None
