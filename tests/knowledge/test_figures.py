"""Numbers are compared by value."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.knowledge.figures import figures, values


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("3,600", {3600}),
        ("3600 people", {3600}),
        ("about 3.6k people", {3600}),
        ("8%", {8}),
        ("$60 billion to $65 billion", {60 * 10**9, 65 * 10**9}),
        ("60 to 65 billion", {60, 60 * 10**9, 65 * 10**9}),
        ("60–65 billion", {60, 60 * 10**9, 65 * 10**9}),
        ("between 60 and 65 bn", {60, 60 * 10**9, 65 * 10**9}),
        ("10 people lost 65 million", {10, 65 * 10**6}),
        ("2031-05", {2031, 5}),
        ("the 10th of May", {10}),
        ("1.5 million", {1_500_000}),
        ("three and Twelve", {3, 12}),
        ("an A320, R2D2 and Q4", set()),
        ("v1.2.3", set()),
        ("3 Boltworks men and 5 men", {3, 5}),
        ("nothing", set()),
    ],
)
def test_values_of_a_text(text: str, expected: set[int]) -> None:
    assert values(text) == {Decimal(value) for value in expected}


def test_spelled_numbers_are_marked_and_loose_ones_state_nothing() -> None:
    found = {figure.text: (figure.spelled, figure.states) for figure in figures("One of 7 asked three times, a tenth")}
    assert found == {"One": (True, False), "7": (False, True), "three": (True, True), "tenth": (True, False)}


@given(st.integers(0, 10**12))
def test_thousands_separators_change_no_value(number: int) -> None:
    assert values(f"about {number:,} people") == values(f"{number} people") == {Decimal(number)}


@given(st.text(max_size=100))
def test_any_text_has_some_numbers_or_none(text: str) -> None:
    assert all(figure.text in text and figure.values for figure in figures(text))
