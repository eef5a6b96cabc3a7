"""The daily question in a team's group chat."""

from __future__ import annotations

import sqlalchemy as sa

from bot.storage.tables.meta import metadata
from bot.storage.types import BigId, Json, UtcDateTime

# A group chat that gets a question on its days. `chat_id` is Telegram's, negative.
group_chats = sa.Table(
    "group_chats",
    metadata,
    sa.Column("chat_id", sa.BigInteger, primary_key=True, autoincrement=False),
    sa.Column("team_id", sa.ForeignKey("teams.id", ondelete="CASCADE"), nullable=False),
    sa.Column("title", sa.String(128), nullable=False),
    sa.Column("language", sa.String(2), nullable=False),
    sa.Column("time_zone", sa.String(64), nullable=False),
    # Minutes after local midnight; days as bits, Monday = 1 … Sunday = 64.
    sa.Column("ask_at", sa.Integer, nullable=False),
    sa.Column("ask_days", sa.Integer, nullable=False),
    # The country whose public holidays are days off; null: none.
    sa.Column("holidays", sa.String(8)),
    # Whether a weekly leaderboard of those who want to be on it is posted.
    sa.Column("board", sa.Boolean, nullable=False),
    sa.Column("next_at", UtcDateTime),
    sa.Column("next_board_at", UtcDateTime),
    sa.Column("added_by", sa.ForeignKey("users.id", ondelete="SET NULL")),
    sa.Column("created_at", UtcDateTime, nullable=False),
    sa.CheckConstraint("ask_at >= 0 AND ask_at < 1440", name="ask_at_range"),
    sa.CheckConstraint("ask_days >= 0 AND ask_days < 128", name="ask_days_range"),
    sa.Index(None, "team_id"),
    sa.Index(None, "next_at"),
    sa.Index(None, "next_board_at"),
    sa.Index(None, "added_by"),
)

# One question for each group and local date: the key that lets it be asked once.
group_questions = sa.Table(
    "group_questions",
    metadata,
    sa.Column("id", BigId, primary_key=True, autoincrement=True),
    sa.Column("chat_id", sa.ForeignKey("group_chats.chat_id", ondelete="CASCADE", onupdate="CASCADE"), nullable=False),
    sa.Column("local_date", sa.Date, nullable=False),
    sa.Column("item_id", sa.String(64), nullable=False),
    # As in drill_items: option_order[i] is the content's index of the i-th option on the screen.
    sa.Column("option_order", Json, nullable=False),
    sa.Column("sent_at", UtcDateTime, nullable=False),
    sa.UniqueConstraint("chat_id", "local_date"),
)

# Who answered what. Members of the group need not be users of the bot: `user_id` is Telegram's.
group_answers = sa.Table(
    "group_answers",
    metadata,
    sa.Column("question_id", sa.ForeignKey("group_questions.id", ondelete="CASCADE"), primary_key=True),
    sa.Column("user_id", sa.BigInteger, primary_key=True, autoincrement=False),
    sa.Column("correct", sa.Boolean, nullable=False),
    sa.Column("answered_at", UtcDateTime, nullable=False),
    sa.Index(None, "user_id"),
)

# Members who want to be named on the group's weekly leaderboard.
group_players = sa.Table(
    "group_players",
    metadata,
    sa.Column(
        "chat_id", sa.ForeignKey("group_chats.chat_id", ondelete="CASCADE", onupdate="CASCADE"), primary_key=True
    ),
    sa.Column("user_id", sa.BigInteger, primary_key=True, autoincrement=False),
    sa.Column("name", sa.String(128), nullable=False),
    sa.Column("joined_at", UtcDateTime, nullable=False),
    sa.Index(None, "user_id"),
)
