"""The matcher: which intents a question may mean, and how sure that is."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from functools import cache

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray
from rapidfuzz import fuzz

from bot.core.matcher import Matcher

PHRASINGS: Mapping[str, Sequence[str]] = {
    "strike-size": [
        "how many workers walked out",
        "what share of the staff struck",
        "number of strikers on the first day",
        "how large was the walkout",
    ],
    "strike-reason": [
        "why did the crews strike",
        "what was the walkout about",
        "reason for the walkout",
        "what made the staff walk out",
    ],
    "ceo-words": [
        "what did the chief executive say",
        "statement of the ceo on the walkout",
        "how did management answer the crews",
    ],
    "pay-2031": ["how much was the raise in 2031", "pay rise agreed in 2031"],
    "background": [
        "what is the weather in paris",
        "play some music",
        "set an alarm for the morning",
        "translate this into french",
        "who won the match last night",
        "recommend a restaurant near me",
    ],
}


@cache
def matcher() -> Matcher:
    return Matcher.fit(PHRASINGS)


def shape(ranked: Sequence[object]) -> list[str]:
    return [repr(candidate) for candidate in ranked]


def test_the_intent_with_the_likest_phrasings_comes_first() -> None:
    best = matcher().rank("how many of the crew walked out that day")[0]
    assert best.intent == "strike-size"
    assert best.confidence > 0.3


def test_the_nearest_phrasing_is_given_as_it_was_written() -> None:
    written = "How many crews WALKED out?!"
    ranked = Matcher.fit({"size": [written, "size of the strike"], "why": ["why strike"]}).rank("how many walked out")
    assert ranked[0].phrasing == written


@pytest.mark.parametrize("intent", sorted(PHRASINGS))
def test_an_exact_phrasing_comes_first_with_full_confidence(intent: str) -> None:
    for phrasing in PHRASINGS[intent]:
        best, *rest = matcher().rank(f"  {phrasing.upper()}?? ")
        assert (best.intent, best.confidence, best.phrasing) == (intent, 1.0, phrasing)
        assert all(other.confidence == 0 for other in rest)


def test_a_slip_of_a_letter_keeps_nearly_full_confidence() -> None:
    best = matcher().rank("how many wokrers walked out")[0]
    assert best.intent == "strike-size"
    assert 0.92 <= best.confidence < 1


def test_words_that_sound_alike_are_no_more_than_a_slip() -> None:
    ranked = Matcher.fit({"known": ["how many of them lost their jobs"], "else": ["play some music"]})
    assert ranked.rank("how many of them lost there jobs")[0].confidence == pytest.approx(
        fuzz.ratio("how many of them lost their jobs", "how many of them lost there jobs") / 100
    )


@pytest.mark.parametrize(
    ("known", "asked"),
    [
        ("how much was the raise in 2031", "how much was the raise in 2032"),
        ("how much was the raise in 2031", "how much was the raise in 20"),
        ("the mayor of the town is now guilty", "the mayor of the town is not guilty"),
        ("how many engineers were fired in the end", "how many engineers were hired in the end"),
    ],
    ids=["another year", "another number", "a negation", "another word"],
)
def test_what_changes_the_meaning_is_no_slip_however_few_letters_it_changes(known: str, asked: str) -> None:
    ranked = Matcher.fit({"known": [known], "else": ["play some music"]}).rank(asked)
    likeness = fuzz.ratio(known, asked) / 100
    assert likeness > 0.92
    assert ranked[0].confidence != pytest.approx(likeness)


def test_a_phrasing_of_two_intents_ranks_both_first_by_id() -> None:
    ranked = Matcher.fit({"b": ["same words", "more of b"], "a": ["same words"], "c": ["others"]}).rank("same words")
    assert [(one.intent, one.confidence) for one in ranked] == [("a", 1.0), ("b", 1.0), ("c", 0.0)]


@pytest.mark.parametrize("question", ["", "???", "asdf qwop zxcv", "zzzz", "🙂🙂", "12345 67890"])
def test_what_says_nothing_earns_no_confidence(question: str) -> None:
    assert all(candidate.confidence < 0.2 for candidate in matcher().rank(question))


def test_what_is_far_off_earns_less_than_what_is_meant() -> None:
    off = matcher().rank("chemical formula of table salt")[0]
    meant = matcher().rank("for what reason did the crews walk out")[0]
    assert meant.intent == "strike-reason"
    assert meant.confidence > 2 * off.confidence


def test_the_order_of_intents_and_phrasings_changes_nothing() -> None:
    turned = {intent: list(reversed(PHRASINGS[intent])) for intent in reversed(list(PHRASINGS))}
    other = Matcher.fit(turned)
    for question in ("who walked out", "walkout reason", "music", "how much", "executive on the strike"):
        assert shape(other.rank(question)) == shape(matcher().rank(question))


def test_a_repeated_phrasing_changes_nothing() -> None:
    doubled = {intent: [*phrasings, *phrasings] for intent, phrasings in PHRASINGS.items()}
    assert shape(Matcher.fit(doubled).rank("who walked out")) == shape(matcher().rank("who walked out"))


def test_the_seed_of_hashing_changes_nothing() -> None:
    program = (
        "from bot.core.matcher import Matcher;"
        f"print(Matcher.fit({dict(PHRASINGS)!r}).rank('who of the crew walked out'))"
    )
    runs = [
        subprocess.run(
            [sys.executable, "-c", program],
            env={"PYTHONHASHSEED": seed, "PYTHONPATH": "."},
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    ]
    assert runs[0] == runs[1]


def test_more_phrasings_do_not_win_by_number() -> None:
    endings = [f"{number} {noun}" for number in range(2, 42) for noun in ("boxes", "crates", "parcels")]
    ranked = Matcher.fit(
        {
            "large": [f"where do we store {ending}" for ending in endings],
            "small": ["where do we store wine", "cellar for wine"],
        }
    ).rank("where can wine go")
    assert ranked[0].intent == "small"


def test_concepts_let_synonyms_share_evidence() -> None:
    synonyms = {"walkout": "c:strike", "stoppage": "c:strike"}

    def concepts(text: str) -> list[str]:
        return [synonyms[word] for word in text.split() if word in synonyms]

    phrasings = {"strike": ["walkout at acme"], "move": ["relocation at acme"]}
    without = Matcher.fit(phrasings).rank("stoppage")
    having = Matcher.fit(phrasings, concepts=concepts).rank("stoppage")
    assert having[0].intent == "strike"
    assert having[0].confidence > max(candidate.confidence for candidate in without)


class Oracle:
    """A similarity that knows which intent is meant: the one with this phrasing."""

    def __init__(self, meant: str, weight: float = 9.0) -> None:
        self.meant = meant
        self.weight = weight
        self.asked: list[str] = []

    def fit(self, phrasings: Sequence[Sequence[str]]) -> tuple[float, Callable[[str], NDArray[np.float32]]]:
        near = np.array([self.meant in texts for texts in phrasings], dtype=np.float32)

        def similarity(question: str) -> NDArray[np.float32]:
            self.asked.append(question)
            return near

        return self.weight, similarity


def test_a_further_similarity_is_joined_in() -> None:
    oracle = Oracle("reason for the walkout")
    informed = Matcher.fit(PHRASINGS, similarities=[oracle])
    best = informed.rank("Something else, entirely?")[0]
    assert oracle.asked == ["something else entirely"]
    assert best.intent == "strike-reason"
    assert best.confidence > matcher().rank("something else entirely")[0].confidence


def test_a_further_similarity_can_put_an_intent_on_the_shortlist() -> None:
    many = {f"topic-{number:02}": [f"tell me of number {number}", f"all of {number}"] for number in range(40)}
    informed = Matcher.fit({**many, "other": ["quite different words"]}, similarities=[Oracle("quite different words")])
    assert informed.rank("tell me of it all", 1)[0].intent == "other"


def test_a_further_similarity_that_finds_nothing_near_makes_all_less_sure() -> None:
    silent = Matcher.fit(PHRASINGS, similarities=[Oracle("a phrasing that no intent has")])
    question = "for what reason did the crews walk out"
    assert 0 < silent.rank(question)[0].confidence < matcher().rank(question)[0].confidence


def test_an_exact_phrasing_goes_before_any_further_similarity() -> None:
    informed = Matcher.fit(PHRASINGS, similarities=[Oracle("reason for the walkout", weight=100)])
    best = informed.rank("play some music")[0]
    assert (best.intent, best.confidence) == ("background", 1.0)


def test_matchers_may_share_a_similarity() -> None:
    oracle = Oracle("reason for the walkout")
    first = Matcher.fit(PHRASINGS, similarities=[oracle])
    Matcher.fit({"other": ["reason for the walkout"], "more": ["play some music"]}, similarities=[oracle])
    assert first.rank("something else entirely")[0].intent == "strike-reason"


def test_the_limit_is_kept() -> None:
    assert len(matcher().rank("walkout", 2)) == 2
    assert len(matcher().rank("walkout", 50)) == len(PHRASINGS)


def test_an_intent_without_phrasings_is_never_ranked() -> None:
    ranked = Matcher.fit({"empty": [], "blank": ["?!"], "strike": ["why strike"]}).rank("why")
    assert [candidate.intent for candidate in ranked] == ["strike"]


def test_without_any_phrasing_there_is_nothing_to_fit() -> None:
    with pytest.raises(ValueError, match="phrasing"):
        Matcher.fit({"empty": []})


@given(st.text(max_size=300))
def test_any_string_is_ranked_in_order_with_confidences_that_sum_to_one_at_most(question: str) -> None:
    ranked = matcher().rank(question)
    keys = [(-candidate.confidence, candidate.intent) for candidate in ranked]
    assert len(ranked) == len(PHRASINGS)
    assert all(0 <= candidate.confidence <= 1 for candidate in ranked)
    assert [key[0] for key in keys] == sorted(key[0] for key in keys)
    assert sum(candidate.confidence for candidate in ranked) <= 1 + 1e-6


@given(
    st.dictionaries(st.text(max_size=5), st.lists(st.text(max_size=20), max_size=3), max_size=5),
    st.text(max_size=40),
)
def test_any_phrasings_can_be_fitted(phrasings: dict[str, list[str]], question: str) -> None:
    fitted = Matcher.fit({"known": ["known phrasing"], **phrasings})
    assert np.isfinite([candidate.confidence for candidate in fitted.rank(question)]).all()
