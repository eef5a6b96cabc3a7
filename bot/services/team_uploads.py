"""Files of replies on their way into a team: looked at, then added or dropped; what was added can be taken back.

Every right is checked here, on every call: only who sent a file and still leads the team decides about it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from bot.delivery.unit import Tx
from bot.language.category import Category
from bot.services import team_replies, teams
from bot.services.team_replies import Entry
from bot.services.uploads import Done, Kind, Preview, decide
from bot.storage.queries import team_replies as reply_rows
from bot.storage.queries.people import Person
from bot.storage.queries.team_uploads import ADDED, PREVIEW, UNDONE, Upload

KIND = Kind("replies", gone="team_replies.gone")


def preview(tx: Tx, person: Person, team_id: int, name: str, entries: Sequence[Entry]) -> Preview[Entry]:
    """Keep the entries until the person decides; a file they have not decided about makes way."""
    team, titles = teams.lead(tx, person, team_id), reply_rows.titles(tx.conn, team_id)
    fresh = tuple(one for one in entries if team_replies.title(one.title) not in titles)
    known = tuple(one for one in entries if team_replies.title(one.title) in titles)
    if not fresh:
        return Preview(team, None, fresh, known)
    team_replies.room(tx, team_id, len(fresh))
    upload_id = KIND.keep(tx, person, team_id, name, [stored(one) for one in fresh])
    return Preview(team, upload_id, fresh, known)


def add(tx: Tx, person: Person, upload_id: int, meanings: Mapping[str, bytes]) -> Done:
    """Add what is new in the file, once; `meanings` has that of each phrasing. Refused when it was decided already."""
    upload, team = KIND.mine(tx, person, upload_id)
    entries = entries_of(upload)
    team_replies.room(tx, team.id, len(entries))
    decide(tx, upload, PREVIEW, ADDED)
    made = [team_replies.new(one, [meanings[said] for said in one.phrasings]) for one in entries]
    added = reply_rows.add(tx.conn, team.id, made, created_by=person.id, now=tx.now, upload_id=upload.id)
    return Done(team, upload.id, len(added))


def undo(tx: Tx, person: Person, upload_id: int) -> Done:
    """Take back what the file added, but for what somebody has worked on since."""
    upload, team = KIND.mine(tx, person, upload_id)
    decide(tx, upload, ADDED, UNDONE)
    return Done(team, upload.id, reply_rows.remove_upload(tx.conn, team.id, upload.id))


def stored(entry: Entry) -> dict[str, object]:
    """An entry as `team_uploads.entries` has it."""
    return {"said": list(entry.phrasings), "replies": list(entry.replies), "category": entry.category.value}


def entries_of(upload: Upload | None) -> tuple[Entry, ...]:
    """What the file would add; nothing when that is decided, or it holds something else."""
    if upload is None or upload.kind != KIND.name:
        return ()
    return tuple(
        Entry(tuple(body["said"]), tuple(body["replies"]), Category(body["category"])) for body in upload.entries
    )
