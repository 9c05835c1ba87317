"""How the matcher's and the reader's opinions make one."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.missing import Asked
from bot.core.model import Intent, IntentKind
from bot.core.weighing import weights

PROBABILITY = st.floats(0, 1, allow_subnormal=False)
FACT = Intent(id="fact", asks="", phrasings=(), parts=(), kind=IntentKind.FACT)
GAP = Intent(id="gap", asks="", phrasings=(), parts=(), kind=IntentKind.GAP)


def asked(fact: float, left_out: float) -> Asked:
    return Asked("cost", fact, left_out)


def weighed(fact: float, gap: float, by_reader: Asked) -> tuple[float, float]:
    found = weights([(FACT, fact), (GAP, gap)], by_reader)
    return fact * found.get(IntentKind.FACT, 1), gap * found.get(IntentKind.GAP, 1)


def test_the_reader_decides_a_close_call() -> None:
    fact, gap = weighed(0.4, 0.4, asked(0.05, 0.9))
    assert gap > fact
    fact, gap = weighed(0.4, 0.4, asked(0.9, 0.05))
    assert fact > gap


def test_a_sure_matcher_is_not_overruled_by_a_reader_in_doubt() -> None:
    fact, gap = weighed(0.97, 0.01, asked(0.4, 0.6))
    assert fact > 0.9 > gap


@given(PROBABILITY, PROBABILITY, PROBABILITY, PROBABILITY)
def test_what_is_shared_out_stays_the_same_in_sum(fact: float, gap: float, known: float, left_out: float) -> None:
    before = fact / 2 + gap / 2
    after = sum(weighed(fact / 2, gap / 2, asked(known, left_out)))
    if fact and gap:
        assert after == pytest.approx(before)
    else:
        assert 0 <= after <= before + 1e-9


def test_where_nothing_is_asked_nothing_is_weighed() -> None:
    assert weights([(FACT, 0.5)], None) == {}
    assert weights([(FACT, 0.5)], Asked("cost", 0.0, 0.9, bare=True)) == {}
