"""Products with neighbouring rows of a sparse matrix, without copying the rows or what they are multiplied with.

scipy's operators need a matrix of its own for the rows, and return each result as a new array of full size. The
compiled functions beneath them need neither; they are no part of its public interface, and so are called here only.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from scipy.sparse import _sparsetools

Floats = NDArray[np.float32]


def times_vector(rows: sparse.csr_matrix, start: int, stop: int, vector: Floats) -> Floats:
    """`rows[start:stop] @ vector`, of shape (stop - start,)."""
    result = np.zeros(stop - start, dtype=np.float32)
    ends = rows.indptr[start : stop + 1]
    _sparsetools.csr_matvec(stop - start, len(vector), ends, rows.indices, rows.data, vector, result)
    return result


def times_matrix(rows: sparse.csr_matrix, start: int, stop: int, matrix: Floats) -> Floats:
    """`rows[start:stop] @ matrix`, of shape (stop - start, columns of the matrix)."""
    height, width = matrix.shape
    result = np.zeros((stop - start, width), dtype=np.float32)
    ends = rows.indptr[start : stop + 1]
    _sparsetools.csr_matvecs(stop - start, height, width, ends, rows.indices, rows.data, matrix.ravel(), result.ravel())
    return result


def add_transposed(rows: sparse.csr_matrix, start: int, stop: int, matrix: Floats, to: Floats) -> None:
    """`to += rows[start:stop].T @ matrix`, in place; touches what the rows have only."""
    height, width = to.shape
    ends = rows.indptr[start : stop + 1]
    # The arrays of a CSR matrix are those of its transposed in CSC.
    _sparsetools.csc_matvecs(height, stop - start, width, ends, rows.indices, rows.data, matrix.ravel(), to.ravel())
