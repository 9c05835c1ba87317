from __future__ import annotations

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from bot.knowledge.scalars import scalar

TEXTS = st.text(st.characters(exclude_categories=["Cs"])) | st.text("aé1 :,#'\"\\-[]{}?!&*|>%@~\n\u00a0\u200b")


@given(TEXTS | st.sampled_from(["null", "Null", "true", "2031-05", "1e5", "- a", "?a", "a: b, c"]))
def test_any_text_reads_back_as_itself(text: str) -> None:
    assert yaml.safe_load(f"{{section: {scalar(text)}, paragraph: 1}}") == {
        "section": text,
        "paragraph": 1,
    }


@given(TEXTS)
def test_nothing_that_is_written_steers_a_terminal(text: str) -> None:
    assert scalar(text).isprintable()


@pytest.mark.parametrize("text", ["Opening", "The company's answer", "TheOutpost.ai", "Löhne 2031"])
def test_plain_words_stay_without_quotes(text: str) -> None:
    assert scalar(text) == text


def test_quotes_and_backslashes_are_escaped() -> None:
    assert scalar('The "memo": C:\\') == r'"The \"memo\": C:\\"'
