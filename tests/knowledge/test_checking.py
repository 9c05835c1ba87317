"""`footnote check` refuses what must not go live, with file, line and remedy."""

from __future__ import annotations

import pytest

from bot.errors import Problem
from bot.knowledge.checking import check
from bot.knowledge.loading import load_with_places
from tests.folders import COVERAGE, KnowledgeFolder

WALKOUTS, GAPS, TALK = "intents/walkouts.yaml", "intents/gaps.yaml", "smalltalk.yaml"
ARTICLE, MEMO = "articles/acme-walkout-2031.yaml", "articles/acme-memo-2032.yaml"
SIZE = "About 1,200 workers walked out on 12 May, a tenth of the staff. [strike-size]"
LONG = "x" * 300


def _check(folder: KnowledgeFolder) -> list[Problem]:
    return check(load_with_places(folder.path))


def test_sound_coverage_is_accepted() -> None:
    assert check(load_with_places(COVERAGE)) == []


BREAKS = [
    # references
    (
        WALKOUTS,
        SIZE,
        SIZE.removesuffix(" [strike-size]"),
        "'About 1,200 workers walked out on 12 May, a ten...' has no reference; end it with its claims' ids",
    ),
    (WALKOUTS, SIZE, f"It was in May. {SIZE}", "'It was in May.' has no reference"),
    (WALKOUTS, SIZE, f"{SIZE} It was in May.", "'It was in May.' has no reference"),
    (WALKOUTS, SIZE, f"{SIZE} It was in May. []", "'It was in May.' has no reference"),
    (
        WALKOUTS,
        "on first. The crews passed the memo on to everyone. [memo-shared]",
        "on first. The crews passed the memo on. [memo-shared] It is late.",
        "'It is late.' has no reference",
    ),
    (
        WALKOUTS,
        SIZE,
        f"{SIZE} They walked out again. [second-size]",
        "second-size is from acme-memo-2032; move 'They walked out again.' to a part of that article.",
    ),
    (
        WALKOUTS,
        "quote: anyone",
        "quote: slow-and-wrong",
        "the quote slow-and-wrong is from acme-memo-2032; move it",
    ),
    (TALK, "  says: You are welcome.", "  says: You are welcome. [strike-size]", "small talk cites nothing"),
    # numbers and names
    (
        WALKOUTS,
        SIZE,
        SIZE.replace("1,200", "1,300"),
        "the number 1,300 in 'About 1,300 workers walked out on 12 May,",
    ),
    (WALKOUTS, SIZE, SIZE.replace("1,200", "12,000"), "the number 12,000"),
    (WALKOUTS, SIZE, SIZE.replace("12 May", "13 May"), "the number 13 "),
    (WALKOUTS, SIZE, SIZE.replace("12 May", "12 June"), "the name June in"),
    (WALKOUTS, "for 4 to 5 million dollars", "for 4 to 5 billion dollars", "the number 4 in"),
    (WALKOUTS, "for nine days", "for ten days", "the number ten in"),
    (WALKOUTS, "Acme sued Boltworks", "Acme sued Globex", "the name Globex in"),
    (WALKOUTS, "says: Acme sued Boltworks", "says: Globex sued Boltworks", "the name Globex in"),
    (WALKOUTS, "says: Jo Doe met", "says: Jo Field met", "the name Field in"),
    (WALKOUTS, "in The Daily Example. [title", "in The Weekly Example. [title", "the name Weekly in"),
    (GAPS, "The memo promised guards on all 300", "The memo promised guards on all 400", "the number 400 in"),
    # nothing is left out
    (
        WALKOUTS,
        " [learns-late] It asks",
        " [next-memo] It asks",
        "no reply refers to learns-late; bring it into one, or remove it.",
    ),
    (WALKOUTS, "      quote: holiday\n", "", "no reply refers to holiday"),
    # limits
    (
        WALKOUTS,
        "asks: How long did the plant stand still?",
        f"asks: {'How long ' * 12}?",
        "the question has 109 characters, more than 100; shorten it.",
    ),
    (
        ARTICLE,
        "label: the Acme walkout article",
        f"label: {LONG}",
        "the label has 300 characters, more than 256; shorten it.",
    ),
    (ARTICLE, "heading: May 2031", f"heading: {LONG}", "the event has 300 characters"),
    (
        ARTICLE,
        '"deb9be713a616f5cd6aba7263963085997822e18cbc47d01c76b3dd127e63805"',
        '"0"',
        "the hash has not 64 digits",
    ),
]


@pytest.mark.parametrize(("inner", "old", "new", "reason"), BREAKS)
def test_each_break_is_refused_with_file_line_and_reason(
    folder: KnowledgeFolder, inner: str, old: str, new: str, reason: str
) -> None:
    folder.edit(inner, old, new)
    named = [problem for problem in _check(folder) if reason in problem.reason]
    assert named, "\n".join(map(str, _check(folder)))
    for problem in named:
        lines = (folder.path.parent / problem.file).read_text(encoding="utf-8").split("\n")
        assert problem.line > 0
        assert lines[problem.line - 1].strip()
    assert len({(problem.file, problem.line) for problem in named}) == 1


def test_line_is_that_of_the_text(folder: KnowledgeFolder) -> None:
    line = folder.edit(WALKOUTS, SIZE, SIZE.replace("1,200", "1,300"))
    (problem,) = _check(folder)
    assert (problem.file, problem.line) == ("knowledge/intents/walkouts.yaml", line)
    assert str(problem).startswith(f"knowledge/intents/walkouts.yaml:{line}: the number 1,300 in")


def test_same_phrasing_of_two_intents_is_named_at_the_template(folder: KnowledgeFolder) -> None:
    line = folder.edit(
        WALKOUTS,
        '    - "[the] demands of [the] <people>"',
        '    - "[the] demands of [the] <people>"\n    - Hey, there!!',
    )
    (problem,) = _check(folder)
    assert (problem.file, problem.line) == ("knowledge/intents/walkouts.yaml", line + 1)
    assert problem.reason == "'hey, there!!' is a phrasing of strike-demands and of hello; keep it in one of them."


def test_same_canonical_question_is_named_at_the_question(folder: KnowledgeFolder) -> None:
    line = folder.edit(WALKOUTS, "asks: What did the crews ask for?", "asks: What did ACME offer in 2031")
    (problem,) = _check(folder)
    assert (problem.file, problem.line) == ("knowledge/intents/walkouts.yaml", line)


def test_too_few_wordings_are_counted_before_any_are_left_out(folder: KnowledgeFolder) -> None:
    folder.append(
        WALKOUTS,
        "\n- id: few\n  asks: Few?\n  phrasings: [(a|b|c|d|e|f|g) (h|i|j|k|l|m|n)]\n"
        "  reply: [{article: acme-walkout-2031, says: 'They walked out. [strike-size]'}]\n",
    )
    problems = check(load_with_places(folder.path, phrasings_per_intent=10))
    assert [problem.reason for problem in problems] == [
        "the phrasings have 49 wordings, fewer than 50; write more templates."
    ]


def test_passage_without_claims_is_refused(folder: KnowledgeFolder) -> None:
    extra = '  - {section: The Memo, paragraph: 9, sha256: "' + "0" * 64 + '"}\nclaims:\n'
    line = folder.edit(MEMO, "claims:\n", extra)
    (problem,) = _check(folder)
    assert (problem.line, problem.reason) == (
        line,
        "nothing was taken from The Memo/9; add its claims and quotes, or remove the passage.",
    )


@pytest.mark.parametrize(
    "says",
    [
        "About 1200 workers, 12 of May. [strike-size]",
        "In May 2031 the crews of Port Hollow walked out, says The Daily Example. [strike-size]",
        "Jo Doe, the chief executive, and Boltworks. [anyone, boltworks-suit]",
        "It cites Example Wire. [acme-offer]",
        "Half of it was one of the two walkouts. [strike-size]",
        "What Acme's Doe said… [anyone, acme-offer]",
    ],
)
def test_what_references_hold_in_other_words_is_accepted(folder: KnowledgeFolder, says: str) -> None:
    folder.edit(WALKOUTS, SIZE, f'"{SIZE} {says}"')
    assert _check(folder) == []


def test_every_broken_reply_is_named_at_once(folder: KnowledgeFolder) -> None:
    folder.edit(WALKOUTS, SIZE, SIZE.replace("1,200", "1,300").replace("12 May", "14 June"))
    folder.edit(WALKOUTS, "Acme sued Boltworks", "Acme sued Globex")
    assert len(_check(folder)) == 4
