"""Labelled questions are read whole, or every bad line is told."""

from __future__ import annotations

import json

import pytest

from bot.errors import QuestionsError
from bot.evaluation.questions import Asked, Distance, read_questions

ROW = {
    "id": "a",
    "question": "how many walked out?",
    "kind": "answerable",
    "expect": {"articles": ["walkout"], "facts": [["1,?200", "tenth"]], "forbid": ["900"]},
    "note": "paragraph 1",
}


def problems(text: str) -> list[str]:
    with pytest.raises(QuestionsError) as caught:
        read_questions({"q.jsonl": text})
    assert str(caught.value).splitlines() == [str(problem) for problem in caught.value.problems]
    return [str(problem) for problem in caught.value.problems]


def test_reads_every_key_and_skips_empty_lines() -> None:
    text = f"\n{json.dumps(ROW)}\r\n\n" + '{"id": "b", "question": "a\u2028b", "kind": "hostile", "expect": {}}'
    first, second = read_questions({"q.jsonl": text})
    assert (first.id, first.kind, first.expect.articles) == ("a", Asked.ANSWERABLE, ("walkout",))
    assert [[pattern.pattern for pattern in group] for group in first.expect.facts] == [["1,?200", "tenth"]]
    assert (second.question, second.expect.forbid, second.note) == ("a\u2028b", (), "")


@pytest.mark.parametrize(
    ("note", "distance"),
    [
        ("far off: weather", Distance.FAR),
        ("Near miss: no figure is given.", Distance.NEAR),
        ("(near) not named", Distance.NEAR),
        ("nearly all of it", None),
        ("not covered, far from it", None),
        ("", None),
    ],
)
def test_a_note_may_begin_with_how_far_the_question_is(note: str, distance: Distance | None) -> None:
    [question] = read_questions({"q.jsonl": json.dumps(ROW | {"note": note})})
    assert question.distance is distance


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"kind": "silly"}, "kind: Input should be 'answerable'"),
        ({"question": 7}, "question: Input should be a valid string"),
        ({"id": ""}, "id: "),
        ({"expects": {}}, "expects: Extra inputs are not permitted"),
        ({"expect": {"articles": []}}, "kind answerable needs expect.articles"),
        ({"expect": {"articles": ["a"], "fact": []}}, "expect.fact: Extra inputs"),
        ({"expect": {"articles": ["a"], "facts": [[]]}}, "expect.facts.0: "),
        ({"expect": {"articles": ["a"], "facts": [["ok", "a("]]}}, "expect.facts.0.1: 'a(' is no regular expression"),
        ({"expect": {"articles": ["a"], "forbid": [3]}}, "expect.forbid.0: a pattern must be text"),
    ],
)
def test_a_bad_row_is_a_problem_with_its_line(changes: dict[str, object], reason: str) -> None:
    [problem] = problems(f"\n{json.dumps(ROW | changes)}")
    assert problem.startswith("q.jsonl:2: ")
    assert reason in problem


def test_every_bad_line_is_told() -> None:
    found = problems(f"{{\n[1]\n{json.dumps(ROW)}\n{json.dumps(ROW)}\n")
    assert [problem.split(" ")[0] for problem in found] == ["q.jsonl:1:", "q.jsonl:2:", "q.jsonl:4:"]
    assert "the id a stands twice" in found[2]


def test_a_file_without_questions_is_a_problem() -> None:
    assert problems("\n") == ["q.jsonl: there is no question in it."]
