"""Files of replies on their way into a team: looked at, then added or dropped; what was added can be taken back.

Every right is checked here, on every call: only who sent a file and still leads the team decides about it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.base.errors import Refused
from bot.delivery.unit import Tx
from bot.language.objections import Category
from bot.services import team_replies, teams
from bot.services.team_replies import Entry
from bot.storage.queries import team_replies as reply_rows
from bot.storage.queries import team_uploads as rows
from bot.storage.queries.people import Person
from bot.storage.queries.team_uploads import ADDED, DROPPED, PREVIEW, UNDONE, Upload
from bot.storage.queries.teams import Team

_LONGEST_NAME = 128
# What an upload of replies is called where it is kept.
KIND = "replies"


@dataclass(frozen=True, slots=True)
class Preview:
    """What adding a file would do. `upload_id` is None when there is nothing new in it."""

    team: Team
    upload_id: int | None
    fresh: tuple[Entry, ...]
    known: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class Done:
    """What was added or taken back."""

    team: Team
    upload_id: int
    count: int


def preview(tx: Tx, person: Person, team_id: int, name: str, entries: Sequence[Entry]) -> Preview:
    """Keep the entries until the person decides; a file they have not decided about makes way."""
    team, titles = teams.lead(tx, person, team_id), reply_rows.titles(tx.conn, team_id)
    fresh = tuple(one for one in entries if team_replies.title(one.title) not in titles)
    known = tuple(one for one in entries if team_replies.title(one.title) in titles)
    if not fresh:
        return Preview(team, None, fresh, known)
    team_replies.room(tx, team_id, len(fresh))
    rows.drop_previews(tx.conn, team_id, person.id)
    upload_id = rows.add(
        tx.conn,
        team_id=team_id,
        user_id=person.id,
        name=name[:_LONGEST_NAME],
        entries=[stored(one) for one in fresh],
        now=tx.now,
    )
    return Preview(team, upload_id, fresh, known)


def add(tx: Tx, person: Person, upload_id: int, meanings: Mapping[str, bytes]) -> Done:
    """Add what is new in the file, once; `meanings` has that of each phrasing. Refused when it was decided already."""
    upload, team = _mine(tx, person, upload_id)
    entries = entries_of(upload)
    team_replies.room(tx, team.id, len(entries))
    if not rows.move(tx.conn, upload.id, PREVIEW, ADDED):
        raise Refused("team_replies.upload_decided")
    made = [team_replies.new(one, [meanings[said] for said in one.phrasings]) for one in entries]
    added = reply_rows.add(tx.conn, team.id, made, created_by=person.id, now=tx.now, upload_id=upload.id)
    return Done(team, upload.id, len(added))


def drop(tx: Tx, person: Person, upload_id: int) -> Team:
    """Add nothing of the file."""
    upload, team = _mine(tx, person, upload_id)
    if not rows.move(tx.conn, upload.id, PREVIEW, DROPPED):
        raise Refused("team_replies.upload_decided")
    return team


def undo(tx: Tx, person: Person, upload_id: int) -> Done:
    """Take back what the file added, but for what somebody has worked on since."""
    upload, team = _mine(tx, person, upload_id)
    if not rows.move(tx.conn, upload.id, ADDED, UNDONE):
        raise Refused("team_replies.upload_decided")
    return Done(team, upload.id, reply_rows.remove_upload(tx.conn, team.id, upload.id))


def stored(entry: Entry) -> dict[str, object]:
    """An entry as `team_uploads.entries` has it."""
    return {"said": list(entry.phrasings), "replies": list(entry.replies), "category": entry.category.value}


def entries_of(upload: Upload | None) -> tuple[Entry, ...]:
    """What the file would add; nothing when that is decided, or it holds something else."""
    if upload is None or upload.kind != KIND:
        return ()
    return tuple(
        Entry(tuple(body["said"]), tuple(body["replies"]), Category(body["category"])) for body in upload.entries
    )


def _mine(tx: Tx, person: Person, upload_id: int) -> tuple[Upload, Team]:
    upload = rows.find(tx.conn, person.id, upload_id)
    if upload is None or upload.kind != KIND:
        raise Refused("team_replies.gone")
    return upload, teams.lead(tx, person, upload.team_id)
