"""A folder becomes one frozen knowledge base, whose version is its content; or every problem is named."""

from __future__ import annotations

import random
import re
import tempfile
from pathlib import Path

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.core.model import IntentKind, Rules, Sentence
from bot.errors import KnowledgeError, Problem
from bot.knowledge.loading import load, load_with_places
from tests.folders import COVERAGE, KnowledgeFolder


def _problems(folder: KnowledgeFolder) -> tuple[Problem, ...]:
    with pytest.raises(KnowledgeError) as caught:
        load(folder.path)
    return caught.value.problems


def _only_problem(folder: KnowledgeFolder) -> Problem:
    (problem,) = _problems(folder)
    return problem


class TestContent:
    def test_articles_have_what_their_files_say(self) -> None:
        knowledge = load(COVERAGE)
        article = knowledge.articles["acme-walkout-2031"]
        assert article.published == "2031-05"
        assert article.event.cues == ("1200", "boltworks", "first walkout", "may")
        assert article.sources == {1: "unnamed", 2: "Example Wire"}
        assert article.passages["The walkout/1"].paragraph == 1
        assert knowledge.articles["acme-memo-2032"].title is None

    def test_sentences_carry_their_references(self) -> None:
        (part,) = load(COVERAGE).intents["memo-guards"].parts
        assert part.sentences == (
            Sentence(
                "Ann Field promised guards on 300 machines, for 4 to 5 million dollars.",
                ("memo-guards", "guards-price"),
            ),
            Sentence("The crews passed the memo on to everyone.", ("memo-shared",)),
        )

    def test_parts_stand_oldest_first_whatever_the_file_says(self) -> None:
        parts = load(COVERAGE).intents["walkouts"].parts
        assert [part.article for part in parts] == ["acme-walkout-2031", "acme-memo-2032"]

    def test_grid_cells_are_gaps_of_their_own(self) -> None:
        intent = load(COVERAGE).intents["strike--leader"]
        assert intent.kind is IntentKind.GAP
        assert intent.asks == "Who was behind the first walkout?"
        assert "leader of this first walkout" in intent.phrasings
        assert intent.parts[0].sentences == (
            Sentence("The coverage does not say who was behind the first walkout."),
            Sentence("About 1,200 workers walked out.", ("strike-size",)),
        )

    def test_canonical_question_is_a_phrasing_too(self) -> None:
        assert load(COVERAGE).intents["hello"].phrasings[0] == "hello!"

    def test_background_has_phrasings_and_no_reply(self) -> None:
        intent = load(COVERAGE).intents["background"]
        assert (intent.kind, intent.parts) == (IntentKind.BACKGROUND, ())
        assert "how is the weather tomorrow in oslo" in intent.phrasings

    def test_rules_and_answer_types_are_kept(self, folder: KnowledgeFolder) -> None:
        folder.edit(
            "intents/walkouts.yaml",
            "{require: [strike], forbid: [pay]}",
            '{require: [strike, "pay|memo"]}\n  answers: [count]',
        )
        intent = load(folder.path).intents["strike-size"]
        assert intent.rules == Rules(require=(("memo", "pay"), ("strike",)))
        assert intent.answers == {"count"}

    def test_limit_of_phrasings_is_kept_but_for_the_background(self) -> None:
        loaded = load_with_places(COVERAGE, phrasings_per_intent=30)
        sizes = {intent.id: len(intent.phrasings) for intent in loaded.knowledge.intents.values()}
        assert max(size for id_, size in sizes.items() if id_ != "background") == 31
        assert sizes["background"] == loaded.wordings["background"] > 200


class TestVersion:
    def test_is_a_hash_of_the_content(self) -> None:
        assert re.fullmatch(r"sha256:[0-9a-f]{64}", load(COVERAGE).version)

    def test_does_not_depend_on_layout(self, folder: KnowledgeFolder) -> None:
        """Order of files and lines, comments and flow style are no content."""
        before = load(folder.path).version
        _shuffle(folder, random.Random(7))
        after = load(folder.path)
        assert after.version == before
        assert after == load(COVERAGE)

    @pytest.mark.parametrize(
        ("inner", "old", "new"),
        [
            ("articles/acme-walkout-2031.yaml", "about 1,200".title(), "Some 1,200"),
            ("articles/acme-walkout-2031.yaml", "2031-05", "2031-06"),
            ("intents/walkouts.yaml", "pay and for guards", "pay and guards"),
            ("intents/walkouts.yaml", "size|scale", "size|extent"),
            ("lexicon.yaml", "downed tools", "laid down tools"),
            ("smalltalk.yaml", "You are welcome", "My pleasure"),
        ],
    )
    def test_changes_with_the_content(self, folder: KnowledgeFolder, inner: str, old: str, new: str) -> None:
        folder.edit(inner, old, new)
        assert load(folder.path).version != load(COVERAGE).version


def _shuffle(folder: KnowledgeFolder, random_: random.Random) -> None:
    """Write the folder anew: lists of things in another order, one intent a file, without comments."""

    def write(inner: str, content: object) -> None:
        with (folder.path / inner).open("w", encoding="utf-8") as file:
            yaml.safe_dump(content, file, sort_keys=False)

    def read(inner: str) -> object:
        content: object = yaml.safe_load((folder.path / inner).read_text(encoding="utf-8"))
        return content

    def mixed(content: object, place: str = "") -> object:
        if isinstance(content, dict):
            return {key: mixed(content[key], key) for key in random_.sample(list(content), len(content))}
        if isinstance(content, list) and place != "reply":
            return [mixed(item) for item in random_.sample(content, len(content))]
        return content

    intents = read("intents/walkouts.yaml")
    assert isinstance(intents, list)
    for number, intent in enumerate(random_.sample(intents, len(intents))):
        write(f"intents/{number}.yaml", [mixed(intent)])
    (folder.path / "intents/walkouts.yaml").unlink()
    for inner in ("intents/gaps.yaml", "smalltalk.yaml", "background.yaml", "lexicon.yaml"):
        write(inner, mixed(read(inner)))
    for path in (folder.path / "articles").iterdir():
        write(f"articles/{path.name}", mixed(read(f"articles/{path.name}")))


WALKOUTS, GAPS, LEXICON = "intents/walkouts.yaml", "intents/gaps.yaml", "lexicon.yaml"
ARTICLE = "articles/acme-walkout-2031.yaml"

BREAKS = [
    # shape
    (WALKOUTS, "  asks: What did the crews ask for?\n", "", -1, "`asks` is missing; add it."),
    (
        WALKOUTS,
        "asks: What did the crews",
        "ask: What did the crews",
        0,
        "`ask` is no key here; did you mean `asks`?",
    ),
    (
        WALKOUTS,
        "{require: [strike], forbid",
        "{needs: [strike], forbid",
        0,
        "`needs` is no key here; remove it; the keys are",
    ),
    (WALKOUTS, "kind: gap", "kind: gaps", 0, "`kind` must be one of 'fact' or 'gap'."),
    (
        WALKOUTS,
        "forbid: [pay]}",
        "forbid: [pay]}\n  answers: [count, number]",
        0,
        "item 2 of `answers` must be one of 'date', 'day', 'count', 'percent', 'amount' or 'person'.",
    ),
    (WALKOUTS, "  asks: What did the crews ask for?", "  asks:", 0, "`asks` must be text"),
    (
        WALKOUTS,
        "  asks: What did the crews ask for?",
        "  asks: ' '",
        0,
        "`asks` is empty; write it or remove the key.",
    ),
    (WALKOUTS, "id: strike-demands", "id: Strike Demands", 0, "`id` must be an id of small letters"),
    (WALKOUTS, "      quote: holiday", "      quote: [holiday]", 0, "`quote` must be text"),
    (
        WALKOUTS,
        '    - "[the] demands of [the] <people>"',
        "    - [the]",
        0,
        "item 3 of `phrasings` must be text",
    ),
    (GAPS, "  strike: [leader, injuries]", "  strike: leader", 0, "`strike` must be a list"),
    (GAPS, "    name: the memo", "    nam: the memo", 0, "`nam` is no key here; did you mean `name`?"),
    (LEXICON, "concepts:", "concept:", 0, "`concept` is no key here; did you mean `concepts`?"),
    (ARTICLE, "year: 2031", "year: twenty", 0, "`year` must be a whole number."),
    (ARTICLE, "published: 2031-05", "published: 2031-13", 0, "`published` is no date in the calendar"),
    (
        ARTICLE,
        "published: 2031-05",
        "published: May",
        0,
        "`published` must be a date as precise as it is known",
    ),
    (ARTICLE, "https://news", "news", 0, "`url` must be an address that begins with https://."),
    (ARTICLE, "sources: {1: unnamed", "sources: {one: unnamed", 0, "`one` must be a whole number."),
    (ARTICLE, 'sha256: "deb9', 'sha256: "xyz', 0, "`sha256` must be the 64 digits"),
    (ARTICLE, "speaker: Acme, ", "", 0, "`speaker` is missing; a quote needs its speaker"),
    (
        ARTICLE,
        "id: acme-walkout-2031\n",
        "id: acme-walkout\n",
        0,
        "name the file acme-walkout.yaml or change the id.",
    ),
    # references
    (
        ARTICLE,
        "passage: Opening/4",
        "passage: Opening/3",
        -1,
        "there is no passage `Opening/3`; did you mean `Opening/",
    ),
    (
        ARTICLE,
        "id: boltworks-suit",
        "id: standstill",
        0,
        "the id standstill is taken by knowledge/articles/acme-walkout-2031.yaml:30",
    ),
    (
        ARTICLE,
        "passage: The walkout/1, source: 2}\n  - {id: standstill",
        "passage: The walkout/1, source: 3}\n  - {id: standstill",
        0,
        "there is no source `3`; correct it, or add it under sources.",
    ),
    (
        ARTICLE,
        "The walkout, paragraph: 1",
        "Opening, paragraph: 4",
        0,
        "the passage Opening/4 is listed twice; remove one.",
    ),
    (ARTICLE, "id: patience", "id: memo-guards", 0, "the id memo-guards is taken by"),
    (
        WALKOUTS,
        "id: standstill",
        "id: strike-size",
        0,
        "the id strike-size is taken by knowledge/intents/walkouts.yaml:2",
    ),
    (
        WALKOUTS,
        "[boltworks-suit]",
        "[boltwork-suit]",
        0,
        "there is no claim or quote `boltwork-suit`; did you mean `boltworks-suit`?",
    ),
    (WALKOUTS, "quote: holiday", "quote: strike-size", 0, "there is no quote `strike-size`"),
    (
        WALKOUTS,
        "require: [strike]",
        "require: [strikes]",
        0,
        "there is no concept `strikes`; did you mean `strike`?",
    ),
    (
        WALKOUTS,
        "forbid: [pay]",
        "forbid: [money]",
        0,
        "there is no concept `money`; correct it, or add it under concepts",
    ),
    (
        WALKOUTS,
        "      says: They asked for 8%",
        '      says: "[strike-demands]"\n#',
        0,
        "brackets without a sentence before them",
    ),
    (
        WALKOUTS,
        "    - article: acme-walkout-2031\n      says: They",
        "    - says: They",
        0,
        "the part of a fact names no article",
    ),
    (
        WALKOUTS,
        "    - article: acme-walkout-2031\n      says: They",
        "    - article: acme-2031\n      says: They",
        0,
        "there is no article `acme-2031`",
    ),
    # templates
    (WALKOUTS, "(length|duration)", "(length|duration", 0, "check its brackets"),
    (
        WALKOUTS,
        '"[the] demands of [the] <people>"',
        "demands of <crews>",
        0,
        "there is no rule <crews> in lexicon.yaml",
    ),
    (
        WALKOUTS,
        '"[the] demands of [the] <people>"',
        '"{thing} demands"',
        0,
        "{thing} is filled in grids of gaps only",
    ),
    (
        LEXICON,
        "people: (people|workers",
        "people: (<staff>|workers",
        0,
        "there is no rule <staff> in lexicon.yaml",
    ),
    (LEXICON, "people: (people|workers", "people: (people|workers))(", 0, "check its brackets"),
    (
        LEXICON,
        "  pay: (pay rise|rise|raise)\n",
        "  pay: (<pay>|rise)\n",
        0,
        "the rule <pay> refers to itself (pay -> pay)",
    ),
    # grids
    (
        GAPS,
        "strike: [leader, injuries]",
        "stroke: [leader, injuries]",
        0,
        "there is no thing `stroke`; did you mean `strike`?",
    ),
    (
        GAPS,
        "[leader, length]",
        "[leader, lenght]",
        0,
        "there is no attribute `lenght`; did you mean `length`?",
    ),
    (GAPS, "terms: (the|this|that|acme's) memo", "terms: (the|this", 0, "check its brackets"),
    (
        GAPS,
        "      - (leader|organiser|head) of {thing}",
        "      - (leader|organiser) of it",
        0,
        "the phrasing names no thing; put {thing}",
    ),
    (
        GAPS,
        "article: acme-memo-2032",
        "article: acme-memo",
        0,
        "there is no article `acme-memo`; did you mean `acme-memo-2032`?",
    ),
    (GAPS, "[memo-guards]", "[memo-guard]", 0, "there is no claim or quote `memo-guard`"),
]


@pytest.mark.parametrize("broken", BREAKS)
def test_each_break_is_refused_with_file_line_and_reason(
    folder: KnowledgeFolder, broken: tuple[str, str, str, int, str]
) -> None:
    inner, old, new, offset, reason = broken
    line = folder.edit(inner, old, new) + offset
    problems = _problems(folder)
    named = [problem for problem in problems if reason in problem.reason]
    assert named, "\n".join(map(str, problems))
    file = f"knowledge/{inner}"
    assert {(problem.file, problem.line) for problem in named} <= {(file, line), (file, line + 1)}


def test_broken_rule_is_named_once_and_not_at_every_template(folder: KnowledgeFolder) -> None:
    line = folder.edit(LEXICON, "  walkout: (walkout|strike)", "  walkout: (walkout|<walkout>)")
    problem = _only_problem(folder)
    assert (problem.file, problem.line) == ("knowledge/lexicon.yaml", line)


def test_all_problems_are_named_at_once(folder: KnowledgeFolder) -> None:
    folder.edit(WALKOUTS, "[boltworks-suit]", "[boltwork-suit]")
    folder.edit(WALKOUTS, "(length|duration)", "(length|duration")
    folder.edit(GAPS, "[memo-guards]", "[memo-guard]")
    folder.edit(ARTICLE, "passage: Opening/4", "passage: Opening/9")
    problems = _problems(folder)
    assert len(problems) == 4
    assert list(problems) == sorted(problems)


def test_folder_without_articles_or_intents_says_so(tmp_path: Path) -> None:
    with pytest.raises(KnowledgeError) as caught:
        load(tmp_path)
    assert [problem.reason for problem in caught.value.problems] == [
        "there is no article; add one as articles/<id>.yaml.",
        "there is no intent; add a file under intents/.",
    ]


def test_lexicon_small_talk_and_background_may_be_absent(folder: KnowledgeFolder) -> None:
    for inner in ("smalltalk.yaml", "background.yaml"):
        (folder.path / inner).unlink()
    assert "background" not in load(folder.path).intents


def _loads_or_says_why(path: Path) -> None:
    problems: tuple[Problem, ...] = ()
    try:
        load(path, phrasings_per_intent=5)
    except KnowledgeError as error:
        problems = error.problems
    assert all(problem.file and problem.reason.endswith((".", "?")) for problem in problems)


FILES = sorted(str(path.relative_to(COVERAGE)) for path in COVERAGE.rglob("*.yaml"))


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.sampled_from(FILES), st.one_of(st.binary(max_size=200), st.text(max_size=200).map(str.encode)))
def test_any_bytes_as_a_file_load_or_are_refused(inner: str, raw: bytes) -> None:
    with tempfile.TemporaryDirectory() as parent:
        folder = KnowledgeFolder(Path(parent))
        (folder.path / inner).write_bytes(raw)
        _loads_or_says_why(folder.path)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.sampled_from(FILES), st.data())
def test_any_slice_replaced_by_any_bytes_loads_or_is_refused(inner: str, data: st.DataObject) -> None:
    raw = (COVERAGE / inner).read_bytes()
    start = data.draw(st.integers(0, len(raw)))
    length = data.draw(st.integers(0, 60))
    noise = data.draw(
        st.one_of(
            st.binary(max_size=12),
            st.sampled_from([b"[", b"]", b"(", b"<", b": ", b"- ", b"\n", b"&a ", b"*a", b"|"]),
        )
    )
    with tempfile.TemporaryDirectory() as parent:
        folder = KnowledgeFolder(Path(parent))
        (folder.path / inner).write_bytes(raw[:start] + noise + raw[start + length :])
        _loads_or_says_why(folder.path)


_values = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=20)),
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(st.text(max_size=8), inner, max_size=3)),
    max_leaves=5,
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.sampled_from(FILES), _values, st.data())
def test_any_value_in_any_place_loads_or_is_refused(inner: str, value: object, data: st.DataObject) -> None:
    content = yaml.safe_load((COVERAGE / inner).read_text(encoding="utf-8"))
    around = content
    while True:
        key = data.draw(st.sampled_from(sorted(around) if isinstance(around, dict) else range(len(around))))
        if not isinstance(around[key], dict | list) or not around[key] or data.draw(st.booleans()):
            around[key] = value
            break
        around = around[key]
    with tempfile.TemporaryDirectory() as parent:
        folder = KnowledgeFolder(Path(parent))
        with (folder.path / inner).open("w", encoding="utf-8", errors="surrogatepass") as file:
            yaml.safe_dump(content, file, sort_keys=False)
        _loads_or_says_why(folder.path)
