from __future__ import annotations

import pytest

from bot.core.figures import Figure, contradiction, figures


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("about 3,600 people, about 5%", ["3,600", "5%"]),
        ("$60-65bn in all", ["60 billion"]),
        ("on May 12 in 2031", []),
        ("two of 12", []),
        ("half", []),
    ],
)
def test_figures_are_found_with_their_unit(text: str, found: list[str]) -> None:
    assert [str(figure) for figure in figures(text)] == found


def test_a_figure_of_the_same_unit_that_differs_is_contradicted() -> None:
    told = figures("8% more pay for 1,200 workers")
    assert contradiction(figures("20 percent"), told) == (Figure(20, "percent"), Figure(8, "percent"))
    assert contradiction(figures("8 percent"), told) is None
    assert contradiction(figures("5 billion"), told) is None
