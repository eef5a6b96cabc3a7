"""After the push: one reminder at most, putting it off once, and every button pressed too late or twice."""

from __future__ import annotations

import asyncio

import pytest

from bot.storage.tables import pushes
from tests.chats.message import Message
from tests.chats.person import Person
from tests.chats.test_drill import finish
from tests.chats.test_odd_updates import callback
from tests.chats.test_push import SHANGHAI, quizzes, trainee
from tests.chats.world import World

pytestmark = pytest.mark.anyio


async def pushed(world: World, time: str = "08:00") -> tuple[Person, Message, Message]:
    """Somebody to whom today's drill has just come: the greeting and the question."""
    emma = await trainee(world)
    if time != "08:00":
        await emma.send("/settings")
        await emma.press("Drill time")
        await emma.send(time)
    await world.jump(f"2026-01-06 {time}", SHANGHAI)
    greeting, quiz = await emma.news()
    return emma, greeting, quiz


async def test_one_reminder_after_three_hours(world: World) -> None:
    emma, _, quiz = await pushed(world)
    await world.jump("2026-01-06 10:59", SHANGHAI)
    assert await emma.news() == []
    await world.jump("2026-01-06 11:00", SHANGHAI)
    (reminder,) = await emma.news()
    assert reminder.text == emma.text("push.reminder", left=5)
    for later in ("11:15", "14:00", "17:00", "21:00", "23:59"):
        await world.jump(f"2026-01-06 {later}", SHANGHAI)
    assert await emma.news() == []
    said = await emma.press("▶️ Go on", on=reminder)
    (again,) = quizzes(said)
    assert again.text == quiz.text
    assert again.id != quiz.id
    assert next(one for one in said if one.id == quiz.id).closed
    assert next(one for one in said if one.id == reminder.id).labels == ()
    result = (await finish(emma, [again]))[-1]
    assert "5" in result.text


@pytest.mark.parametrize("do", ["answer", "finish", "roleplay", "off"])
async def test_no_reminder_for_whoever_does_something(world: World, do: str) -> None:
    emma, _, quiz = await pushed(world)
    if do == "answer":
        await emma.answer(quiz)
    elif do == "finish":
        await finish(emma, [quiz])
    elif do == "off":
        await emma.send("/settings")
        await emma.press("More")
        await emma.press("Reminders on")
    else:
        await emma.send("/roleplay")
        await world.feed(callback_query=callback(emma, "rp:start:textbook-principal", number=1))
    await emma.news()
    await world.jump("2026-01-06 11:00", SHANGHAI)
    assert await emma.news() == []


@pytest.mark.parametrize("time", ["18:01", "20:00", "22:00"])
async def test_no_reminder_late_in_the_day(world: World, time: str) -> None:
    emma, _, _ = await pushed(world, time)
    assert (await world.user(emma))["next_nudge_at"] is None
    await world.jump("2026-01-06 23:30", SHANGHAI)
    await world.jump("2026-01-07 01:01", SHANGHAI)
    assert await emma.news() == []


async def test_a_reminder_that_would_come_late_is_dropped(world: World) -> None:
    emma, _, _ = await pushed(world)
    await world.jump("2026-01-06 11:16", SHANGHAI)
    assert await emma.news() == []
    assert (await world.user(emma))["next_nudge_at"] is None


async def test_two_ticks_at_once_remind_once(world: World) -> None:
    emma, _, _ = await pushed(world)
    await world.jump("2026-01-06 10:59", SHANGHAI)
    world.pass_time(minutes=2)
    for _ in range(5):
        world.app.jobs.tick()
    await asyncio.sleep(0)
    await world.settle()
    assert len(await emma.news()) == 1


async def test_tomorrow_and_no_reminders(world: World) -> None:
    emma, _, _ = await pushed(world)
    await world.jump("2026-01-06 11:00", SHANGHAI)
    (card,) = await emma.press("Tomorrow")
    assert "Wed 7 Jan 08:00" in card.text
    await world.jump("2026-01-07 08:00", SHANGHAI)
    await world.jump("2026-01-07 11:00", SHANGHAI)
    await emma.news()
    (card,) = await emma.press("No more reminders")
    assert card.text == emma.text("push.silent")
    await world.jump("2026-01-08 08:00", SHANGHAI)
    await emma.news()
    await world.jump("2026-01-08 11:00", SHANGHAI)
    assert await emma.news() == []
    assert (await world.user(emma))["reminders"] is False


async def test_an_hour_later_it_is_back_once(world: World) -> None:
    emma, greeting, quiz = await pushed(world)
    assert greeting.labels == ("In an hour", "This evening", "Not today")
    (card,) = await emma.press("In an hour", on=greeting)
    assert card.id == greeting.id
    assert "09:00" in card.text
    assert (await world.user(emma))["ignored_pushes"] == 0
    await world.jump("2026-01-06 09:01", SHANGHAI)
    said = await emma.news()
    (again,) = quizzes(said)
    assert again.text == quiz.text
    assert next(one for one in said if one.id == quiz.id).closed
    assert emma.text("push.back", left=5) in [one.text for one in said]
    for later in ("11:00", "12:05", "19:00"):
        await world.jump(f"2026-01-06 {later}", SHANGHAI)
    assert await emma.news() == [], "whoever put it off needs no reminder"
    assert "5" in (await finish(emma, [again]))[-1].text


async def test_the_same_wish_twice_is_one_and_a_second_one_is_declined(world: World) -> None:
    emma, greeting, _ = await pushed(world)
    for number in (1, 2):
        await world.feed(callback_query=callback(emma, "push:later:hour", number=number, message_id=greeting.id))
    await world.feed(callback_query=callback(emma, "push:later:evening", number=3, message_id=greeting.id))
    assert "09:00" in (await emma.news())[-1].text
    await world.jump("2026-01-06 09:00", SHANGHAI)
    assert len(quizzes(await emma.news())) == 1
    await world.feed(callback_query=callback(emma, "push:later:hour", number=4, message_id=greeting.id))
    assert emma.text("push.snooze_again") in [one.text for one in await emma.news()]
    await world.jump("2026-01-06 10:30", SHANGHAI)
    assert await emma.news() == []
    kinds = [(row["kind"], row["scope"]) for row in await world.rows(pushes)]
    assert sorted(kinds) == [("drill", ""), ("snooze", ""), ("snooze", "came")]


async def test_this_evening(world: World) -> None:
    emma, greeting, _ = await pushed(world)
    (card,) = await emma.press("This evening", on=greeting)
    assert "19:00" in card.text
    await world.jump("2026-01-06 11:00", SHANGHAI)
    assert await emma.news() == []
    await world.jump("2026-01-06 19:00", SHANGHAI)
    assert len(quizzes(await emma.news())) == 1


async def test_answered_meanwhile_it_does_not_come_back(world: World) -> None:
    emma, greeting, quiz = await pushed(world)
    await emma.press("In an hour", on=greeting)
    await finish(emma, [quiz])
    await world.jump("2026-01-06 09:00", SHANGHAI)
    assert await emma.news() == []


async def test_an_hour_into_quiet_hours_or_over_midnight_is_declined(world: World) -> None:
    emma, greeting, quiz = await pushed(world, "20:45")
    assert greeting.labels == ("In an hour", "Not today")
    (card,) = await emma.press("In an hour", on=greeting)
    assert card.text == emma.text("push.snooze_quiet", start=1290, end=420)
    (again,) = quizzes(await emma.press("▶️ Go on", on=card))
    assert again.text == quiz.text
    await emma.send("/settings")
    for label in ("More", "Quiet hours", "No quiet hours"):
        await emma.press(label)
    await world.jump("2026-01-06 23:30", SHANGHAI)
    await world.feed(callback_query=callback(emma, "push:later:hour", number=1, message_id=greeting.id))
    assert emma.text("push.snooze_midnight") in [one.text for one in await emma.news()]


async def test_not_today(world: World) -> None:
    emma, greeting, quiz = await pushed(world)
    (card,) = await emma.press("Not today", on=greeting)
    assert card.text.startswith("Fine, not today.")
    assert "Wed 7 Jan 08:00" in card.text
    await world.jump("2026-01-06 11:00", SHANGHAI)
    assert await emma.news() == []
    said = await emma.answer(quiz)
    assert len([one for one in quizzes(said) if one.id != quiz.id]) == 1, "it can still be answered"


async def test_yesterdays_buttons(world: World) -> None:
    emma, greeting, _ = await pushed(world)
    await world.jump("2026-01-06 23:00", SHANGHAI)
    await emma.news()
    await world.jump("2026-01-07 00:10", SHANGHAI)
    (card,) = await emma.press("In an hour", on=greeting)
    assert card.text == emma.text("push.snooze_gone")
    assert len(quizzes(await emma.press("▶️ Go on", on=card))) == 1
    assert (await world.user(emma))["next_nudge_at"] is None


async def test_done_is_done(world: World) -> None:
    emma, greeting, quiz = await pushed(world)
    await finish(emma, [quiz])
    (card,) = await emma.press("In an hour", on=greeting)
    assert card.text == emma.text("push.snooze_done")


async def test_a_restart_in_between_changes_nothing(world: World) -> None:
    emma, greeting, _ = await pushed(world)
    await emma.press("In an hour", on=greeting)
    await world.restart_bot()
    await world.jump("2026-01-06 09:00", SHANGHAI)
    assert len(quizzes(await emma.news())) == 1


@pytest.mark.parametrize("away", ["pause", "block"])
async def test_nothing_comes_to_whoever_is_away(world: World, away: str) -> None:
    emma, _, _ = await pushed(world)
    if away == "pause":
        await emma.send("/pause")
        await emma.press("1 day")
    else:
        await emma.block()
    await emma.news()
    await world.jump("2026-01-06 11:00", SHANGHAI)
    assert await emma.news() == []
