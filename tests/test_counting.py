from __future__ import annotations

import pytest

from bot.counting import counted


@pytest.mark.parametrize(
    ("count", "words"), [(0, "0 known gaps"), (1, "1 known gap"), (2, "2 known gaps"), (21, "21 known gaps")]
)
def test_only_one_is_singular(count: int, words: str) -> None:
    assert counted(count, "known gap") == words


def test_what_has_no_s_names_its_plural() -> None:
    assert [counted(count, "reply", "replies") for count in (1, 2)] == ["1 reply", "2 replies"]
