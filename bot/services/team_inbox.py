"""What a team's reps say is wrong with questions and checks: backed, answered or dismissed by whoever leads the team.

Every right is checked here, on every call. Whose reports are seen: see `visibility`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from bot.base.errors import Refused
from bot.catalog.load import Catalog
from bot.delivery.unit import Tx
from bot.services import people, questions, teams
from bot.services.visibility import visible
from bot.storage.queries import team_inbox as rows
from bot.storage.queries import teams as team_rows
from bot.storage.queries.people import Person
from bot.storage.queries.team_inbox import ANSWERED, Objection
from bot.storage.queries.teams import Team
from bot.training.items import Item

PAGE = 6
# What `users.awaiting` begins with while a note to the rep may be typed; the report's id follows.
AWAITING_NOTE = "in_note:"
LONGEST_NOTE = 500


@dataclass(frozen=True, slots=True)
class Page:
    """Some of what waits in a team, newest first; pages count from 0. `items`: those it is about, by id."""

    team: Team
    entries: tuple[Objection, ...]
    items: Mapping[str, Item]
    number: int
    pages: int
    total: int


@dataclass(frozen=True, slots=True)
class Decided:
    """A report that was decided, and the rep who is to hear of it (None: out of reach)."""

    team: Team
    objection: Objection
    rep: Person | None
    item: Item | None


def page(tx: Tx, catalog: Catalog, leader: Person, team_id: int, number: int) -> Page:
    """A page of what waits in a team that the person leads; the nearest one where that does not exist."""
    seen, team = visible(tx, leader, team_id), teams.lead(tx, leader, team_id)
    total = rows.count(tx.conn, team_id, seen)
    pages = max(-(-total // PAGE), 1)
    number = min(max(number, 0), pages - 1)
    entries = rows.page(tx.conn, team_id, seen, number * PAGE, PAGE)
    items = questions.found(tx.conn, catalog, leader.id, (one.item_id for one in entries))
    return Page(team, entries, items, number, pages, total)


def one(tx: Tx, leader: Person, report_id: int) -> tuple[Team, Objection]:
    """A report that waits in a team that the person leads. Refused otherwise, in the same words."""
    reporter = rows.reporter(tx.conn, report_id)
    shared = () if reporter is None else team_rows.of_person(tx.conn, reporter)
    for team, _ in shared:
        if teams.leads(tx, leader.id, team.id):
            found = rows.find(tx.conn, team.id, visible(tx, leader, team.id), report_id)
            if found is not None:
                return team, found
    raise Refused("inbox.gone")


def decide(tx: Tx, catalog: Catalog, leader: Person, report_id: int, verdict: str) -> Decided:
    """Back, answer or dismiss a report, once."""
    team, objection = one(tx, leader, report_id)
    rows.decide(tx.conn, objection.id, verdict, leader.id)
    rep = people.find(tx, objection.user_id)
    item = questions.find(tx.conn, catalog, leader.id, objection.item_id)
    return Decided(team, objection, None if rep is None or rep.blocked_at is not None else rep, item)


def ask_note(tx: Tx, leader: Person, report_id: int) -> tuple[Team, Objection]:
    """The next text is for the rep."""
    found = one(tx, leader, report_id)
    people.await_text(tx, leader, f"{AWAITING_NOTE}{found[1].id}")
    return found


def note(tx: Tx, catalog: Catalog, leader: Person, report_id: int, words: str) -> tuple[Decided, str]:
    """Answer with a note, of which nothing is kept but in the rep's chat. Refused for an empty or overlong one."""
    said = words.strip()
    if not said or len(said) > LONGEST_NOTE:
        raise Refused("inbox.note_refused", longest=LONGEST_NOTE)
    decided = decide(tx, catalog, leader, report_id, ANSWERED)
    people.await_text(tx, leader, None)
    return decided, said
