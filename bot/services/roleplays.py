"""Role-plays: a conversation with a customer, turn by turn, and the scorecard at its end."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta

from bot.base.errors import Refused
from bot.catalog.load import Catalog
from bot.delivery.unit import Tx
from bot.language.moves import Analysis
from bot.scenarios import session
from bot.scenarios.events import event_to_json
from bot.scenarios.session import Beat, analysis_from_json, moves_to_json
from bot.scenarios.state import state_from_json, state_to_json
from bot.scenarios.stored import from_json, to_json
from bot.scenarios.types import ENGINE_VERSION, Scenario
from bot.services import people, roleplay_help, roleplay_levels, roleplay_pauses, seats, tallies, tasks
from bot.services.people import local_date
from bot.storage.queries import checks, sharing
from bot.storage.queries import roleplay as rows
from bot.storage.queries.people import Person
from bot.storage.queries.roleplay import Roleplay, Turn
from bot.training.grading.score import grade
from bot.training.grading.transcript import Transcript
from bot.training.grading.types import Scorecard, scorecard_from_json, scorecard_to_json

LEVEL = 2
# Fewer turns than this say too little to be marked when the rep stops.
LEAST_TURNS = 2
GIVEN_UP = "given_up"
_A_MOMENT = timedelta(minutes=10)


@dataclass(frozen=True, slots=True)
class Marked:
    """The scorecard of a session that is over, and the mark of the person's last one with that customer.

    `moved`: by how much their level has just changed: −1, 0 or 1. `showable`: whether there is a team to show it to.
    """

    session: Roleplay
    scenario: Scenario
    card: Scorecard
    previous: int | None
    moved: int = 0
    showable: bool = False

    @property
    def words_gone(self) -> bool:
        """Whether the words of the conversation have been deleted, as the person wished."""
        return self.session.status == "ended" and not self.session.state


@dataclass(frozen=True, slots=True)
class Played:
    """A session after a turn: what the customer did and, once it is over, the scorecard."""

    session: Roleplay
    scenario: Scenario
    beat: Beat
    marked: Marked | None


def running(tx: Tx, person: Person) -> tuple[Roleplay, Scenario, str] | None:
    """The session under way, its scenario as it was when it began, and the customer's last words; None without one."""
    found = rows.running(tx.conn, person.id)
    if found is None:
        return None
    last = rows.last_line(tx.conn, person.id)
    return found, _scenario(tx, found), "" if last is None else last[1]


def resume(tx: Tx, person: Person) -> tuple[Roleplay, Scenario, str] | None:
    """Like `running`, for somebody who is about to go on: a long pause ends with that."""
    roleplay_pauses.release(tx, person)
    return running(tx, person)


def begin(tx: Tx, catalog: Catalog, person: Person, scenario_id: str, level: int = LEVEL) -> Played:
    """Begin a session; one under way is dropped, in either seat. Refused when the scenario does not exist."""
    scenario = catalog.scenarios.get(scenario_id)
    if scenario is None:
        raise Refused("roleplay.gone")
    drop(tx, person)
    seats.stop(tx, catalog, person)
    # From now on what the person writes is for the customer.
    people.await_text(tx, person, None)
    seed = person.id * 1_000_003 + int(tx.now.timestamp())
    first = session.begin(scenario, person.language, seed=seed, level=level)
    rows.keep_scenario(tx.conn, scenario.hash, scenario.id, to_json(scenario), tx.now)
    made = rows.add(
        tx.conn,
        user_id=person.id,
        scenario_id=scenario.id,
        scenario_hash=scenario.hash,
        engine_version=ENGINE_VERSION,
        language=person.language,
        level=level,
        seed=seed,
        status="active",
        state=state_to_json(first.state),
        local_date=local_date(person, tx.now),
        started_at=tx.now,
        turned_at=tx.now,
    )
    _keep(tx, made, first, 0)
    people.note_activity(tx, person)
    return Played(made, scenario, first, None)


def say(tx: Tx, catalog: Catalog, person: Person, analysis: Analysis) -> Played | None:
    """One turn of the rep, as analysed; None when no session is under way."""
    found = rows.running(tx.conn, person.id)
    if found is None:
        return None
    scenario = _scenario(tx, found)
    before = state_from_json(found.state)
    beat = session.take(scenario, found.language, before, analysis)
    _keep(tx, found, beat, before.turn + 1)
    people.note_activity(tx, person)
    over = beat.state.ending is not None
    rows.change(
        tx.conn,
        found.id,
        state=state_to_json(beat.state),
        turned_at=tx.now,
        **({"status": "ended", "ended_at": tx.now} if over else {}),
    )
    return Played(found, scenario, beat, _mark(tx, catalog, found, scenario) if over else None)


def drop(tx: Tx, person: Person) -> bool:
    """Put the session under way away without a mark; False when there is none."""
    found = rows.running(tx.conn, person.id)
    if found is None:
        return False
    rows.change(tx.conn, found.id, status="dropped", ended_at=tx.now)
    return True


def give_up(tx: Tx, catalog: Catalog, person: Person) -> Marked | None:
    """Stop the session under way. It is marked when enough was said to learn from; None otherwise."""
    found = rows.running(tx.conn, person.id)
    if found is None or state_from_json(found.state).turn < LEAST_TURNS:
        drop(tx, person)
        return None
    rows.change(tx.conn, found.id, status="ended", ended_at=tx.now)
    return _mark(tx, catalog, found, _scenario(tx, found))


def marked(tx: Tx, person: Person, roleplay_id: int) -> Marked | None:
    """The scorecard of one of the person's own sessions, or None."""
    found = rows.find(tx.conn, roleplay_id, person.id)
    stored = None if found is None else rows.scorecard(tx.conn, found.id, person.id)
    if found is None or stored is None:
        return None
    previous = rows.previous_total(tx.conn, person.id, found.scenario_id, stored.created_at)
    card = scorecard_from_json(stored.body)
    return Marked(found, _scenario(tx, found), card, previous, showable=bool(found.state) and _showable(tx, found))


def just_over(tx: Tx, person: Person) -> tuple[Roleplay, Scenario] | None:
    """The conversation that ended a moment ago: what is typed now may still be meant for that customer."""
    found = rows.ended_since(tx.conn, person.id, tx.now - _A_MOMENT)
    return None if found is None else (found, _scenario(tx, found))


def _showable(tx: Tx, found: Roleplay) -> bool:
    return bool(sharing.choices(tx.conn, found.id, found.user_id))


def _mark(tx: Tx, catalog: Catalog, found: Roleplay, scenario: Scenario) -> Marked:
    """Grade a session from its stored turns and keep the card."""
    card = replace(grade(transcript(tx, found, scenario), catalog.rubric), hints=roleplay_help.taken(tx, found))
    previous = rows.previous_total(tx.conn, found.user_id, found.scenario_id, tx.now)
    rows.add_scorecard(
        tx.conn,
        roleplay_id=found.id,
        user_id=found.user_id,
        scenario_id=found.scenario_id,
        total=card.total,
        passed=card.passed,
        ending=GIVEN_UP if card.ending is None else card.ending.value,
        body=scorecard_to_json(card),
        local_date=found.local_date,
        created_at=tx.now,
    )
    tallies.marked(tx, found.user_id, found.local_date, card)
    tasks.marked(tx, found.user_id, found.scenario_id, card)
    checks.finish(tx.conn, found.id, card.total, tx.now)
    return Marked(found, scenario, card, previous, roleplay_levels.note(tx, found, card), _showable(tx, found))


def transcript(tx: Tx, found: Roleplay, scenario: Scenario) -> Transcript:
    """The session played again from its stored moves: nothing is analysed anew."""
    analyses = [
        analysis_from_json(turn.rep_text, found.language, turn.moves)
        for turn in rows.turns(tx.conn, found.id)
        if turn.turn > 0
    ]
    played = session.replay(scenario, found.language, analyses, seed=found.seed, level=found.level)
    return Transcript(scenario, found.language, found.seed, found.level, played)


def _scenario(tx: Tx, found: Roleplay) -> Scenario:
    return from_json(rows.scenario_body(tx.conn, found.scenario_hash))


def _keep(tx: Tx, found: Roleplay, beat: Beat, number: int) -> None:
    said = beat.analysis
    rows.add_turn(
        tx.conn,
        Turn(
            roleplay_id=found.id,
            turn=number,
            rep_text="" if said is None else said.text,
            moves=[] if said is None else moves_to_json(said),
            customer_text=beat.customer,
            events=[event_to_json(event) for event in beat.events],
            at=tx.now,
        ),
    )
