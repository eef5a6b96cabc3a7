"""All that is kept about one person: to hand it over, and to delete it."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa

from bot.storage import tables as t

Rows = dict[str, list[dict[str, Any]]]


def everything_of(conn: sa.Connection, user_id: int) -> Rows:
    """Every row about a person by table, in a stable order; columns as the tables name them."""
    own_drills = sa.select(t.drills.c.id).where(t.drills.c.user_id == user_id)
    own_roleplays = sa.select(t.roleplays.c.id).where(t.roleplays.c.user_id == user_id)
    own_organisations = sa.select(t.organisation_owners.c.organisation_id).where(
        t.organisation_owners.c.user_id == user_id
    )
    wheres: dict[sa.Table, sa.ColumnElement[bool]] = {
        t.users: t.users.c.id == user_id,
        t.teams: sa.or_(
            t.teams.c.id.in_(sa.select(t.memberships.c.team_id).where(t.memberships.c.user_id == user_id)),
            t.teams.c.id.in_(
                sa.select(t.organisation_teams.c.team_id).where(
                    t.organisation_teams.c.organisation_id.in_(own_organisations)
                )
            ),
        ),
        t.memberships: t.memberships.c.user_id == user_id,
        t.invites: t.invites.c.created_by == user_id,
        t.review_cards: t.review_cards.c.user_id == user_id,
        t.review_logs: t.review_logs.c.user_id == user_id,
        t.drills: t.drills.c.user_id == user_id,
        t.drill_items: t.drill_items.c.drill_id.in_(own_drills),
        t.roleplays: t.roleplays.c.user_id == user_id,
        t.roleplay_turns: t.roleplay_turns.c.roleplay_id.in_(own_roleplays),
        t.scorecards: t.scorecards.c.user_id == user_id,
        t.pushes: t.pushes.c.user_id == user_id,
        t.own_replies: t.own_replies.c.user_id == user_id,
        t.team_replies: t.team_replies.c.created_by == user_id,
        t.team_uploads: t.team_uploads.c.user_id == user_id,
        t.unanswered: t.unanswered.c.user_id == user_id,
        t.suspended_items: t.suspended_items.c.user_id == user_id,
        t.item_reports: t.item_reports.c.user_id == user_id,
        t.training_days: t.training_days.c.user_id == user_id,
        t.skill_days: t.skill_days.c.user_id == user_id,
        t.shared_roleplays: t.shared_roleplays.c.user_id == user_id,
        t.organisations: t.organisations.c.id.in_(own_organisations),
        t.organisation_teams: t.organisation_teams.c.organisation_id.in_(own_organisations),
        t.organisation_owners: t.organisation_owners.c.user_id == user_id,
        t.assignments: t.assignments.c.created_by == user_id,
        t.assignment_people: t.assignment_people.c.user_id == user_id,
        t.team_items: t.team_items.c.created_by == user_id,
        t.checks: t.checks.c.user_id == user_id,
        t.group_chats: t.group_chats.c.added_by == user_id,
        t.group_answers: t.group_answers.c.user_id == user_id,
        t.group_players: t.group_players.c.user_id == user_id,
        t.polls: t.polls.c.chat_id == user_id,
        t.messages: t.messages.c.chat_id == user_id,
        t.inbox: t.inbox.c.route_id == user_id,
        t.outbox: t.outbox.c.chat_id == user_id,
    }
    return {table.name: _rows(conn, table, where) for table, where in wheres.items()}


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
