"""Explanations as values, over the invented coverage."""

from __future__ import annotations

from dataclasses import replace

from bot.core.answerer import Answerer
from bot.core.explanation import Explanation, explain
from bot.core.model import Kind, Receipt, Status


def explained(answerer: Answerer, question: str) -> Explanation:
    return explain(answerer.answer(question), answerer.knowledge)


def test_the_margin_is_what_the_best_is_ahead(answerer: Answerer) -> None:
    explanation = explained(answerer, "why did the wokers walk out in 2031")
    assert explanation.repairs == (("wokers", "workers"),)
    assert explanation.best is not None
    assert explanation.runner_up is not None
    assert explanation.spoken
    assert explanation.margin == explanation.best.confidence - explanation.runner_up.confidence


def test_evidence_is_every_claim_and_quote_with_its_place(answerer: Answerer) -> None:
    evidence = explained(answerer, "what did acme offer").evidence
    assert {one.ref for one in evidence} == {"acme-offer", "will-talk", "holiday"}
    quote = next(one for one in evidence if one.verbatim)
    assert (quote.text, quote.by) == ("an unplanned holiday", "Acme")
    assert (quote.passage, quote.source) == ("The walkout, paragraph 1", "2 (Example Wire)")


def test_the_authors_view_is_commentary(answerer: Answerer) -> None:
    explanation = explained(answerer, "what do the authors make of it")
    assert {evidence.kind for evidence in explanation.evidence} == {Kind.COMMENTARY}


def test_a_refusal_did_not_speak_what_stood_nearest(answerer: Answerer) -> None:
    explanation = explained(answerer, "how many people walked out in 2027")
    assert explanation.status is Status.REFUSED
    assert not explanation.spoken
    held = "The check on years held back the reply to “How many workers walked out in 2031?”"
    assert explanation.guards[0] == f"{held}: the coverage has nothing of 2027."


def test_a_rival_that_is_the_intent_itself_is_none(answerer: Answerer) -> None:
    answer = answerer.answer("who led the strike")
    same = replace(answer, receipt=replace(answer.receipt, runner_up=answer.receipt.intent))
    assert explain(same, answerer.knowledge).runner_up is None


def test_a_receipt_of_other_knowledge_still_gets_an_explanation(answerer: Answerer) -> None:
    answer = replace(answerer.answer("hello"), receipt=Receipt("sha256:0", intent="gone", corrected="hello"))
    assert explain(answer, answerer.knowledge).best is None
