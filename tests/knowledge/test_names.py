"""A capital letter is a name where no sentence begins, and a name must be in what supports it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.knowledge.names import Names

NAMES = Names({"Jo Doe": ["doe", "jo doe", "the boss"], "Acme": ["acme"]}, {"Globex": ["globex"]})
SUPPORT = (
    "Jo Doe of Acme met Al Roe in Port Hollow. DeepSeek's CEO was there; The Daily Example (U.S.) asked about Q&A."
)


@pytest.mark.parametrize(
    ("text", "missing"),
    [
        ("Jo Doe met Al Roe.", []),
        ("Doe met Roe’s men.", []),
        ("The boss went home.", []),
        ("Workers left. They came back.", []),
        ("They met Brown.", ["Brown"]),
        ("They met Al Brown in Port Hollow.", ["Brown"]),
        ("Globex was there.", ["Globex"]),
        ("DeepSeek was at the Q&A in the U.S. with two CEOs.", []),
        ("TikTok was there.", ["TikTok"]),
        ("AI was there.", ["AI"]),
        ('He said: "We go." Then "No" and (Perhaps).', []),
        ("They said I'm late, and I am.", []),
        ("Al Doe met Jo Roe.", ["Al Doe", "Jo Roe"]),
        ("The CEO Al Roe of Acme.", []),
        ("It was in the daily paper of May.", ["May"]),
        ("", []),
    ],
)
def test_names_beyond_the_support(text: str, missing: list[str]) -> None:
    assert NAMES.unsupported(text, SUPPORT) == missing


def test_another_wording_of_a_known_name_supports_it() -> None:
    assert NAMES.unsupported("They asked Jo Doe.", "The question went to Doe.") == []
    assert NAMES.unsupported("They asked Jo Roe.", "The question went to Roe.") == ["Jo"]


@given(st.text(max_size=200))
def test_every_text_supports_itself(text: str) -> None:
    assert NAMES.unsupported(text, text) == []
