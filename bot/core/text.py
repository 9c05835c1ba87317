"""The one normaliser: Unicode, case, contractions, numbers, tokens.

Every text that is compared passes through here: phrasings, questions and the lexicon's words.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

import Stemmer

from bot.core.shorthand import ASIDE, EXPANSIONS, FILLERS, FRACTIONS, LEAD_IN, LONG_FORMS, SCALES, TAIL, UNITS

_QUOTES = str.maketrans(
    {"’": "'", "‘": "'", "ʼ": "'", "`": "'", "´": "'", "“": '"', "”": '"', "–": "-", "—": "-", "−": "-"}
)
_DIGIT = re.compile(r"\d")
_ADDRESS = re.compile(r"https?://\S+|<(?:[@#][!&]?|a?:\w+:)\d+>")
_RANGE = re.compile(r"(?<=\d)\s*-\s*(?=\$?\d)")
_THOUSANDS = re.compile(r"(?<=\d),(?=\d{3}(?!\d))")
_AMOUNT = re.compile(
    r"(\d+(?:\.\d+)?)\s*(k|bn|billions?|b|mn|millions?|mio|m|thousand|%|percent|pct|per\s+cent)(?![a-z0-9])"
)
_MONEY = re.compile(r"[$€£]+(?!\s*\d)")
_TOKEN = re.compile(r"[^\W_]+(?:'[^\W_]+)*|&|\bb/c\b")
_SPECIAL = re.compile(r"\b(q&a|b/c|w/o|w/|u\.s\.?)(?![a-z0-9])")
_LEAD_IN = re.compile(f"^{LEAD_IN}")
_TAIL = re.compile(f"{TAIL}$")
_ASIDE = re.compile(ASIDE)
_FRACTION = re.compile(
    rf"\b(?:an?|one)[ -]({'|'.join(FRACTIONS)})(?=[ -]of\b)|\b({'|'.join(FRACTIONS)})(?=-of-)"
    r"|\bhalf(?= (?:of|its|the|their)\b)"
)
_SHORT_YEAR = re.compile(r"(?<!\w)'(2\d)\b(?!')|(?<=\b20\d\d (?:to|vs|or) )(2\d)\b|(?<=\b20\d\d and )(2\d)\b")
_ONE_IN = re.compile(r"\b(?:1|one) (?:in|out of) (?:every )?(\d{1,2}|two|three|four|five|ten|twenty)\b")
_INVISIBLE = frozenset({"Mn", "Me", "Cf"})
"""Categories of marks upon letters and of characters that show nothing."""
_LEAST_WORDS = 2
_CLAUSE = re.compile(
    r"[.!?;\n]+\s+|,\s+(?:and |so |but )?|\s(?:and|so|but)\s(?=what|who|when|why|how|did|does|is|are|was)"
)
_CLAUSE_WORDS, _CLAUSES = 3, 6
_STEMMER = Stemmer.Stemmer("english", 0)  # no memory of its own: `stem` has one

_UNIT_WORDS = {
    "k": "thousand",
    "thousand": "thousand",
    "bn": "billion",
    "b": "billion",
    "m": "million",
    "mn": "million",
    "mio": "million",
}


def _unit(match: re.Match[str]) -> str:
    """`3.6k` -> `3600`, `5%` -> `5 percent`, `60bn` -> `60 billion`."""
    figure, unit = match[1], match[2]
    if unit in {"%", "pct", "percent"} or unit.startswith("per"):
        return f" {_plain(float(figure))} percent "
    word = _UNIT_WORDS.get(unit, unit.rstrip("s"))
    if word == "thousand":
        return f" {_plain(float(figure) * 1000)} "
    return f" {_plain(float(figure))} {word} "


def _share(match: re.Match[str]) -> str:
    """`one in ten` -> `10 percent`."""
    parts = UNITS[match[1]] if match[1] in UNITS else int(match[1])
    return f"{round(100 / parts)} percent" if parts else match[0]


def _plain(value: float) -> str:
    """A number without a needless decimal point."""
    return str(int(value)) if value == int(value) else f"{value:g}"


def _number_words(tokens: list[str]) -> list[str]:
    """Spelled-out numbers become figures: `three thousand six hundred` -> `3600`."""
    out: list[str] = []
    total, current, open_ = 0, 0, False
    for token in [*tokens, ""]:
        if token in UNITS:
            if (open_ and current % 10 == 0 and 20 <= current % 100 and UNITS[token] < 10) or (
                open_ and current % 100 == 0 and total + current > 0
            ):
                current += UNITS[token]
            else:
                if open_:
                    out.append(str(total + current))
                    total = 0
                current, open_ = UNITS[token], True
        elif token in SCALES and (open_ or (out and out[-1].isdigit() and len(out[-1]) < 4)):
            if not open_:
                current, open_ = int(out.pop()), True
            current = max(current, 1) * SCALES[token]
            if token == "thousand":
                total, current = total + current, 0
        else:
            if open_:
                out.append(str(total + current))
                total, current, open_ = 0, 0, False
            out.append(token)
    return out[:-1]


def clauses(text: str) -> list[str]:
    """The sentences and clauses of a message, in order; none where it has but one."""
    parts = [part for part in _CLAUSE.split(text) if part.count(" ") + 1 >= _CLAUSE_WORDS]
    return parts[-_CLAUSES:] if len(parts) > 1 else []


@lru_cache(maxsize=65536)
def normalise(text: str) -> str:
    """The text as it is compared: lower case, no accents, contractions and numbers written one way."""
    ascii_only = text.isascii()  # as most are: nothing in them to compose, and no marks
    text = (text if ascii_only else unicodedata.normalize("NFKC", text)).translate(_QUOTES)
    text = _ADDRESS.sub(" ", text).lower()
    for long, short in LONG_FORMS.items():
        text = text.replace(long, short)
    if not ascii_only:
        text = "".join(c for c in unicodedata.normalize("NFKD", text) if unicodedata.category(c) not in _INVISIBLE)
    if _DIGIT.search(text):
        text = _THOUSANDS.sub("", text)
        text = _RANGE.sub(" to ", text)
        text = _SHORT_YEAR.sub(lambda found: f"20{found[1] or found[2] or found[3]}", text)
        text = _AMOUNT.sub(_unit, text)
    text = _FRACTION.sub(lambda found: f"{FRACTIONS[found[1] or found[2] or 'half']} percent", text)
    text = _ONE_IN.sub(_share, text)
    text = _MONEY.sub(" money ", text).replace("%", " percent ")
    text = _SPECIAL.sub(lambda found: f" {EXPANSIONS[found[0]]} ", text)
    words: list[str] = []
    for token in _TOKEN.findall(text):
        plain = token if token in EXPANSIONS else token.removesuffix("'s")
        words.extend(EXPANSIONS.get(plain, plain).replace("'", "").split())
    words = " ".join(_number_words(words)).replace("per cent", "percent").split()
    kept = [word for word in words if word not in FILLERS]
    return _unframed(" ".join(kept if len(kept) >= _LEAST_WORDS else kept or words))


def _unframed(text: str) -> str:
    """The text without what only frames a question (`is it true that ...`), if enough remains."""
    for pattern, times in ((_LEAD_IN, 3), (_ASIDE, 1), (_TAIL, 2)):
        for _ in range(times):
            shorter = pattern.sub("", text)
            if shorter == text or shorter.count(" ") + 1 < _LEAST_WORDS or not shorter:
                break
            text = shorter
    return text


def tokens(text: str) -> list[str]:
    """The words of a text, normalised."""
    return normalise(text).split()


@lru_cache(maxsize=65536)
def stem(word: str) -> str:
    """A word's stem, by the Snowball stemmer for English (Porter, 2001)."""
    return str(_STEMMER.stemWord(word))
