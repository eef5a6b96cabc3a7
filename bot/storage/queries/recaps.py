"""What the weekly recap counts."""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa

from bot.storage.tables import review_cards, review_logs
from bot.training.recap import Given


def given_since(conn: sa.Connection, user_id: int, since: datetime) -> tuple[Given, ...]:
    """The person's answers from a moment on, oldest first."""
    logs = review_logs.c
    query = (
        sa.select(logs.item_id, logs.skill, logs.rating, logs.reviewed_at)
        .where(logs.user_id == user_id, logs.reviewed_at >= since)
        .order_by(logs.reviewed_at, logs.id)
    )
    return tuple(Given(*row) for row in conn.execute(query))


def due_before(conn: sa.Connection, user_id: int, moment: datetime) -> int:
    """How many of the person's items are due before a moment."""
    query = (
        sa.select(sa.func.count())
        .select_from(review_cards)
        .where(review_cards.c.user_id == user_id, review_cards.c.due_at < moment)
    )
    return conn.execute(query).scalar_one()
