from __future__ import annotations

import csv
import io
import json
from collections.abc import AsyncIterator
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.log.entry import LogRow
from bot.log.export import COLUMNS, ExportFormat, csv_line, export, json_line
from bot.log.store import QuestionLog
from tests.log.entries import ENTRY

TEXT = st.text() | st.text("=+-@\t\r\n ,;'\"＝a1")
FORMULA = "=+-@\t\r\n＝＋－＠"


async def two_rows() -> AsyncIterator[LogRow]:
    yield LogRow(1, ENTRY)
    yield LogRow(2, replace(ENTRY, guild_id=None, intent=None, question='=HYPERLINK("x")'))


def cells(line: str) -> list[str]:
    (row,) = csv.reader(io.StringIO(line, newline=""))
    return row


async def test_json_has_an_object_a_line_with_every_column() -> None:
    lines = [line async for line in export(two_rows(), ExportFormat.JSONL)]
    first, second = (json.loads(line) for line in lines)
    assert tuple(first) == COLUMNS
    assert first["asked_at"] == "2031-05-04T09:30:15.123456+00:00"
    assert first["guild_id"] == "1234567890123456789"
    assert first["confidence"] == 0.93
    assert (second["id"], second["guild_id"], second["question"]) == (2, None, '=HYPERLINK("x")')


async def test_csv_begins_with_the_columns_names() -> None:
    lines = [line async for line in export(two_rows(), ExportFormat.CSV)]
    assert [tuple(cells(lines[0]))] == [COLUMNS]
    first = dict(zip(COLUMNS, cells(lines[1]), strict=True))
    assert first["question"] == "How many workers walked out?"
    assert first["milliseconds"] == "1.25"
    assert first["channel_id"] == ""


async def test_an_empty_log_exports_as_a_header_or_as_nothing(log: QuestionLog) -> None:
    assert [line async for line in export(log.rows(), ExportFormat.JSONL)] == []
    assert len([line async for line in export(log.rows(), ExportFormat.CSV)]) == 1


@pytest.mark.parametrize("start", FORMULA)
def test_no_cell_is_a_formula(start: str) -> None:
    question = cells(csv_line(LogRow(1, replace(ENTRY, question=f"{start}1+1"))))[COLUMNS.index("question")]
    assert question == f"'{start}1+1"


def test_a_semicolon_in_a_question_begins_no_cell_where_it_separates_them() -> None:
    assert '"who;=1+1"' in csv_line(LogRow(1, replace(ENTRY, question="who;=1+1")))


@given(TEXT)
def test_csv_keeps_any_text_but_for_the_apostrophe(text: str) -> None:
    line = csv_line(LogRow(1, replace(ENTRY, question=text, answer=text)))
    row = cells(line)
    assert len(row) == len(COLUMNS)
    for cell in (row[COLUMNS.index("question")], row[COLUMNS.index("answer")]):
        assert cell in (text, f"'{text}")
        assert not cell.startswith(tuple(FORMULA))
        assert not cell.lstrip().startswith(tuple(FORMULA))
    assert line.endswith("\r\n")


@given(st.text(st.characters(exclude_categories=())))
def test_json_is_one_line_of_ascii_and_keeps_any_text(text: str) -> None:
    line = json_line(LogRow(1, replace(ENTRY, question=text)))
    assert line.isascii()
    assert len(line.splitlines()) == 1
    assert json.loads(line)["question"] == text
