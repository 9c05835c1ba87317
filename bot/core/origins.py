"""How people ask where an answer comes from: who said it, whether it is a quote, where it stands."""

from __future__ import annotations

import re
from collections.abc import Sequence
from enum import StrEnum


class Origin(StrEnum):
    """What may be asked of an answer: whose words or view it is, whether it is a quote, where it stands."""

    SPEAKER = "speaker"
    QUOTE = "quote"
    SOURCE = "source"


_PARTS = {
    "that": r"(?:that|this|it|those|these|they|so|he|she|them)",
    "is": r"(?:is|was|are|were)",
    "his": r"(?:his|her|their|its|the|a|an|your|my)",
    "say": r"(?:said|says?|saying|claim(?:ed|s)?|wrote|writes?|stated?|thinks?|thought|believes?|told (?:you|them)"
    r"|asks?|asked|announced?|revealed|reported|mentioned|explained|admitted)",
    "very": r"(?:(?:exactly|actually|really|ever|even|then) )?",
    "exact": r"(?:(?:exact|direct|actual|real|verbatim|own|literal|original) )*",
    "or": r"(?: or .{1,30})?",
    "certain": r"(?:true|(?:a )?fact|reported|(?:an )?opinion|confirmed|certain|official|correct|commentary)",
    "from": r"(?:from|stand|come from|written|reported|found|taken from|stated)",
    "writer": r"(?:(?:author|journalist|writer|reporter) )?",
    "view": r"(?:view|opinion|claim|take|reading|interpretation)",
    "article": r"(?:article|piece|report|source|passage|paragraph|section|text|story|outlet|publisher|one|page)",
    "source": r"(?:sources?|citations?|references?|evidence|proof|footnotes?|link)",
}

_SPEAKER = (
    r"who {very}(?:did )?{say}(?: {that})?(?: exactly| actually| then| first)?",
    r"who {is} (?:saying|claiming|speaking|talking|quoted)(?: {that})?",
    r"who {is} {that} (?:from|by)|(?:{say}|from) who|according to whom?",
    r"who {is} the (?:speaker|author)(?: of {that})?",
    r"whose (?:words?|quote|opinion|view|claim|statement|phrase)(?: {is} {that})?",
    r"{is} {that} {his} {writer}(?:own )?{view}{or}",
    r"(?:did|does) (?:he|she|they) {very}(?:say|claim|state|write|mean) {that}",
)
_QUOTE = (
    r"(?:{is} {that} )?(?:{his} )?{exact}(?:quot(?:es?|ed|ation)|verbatim|word for word|literal|words?|wording){or}",
    r"{is} {that} (?:in )?{his} {writer}{exact}words?{or}",
    r"{is} {that} (?:a )?paraphrased?{or}|(?:a )?paraphrased?{or}",
    r"in (?:your|whose|his|her|their) (?:own )?words",
    r"what (?:did|does) (?:he|she|they) {very}(?:say|write) (?:exactly|word for word|verbatim|literally)",
    r"(?:did|does) (?:he|she|they) (?:say|put) {that} (?:exactly )?like that",
    r"(?:can|could|do) you (?:have )?(?:a |the )?{exact}(?:quote|words)(?: {that})?",
    r"what {is} {his} {exact}(?:quote|words|wording)|quote {that}",
)
_SOURCE = (
    r"(?:(?:the|your|any|what|which|is|was|got|a|do you have|is there|give me) )*{source}(?: (?:for|of|on) {that})?",
    r"where (?:is|was|did|do|are|does) (?:{that}|you) {from}",
    r"where (?:did|do|does|can) (?:you|i|it|they|one) (?:get|read|find|say|see|check) {that}(?: from)?",
    r"how (?:do|can|would) (?:you|we|they) know(?: {that})?|says (?:which|what) {article}",
    r"(?:in |from )?(?:which|what) {article}(?: (?:is|was|says?|said|reports|has|does) {that}(?: {from}| in)?)?",
    r"based on what|on what (?:basis|grounds)|what is {that} based on|prove {that}",
    r"who (?:reports|reported) {that}",
    r"{is} {that} {very}{certain}{or}",
    r"fact or opinion|reported or opinion|(?:are )?you (?:really )?sure(?: (?:about|of) {that})?",
)


def _compiled(patterns: Sequence[str]) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{pattern.format(**_PARTS)})" for pattern in patterns))


_PATTERNS = (
    (Origin.SPEAKER, _compiled(_SPEAKER)),
    (Origin.QUOTE, _compiled(_QUOTE)),
    (Origin.SOURCE, _compiled(_SOURCE)),
)


def origin_asked(text: str) -> Origin | None:
    """What a normalised text asks of an answer; None where it asks something else."""
    return next((origin for origin, pattern in _PATTERNS if pattern.fullmatch(text)), None)
