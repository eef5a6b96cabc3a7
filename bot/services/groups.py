"""The daily question in a team's group chat: setting it up, asking, answers, the week's board.

Members of the group need not be users of the bot. Who may change what is checked here, on every call.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from bot.base.errors import Refused
from bot.base.language import Lang
from bot.delivery.unit import Tx
from bot.services import people, teams
from bot.storage.queries import delivery
from bot.storage.queries import groups as rows
from bot.storage.queries.groups import Group
from bot.storage.queries.people import Person
from bot.storage.queries.teams import Team
from bot.training import calendar, holidays
from bot.training.calendar import Plan, local_date
from bot.training.group_question import next_board

DEFAULT_AT = 9 * 60
# The times that are offered: the board has to fit behind them.
TIMES = (7 * 60 + 30, 8 * 60, 8 * 60 + 30, 9 * 60, 9 * 60 + 30, 10 * 60, 12 * 60, 13 * 60 + 30, 17 * 60, 18 * 60)
_NAME = 128
_DAYS = 7


class Begin(StrEnum):
    """What /daily leads to."""

    CARD = "card"
    CHOOSE = "choose"
    LEADS_NONE = "leads_none"
    TAKEN = "taken"


@dataclass(frozen=True, slots=True)
class Place:
    """A group chat as Telegram names it."""

    chat_id: int
    title: str


@dataclass(frozen=True, slots=True)
class Setup:
    """A group's settings and the name of its team."""

    group: Group
    team: str

    @property
    def running(self) -> bool:
        """Whether questions come."""
        return self.group.next_at is not None


@dataclass(frozen=True, slots=True)
class Begun:
    """The answer to /daily: `setup` for a card, `teams` to choose from."""

    kind: Begin
    setup: Setup | None = None
    teams: tuple[Team, ...] = ()


def begin(tx: Tx, user_id: int, place: Place) -> Begun:
    """What /daily in a group leads to for the person who sent it; one team that they lead is taken at once."""
    person, group = people.find(tx, user_id), rows.find(tx.conn, place.chat_id)
    led = () if person is None else teams.led(tx, person)
    if group is not None and person is not None and group.team_id in {team.id for team in led}:
        return Begun(Begin.CARD, _took_over(tx, person, group, place))
    if person is None or not led:
        return Begun(Begin.LEADS_NONE)
    if group is not None and group.next_at is not None and rows.team_name(tx.conn, group.team_id) is not None:
        return Begun(Begin.TAKEN)
    if len(led) > 1:
        return Begun(Begin.CHOOSE, teams=led)
    return Begun(Begin.CARD, _set_up(tx, person, place, led[0]))


def choose(tx: Tx, user_id: int, place: Place, team_id: int) -> Setup:
    """Set the question up for a team that the person leads. Refused otherwise, and where another team's runs."""
    person, group = people.find(tx, user_id), rows.find(tx.conn, place.chat_id)
    team = None if person is None else next((one for one in teams.led(tx, person) if one.id == team_id), None)
    if person is None or team is None:
        raise Refused("toast.group_not_manager")
    if group is not None and group.team_id == team.id:
        return _took_over(tx, person, group, place)
    if group is not None and group.next_at is not None and not _leads(tx, person, group):
        raise Refused("toast.group_not_manager")
    return _set_up(tx, person, place, team)


def _leads(tx: Tx, person: Person, group: Group) -> bool:
    return teams.leads(tx, person.id, group.team_id)


def _set_up(tx: Tx, person: Person, place: Place, team: Team) -> Setup:
    group = rows.save(
        tx.conn,
        place.chat_id,
        team_id=team.id,
        title=place.title[:_NAME],
        language=person.language.value,
        time_zone=person.time_zone,
        ask_at=DEFAULT_AT,
        ask_days=people.WORKDAYS,
        holidays=person.holidays,
        board=False,
        next_board_at=None,
        added_by=person.id,
        created_at=tx.now,
    )
    return _planned(tx, group, team.name)


def _took_over(tx: Tx, person: Person, group: Group, place: Place) -> Setup:
    """Somebody who leads the group's team answers for its question from now on; a stopped one goes on."""
    rows.change(tx.conn, group.chat_id, added_by=person.id, title=place.title[:_NAME])
    return _planned(tx, group, rows.team_name(tx.conn, group.team_id) or "")


def _planned(tx: Tx, group: Group, team: str) -> Setup:
    """The group with its next question and board planned from now on."""
    plan, today = plan_of(group), local_date(tx.now, group.time_zone)
    had = today if rows.asked_on(tx.conn, group.chat_id, today) else None
    rows.change(
        tx.conn,
        group.chat_id,
        next_at=calendar.next_push(plan, tx.now, not_on=had),
        next_board_at=next_board(plan, tx.now) if group.board else None,
    )
    return Setup(_existing(tx, group.chat_id), team)


def plan_of(group: Group) -> Plan:
    """When the group is asked."""
    return Plan(group.ask_at, group.ask_days, group.time_zone, None, holidays.of(group.holidays))


def _existing(tx: Tx, chat_id: int) -> Group:
    group = rows.find(tx.conn, chat_id)
    if group is None:
        raise Refused("toast.group_gone")
    return group


def managed(tx: Tx, user_id: int, chat_id: int) -> Setup:
    """A group's settings for somebody who leads its team. Refused for everybody else, and without a question."""
    group, person = _existing(tx, chat_id), people.find(tx, user_id)
    if person is None or not _leads(tx, person, group):
        raise Refused("toast.group_not_manager")
    return Setup(group, rows.team_name(tx.conn, group.team_id) or "")


def set_language(tx: Tx, user_id: int, chat_id: int, lang: Lang) -> Setup:
    """Questions in that language."""
    managed(tx, user_id, chat_id)
    rows.change(tx.conn, chat_id, language=lang.value)
    return managed(tx, user_id, chat_id)


def set_time(tx: Tx, user_id: int, chat_id: int, minutes: int) -> Setup:
    """Questions at one of the TIMES; another one changes nothing."""
    setup = managed(tx, user_id, chat_id)
    return _changed(tx, setup, ask_at=minutes) if minutes in TIMES else setup


def set_days(tx: Tx, user_id: int, chat_id: int, days: int) -> Setup:
    """Questions on those days (bits, Monday 1 … Sunday 64). Refused without any."""
    setup = managed(tx, user_id, chat_id)
    if not 0 < days <= people.ALL_DAYS:
        raise Refused("toast.group_one_day")
    return _changed(tx, setup, ask_days=days)


def switch_day(tx: Tx, user_id: int, chat_id: int, day: int) -> Setup:
    """A day (Monday 0 … Sunday 6) more or less. Refused for the last one."""
    setup = managed(tx, user_id, chat_id)
    return set_days(tx, user_id, chat_id, setup.group.ask_days ^ 1 << day) if 0 <= day < _DAYS else setup


def set_board(tx: Tx, user_id: int, chat_id: int, *, on: bool) -> Setup:
    """With or without the week's board."""
    setup = managed(tx, user_id, chat_id)
    return setup if setup.group.board == on else _changed(tx, setup, board=on)


def _changed(tx: Tx, setup: Setup, **columns: int | bool) -> Setup:
    chat_id = setup.group.chat_id
    rows.change(tx.conn, chat_id, **columns)
    changed = _existing(tx, chat_id)
    # Buttons of a question that was stopped set it up; they do not start it.
    return _planned(tx, changed, setup.team) if setup.running else Setup(changed, setup.team)


def resume(tx: Tx, user_id: int, chat_id: int) -> Setup:
    """Go on after a stop; whoever says so answers for it."""
    setup = managed(tx, user_id, chat_id)
    rows.change(tx.conn, chat_id, added_by=user_id)
    return _planned(tx, setup.group, setup.team)


def stop(tx: Tx, user_id: int, chat_id: int) -> Setup:
    """No more questions."""
    managed(tx, user_id, chat_id)
    end(tx, chat_id)
    return managed(tx, user_id, chat_id)


def end(tx: Tx, chat_id: int) -> None:
    """Nothing is planned for the group any more; its settings and its history stay."""
    rows.change(tx.conn, chat_id, next_at=None, next_board_at=None)


def join_board(tx: Tx, user_id: int, name: str, chat_id: int) -> bool:
    """Put a member on the board; False when they are on it. Refused where there is none."""
    if not _existing(tx, chat_id).board:
        raise Refused("toast.group_no_board")
    return rows.join_board(tx.conn, chat_id, user_id, name[:_NAME], tx.now)


def leave_board(tx: Tx, user_id: int, chat_id: int) -> bool:
    """Take a member off the board, at any time; False when they are not on it."""
    return rows.leave_board(tx.conn, chat_id, user_id)


@dataclass(frozen=True, slots=True)
class Removed:
    """A group that the bot was removed from, and who has to know."""

    title: str
    manager: Person


def removed(tx: Tx, chat_id: int) -> Removed | None:
    """The bot is not in the group any more; None when nobody has to know."""
    group = rows.find(tx.conn, chat_id)
    if group is None or group.next_at is None:
        return None
    end(tx, chat_id)
    manager = None if group.added_by is None else people.find(tx, group.added_by)
    return None if manager is None or manager.blocked_at is not None else Removed(group.title, manager)


def moved(tx: Tx, old_id: int, new_id: int) -> None:
    """The group has become a supergroup with another id."""
    delivery.move_chat(tx.conn, old_id, new_id)
