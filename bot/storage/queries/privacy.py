"""All that is kept about one person: to hand it over, and to delete it."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa

from bot.storage import tables as t

Rows = dict[str, list[dict[str, Any]]]


# The column by which a row is a person's own: theirs, made by them, or in their chat.
_OWN: tuple[sa.Column[Any], ...] = (
    t.users.c.id,
    t.memberships.c.user_id,
    t.invites.c.created_by,
    t.review_cards.c.user_id,
    t.review_logs.c.user_id,
    t.drills.c.user_id,
    t.roleplays.c.user_id,
    t.scorecards.c.user_id,
    t.pushes.c.user_id,
    t.own_replies.c.user_id,
    t.team_replies.c.created_by,
    t.team_uploads.c.user_id,
    t.unanswered.c.user_id,
    t.suspended_items.c.user_id,
    t.item_reports.c.user_id,
    t.training_days.c.user_id,
    t.skill_days.c.user_id,
    t.shared_roleplays.c.user_id,
    t.organisation_owners.c.user_id,
    t.assignments.c.created_by,
    t.assignment_people.c.user_id,
    t.team_items.c.created_by,
    t.checks.c.user_id,
    t.group_chats.c.added_by,
    t.group_answers.c.user_id,
    t.group_players.c.user_id,
    t.polls.c.chat_id,
    t.messages.c.chat_id,
    t.inbox.c.route_id,
    t.outbox.c.chat_id,
)


def everything_of(conn: sa.Connection, user_id: int) -> Rows:
    """Every row about a person by table, in a stable order; columns as the tables name them."""
    wheres: dict[sa.Table, sa.ColumnElement[bool]] = {column.table: column == user_id for column in _OWN}
    wheres |= _through_others(user_id)
    return {table.name: _rows(conn, table, wheres[table]) for table in sorted(wheres, key=lambda one: one.name)}


def _through_others(user_id: int) -> dict[sa.Table, sa.ColumnElement[bool]]:
    """The rows that hang on another row of the person's: the parts of a drill, the teams of their organisation."""
    drills = sa.select(t.drills.c.id).where(t.drills.c.user_id == user_id)
    roleplays = sa.select(t.roleplays.c.id).where(t.roleplays.c.user_id == user_id)
    organisations = sa.select(t.organisation_owners.c.organisation_id).where(t.organisation_owners.c.user_id == user_id)
    member_of = sa.select(t.memberships.c.team_id).where(t.memberships.c.user_id == user_id)
    owned = t.organisation_teams.c.organisation_id.in_(organisations)
    theirs = sa.select(t.organisation_teams.c.team_id).where(owned)
    return {
        t.teams: sa.or_(t.teams.c.id.in_(member_of), t.teams.c.id.in_(theirs)),
        t.drill_items: t.drill_items.c.drill_id.in_(drills),
        t.roleplay_turns: t.roleplay_turns.c.roleplay_id.in_(roleplays),
        t.organisations: t.organisations.c.id.in_(organisations),
        t.organisation_teams: owned,
    }


def _rows(conn: sa.Connection, table: sa.Table, where: sa.ColumnElement[bool]) -> list[dict[str, Any]]:
    # Bytes of files are what was sent already; everything else is given as it is stored.
    columns = [column for column in table.columns if not isinstance(column.type, sa.LargeBinary)]
    query = sa.select(*columns).where(where).order_by(*table.primary_key.columns)
    return [dict(row) for row in conn.execute(query).mappings()]


def erase(conn: sa.Connection, user_id: int) -> None:
    """Delete everything about a person but what delivery keeps: see `Tx.erase` for that."""
    conn.execute(t.invites.delete().where(t.invites.c.created_by == user_id))
    # People answer in groups without being users of the bot: no row of theirs goes with a user's.
    conn.execute(t.group_answers.delete().where(t.group_answers.c.user_id == user_id))
    conn.execute(t.group_players.delete().where(t.group_players.c.user_id == user_id))
    conn.execute(t.users.delete().where(t.users.c.id == user_id))
