from __future__ import annotations

import discord
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.answerer import Answerer
from bot.core.model import (
    Answer,
    AnswerPart,
    Article,
    CitedQuote,
    CitedSentence,
    Event,
    Footnote,
    Kind,
    Passage,
    Receipt,
    Status,
    Suggestion,
)
from bot.discord_app.limits import EMBED_AUTHOR, EMBED_DESCRIPTION, EMBED_TOTAL, FIELD_NAME, FIELD_VALUE, length
from bot.discord_app.rendering import COLOURS, embed_of, length_of, version_label

LONG = ["walked out " * 400, "*" * 3000, "@everyone\n" * 400, "🙂" * 2500]
TEXT = st.text(max_size=20) | st.sampled_from([*LONG, "@here", "**", "\n", ""])
PASSAGE = Passage("The walkout", 1, "0" * 64)
ARTICLE = Article("walkout", "the walkout article", Event("the walkout", "May 2031", 2031), {"p": PASSAGE})
NOTE = Footnote(1, ("strike-size",), ARTICLE, PASSAGE, Kind.REPORTED)
VIEW = Footnote(2, ("patience",), ARTICLE, PASSAGE, Kind.COMMENTARY)
RECEIPT = Receipt("sha256:3f9c2a1bdd", "strike-size", 0.9)
SIZE = CitedSentence("About 1,200 workers walked out.", (1,))
OPINION = CitedSentence("It shows little patience.", (2,))


def answer(*parts: AnswerPart, status: Status = Status.ANSWERED, suggestions: tuple[Suggestion, ...] = ()) -> Answer:
    return Answer(status, parts, (NOTE, VIEW), suggestions, RECEIPT)


def body(shown: Answer) -> str:
    description = embed_of(shown).description
    assert description is not None
    return description


def field(embed: discord.Embed, name: str) -> str:
    [value] = [entry.value for entry in embed.fields if entry.name == name]
    assert value is not None
    return value


articles = st.builds(
    Article,
    id=st.sampled_from(["a", "b", "c"]),
    label=TEXT,
    event=st.builds(Event, TEXT, TEXT, st.integers(1900, 2100)),
    passages=st.just({}),
    sources=st.dictionaries(st.integers(1, 3), TEXT, max_size=3),
    title=st.none() | TEXT,
    publisher=st.none() | TEXT,
    published=st.none() | TEXT | st.just("2031-05-02"),
    url=st.none() | TEXT | TEXT.map(lambda text: f"https://news.example/{text}"),
)
footnotes = st.builds(
    Footnote,
    n=st.integers(1, 100),
    refs=st.just(("ref",)),
    article=articles,
    passage=st.builds(Passage, TEXT, st.integers(1, 99), st.just("")),
    kind=st.sampled_from(Kind),
    source=st.none() | st.integers(1, 4),
)
sentences = st.builds(CitedSentence, TEXT, st.lists(st.integers(1, 100), max_size=4).map(tuple))
parts = st.builds(
    AnswerPart,
    heading=st.none() | TEXT,
    sentences=st.lists(sentences, max_size=4).map(tuple),
    quote=st.none() | st.builds(CitedQuote, TEXT, TEXT, st.integers(1, 100)),
)
answers = st.builds(
    Answer,
    status=st.sampled_from(Status),
    parts=st.lists(parts, max_size=3).map(tuple),
    footnotes=st.lists(footnotes, max_size=12).map(tuple),
    suggestions=st.lists(st.builds(Suggestion, TEXT, TEXT), max_size=8).map(tuple),
    receipt=st.builds(Receipt, TEXT),
)


@given(answers, TEXT)
def test_any_answer_is_within_discords_limits(shown: Answer, question: str) -> None:
    embed = embed_of(shown, question)
    assert length(embed.author.name or "") <= EMBED_AUTHOR
    assert 0 < length(embed.description or "") <= EMBED_DESCRIPTION
    assert length_of(embed) <= EMBED_TOTAL
    assert all(0 < length(entry.name or "") <= FIELD_NAME for entry in embed.fields)
    assert all(0 < length(entry.value or "") <= FIELD_VALUE for entry in embed.fields)


@given(answers)
def test_no_answer_can_ping(shown: Answer) -> None:
    text = str(embed_of(shown).to_dict())
    assert "@everyone" not in text
    assert "@here" not in text


@given(question=st.text() | st.sampled_from(["how many walked out?", "what about Globex?", "memo", "the strike"]))
def test_whatever_is_asked_its_answer_can_be_shown(answerer: Answerer, question: str) -> None:
    embed = embed_of(answerer.answer(question), question)
    assert embed.description
    assert length_of(embed) <= EMBED_TOTAL


def test_every_reply_of_the_coverage_is_shown_whole(answerer: Answerer) -> None:
    for intent in answerer.knowledge.intents:
        shown = answerer.choose(intent)
        if shown is None:
            continue
        embed = embed_of(shown)
        assert "…" not in (embed.description or "").replace("fence post…", "")
        assert not any(" more" in (entry.value or "").splitlines()[-1] for entry in embed.fields)


def test_a_part_stands_under_its_date_with_numbered_sentences() -> None:
    part = AnswerPart("May 2031", (SIZE, CitedSentence("It took nine days.", (1, 2))))
    assert body(answer(part)) == ("### May 2031\nAbout 1,200 workers walked out.¹ It took nine days.¹\u202f²")


def test_a_quote_is_a_block_with_its_speaker() -> None:
    part = AnswerPart(None, (SIZE,), CitedQuote("We will talk\nto anyone.", "Jo Doe, chief executive", 1))
    assert body(answer(part)).splitlines()[1:] == [
        "> “We will talk",
        "> to anyone.”¹",
        "> — Jo Doe, chief executive",
    ]


def test_a_part_that_is_all_commentary_says_so_in_its_heading() -> None:
    part = AnswerPart("May 2031", (CitedSentence("By the way."), OPINION))
    assert body(answer(part)).startswith("### May 2031 · *the author’s view*\n")


def test_commentary_among_reports_is_marked_where_it_stands() -> None:
    part = AnswerPart("May 2031", (SIZE, OPINION))
    assert body(answer(part)) == (
        "### May 2031\nAbout 1,200 workers walked out.¹ It shows little patience.² *(the author’s view)*"
    )


def test_two_events_stand_one_under_the_other() -> None:
    text = body(answer(AnswerPart("May 2031", (SIZE,)), AnswerPart("March 2032", (SIZE,))))
    assert text.index("### May 2031") < text.index("### March 2032")


def test_footnotes_and_version_stand_below() -> None:
    embed = embed_of(answer(AnswerPart(None, (SIZE,))))
    assert field(embed, "Footnotes").splitlines() == [
        "**The walkout article** · untitled · publisher unknown · date unknown",
        "¹ The walkout, paragraph 1",
        "² The walkout, paragraph 1 · the author’s view",
    ]
    assert embed.footer.text == "knowledge 3f9c2a1 · answers only from the coverage"


@pytest.mark.parametrize("status", list(Status))
def test_every_status_has_its_colour_and_something_to_say(status: Status) -> None:
    embed = embed_of(answer(status=status))
    assert embed.colour == COLOURS[status]
    assert embed.description


@pytest.mark.parametrize(
    ("status", "lead"),
    [
        (Status.CLARIFY, "To choose from"),
        (Status.REFUSED, "Nearest in the coverage"),
        (Status.ANSWERED, "You can also ask"),
    ],
)
def test_questions_are_repeated_only_where_a_button_cannot_hold_them(status: Status, lead: str) -> None:
    short, long = Suggestion("size", "How many walked out?"), Suggestion("why", f"Why {'so ' * 40}many?")
    assert len(embed_of(answer(status=status, suggestions=(short,))).fields) == 1
    assert long.asks in field(embed_of(answer(status=status, suggestions=(short, long))), lead)


def test_the_explanation_is_shortened_and_the_quote_is_not() -> None:
    words = "We will talk to anyone, " * 40
    explanation = tuple(CitedSentence(f"{n} {'walked ' * 60}out.", (1,)) for n in range(20))
    text = body(answer(AnswerPart("May 2031", explanation, CitedQuote(words, "Jo Doe", 1))))
    assert words.strip() in text
    assert text.count("out.¹") == 7


def test_a_single_sentence_too_long_is_cut_with_a_mark() -> None:
    text = body(answer(AnswerPart(None, (CitedSentence("walked " * 900, (1,)),))))
    assert text.endswith("walked…¹")


def test_a_quote_too_long_for_discord_is_left_out_rather_than_cut() -> None:
    text = body(answer(AnswerPart(None, (SIZE,), CitedQuote("talk " * 500, "Jo Doe", 1))))
    assert text.endswith("*The words of Jo Doe are longer than Discord shows.*¹")


def test_the_question_stands_above_where_it_is_given() -> None:
    assert embed_of(answer(), "How many?").author.name == "How many?"
    assert embed_of(answer()).author.name is None


def test_a_version_is_short_enough_to_read_out() -> None:
    assert version_label("sha256:3f9c2a1bdd") == "knowledge 3f9c2a1"
    assert version_label("") == "knowledge unknown"
