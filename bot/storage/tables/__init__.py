"""Every table, on one MetaData with named constraints, so that migrations can address them on both databases."""

from bot.storage.tables.coaching import (
    assignment_people,
    assignments,
    organisation_owners,
    organisation_teams,
    organisations,
    shared_roleplays,
    skill_days,
    team_items,
    training_days,
)
from bot.storage.tables.delivery import inbox, messages, outbox, polls, pushes
from bot.storage.tables.groups import group_answers, group_chats, group_players, group_questions
from bot.storage.tables.meta import metadata
from bot.storage.tables.people import invites, memberships, teams, users
from bot.storage.tables.replies import own_replies, team_replies, team_uploads, unanswered
from bot.storage.tables.roleplay import compiled_scenarios, roleplay_turns, roleplays, scorecards
from bot.storage.tables.training import (
    checks,
    drill_items,
    drills,
    item_reports,
    review_cards,
    review_logs,
    suspended_items,
)

__all__ = [
    "assignment_people",
    "assignments",
    "checks",
    "compiled_scenarios",
    "drill_items",
    "drills",
    "group_answers",
    "group_chats",
    "group_players",
    "group_questions",
    "inbox",
    "invites",
    "item_reports",
    "memberships",
    "messages",
    "metadata",
    "organisation_owners",
    "organisation_teams",
    "organisations",
    "outbox",
    "own_replies",
    "polls",
    "pushes",
    "review_cards",
    "review_logs",
    "roleplay_turns",
    "roleplays",
    "scorecards",
    "shared_roleplays",
    "skill_days",
    "suspended_items",
    "team_items",
    "team_replies",
    "team_uploads",
    "teams",
    "training_days",
    "unanswered",
    "users",
]
