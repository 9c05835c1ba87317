"""Compare the matcher with plain baselines on CLINC150 (Larson et al., EMNLP 2019).

    OMP_NUM_THREADS=1 python -m tests.benchmarks.clinc clinc150-train-val.json [--phrasings 5 10 100]

The file is a JSON object with `train`, `val` and `oos_val`, each a list of [question, intent]. Phrasings are
drawn from `train`; questions are `val` (in scope) and `oos_val` (out of scope). Columns: accuracy in scope;
AUROC of the confidence, in scope against out of scope; accuracy with 10 % of the letters wrong, as they are
and repaired by the speller; seconds to train; milliseconds an answer. The last line has the extra `semantic`.
The string scorers need minutes at 100 phrasings an intent.
"""

from __future__ import annotations

import argparse
import json
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import astuple, dataclass
from pathlib import Path
from typing import Protocol

import numpy as np
from rapidfuzz import fuzz, process
from rich.console import Console
from rich.table import Table
from scipy import sparse
from sklearn.feature_extraction.text import CountVectorizer, TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score
from sklearn.pipeline import make_pipeline, make_union

from bot.core.matcher import Matcher, Similarity
from bot.core.spelling import Speller
from bot.core.text import normalise
from bot.errors import SettingsError
from bot.knowledge.english import english_words
from bot.semantic import similarities

WRONG = 0.1
LETTERS = list("abcdefghijklmnopqrstuvwxyz")
VOTERS = 10

Question = tuple[str, str]
"""A question and its intent."""
Verdict = tuple[str, float]
"""The likeliest intent and how sure it is."""
Phrasings = Mapping[str, Sequence[str]]


class Fit(Protocol):
    """Learns from phrasings, and returns what answers a question."""

    def __call__(self, phrasings: Phrasings) -> Callable[[str], Verdict]:
        """Train."""


@dataclass(frozen=True, slots=True)
class Figures:
    """What one system reaches; accuracies and AUROC in percent."""

    accuracy: float
    auroc: float
    wrong: float
    repaired: float
    seconds: float
    p50: float
    p99: float


def flat(phrasings: Phrasings) -> tuple[list[str], list[str]]:
    """All phrasings and the intent of each."""
    pairs = [(text, intent) for intent in sorted(phrasings) for text in phrasings[intent]]
    return [text for text, _ in pairs], [intent for _, intent in pairs]


def string_scorer(scorer: Callable[..., float]) -> Fit:
    """The phrasing that a RapidFuzz scorer likes best."""

    def fit(phrasings: Phrasings) -> Callable[[str], Verdict]:
        texts, intents = flat(phrasings)

        def answer(question: str) -> Verdict:
            _, score, place = process.extractOne(question, texts, scorer=scorer)
            return intents[place], score

        return answer

    return fit


def bm25(phrasings: Phrasings) -> Callable[[str], Verdict]:
    """Okapi BM25 (k1 1.2, b 0.75); the nearest phrasings vote."""
    texts, intents = flat(phrasings)
    kinds, number = np.unique(intents, return_inverse=True)
    counter = CountVectorizer(analyzer=str.split)
    counts = counter.fit_transform(texts).tocsr().astype(float)
    lengths = np.asarray(counts.sum(axis=1)).ravel()
    seen = np.bincount(counts.indices, minlength=counts.shape[1])
    idf = np.log(1 + (len(texts) - seen + 0.5) / (seen + 0.5))
    longer = np.repeat(1.2 * (0.25 + 0.75 * lengths / lengths.mean()), np.diff(counts.indptr))
    weights = sparse.csr_matrix(
        (idf[counts.indices] * counts.data * 2.2 / (counts.data + longer), counts.indices, counts.indptr),
        counts.shape,
    )
    by_word = sparse.csr_matrix(weights.T)

    def answer(question: str) -> Verdict:
        scores = np.asarray((counter.transform([question]) @ by_word).todense()).ravel()
        voters = np.argsort(-scores, kind="stable")[:VOTERS]
        votes = np.bincount(number[voters], scores[voters], len(kinds))
        return str(kinds[votes.argmax()]), float(scores[voters[0]])

    return answer


def vectoriser() -> object:
    """Words, pairs of words and three-letter pieces, weighted by inverse frequency."""
    return make_union(
        TfidfVectorizer(ngram_range=(1, 2), tokenizer=str.split, token_pattern=None, sublinear_tf=True),
        TfidfVectorizer(analyzer="char_wb", ngram_range=(3, 3), sublinear_tf=True),
    )


def nearest(phrasings: Phrasings) -> Callable[[str], Verdict]:
    """The phrasing with the highest cosine similarity."""
    texts, intents = flat(phrasings)
    features = make_pipeline(vectoriser())
    by_feature = sparse.csr_matrix(features.fit_transform(texts).T)

    def answer(question: str) -> Verdict:
        scores = np.asarray((features.transform([question]) @ by_feature).todense()).ravel()
        best = int(scores.argmax())
        return intents[best], float(scores[best])

    return answer


def logistic_regression(phrasings: Phrasings) -> Callable[[str], Verdict]:
    """scikit-learn's logistic regression (L-BFGS) on the same features."""
    texts, intents = flat(phrasings)
    model = make_pipeline(vectoriser(), LogisticRegression(C=10, max_iter=60)).fit(texts, intents)

    def answer(question: str) -> Verdict:
        shares = model.predict_proba([question])[0]
        best = int(shares.argmax())
        return str(model.classes_[best]), float(shares[best])

    return answer


def ours(*further: Similarity) -> Fit:
    """Footnote's matcher, with further similarities."""

    def fit(phrasings: Phrasings) -> Callable[[str], Verdict]:
        matcher = Matcher.fit(phrasings, similarities=further)

        def answer(question: str) -> Verdict:
            best = matcher.rank(question)[0]
            return best.intent, best.confidence

        return answer

    return fit


SYSTEMS: Mapping[str, Fit] = {
    "rapidfuzz WRatio": string_scorer(fuzz.WRatio),
    "rapidfuzz token_set_ratio": string_scorer(fuzz.token_set_ratio),
    "BM25, nearest vote": bm25,
    "TF-IDF, nearest phrasing": nearest,
    "TF-IDF + logistic regression": logistic_regression,
    "bot.core.matcher": ours(),
}
SEMANTIC = "bot.core.matcher + semantic"


def draw(train: Iterable[Question], count: int, seed: int) -> dict[str, list[str]]:
    """So many phrasings of each intent, normalised."""
    pool: dict[str, set[str]] = {}
    for text, intent in train:
        pool.setdefault(intent, set()).add(text)
    chance = np.random.default_rng(seed)
    return {
        intent: [normalise(str(text)) for text in chance.permutation(sorted(pool[intent]))[:count]]
        for intent in sorted(pool)
    }


def spoil(text: str, chance: np.random.Generator) -> str:
    """The text with one letter in ten replaced, dropped, followed by another or swapped with the next."""
    letters = list(text)
    for place, letter in enumerate(letters):
        if letter.isalpha() and chance.random() < WRONG:
            other = str(chance.choice(LETTERS))
            following = letters[place + 1] if place + 1 < len(letters) else " "
            kind = chance.integers(4 if following.isalpha() else 3)
            if kind == 3:
                letters[place], letters[place + 1] = following, letter
            else:
                letters[place] = (other, "", letter + other)[kind]
    return "".join(letters)


def accuracy(verdicts: Iterable[Verdict], questions: Iterable[Question]) -> float:
    """The share of right verdicts, in percent."""
    return 100 * float(np.mean([verdict[0] == meant for verdict, (_, meant) in zip(verdicts, questions, strict=True)]))


def measure(fit: Fit, phrasings: Phrasings, inside: Sequence[Question], outside: Sequence[str]) -> Figures:
    """Train one system and ask it everything."""
    started = time.perf_counter()
    answer = fit(phrasings)
    seconds = time.perf_counter() - started
    verdicts, took = [], []
    for question in [*(text for text, _ in inside), *outside]:
        started = time.perf_counter()
        verdicts.append(answer(question))
        took.append(time.perf_counter() - started)
    chance = np.random.default_rng(0)
    spoilt = [normalise(spoil(text, chance)) for text, _ in inside]
    speller = Speller.build(
        (word for texts in phrasings.values() for text in texts for word in text.split()), english_words()
    )
    repaired = [" ".join(speller.repair(text.split())[0]) for text in spoilt]
    scopes = [1] * len(inside) + [0] * len(outside)
    return Figures(
        accuracy(verdicts[: len(inside)], inside),
        100 * float(roc_auc_score(scopes, [confidence for _, confidence in verdicts])),
        accuracy(map(answer, spoilt), inside),
        accuracy(map(answer, repaired), inside),
        seconds,
        1000 * float(np.median(took)),
        1000 * float(np.quantile(took, 0.99)),
    )


def main() -> None:
    """Print a table for each number of phrasings."""
    parser = argparse.ArgumentParser(description="Compare the matcher with baselines on CLINC150.")
    parser.add_argument("data", type=Path, help="clinc150-train-val.json")
    parser.add_argument("--phrasings", type=int, nargs="+", default=[5, 10, 100], help="phrasings an intent")
    parser.add_argument("--only", help="only the systems whose name contains this")
    options = parser.parse_args()
    data = json.loads(options.data.read_text(encoding="utf-8"))
    inside = [(normalise(text), intent) for text, intent in data["val"]]
    outside = [normalise(text) for text, _ in data["oos_val"]]
    console = Console(width=120)
    systems = dict(SYSTEMS)
    try:
        systems[SEMANTIC] = ours(*similarities(semantic=True))
    except SettingsError as missing:
        console.print(missing, markup=False)
    for count in options.phrasings:
        seeds = range(3 if count <= 5 else 1)
        table = Table("system", "accuracy", "AUROC", "10 % wrong", "repaired", "train s", "p50 ms", "p99 ms")
        table.title = f"{count} phrasings an intent" + (f", mean of {len(seeds)} draws" if len(seeds) > 1 else "")
        for name, fit in systems.items():
            if options.only is None or options.only in name:
                runs = [measure(fit, draw(data["train"], count, seed), inside, outside) for seed in seeds]
                mean = np.mean([astuple(run) for run in runs], axis=0)
                table.add_row(name, *(f"{value:.1f}" for value in mean[:4]), *(f"{value:.2f}" for value in mean[4:]))
        console.print(table)


if __name__ == "__main__":
    main()
