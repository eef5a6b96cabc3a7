"""Every table, on one MetaData with named constraints, so that migrations can address them on both databases."""

from bot.storage.tables.delivery import inbox, messages, outbox, polls, pushes
from bot.storage.tables.meta import metadata
from bot.storage.tables.people import invites, memberships, teams, users
from bot.storage.tables.replies import own_replies, team_replies, team_uploads, unanswered
from bot.storage.tables.roleplay import compiled_scenarios, roleplay_turns, roleplays, scorecards
from bot.storage.tables.training import drill_items, drills, review_cards, review_logs

__all__ = [
    "compiled_scenarios",
    "drill_items",
    "drills",
    "inbox",
    "invites",
    "memberships",
    "messages",
    "metadata",
    "outbox",
    "own_replies",
    "polls",
    "pushes",
    "review_cards",
    "review_logs",
    "roleplay_turns",
    "roleplays",
    "scorecards",
    "team_replies",
    "team_uploads",
    "teams",
    "unanswered",
    "users",
]
