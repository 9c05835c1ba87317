"""The products with neighbouring rows: the same as scipy's own operators give."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from scipy import sparse

from bot.core.products import add_transposed, times_matrix, times_vector


@given(st.integers(0, 2**32 - 1), st.integers(1, 12), st.integers(1, 9), st.data())
def test_they_are_what_scipys_operators_give(seed: int, height: int, width: int, data: st.DataObject) -> None:
    random = np.random.default_rng(seed)
    rows = sparse.random(height, width, density=0.4, format="csr", dtype=np.float32, random_state=random)
    start = data.draw(st.integers(0, height))
    stop = data.draw(st.integers(start, height))
    vector = random.random(width, dtype=np.float32)
    matrix = random.random((width, 3), dtype=np.float32)
    error = random.random((stop - start, 3), dtype=np.float32)
    some = rows[start:stop]
    np.testing.assert_allclose(times_vector(rows, start, stop, vector), some @ vector, rtol=1e-5)
    np.testing.assert_allclose(times_matrix(rows, start, stop, matrix), some @ matrix, rtol=1e-5)
    expected = matrix + some.T @ error
    add_transposed(rows, start, stop, error, matrix)
    np.testing.assert_allclose(matrix, expected, rtol=1e-5)
