"""What people keep for themselves: their own replies and those they saved. Every question names whose they are."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from bot.base.language import Lang
from bot.storage.queries.upsert import insert_new
from bot.storage.tables import own_replies

_SHOWN = tuple(column for column in own_replies.columns if column.name not in {"user_id", "meaning", "digest"})


@dataclass(frozen=True, slots=True)
class OwnReply:
    """What a customer says and what this person answers. `origin`: own (their words) or saved (from the dojo)."""

    id: int
    said: str
    reply: str
    language: Lang
    objection_id: str | None
    origin: str
    created_at: datetime


def find(conn: sa.Connection, user_id: int, ids: Sequence[int]) -> dict[int, OwnReply]:
    """Those of the ids that are this person's, by id."""
    own = own_replies.c
    query = sa.select(*_SHOWN).where(own.user_id == user_id, own.id.in_(ids))
    return {row["id"]: _reply(row) for row in conn.execute(query).mappings()}


def said_alike(conn: sa.Connection, user_id: int, said: Sequence[str]) -> tuple[OwnReply, ...]:
    """This person's replies to exactly those words, newest first."""
    own = own_replies.c
    query = sa.select(*_SHOWN).where(own.user_id == user_id, own.said.in_(said)).order_by(*_NEWEST)
    return tuple(_reply(row) for row in conn.execute(query).mappings())


def page(conn: sa.Connection, user_id: int, offset: int, limit: int) -> tuple[OwnReply, ...]:
    """A stretch of the person's replies, newest first."""
    query = sa.select(*_SHOWN).where(own_replies.c.user_id == user_id).order_by(*_NEWEST).offset(offset).limit(limit)
    return tuple(_reply(row) for row in conn.execute(query).mappings())


def count(conn: sa.Connection, user_id: int) -> int:
    """How many replies the person keeps."""
    query = sa.select(sa.func.count()).select_from(own_replies).where(own_replies.c.user_id == user_id)
    return int(conn.execute(query).scalar_one())


def id_of(conn: sa.Connection, user_id: int, said: str, reply: str) -> int | None:
    """The row in which the person keeps exactly that, or None."""
    own = own_replies.c
    query = sa.select(own.id).where(own.user_id == user_id, own.digest == digest(said, reply))
    return conn.execute(query).scalar_one_or_none()


def add(
    conn: sa.Connection,
    user_id: int,
    *,
    said: str,
    reply: str,
    language: Lang,
    objection_id: str | None,
    origin: str,
    meaning: bytes,
    now: datetime,
) -> bool:
    """Keep a reply; False when the person keeps exactly that already."""
    values = {
        "user_id": user_id,
        "said": said,
        "reply": reply,
        "language": language,
        "objection_id": objection_id,
        "origin": origin,
        "meaning": meaning,
        "digest": digest(said, reply),
        "created_at": now,
    }
    return bool(insert_new(conn, own_replies, [values], returning=own_replies.c.id))


def remove(conn: sa.Connection, user_id: int, reply_id: int) -> OwnReply | None:
    """Delete one of the person's replies and return what it was; None when it is not theirs."""
    own = own_replies.c
    statement = own_replies.delete().where(own.user_id == user_id, own.id == reply_id).returning(*_SHOWN)
    row = conn.execute(statement).mappings().one_or_none()
    return None if row is None else _reply(row)


def digest(said: str, reply: str) -> str:
    """What tells two kept replies apart."""
    return hashlib.sha256(f"{said}\0{reply}".encode()).hexdigest()


_NEWEST = (own_replies.c.created_at.desc(), own_replies.c.id.desc())


def _reply(row: Any) -> OwnReply:
    return OwnReply(**{**row, "language": Lang(row["language"])})
