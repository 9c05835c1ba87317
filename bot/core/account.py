"""An explanation in plain sentences."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from bot.core.explanation import Candidate, Evidence, Explanation
from bot.core.model import IntentKind, Kind, Status

PRESSED = "The question was picked from those on offer, so that nothing had to be understood."
_SEVERAL = "The message asked more than one thing, so I answered further, in turn"
_TIED = "Another known question is nearly as likely to be meant, so I told its answer too"


def explanation_text(explanation: Explanation) -> str:
    """The explanation in plain sentences, a paragraph for each step and a line for each claim and quote."""
    blocks = [*reasons(explanation)]
    for article, cited in by_article(explanation.evidence):
        blocks.append("\n".join([f"It rests on {article}:", *map(evidence_text, cited)]))
    return "\n\n".join([*blocks, f"Knowledge version: {explanation.knowledge}"])


def reasons(explanation: Explanation) -> Iterator[str]:
    """How the question was read and decided, in the order in which it happened, a paragraph each."""
    yield _read(explanation)
    if explanation.best is not None:
        yield _decided(explanation, explanation.best)
        if explanation.also:
            further = "; ".join(f"“{one.asks}” ({one.intent})" for one in explanation.also)
            yield f"{_TIED if explanation.tied else _SEVERAL}: {further}"
        if explanation.runner_up is not None:
            yield _compared(explanation, explanation.runner_up)
    if explanation.guards:
        yield " ".join(explanation.guards)
    elif explanation.status is Status.ANSWERED:
        yield "No check spoke."
    if explanation.nearest and explanation.status is not Status.ANSWERED:
        asks = "; ".join(f"“{suggestion.asks}”" for suggestion in explanation.nearest)
        yield f"What I do know nearest to it: {asks}"


def by_article(evidence: Iterable[Evidence]) -> Iterator[tuple[str, list[Evidence]]]:
    """The claims and quotes under their articles, in the order in which the articles first come up."""
    articles: dict[str, list[Evidence]] = {}
    for one in evidence:
        articles.setdefault(one.article, []).append(one)
    yield from articles.items()


def evidence_text(evidence: Evidence) -> str:
    """One claim or quote: its number, its text, what it is, where in its article it stands, and its id."""
    text = f"“{evidence.text}”" if evidence.verbatim else evidence.text
    what = "word for word" if evidence.verbatim else "a claim in our words"
    how = "the author's view" if evidence.kind is Kind.COMMENTARY else "reported"
    who = f", by {evidence.by}" if evidence.by else ""
    source = f", the article's source {evidence.source}" if evidence.source else ""
    return f"[{evidence.n}] {text} ({what}, {how}{who}; {evidence.passage}{source}; {evidence.ref})"


def percent(confidence: float) -> str:
    """A confidence (0..1) as people read it; never 100 or 0 by rounding."""
    if 0 < confidence < 0.01:
        return "under 1 %"
    return "over 99 %" if 0.99 < confidence < 1 else f"{confidence:.0%}".replace("%", " %")


def _read(explanation: Explanation) -> str:
    if not explanation.question:
        return PRESSED if explanation.best else "I found no words in the question, so there was nothing to look up."
    repaired = ", and ".join(f"“{typed}” to mean “{understood}”" for typed, understood in explanation.repairs)
    took = f" I took {repaired}." if repaired else ""
    followed = f"I took it as a follow-up to “{explanation.follows}”. " if explanation.follows else ""
    return f"{followed}I read the question as “{explanation.question}”.{took}"


def _decided(explanation: Explanation, best: Candidate) -> str:
    """What the best candidate is, how sure that is, and what followed from it."""
    if not explanation.question:
        return f"It is {_name(best)}, and this is its reply as the curators wrote it."
    wording = f" The nearest wording I know for it is “{explanation.phrasing}”." if explanation.phrasing else ""
    near = f"{_name(best)}, with a confidence of {percent(best.confidence)}.{wording}"
    if explanation.spoken:
        return f"It matches {near}{_consequence(best.kind)}"
    if explanation.follows and explanation.status is not Status.REFUSED:
        what = "whence that is" if explanation.status is Status.ANSWERED else "what else there is"
        return f"It asks no question of its own, so I told {what}. What I had answered before is {_name(best)}."
    if explanation.status is Status.CLARIFY:
        return f"I was not sure enough of any question to answer it, so I asked. Nearest is {near}"
    if best.kind is IntentKind.BACKGROUND:
        return f"I said nothing about it, because it looks like {near}"
    why = "is near enough and passes every check" if explanation.guards else "is near enough"
    return f"I said nothing about it, because no question that I know {why}. Nearest stood {near}"


def _consequence(kind: IntentKind) -> str:
    if kind is IntentKind.GAP:
        return (
            " The curators looked for that and noted that the coverage does not say it, "
            "so I say only what is nearest to it."
        )
    return " That is small talk and says nothing of the coverage." if kind is IntentKind.SMALLTALK else ""


def _compared(explanation: Explanation, runner_up: Candidate) -> str:
    # Of the rounded shares, which are what is read beside it.
    points = abs(round(100 * (runner_up.confidence + explanation.margin)) - round(100 * runner_up.confidence))
    other = f"{_name(runner_up)}, with {percent(runner_up.confidence)}"
    if explanation.margin >= 0:
        return f"The runner-up is {other}: a margin of {points} point{'s' * (points != 1)}."
    return (
        f"The runner-up, {other}, came out higher and was passed over: a check held it back, or the two were close, "
        "and then a known gap or the reply on more events goes first."
    )


def _name(candidate: Candidate) -> str:
    if candidate.kind is IntentKind.BACKGROUND or not candidate.asks:
        return "an everyday question on something else"
    return f"“{candidate.asks}” ({candidate.intent})"
