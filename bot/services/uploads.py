"""What all files for a team have in common: looked at first, then added or dropped; added, they can be taken back.

Only who sent a file and still leads the team decides about it, and once.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from bot.base.errors import Refused
from bot.delivery.unit import Tx
from bot.services import teams
from bot.storage.queries import team_uploads as rows
from bot.storage.queries.people import Person
from bot.storage.queries.team_uploads import DROPPED, PREVIEW, Upload
from bot.storage.queries.teams import Team

_LONGEST_NAME = 128
E = TypeVar("E")


@dataclass(frozen=True, slots=True)
class Preview(Generic[E]):
    """What adding a file would do. `upload_id` is None when there is nothing new in it; `known` were there already."""

    team: Team
    upload_id: int | None
    fresh: tuple[E, ...]
    known: tuple[E, ...]


@dataclass(frozen=True, slots=True)
class Done:
    """What was added or taken back."""

    team: Team
    upload_id: int
    count: int


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of file: its name where uploads are kept, and what is said when one is not there (any more)."""

    name: str
    gone: str

    def keep(self, tx: Tx, person: Person, team_id: int, name: str, entries: Sequence[Mapping[str, Any]]) -> int:
        """Keep a file until the person decides; one they have not decided about makes way."""
        rows.drop_previews(tx.conn, team_id, person.id)
        return rows.add(
            tx.conn,
            team_id=team_id,
            user_id=person.id,
            name=name[:_LONGEST_NAME],
            entries=[dict(one) for one in entries],
            now=tx.now,
            kind=self.name,
        )

    def mine(self, tx: Tx, person: Person, upload_id: int) -> tuple[Upload, Team]:
        """A file of the person's, and its team, which they lead. Refused otherwise."""
        upload = rows.find(tx.conn, person.id, upload_id)
        if upload is None or upload.kind != self.name:
            raise Refused(self.gone)
        return upload, teams.lead(tx, person, upload.team_id)

    def drop(self, tx: Tx, person: Person, upload_id: int) -> Team:
        """Add nothing of the file."""
        upload, team = self.mine(tx, person, upload_id)
        decide(tx, upload, PREVIEW, DROPPED)
        return team


def decide(tx: Tx, upload: Upload, before: str, after: str) -> None:
    """Move a file on; refused when it was decided about already."""
    if not rows.move(tx.conn, upload.id, before, after):
        raise Refused("team_replies.upload_decided")
