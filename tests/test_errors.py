from __future__ import annotations

from bot.errors import KnowledgeError, Problem

FIRST, SECOND = Problem("a.yaml", 3, "this is wrong; mend it."), Problem("b.yaml", 0, "the file is empty.")


def test_several_problems_are_counted_the_first_named_and_all_to_be_had() -> None:
    assert str(KnowledgeError([SECOND, FIRST])) == (
        "The knowledge has 2 problems; run `footnote check` to see all. The first: a.yaml:3: this is wrong; mend it."
    )


def test_a_single_problem_is_named_with_what_to_do_after_it() -> None:
    assert str(KnowledgeError([SECOND])) == (
        "The knowledge has 1 problem: b.yaml: the file is empty. Once it is mended, run `footnote check`."
    )
