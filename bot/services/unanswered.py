"""What customers said and nothing was found for: put on a team's list by a rep, answered or dismissed by who leads it.

Every right is checked here, on every call. Unknown, settled and foreign rows are refused in the same words.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from bot.base.errors import Refused
from bot.delivery.unit import Tx
from bot.language.objection_space import key
from bot.services import teams
from bot.services.team_replies import LONGEST_SAID, PAGE
from bot.storage.queries import people as people_rows
from bot.storage.queries import teams as team_rows
from bot.storage.queries import unanswered as rows
from bot.storage.queries.people import Person
from bot.storage.queries.teams import Team
from bot.storage.queries.unanswered import ANSWERED, ASKED, DISMISSED, OPEN, Unanswered

# A list that nobody works off need not grow.
MOST_OPEN = 200
# What a rep was asked about and never said is forgotten after this.
ASKED_FOR = timedelta(days=2)


@dataclass(frozen=True, slots=True)
class Page:
    """A stretch of what is open in a team; pages count from 0."""

    team: Team
    entries: tuple[Unanswered, ...]
    number: int
    pages: int
    total: int


def ask(tx: Tx, person: Person, words: str) -> int | None:
    """Keep words until the person says whether a customer said them; None when they are in no team, or there are none.

    Returns the number by which `put` and `forget` know them.
    """
    rows.remove_asked(tx.conn, person.id, tx.now - ASKED_FOR)
    said, mine = _line(words), _teams(tx, person)
    if not key(said) or not mine:
        return None
    made = [_add(tx, person, team, said, ASKED) for team in mine]
    return made[0]


def put_words(tx: Tx, person: Person, words: str) -> tuple[Team, ...]:
    """Put words on the list of every team that the person is in; returns the teams that have them there now.

    None for somebody in no team, or without words. Refused when the lists are full.
    """
    said, mine = _line(words), _teams(tx, person)
    if not key(said) or not mine:
        return ()
    listed = tuple(team for team in mine if _listed(tx, team.id, said) or _put(tx, person, team, said))
    if not listed:
        raise Refused("unanswered.full", most=MOST_OPEN)
    return listed


def put(tx: Tx, person: Person, number: int) -> tuple[Team, ...]:
    """Put what `ask` kept on the lists; returns the teams that have it there now. Refused when it is not kept."""
    asked = rows.asked(tx.conn, person.id, number)
    if not asked:
        raise Refused("unanswered.gone")
    _forget(tx, asked)
    return put_words(tx, person, asked[0].said)


def forget(tx: Tx, person: Person, number: int) -> None:
    """No customer said what `ask` kept."""
    _forget(tx, rows.asked(tx.conn, person.id, number))


def page(tx: Tx, person: Person, team_id: int, number: int) -> Page:
    """A page of what is open in a team that the person leads, newest first; the last one when there are fewer."""
    team, total = teams.lead(tx, person, team_id), rows.count(tx.conn, team_id)
    pages = max(1, -(-total // PAGE))
    shown = min(max(number, 0), pages - 1)
    return Page(team, rows.page(tx.conn, team_id, shown * PAGE, PAGE), shown, pages, total)


def one(tx: Tx, person: Person, row_id: int) -> Unanswered:
    """What is open in a team that the person leads."""
    found = rows.find(tx.conn, row_id)
    if found is None or found.status != OPEN or found.team_id not in {team.id for team in teams.led(tx, person)}:
        raise Refused("unanswered.gone")
    return found


def dismiss(tx: Tx, person: Person, row_id: int) -> Unanswered:
    """It needs no answer."""
    found = one(tx, person, row_id)
    rows.move(tx.conn, found.id, OPEN, DISMISSED)
    return found


def answered(tx: Tx, person: Person, row_id: int | None) -> tuple[Unanswered, Person] | None:
    """It has an answer now: who is to be told, unless they asked themselves, left the team, or cannot be reached."""
    found = None if row_id is None else rows.find(tx.conn, row_id)
    if found is None or found.team_id not in {team.id for team in teams.led(tx, person)}:
        return None
    if not rows.move(tx.conn, found.id, OPEN, ANSWERED):
        return None
    asker = people_rows.find(tx.conn, found.user_id)
    if asker is None or asker.id == person.id or asker.blocked_at is not None:
        return None
    still = any(team.id == found.team_id for team, _ in team_rows.of_person(tx.conn, asker.id))
    return (found, asker) if still else None


def _teams(tx: Tx, person: Person) -> tuple[Team, ...]:
    return tuple(team for team, _ in team_rows.of_person(tx.conn, person.id))


def _listed(tx: Tx, team_id: int, said: str) -> bool:
    """Whether the team's list has these words, however they are written."""
    return key(said) in {key(one) for one in rows.said(tx.conn, team_id)}


def _put(tx: Tx, person: Person, team: Team, said: str) -> bool:
    if rows.count(tx.conn, team.id) >= MOST_OPEN:
        return False
    _add(tx, person, team, said, OPEN)
    return True


def _add(tx: Tx, person: Person, team: Team, said: str, status: str) -> int:
    return rows.add(tx.conn, team_id=team.id, user_id=person.id, said=said, status=status, now=tx.now)


def _forget(tx: Tx, asked: tuple[Unanswered, ...]) -> None:
    for one in asked:
        rows.remove(tx.conn, one.id)


def _line(words: str) -> str:
    line = " ".join(words.split())
    return line if len(line) <= LONGEST_SAID else line[: LONGEST_SAID - 1] + "…"
