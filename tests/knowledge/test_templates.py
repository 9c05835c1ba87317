"""Templates expand to what hassil says they do, picked evenly and always the same."""

from __future__ import annotations

from collections import Counter
from itertools import islice
from random import Random

import pytest
from hassil.parse_expression import parse_sentence
from hassil.sample import sample_expression
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from bot.knowledge.templates import LONGEST_TEMPLATE, Grammar, TemplateError, expand

RULES = {"crew": "(crew|workers|<staff>)", "staff": "[the] staff"}
GRAMMAR = Grammar(RULES)

_words = st.sampled_from(["who", "left", "early", "plant", "what's", "8%", "now?"])


def _grown(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    several = st.lists(inner, min_size=2, max_size=3)
    return st.one_of(
        several.map(" ".join),
        several.map(lambda items: f"({'|'.join(items)})"),
        several.map(lambda items: f"({';'.join(f'({item})' for item in items)})"),
        inner.map(lambda item: f"[{item}]"),
        several.map(lambda items: f"({'|'.join(items)}|)"),
    )


templates = st.recursive(st.one_of(_words, st.just("<crew>")), _grown, max_leaves=8).map("so {}".format)


def _all_by_hassil(text: str) -> set[str]:
    rules = {name: parse_sentence(body) for name, body in RULES.items()}
    return {" ".join(sample.split()) for sample in sample_expression(parse_sentence(text).expression, None, rules)}


@settings(deadline=None)
@given(templates)
def test_expansions_are_those_of_hassil(text: str) -> None:
    template = GRAMMAR.template(text)
    assume(template.count <= 500)
    assert {template.wording(index) for index in range(template.count)} == _all_by_hassil(text)


@settings(deadline=None)
@given(templates)
def test_spread_visits_every_expansion_once(text: str) -> None:
    template = GRAMMAR.template(text)
    if template.count <= 1000:
        every = Counter(template.wording(index) for index in range(template.count))
        assert Counter(template.spread()) == every


@settings(deadline=None)
@given(st.lists(templates, min_size=1, max_size=5), st.integers(1, 60), st.randoms(use_true_random=False))
def test_expand_is_bounded_and_blind_to_order(texts: list[str], limit: int, random: Random) -> None:
    parsed = [GRAMMAR.template(text) for text in texts]
    wordings = expand(parsed, limit)
    assert 1 <= len(wordings) <= max(limit, len(set(texts)))
    assert list(wordings) == sorted(set(wordings))
    assert all(wording == " ".join(wording.lower().split()) and wording for wording in wordings)
    random.shuffle(parsed)
    assert expand(parsed, limit) == wordings


def test_every_template_gets_at_least_one_wording() -> None:
    parsed = [GRAMMAR.template(text) for text in ("one", "(two|deux) <crew>", "three")]
    assert set(expand(parsed, 1).values()) == set(parsed)


def test_what_small_templates_leave_over_goes_to_large_ones() -> None:
    small, large = GRAMMAR.template("(one|two)"), GRAMMAR.template("(a|b|c|d) (e|f|g|h) (i|j|k|l)")
    shares = Counter(template.text for template in expand([large, small], 40).values())
    assert shares == {small.text: 2, large.text: 38}


def test_slots_vary_independently_in_a_small_sample() -> None:
    template = GRAMMAR.template("(a|b) (c|d|e) (f|g|h|i) (j|k|l|m|n) (o|p) (q|r|s)")
    picked = [wording.split() for wording in islice(template.spread(), 24)]
    for slot, size in enumerate((2, 3, 4, 5, 2, 3)):
        counts = Counter(words[slot] for words in picked)
        assert len(counts) == size
        assert max(counts.values()) <= 2 * 24 / size
    pairs = {(words[0], words[4]) for words in picked}
    assert len(pairs) == 4


def test_huge_templates_are_counted_without_being_enumerated() -> None:
    template = GRAMMAR.template(" ".join(["(a|b|c|d|e|f|g|h|i|j)"] * 100))
    assert template.count == 10**100
    assert len(expand([template], 50)) == 50


def test_text_is_lower_case_with_single_spaces_and_keeps_its_punctuation() -> None:
    assert list(expand([GRAMMAR.template("What  is [now] Q&A , then [now]?")], 1)) == ["what is now q&a, then now?"]


def test_duplicates_count_once() -> None:
    assert list(expand([GRAMMAR.template("(a|a|A|[a] a a)")], 10)) == ["a", "a a", "a a a"]


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("how (many", "check its brackets"),
        ("how many)", "check its brackets"),
        ("x > y", "check its brackets"),
        ("()", "check its brackets"),
        ("[]", "check its brackets"),
        ("<", "check its brackets"),
        ("<people>", "there is no rule <people> in lexicon.yaml; add it, or use one near: none."),
        ("<crews>", "use one near: <crew>."),
        ("cost of {thing}", "{thing} is filled in grids of gaps only"),
        ("[a]", None),
        ("[( )]", "stands for no words at all"),
        ("x" * (LONGEST_TEMPLATE + 1), "5,001 characters, more than 5,000; split it."),
        ("(" * 2000 + "x" + ")" * 2000, "nested too deeply"),
    ],
)
def test_unusable_templates_say_why(text: str, reason: str | None) -> None:
    if reason is None:
        assert list(expand([GRAMMAR.template(text)], 5)) == ["a"]
        return
    with pytest.raises(TemplateError) as caught:
        GRAMMAR.template(text)
    assert reason in str(caught.value)


def test_rules_that_refer_to_themselves_are_named_with_the_circle() -> None:
    grammar = Grammar({"a": "x <b>", "b": "y <c>", "c": "[z] <a>"})
    assert dict(grammar.problems())["a"] == (
        "the rule <a> refers to itself (a -> b -> c -> a); break the circle in lexicon.yaml."
    )


def test_deep_chains_of_rules_are_a_problem_and_no_crash() -> None:
    rules = {f"r{at}": f"x <r{at + 1}>" for at in range(3000)} | {"r3000": "end"}
    with pytest.raises(TemplateError, match="nested too deeply"):
        Grammar(rules).template("<r0>")
