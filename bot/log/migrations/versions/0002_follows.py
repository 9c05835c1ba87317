"""Which question a follow-up follows."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Add the column. It is no foreign key: retention may delete a question before what follows it."""
    op.add_column("questions", sa.Column("follows", sa.BigInteger))
