"""Role × action × own or other team: whoever may not press a button learns nothing by it and changes nothing.

By guessed numbers, forged callback data, old buttons, forwarded links and the parameters of deep links.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from itertools import product
from typing import Any

import pytest
import sqlalchemy as sa

from bot.storage.tables import (
    assignments,
    group_chats,
    invites,
    item_reports,
    memberships,
    metadata,
    own_replies,
    roleplays,
    team_items,
    team_replies,
    team_uploads,
    unanswered,
    users,
)
from bot.storage.tables import teams as team_table
from tests.chats import rights
from tests.chats.forging import press
from tests.chats.group import Group
from tests.chats.person import Person
from tests.chats.playing import TALK, begin, talk
from tests.chats.rights import (
    EVERYBODY,
    HEAD,
    LEAD_IT,
    MANAGER,
    MATE,
    MATRIX,
    OUTSIDER,
    OWN_ALONE,
    OWNER,
    PERSONAL,
    REMOVED,
    REP,
    RIVAL,
)
from tests.chats.team import SAID, STRANGE, add_reply
from tests.chats.test_invites import follow
from tests.chats.test_odd_updates import callback
from tests.chats.test_team_inbox import complain
from tests.chats.test_teams import invite, new_team
from tests.chats.warm import warm_for_roleplay
from tests.chats.world import World

pytestmark = pytest.mark.anyio

# Words that only people of the team may ever read.
TEAM, QUESTION, ANSWER = "Northern", STRANGE, "Nobody outside reads this"
NOT_THERE = 999_999
DELIVERY = frozenset({"inbox", "outbox", "messages", "polls"})
_AT_ONCE = 80


class Story:
    """A team in which everything is that a button can name, and everybody who might press it."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.people: dict[str, Person] = {}
        self.numbers: dict[str, int | str] = {}
        self.group: Group

    async def begin(self) -> None:
        """Tell it."""
        for name in EVERYBODY:
            self.people[name] = await self.world.person(name.capitalize(), "en", onboarded=True)
        await self._teams()
        await self._content()
        await self._number()
        for person in self.people.values():
            await person.send("/help")

    async def _teams(self) -> None:
        head, owner, rival = self.people[HEAD], self.people[OWNER], self.people[RIVAL]
        await new_team(head, "First")
        await new_team(head, TEAM)
        await follow(self.people[MANAGER], await invite(head, "manager"))
        payload = await invite(head, "20 people")
        for name in (OWNER, REP, MATE, REMOVED):
            await follow(self.people[name], payload)
        for role in ("manager", "owner"):
            await press(self.world, head, f"mb:role:2:{owner.id}:{role}")
        await press(self.world, head, f"mb:out_yes:2:{self.people[REMOVED].id}")
        await press(self.world, head, "team:leave_yes:2")
        await new_team(head, "Old")
        await press(self.world, head, "team:archive_yes:3")
        await new_team(rival, "Elsewhere")

    async def _content(self) -> None:
        owner, rep = self.people[OWNER], self.people[REP]
        for said in ("Is your harbour pilot included", SAID):
            await add_reply(owner, said, f"{ANSWER}: {said}")
        await press(self.world, owner, "tr:delete_yes:1")
        await owner.document("more.csv", b"Customer says,Our reply\nIs the crane yellow,It is blue\n")
        await self._work()
        await rep.send(f"/objection {QUESTION}")
        await rep.send(STRANGE[::-1])
        await begin(rep)
        await talk(rep)
        await press(self.world, rep, "sh:give:1:2")
        await press(self.world, owner, "iv:make:2:5:30:rep")
        self.group = await Group.of(self.world, *self.people.values(), title="Chat of the North")
        await self.group.send(owner, "/daily")

    async def _work(self) -> None:
        """An assignment for the mate, a report by the mate, and a fact of the team."""
        owner, mate = self.people[OWNER], self.people[MATE]
        (preview,) = await owner.document("facts.csv", b"Title,Text,Keywords\nWarranty,24 months,warranty\n")
        await owner.press(owner.text("button.team_file_add", count=1), on=preview)
        await press(self.world, owner, f"as:suggest:2:{mate.id}:skill:spin")
        when = await owner.last()
        due = next(one for one in when.buttons if (one.data or "").startswith("as:due:"))
        (confirm,) = await owner.press(due.label, on=when)
        await owner.press(owner.text("button.assignment_give"), on=confirm)
        await mate.news()
        await complain(mate)

    async def _number(self) -> None:
        """The numbers that buttons name."""
        world, people = self.world, self.people
        (session,) = await world.rows(roleplays)
        self.numbers = {
            "organisation": 1,
            "team": 2,
            "archived": 3,
            "invite": max(row["id"] for row in await world.rows(invites)),
            "session": session["id"],
            "reply": (await world.rows(team_replies))[0]["id"],
            "deleted": 1,
            "form": "0123456789",
            "upload": (await world.rows(team_uploads))[0]["id"],
            "facts": (await world.rows(team_uploads))[-1]["id"],
            "assignment": (await world.rows(assignments))[0]["id"],
            "report": (await world.rows(item_reports))[0]["id"],
            "item": (await world.rows(team_items))[0]["id"],
            "question": (await world.rows(unanswered, unanswered.c.status == "open"))[0]["id"],
            "asked": (await world.rows(unanswered, unanswered.c.status == "asked"))[0]["id"],
            **{name: people[name].id for name in (HEAD, OWNER, REP, MATE)},
        }

    def data(self, line: str, *, there: bool) -> str:
        """The button's data, naming what is there or what is not."""
        numbers = self.numbers if there else dict.fromkeys(self.numbers, NOT_THERE)
        return line.format(**numbers)

    async def answers(self, person: Person, data: list[str]) -> list[str]:
        """Press buttons under messages that are too old to be edited, one after the other; what is said to each."""
        presses = [callback(person, one, number=number) for number, one in enumerate(data)]
        name = next(role.capitalize() for role, one in self.people.items() if one is person)
        for one in presses:
            one["from"]["first_name"] = name
            one["message"] = {"chat": one["message"]["chat"], "message_id": 1, "date": 0}
        said: list[str] = []
        # A chat shows its last two hundred messages.
        for at in range(0, len(presses), _AT_ONCE):
            before = {one.id for one in await person.messages()}
            await self.world.feed_all({"callback_query": one} for one in presses[at : at + _AT_ONCE])
            said += [one.text for one in await person.messages() if one.id not in before and not one.mine]
        return said

    async def rows(self) -> dict[str, list[str]]:
        """Everything that is stored, but for what delivery keeps and when somebody was seen."""
        found = {}
        for table in metadata.sorted_tables:
            if table.name not in DELIVERY:
                rows = await self.world.rows(table)
                found[table.name] = sorted(str({**row, "seen_at": None}) for row in rows)
        return found


@pytest.fixture
async def story(world: World) -> Story:
    warm_for_roleplay()
    made = Story(world)
    await made.begin()
    return made


def private() -> Iterator[tuple[str, str, frozenset[str]]]:
    """The lines of the matrix that are pressed in private: the action, the data, who may."""
    for (area, action), (value, may) in MATRIX.items():
        if area != "grp":
            yield f"{area}:{action}", f"{area}:{action}:{value}", may


def test_every_button_has_its_line() -> None:
    known = {(area, action) for area, actions in rights.areas() for action in actions if area not in PERSONAL}
    assert known == set(MATRIX) | OWN_ALONE
    assert {area for area, _ in rights.areas()} == PERSONAL | {area for area, _ in known}


async def test_whoever_may_not_learns_nothing_and_changes_nothing(story: Story) -> None:
    """What is there and what is not are refused in the same words, to the last letter."""
    await _everything_is_there(story)
    before = await story.rows()
    for role in EVERYBODY:
        await _denied(story, role)
        assert await story.rows() == before, role


async def _denied(story: Story, role: str) -> None:
    person = story.people[role]
    denied = [(name, line) for name, line, may in private() if role not in may]
    pairs = [story.data(line, there=there) for _, line in denied for there in (True, False)]
    said = await story.answers(person, pairs)
    assert len(said) == len(pairs)
    for number, (name, _) in enumerate(denied):
        there, not_there = said[2 * number : 2 * number + 2]
        # Whoever leads the team sees who is in it anyway; a right that they lack need not be hidden from them.
        if role not in LEAD_IT or name.startswith("org:"):
            assert there == not_there, (role, name)
    if role in {REMOVED, OUTSIDER, RIVAL}:
        _says_nothing(said)


def _says_nothing(said: list[str]) -> None:
    for secret in (TEAM, SAID, QUESTION, ANSWER, TALK["en"][0], "Mate", "join_"):
        assert secret not in "\n".join(said), secret


async def test_whoever_may_is_let(story: Story) -> None:
    """The matrix is not kept by refusing everybody: looking works for all who may."""
    for role in EVERYBODY:
        await _let(story, role)


async def _let(story: Story, role: str) -> None:
    person = story.people[role]
    looks = [
        (name, line)
        for name, line, may in private()
        if role in may and name.split(":")[1] in {"open", "list", "show", "settings", "read", "ask", "owners", "who"}
    ]
    said = await story.answers(person, [story.data(line, there=True) for _, line in looks])
    refusals = {
        person.text(name)
        for name in ("team.not_yours", "invite.gone", "member.gone", "member.cannot", "organisation.not_yours")
    } | {person.text(name) for name in ("sharing.gone", "sharing.not_shown", "team_replies.gone", "unanswered.gone")}
    assert len(said) == len(looks)
    assert {name for (name, _), words in zip(looks, said, strict=True) if words in refusals} == set(), role


async def test_the_groups_question_is_its_teams_leaders(story: Story) -> None:
    world, group = story.world, story.group
    (card,) = [one for one in await group.messages() if "grp:" in str(one.raw)][-1:]
    before = await story.rows()
    lines = [(action, value) for (area, action), (value, _) in MATRIX.items() if area == "grp"]
    for role in (REP, MATE, REMOVED, OUTSIDER, RIVAL):
        for number, (action, value) in enumerate(lines):
            person = story.people[role]
            pressed = callback(person, story.data(f"grp:{action}:{value}", there=True), number=number)
            pressed["message"] |= {"chat": {"id": group.id, "type": "group", "title": "x"}, "message_id": card.id}
            await world.feed(callback_query=pressed)
    assert await story.rows() == before
    (row,) = await world.rows(group_chats)
    assert row["team_id"] == 2


async def test_buttons_given_before_somebody_lost_their_rights(story: Story) -> None:
    """The same buttons that worked a moment ago."""
    world, owner, manager = story.world, story.people[OWNER], story.people[MANAGER]
    may = [line for name, line, may in private() if MANAGER in may and not name.endswith("leave_yes")]
    data = [story.data(line, there=True) for line in may]
    await press(world, owner, f"mb:out_yes:2:{manager.id}")
    await manager.news()
    before = await story.rows()
    said = await story.answers(manager, data)
    assert await story.rows() == before
    _says_nothing(said)
    assert (await manager.send("/team"))[-1].text == manager.text("team.none")
    assert (await manager.send("/digest"))[-1].text == manager.text("digest.none")


async def test_forged_numbers_in_everything_else_touch_nobody_elses_rows(story: Story) -> None:
    for role in (OUTSIDER, MATE):
        await _forged(story, role)


async def _forged(story: Story, role: str) -> None:
    person = story.people[role]
    skipped = {("privacy", "forget"), ("set", "lang")}
    actions = [(area, name) for area, names in rights.areas() if area in PERSONAL for name in sorted(names)]
    data = [
        f"{area}:{name}:{value}"
        for (area, name), value in product(actions, ("1", "1:0", "1:1", "2:1:0"))
        if (area, name) not in skipped
    ]
    others = await _of_others(story, person)
    said = await story.answers(person, data)
    assert await _of_others(story, person) == others
    _says_nothing([text for text in said if role != MATE])
    assert TALK["en"][0] not in "\n".join(said)


async def _of_others(story: Story, person: Person) -> dict[str, list[str]]:
    """Rows that belong to somebody else."""
    mine = {row["id"] for row in await story.world.rows(roleplays, roleplays.c.user_id == person.id)}
    found: dict[str, list[str]] = {}
    for table in metadata.sorted_tables:
        if table.name in DELIVERY or table.name in {"compiled_scenarios", "drill_items", "roleplay_turns"}:
            continue
        rows: list[Any] = list(await story.world.rows(table))
        key = "id" if table is users else "user_id"
        found[table.name] = sorted(str({**row, "seen_at": None}) for row in rows if row.get(key) != person.id)
    turns = await story.world.rows(metadata.tables["roleplay_turns"])
    found["roleplay_turns"] = sorted(str(row) for row in turns if row["roleplay_id"] not in mine)
    return found


async def test_links_tell_nothing(story: Story) -> None:
    """Unknown, used, revoked and expired links, and those of a closed team, are told apart by nobody."""
    world, outsider, owner = story.world, story.people[OUTSIDER], story.people[OWNER]
    rows = await world.rows(invites)
    live = next(row for row in rows if row["id"] == story.numbers["invite"])
    used = next(row for row in rows if row["uses_left"] == 0)
    await press(world, owner, f"iv:revoke:{live['id']}")
    refusal = outsider.text("team.invite_invalid")
    tokens = [live["token"], used["token"], "x" * 22, "", "1", "2", str(owner.id), "a:b", "join_"]
    for token in tokens:
        await outsider.news()
        assert [one.text for one in await outsider.start(f"join_{token}")] == [refusal], token
        assert await story.answers(outsider, [f"team:join:{token}"]) == [refusal], token
    for payload in ("2", "team_2", "sh_1_2", f"user_{owner.id}", "daily", "read"):
        _says_nothing([one.text for one in await outsider.start(payload)])
    assert outsider.id not in {row["user_id"] for row in await world.rows(memberships)}


async def test_an_export_holds_nothing_of_the_team_but_ones_own(story: Story) -> None:
    mine = {HEAD: TEAM, REP: QUESTION, OUTSIDER: "Outsider", RIVAL: "Elsewhere", REMOVED: "Removed"}
    for role, words in mine.items():
        person = story.people[role]
        exported = (await person.download((await person.send("/export"))[-1])).decode()
        stored = {name: rows for name, rows in json.loads(exported).items() if name not in DELIVERY}
        text = json.dumps(stored, ensure_ascii=False)
        assert words in text, role
        others = {other.id for name, other in story.people.items() if name != role}
        # Who made a team that one owns is named by number; nobody else is.
        stored["teams"] = [{**row, "created_by": None} for row in stored["teams"]]
        assert not any(str(other) in json.dumps(stored) for other in others), role
        if role in {OUTSIDER, RIVAL, REMOVED}:
            _says_nothing([text])


async def _everything_is_there(story: Story) -> None:
    """Each number names a row, so that the matrix compares what is there with what is not."""
    world = story.world
    for table, name in ((team_table, "team"), (invites, "invite"), (team_replies, "reply"), (team_uploads, "upload")):
        assert await world.rows(table, table.c.id == story.numbers[name])
    assert (await world.rows(unanswered, unanswered.c.id == story.numbers["asked"]))[0]["status"] == "asked"
    (archived,) = await world.rows(team_table, team_table.c.archived_at.is_not(None))
    assert archived["id"] == story.numbers["archived"]
    assert await world.rows(own_replies) == []
    assert (await world.rows(sa.table("group_chats", sa.column("team_id"))))[0]["team_id"] == 2
