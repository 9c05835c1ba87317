"""A knowledge base and what was learned from it <-> one file of numbers and JSON."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import replace
from io import BytesIO
from itertools import count, takewhile
from typing import Any, BinaryIO, TypeAlias

import numpy as np
from numpy.typing import NDArray
from pydantic import TypeAdapter
from scipy import sparse

from bot.core.features import Block, Features
from bot.core.fitting import Fitted, Phrasings
from bot.core.learning import Learned
from bot.core.missing import Readable
from bot.core.model import Intent, KnowledgeBase
from bot.core.traits import Traits
from bot.knowledge.yielding import giving_way

Arrays: TypeAlias = Mapping[str, NDArray[Any]]

_MATCHER, _READER = "matcher", "reader"
_AT_ONCE = 1000
"""Strings in a line of JSON."""

_KNOWLEDGE, _INTENT, _TRAITS = TypeAdapter(KnowledgeBase), TypeAdapter(Intent), TypeAdapter(Traits)


def pack(knowledge: KnowledgeBase, learned: Learned) -> bytes:
    """Everything as a file in NumPy's format .npz; it is checked when read, and holds nothing that runs."""
    arrays = {
        "knowledge": _lines([_KNOWLEDGE.dump_json(replace(knowledge, intents={}))]),
        "intents": _lines(map(_INTENT.dump_json, knowledge.intents.values())),
        "traits": _lines(map(_TRAITS.dump_json, learned.traits.values())),
        "words": _strings(learned.words),
        "counts": np.array(list(learned.words.values())),
        **_packed_fitted(learned.fitted, _MATCHER),
    }
    if learned.readable is not None:
        arrays |= {"things": _strings(sorted(learned.readable.things))}
        arrays |= _packed_fitted(learned.readable.fitted, _READER)
    if learned.scope is not None:
        arrays |= {"scope": learned.scope}
    file = BytesIO()
    np.savez(file, allow_pickle=False, **arrays)
    return file.getvalue()


@giving_way()
def unpack(file: BinaryIO) -> tuple[KnowledgeBase, Learned]:
    """What was packed, the same in all; raises some exception where the file is damaged or no such thing."""
    with np.load(file, allow_pickle=False) as arrays:
        # Line by line: one call for everything would hold up the event loop.
        intents = {intent.id: intent for intent in map(_INTENT.validate_json, _read_lines(arrays["intents"]))}
        (content,) = _read_lines(arrays["knowledge"])
        knowledge = replace(_KNOWLEDGE.validate_json(content), intents=intents)
        traits = map(_TRAITS.validate_json, _read_lines(arrays["traits"]))
        words = dict(zip(_read_strings(arrays["words"]), arrays["counts"].tolist(), strict=True))
        by_intent = dict(zip(intents, traits, strict=True))
        fitted = _unpacked_fitted(arrays, _MATCHER)
        scope = arrays.get("scope")
        if scope is not None and scope.shape != (len(fitted.weights),):
            raise ValueError("There is not one weight for each feature.")
        return knowledge, Learned(fitted, by_intent, words, _unpacked_readable(arrays), scope)


def _unpacked_readable(arrays: Arrays) -> Readable | None:
    if "things" not in arrays:
        return None
    return Readable(frozenset(_read_strings(arrays["things"])), _unpacked_fitted(arrays, _READER))


def _packed_fitted(fitted: Fitted, name: str) -> dict[str, NDArray[Any]]:
    arrays = {
        "ids": _strings(fitted.phrasings.intents),
        "bounds": np.array(fitted.phrasings.bounds),
        "texts": _strings(fitted.phrasings.texts),
        "written": _strings(fitted.phrasings.written),
        "data": fitted.rows.data,
        "indices": fitted.rows.indices,
        "indptr": fitted.rows.indptr,
        "weights": fitted.weights,
        "unit": np.array(fitted.unit),
        "typical": np.array(fitted.typical),
    }
    for number, block in enumerate(fitted.features.blocks):
        arrays[f"names-{number}"] = _strings(block.columns)
        arrays[f"rarity-{number}"] = np.array([*block.weights, block.unknown, block.share])
    return {f"{name}-{key}": array for key, array in arrays.items()}


def _unpacked_fitted(packed: Arrays, name: str) -> Fitted:
    arrays = {key.removeprefix(f"{name}-"): packed[key] for key in packed if key.startswith(f"{name}-")}
    names = [arrays[name] for name in takewhile(arrays.__contains__, map("names-{}".format, count()))]
    blocks = []
    for number, columns in enumerate(map(_read_strings, names)):
        *weights, unknown, share = arrays[f"rarity-{number}"].tolist()
        blocks.append(Block({name: at for at, name in enumerate(columns)}, weights, unknown, share))
    phrasings = Phrasings(
        intents=tuple(_read_strings(arrays["ids"])),
        bounds=tuple(arrays["bounds"].tolist()),
        texts=tuple(_read_strings(arrays["texts"])),
        written=tuple(_read_strings(arrays["written"])),
    )
    weights = arrays["weights"]
    shape = (len(phrasings.texts), len(weights))
    rows = sparse.csr_matrix((arrays["data"], arrays["indices"], arrays["indptr"]), shape)
    rows.check_format(full_check=True)  # numbers out of range would be read from anywhere in memory
    return Fitted(phrasings, Features(blocks), rows, weights, float(arrays["unit"]), float(arrays["typical"]))


def _lines(lines: Iterable[bytes]) -> NDArray[np.uint8]:
    return np.frombuffer(b"\n".join(lines), dtype=np.uint8)


def _read_lines(array: NDArray[Any]) -> list[bytes]:
    return array.tobytes().split(b"\n")


def _strings(strings: Iterable[str]) -> NDArray[np.uint8]:
    every = list(strings)
    return _lines(json.dumps(every[at : at + _AT_ONCE]).encode() for at in range(0, len(every), _AT_ONCE))


def _read_strings(array: NDArray[Any]) -> list[str]:
    # In portions, for the event loop's sake here too.
    return [text for line in _read_lines(array) if line for text in json.loads(line)]
