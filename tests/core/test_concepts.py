from __future__ import annotations

from bot.core.answerer import Answerer
from bot.core.concepts import ConceptFinder
from bot.core.model import Lexicon
from bot.core.text import tokens

FINDER = ConceptFinder(
    Lexicon(
        concepts={"strike": ("strike", "walk out"), "pay": ("pay", "pay rise")},
        names={"Jo Doe": ("doe",)},
        outside={"Globex": ("globex", "globex corporation")},
    )
)


def test_inflected_wordings_are_found_as_their_concept() -> None:
    assert FINDER.ids(tokens("they were walking out")) == ["c:strike"]


def test_the_longest_wording_of_a_concept_counts() -> None:
    [mention] = FINDER.mentions(tokens("pay rise"))
    assert (mention.id, mention.start, mention.end) == ("c:pay", 0, 2)


def test_names_are_found_by_name_and_alias() -> None:
    assert FINDER.ids(tokens("Jo Doe")) == ["n:Jo Doe"]
    assert FINDER.ids(tokens("what says doe")) == ["n:Jo Doe"]


def test_a_little_word_is_no_name_that_has_its_stem() -> None:
    assert FINDER.ids(tokens("what does it say")) == []
    [mention] = FINDER.mentions(tokens("what does doe say"))
    assert (mention.id, mention.start) == ("n:Jo Doe", 2)


def test_an_outside_name_within_a_longer_name_is_not_that_one() -> None:
    finder = ConceptFinder(Lexicon(names={"Globex Hall": ("globex hall",)}, outside={"Globex": ("globex",)}))
    assert [mention.id for mention in finder.mentions(tokens("who owns globex hall"))] == ["n:Globex Hall"]
    assert [mention.id for mention in finder.mentions(tokens("who owns globex"))] == ["o:Globex"]


def test_an_outside_name_that_is_only_compared_with_is_not_asked_about() -> None:
    assert FINDER.ids(tokens("what about globex")) == ["o:Globex"]
    assert FINDER.ids(tokens("bigger than globex")) == []


def test_a_verb_that_shares_its_stem_with_a_name_is_not_the_name(answerer: Answerer) -> None:
    assert "n:Jo Doe" not in answerer.parse("what does the memo promise").known
    assert "n:Jo Doe" in answerer.parse("what did doe promise").known
