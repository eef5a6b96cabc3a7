"""A team's own questions and facts: by a file that is looked at first, changed, taken out.

Every right is checked here, on every call. Unknown, deleted and foreign ones are refused in the same words.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.base.errors import Refused
from bot.delivery.unit import Tx
from bot.language.objection_space import key
from bot.services import people, teams
from bot.services.uploads import Done, Kind, Preview, decide
from bot.storage.queries import team_items as rows
from bot.storage.queries.people import Person
from bot.storage.queries.team_items import FACT, QUIZ, NewTeamItem, TeamItem
from bot.storage.queries.team_uploads import ADDED, PREVIEW, UNDONE, Upload
from bot.storage.queries.teams import Team
from bot.training.team_items import Entry, Fact, Fault, faults, from_json, title, to_json

# Questions and facts of one team together.
MOST = 500
PAGE = 8
KIND = Kind("items", gone="team_items.gone")
# What `users.awaiting` begins with while another wording may be typed; the number follows.
AWAITING_CHANGE = "ti_change:"
LONGEST_CHANGE = 3000


@dataclass(frozen=True, slots=True)
class Page:
    """Some of a team's questions and facts, newest first; pages count from 0."""

    team: Team
    entries: tuple[TeamItem, ...]
    number: int
    pages: int
    total: int


@dataclass(frozen=True, slots=True)
class Changed:
    """What became of another wording: the item as it is now, and what was wrong with the wording (then nothing is)."""

    row: TeamItem
    faults: tuple[Fault, ...]


def preview(tx: Tx, person: Person, team_id: int, name: str, entries: Sequence[Entry]) -> Preview[Entry]:
    """Keep the entries until the person decides; a file they have not decided about makes way."""
    team, there = teams.lead(tx, person, team_id), rows.digests(tx.conn, team_id)
    fresh = tuple(one for one in entries if digest(one) not in there)
    known = tuple(one for one in entries if digest(one) in there)
    if not fresh:
        return Preview(team, None, fresh, known)
    _room(tx, team_id, len(fresh))
    upload_id = KIND.keep(tx, person, team_id, name, [to_json(one) for one in fresh])
    return Preview(team, upload_id, fresh, known)


def add(tx: Tx, person: Person, upload_id: int, meanings: Mapping[str, bytes]) -> Done:
    """Add what is new in the file, once; `meanings` has the vectors of facts by title. Refused when decided already."""
    upload, team = KIND.mine(tx, person, upload_id)
    entries = entries_of(upload)
    _room(tx, team.id, len(entries))
    decide(tx, upload, PREVIEW, ADDED)
    new = [_new(one, meanings.get(title(one))) for one in entries]
    count = rows.add(tx.conn, team.id, new, created_by=person.id, now=tx.now, upload_id=upload.id)
    return Done(team, upload.id, count)


def undo(tx: Tx, person: Person, upload_id: int) -> Done:
    """Take back what the file added, but for what somebody has changed since."""
    upload, team = KIND.mine(tx, person, upload_id)
    decide(tx, upload, ADDED, UNDONE)
    return Done(team, upload.id, rows.remove_upload(tx.conn, team.id, upload.id))


def page(tx: Tx, person: Person, team_id: int, number: int) -> Page:
    """A page of what a team has, for whoever leads it; the nearest one where that does not exist."""
    team, total = teams.lead(tx, person, team_id), rows.count(tx.conn, team_id)
    pages = max(-(-total // PAGE), 1)
    number = min(max(number, 0), pages - 1)
    return Page(team, rows.page(tx.conn, team_id, number * PAGE, PAGE), number, pages, total)


def one(tx: Tx, person: Person, item_id: int) -> TeamItem:
    """One of a team that the person leads."""
    found = rows.find(tx.conn, person.id, [item_id]).get(item_id)
    if found is None or not teams.leads(tx, person.id, found.team_id):
        raise Refused("team_items.gone")
    return found


def remove(tx: Tx, person: Person, item_id: int) -> TeamItem:
    """Take it out: it is not asked any more, and no longer found."""
    found = one(tx, person, item_id)
    rows.remove(tx.conn, found.id)
    return found


def ask_change(tx: Tx, person: Person, item_id: int) -> TeamItem:
    """The next text is another wording."""
    found = one(tx, person, item_id)
    people.await_text(tx, person, f"{AWAITING_CHANGE}{found.id}")
    return found


def change(tx: Tx, person: Person, item_id: int, entry: Entry, meaning: bytes | None) -> Changed:
    """Put another wording in its place; with faults nothing changes. Refused when the team has it elsewhere already."""
    found = one(tx, person, item_id)
    wrong = faults(entry)
    if wrong:
        return Changed(found, wrong)
    if digest(entry) != digest(from_json(found.body)) and digest(entry) in rows.digests(tx.conn, found.team_id):
        raise Refused("team_items.known")
    rows.change(tx.conn, found.id, _new(entry, meaning))
    people.await_text(tx, person, None)
    return Changed(one(tx, person, item_id), ())


def entries_of(upload: Upload | None) -> tuple[Entry, ...]:
    """What the file would add; nothing when that is decided, or it holds something else."""
    return () if upload is None or upload.kind != KIND.name else tuple(from_json(body) for body in upload.entries)


def digest(entry: Entry) -> str:
    """By what an entry is told from the others of its team, however it is written."""
    return hashlib.sha256(key(title(entry)).encode()).hexdigest()


def _new(entry: Entry, meaning: bytes | None) -> NewTeamItem:
    return NewTeamItem(FACT if isinstance(entry, Fact) else QUIZ, to_json(entry), meaning, digest(entry))


def _room(tx: Tx, team_id: int, more: int) -> None:
    if rows.count(tx.conn, team_id) + more > MOST:
        raise Refused("team_items.full", most=MOST)
