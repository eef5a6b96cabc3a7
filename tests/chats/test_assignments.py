"""Assignments by the buttons alone: given, done, declined, reminded of, taken back; and nobody else's."""

from __future__ import annotations

import pytest
import sqlalchemy as sa

from bot.storage.tables import assignment_people, assignments, teams, users
from tests.chats.message import Message
from tests.chats.person import Person
from tests.chats.playing import PRINCIPAL, now, press_data, talk
from tests.chats.team import team_of
from tests.chats.test_odd_updates import callback
from tests.chats.training import train
from tests.chats.warm import warm, warm_for_roleplay
from tests.chats.world import World

pytestmark = pytest.mark.anyio

ZONE = "Asia/Shanghai"
# Offered on Monday 5 January 2026.
FRIDAY = "2026-01-09"


async def open_list(boss: Person) -> Message:
    """The team's assignments."""
    await boss.send("/team")
    return (await boss.press(boss.text("button.team_assignments", count="").split("(")[0].split("（")[0]))[-1]


async def choose(boss: Person, kind: str, target: str, group: str = "") -> Message:
    """A new assignment up to the question for whom."""
    (screen,) = await boss.press(boss.text("button.assignment_new"), on=await open_list(boss))
    (screen,) = await press_data(boss, screen, f"as:by:{kind}")
    if group:
        (screen,) = await press_data(boss, screen, f"as:in:{kind}:{group}:0")
    while not any(one.data == f"as:what:{kind}:{target}" for one in screen.buttons):
        (screen,) = await boss.press(boss.text("button.mistakes_next"), on=screen)
    return (await press_data(boss, screen, f"as:what:{kind}:{target}"))[-1]


async def give(boss: Person, kind: str, target: str, *, to: str = "all", group: str = "") -> list[Message]:
    """A whole assignment, due on Friday."""
    (when,) = await press_data(boss, await choose(boss, kind, target, group), f"as:who:{to}")
    (confirm,) = await press_data(boss, when, f"as:due:{FRIDAY}")
    return await boss.press(boss.text("button.assignment_give"), on=confirm)


async def give_spin(boss: Person, rep: Person) -> Message:
    """The skill "spin"; gives the rep's message."""
    await give(boss, "skill", "spin")
    return (await rep.news())[-1]


async def standing(boss: Person) -> str:
    """The newest assignment as its giver sees it."""
    page = await open_list(boss)
    return (await boss.press("1 · ", on=page))[-1].text


async def test_a_customer_for_one_person_until_the_scorecard(world: World) -> None:
    warm_for_roleplay()
    boss, rep, _ = await team_of(world)
    (done,) = await give(boss, "scenario", PRINCIPAL, to=str(rep.id), group="school_books")
    title = warm().catalog.scenarios[PRINCIPAL].texts["en"]["title"]  # type: ignore[index]
    assert done.text == boss.text("assignment.given_done", title=title, count=1, name="Rep", already=0)
    (word,) = await rep.news()
    assert "Boss has something for you (North):" in word.text
    assert title in word.text
    assert "By Fri 9 Jan." in word.text
    (briefing,) = await rep.press(rep.text("button.assignment_start"), on=word)
    await rep.press(rep.text("button.roleplay_start"), on=briefing)
    card, _ = await talk(rep)
    assert rep.text("assignment.done", title=title, team="North") in card.text
    shown = await standing(boss)
    assert "✅ Rep · " in shown
    (row,) = await world.rows(assignment_people)
    assert (row["status"], row["next_reminder_at"]) == ("done", None)


async def test_a_unit_is_done_with_one_drill(world: World) -> None:
    boss, rep, _ = await team_of(world)
    await give(boss, "unit", "empathy", group="a")
    (word,) = await rep.news()
    asked = await rep.press(rep.text("button.assignment_start"), on=word)
    said = await train(rep, asked)
    assert "“The empathy formula”" in said[-1].text
    assert "Rep: done" in (await open_list(boss)).text


async def test_another_drill_does_not_complete_a_unit(world: World) -> None:
    boss, rep, _ = await team_of(world)
    await give(boss, "unit", "quoting", group=_track_of("quoting"))
    await rep.news()
    await train(rep, await rep.send("/drill"))
    assert "Rep: not yet" in (await open_list(boss)).text


async def test_a_skill_is_done_at_ten_answers(world: World) -> None:
    boss, rep, _ = await team_of(world)
    word = await give_spin(boss, rep)
    said = await train(rep, await rep.press(rep.text("button.assignment_start"), on=word), right=False)
    assert "✅" not in said[-1].text
    (again,) = await rep.press(rep.text("button.team_tasks", count=1), on=(await rep.send("/team"))[-1])
    assert "5 of 10" in again.text
    (task,) = await rep.press("1 · ", on=again)
    assert "So far: 5 of 10 points." in task.text
    # A written question that is skipped is no answer: one drill more may be needed.
    said = await train(rep, await rep.press(rep.text("button.assignment_start"), on=task))
    if "✅" not in said[-1].text:
        said = await train(rep, await rep.press(rep.text("button.assignment_start"), on=task))
    assert rep.text("assignment.done", title="SPIN questions", team="North") in said[-1].text
    assert "✅ Rep" in await standing(boss)


async def test_declining_with_a_reason_of_ones_own_and_coming_back(world: World) -> None:
    boss, rep, _ = await team_of(world)
    word = await give_spin(boss, rep)
    (why,) = await rep.press(rep.text("button.assignment_decline"), on=word)
    assert "Boss reads your answer" in why.text
    (noted,) = await rep.send("I'm on leave <b>&")
    assert noted.text == rep.text("assignment.declined", title="SPIN questions", team="North")
    (told,) = await boss.news()
    assert "“I'm on leave <b>&”" in told.text
    (one,) = await boss.press(boss.text("button.assignment_open"), on=told)
    assert "✋ Rep: “I'm on leave <b>&”" in one.text
    await rep.press(rep.text("button.assignment_after_all"), on=noted)
    (row,) = await world.rows(assignment_people)
    assert (row["status"], row["reason"]) == ("open", None)


async def test_a_ready_reason_is_read_in_the_leaders_language(world: World) -> None:
    boss, rep, _ = await team_of(world)
    word = await give_spin(boss, rep)
    await world.run(sa.update(users).where(users.c.id == boss.id).values(language="zh"))
    await rep.press(rep.text("button.assignment_decline"), on=word)
    await rep.press(rep.text("button.assignment_why_time"))
    (told,) = await boss.news()
    assert "这段时间排不开" in told.text
    # Once more: it is no longer open.
    await world.feed(callback_query=callback(rep, f"as:why:{word.buttons[0].data.split(':')[-1]}:fit", number=2))
    assert [one.text for one in await rep.news()] == [rep.text("assignment.not_open")]


async def test_a_typed_date(world: World) -> None:
    boss, rep, _ = await team_of(world)
    await press_data(boss, await choose(boss, "skill", "spin"), "as:who:all")
    (unclear,) = await boss.send("some day")
    assert unclear.text == boss.text("assignment.due_unclear")
    (past,) = await boss.send("2026-01-04")
    assert "is over already" in past.text
    (far,) = await boss.send("2027-01-04")
    assert "180 days" in far.text
    (confirm,) = await boss.send("next Wednesday")
    assert "by Wed 14 Jan." in confirm.text
    await boss.press(boss.text("button.assignment_give"), on=confirm)
    assert "By Wed 14 Jan." in (await rep.news())[-1].text


async def test_given_once_however_often_it_is_pressed(world: World) -> None:
    boss, rep, _ = await team_of(world)
    (when,) = await press_data(boss, await choose(boss, "skill", "spin"), "as:who:all")
    (confirm,) = await press_data(boss, when, f"as:due:{FRIDAY}")
    data = confirm.button(boss.text("button.assignment_give")).data
    presses = [{"callback_query": callback(boss, str(data), number=number)} for number in (1, 2)]
    await world.feed_all(presses)
    assert len(await world.rows(assignments)) == 1
    assert len(await rep.news()) == 1
    await give(boss, "skill", "spin")
    assert boss.text("assignment.already") in [one.text for one in await boss.messages()]
    assert len(await world.rows(assignments)) == 1


async def test_one_reminder_on_the_day_before(world: World) -> None:
    boss, rep, _ = await team_of(world)
    await give_spin(boss, rep)
    await world.jump("2026-01-08 08:29", ZONE)
    said = "A reminder, from “North”:"
    assert not any(said in one.text for one in await rep.news())
    await world.jump("2026-01-08 08:30", ZONE)
    assert sum(said in one.text for one in await rep.news()) == 1
    await world.restart_bot()
    await world.jump("2026-01-09 08:30", ZONE)
    assert not any(said in one.text for one in await rep.news())


@pytest.mark.parametrize("what", ["paused", "blocked", "left", "archived", "cancelled", "done"])
async def test_no_reminder_where_none_is_wanted(world: World, what: str) -> None:
    boss, rep, _ = await team_of(world)
    word = await give_spin(boss, rep)
    if what == "paused":
        await rep.send("/pause")
        await rep.press(rep.text("button.pause_open"))
    elif what == "blocked":
        world.block_unseen(rep)
        await world.run(sa.update(users).where(users.c.id == rep.id).values(blocked_at=world.now))
    elif what == "left":
        await rep.send("/team")
        await rep.press(rep.text("button.team_leave"))
        await rep.press(rep.text("button.team_leave_yes"))
    elif what == "archived":
        await world.run(sa.update(teams).values(archived_at=world.now))
    elif what == "cancelled":
        (one,) = await boss.press("1 · ", on=await open_list(boss))
        (ask,) = await boss.press(boss.text("button.assignment_cancel"), on=one)
        await boss.press(boss.text("button.assignment_cancel_yes"), on=ask)
        assert "Boss (North) has taken it back" in (await rep.news())[-1].text
    else:
        for _ in range(3):  # a written question that is skipped is no answer
            await train(rep, await rep.press(rep.text("button.assignment_start"), on=word))
    await rep.news()
    await world.jump("2026-01-08 09:30", ZONE)
    assert not any("A reminder" in one.text for one in await rep.news())
    rows = await world.rows(assignment_people)
    assert all(row["next_reminder_at"] is None or row["next_reminder_at"] > world.now for row in rows)


async def test_the_reminder_keeps_out_of_quiet_hours(world: World) -> None:
    boss, rep, _ = await team_of(world)
    await give_spin(boss, rep)
    # The bot was down on Thursday; late at night is no time for it.
    await world.jump("2026-01-08 23:00", ZONE)
    assert not any("A reminder" in one.text for one in await rep.news())
    await world.jump("2026-01-09 07:00", ZONE)
    assert sum("A reminder" in one.text for one in await rep.news()) == 1


async def test_whoever_left_has_it_no_more(world: World) -> None:
    boss, rep, _ = await team_of(world)
    word = await give_spin(boss, rep)
    await rep.send("/team")
    await rep.press(rep.text("button.team_leave"))
    await rep.press(rep.text("button.team_leave_yes"))
    (gone,) = await rep.press(rep.text("button.assignment_start"), on=word)
    assert gone.text == rep.text("assignment.not_open")
    assert "0 of 0 done" in (await open_list(boss)).text


async def test_nobody_else_reaches_it(world: World) -> None:
    boss, rep, eve = await team_of(world)
    await give_spin(boss, rep)
    (row,) = await world.rows(assignments)
    number, team = row["id"], row["team_id"]
    before = (await world.rows(assignments), await world.rows(assignment_people))
    for forger in (rep, eve):
        for data in (
            f"as:list:{team}:0", f"as:open:{number}:0", f"as:look:{number}", f"as:cancel:{number}:0",
            f"as:cancel_yes:{number}", f"as:new:{team}", f"as:suggest:{team}:{rep.id}:skill:spin",
        ):  # fmt: skip
            await world.feed(callback_query=callback(forger, data, number=1))
            # As if it did not exist.
            named = data.startswith(("as:open", "as:look", "as:cancel"))
            refusal = "assignment.gone" if named else "team.not_yours"
            assert [one.text for one in await forger.news()] == [forger.text(refusal)], data
    for data in (f"as:show:{number}", f"as:go:{number}", f"as:no:{number}", f"as:why:{number}:time"):
        await world.feed(callback_query=callback(eve, data, number=1))
        assert [one.text for one in await eve.news()] == [eve.text("assignment.not_open")], data
    assert (await world.rows(assignments), await world.rows(assignment_people)) == before


async def test_odd_buttons_get_an_answer(world: World) -> None:
    boss, rep, _ = await team_of(world)
    for data in (
        "as:", "as:nonsense", "as:list:x:y", "as:open:99:0", "as:give:0123456789", "as:due:never", "as:by:x",
        "as:in:unit:zz:9", "as:what:skill:nothing", "as:who:1", "as:people:-1", "as:suggest:1", "as:again", "as:when",
    ):  # fmt: skip
        (fresh,) = await boss.send("/help")
        await world.feed(callback_query=callback(boss, data, number=1, message_id=fresh.id))
        assert await boss.news(), data
    (screen,) = await boss.press(boss.text("button.assignment_new"), on=await open_list(boss))
    for data in ("as:by:x", "as:in:unit:zz:9", "as:what:skill:nothing", "as:who:1", "as:due:2020-01-01", "as:when"):
        await world.feed(callback_query=callback(boss, data, number=1, message_id=screen.id))
    assert await world.rows(assignments) == []
    assert (await now(boss, screen)).text
    await rep.press(rep.text("button.team_leave"), on=(await rep.send("/team"))[-1])


async def test_a_suggestion_asks_only_for_the_date(world: World) -> None:
    boss, rep, _ = await team_of(world)
    team = next(row["id"] for row in await world.rows(teams) if row["name"] == "North")
    await world.feed(callback_query=callback(boss, f"as:suggest:{team}:{rep.id}:scenario:{PRINCIPAL}", number=1))
    (when,) = await boss.news()
    assert "for Rep" in when.text
    (confirm,) = await press_data(boss, when, f"as:due:{FRIDAY}")
    await boss.press(boss.text("button.assignment_give"), on=confirm)
    assert rep.text("assignment.kind_scenario") in (await rep.news())[-1].text


def _track_of(unit: str) -> str:
    return warm().catalog.curriculum.units[unit].track
