"""The daily drill by the clock: once on every training day, at the person's own local time, and never unasked."""

from __future__ import annotations

import asyncio

import pytest

from bot.storage.tables import drills, pushes
from tests.chats.message import Message
from tests.chats.person import Person
from tests.chats.test_drill import finish
from tests.chats.world import World

pytestmark = pytest.mark.anyio

SHANGHAI, LONDON = "Asia/Shanghai", "Europe/London"


def quizzes(said: list[Message]) -> list[Message]:
    """The open questions among some messages."""
    return [one for one in said if one.is_quiz and not one.closed]


async def trainee(world: World, city: str = "Shanghai", time: str = "08:00") -> Person:
    """Somebody who trains from Monday to Friday at 08:00 of that city."""
    someone = await world.person("Emma", "en")
    await someone.start()
    for label in ("English", city, time, "Done"):
        await someone.press(label)
    return someone


async def test_it_comes_at_the_persons_time_and_once(world: World) -> None:
    emma = await trainee(world)
    await world.jump("2026-01-06 07:59", SHANGHAI)
    assert await emma.news() == []
    await world.jump("2026-01-06 08:00", SHANGHAI)
    greeting, quiz = await emma.news()
    assert greeting.text == emma.text("drill.push", part=0)
    assert quiz.is_quiz
    for later in ("08:01", "09:30", "12:00", "23:59"):
        await world.jump(f"2026-01-06 {later}", SHANGHAI)
    assert quizzes(await emma.news()) == []
    (push,) = await world.rows(pushes)
    assert (push["kind"], str(push["local_date"])) == ("drill", "2026-01-06")


async def test_every_training_day_and_no_other(world: World) -> None:
    emma = await trainee(world)
    came = []
    for day in range(6, 19):
        await world.jump(f"2026-01-{day:02d} 08:00", SHANGHAI)
        if quizzes(said := await emma.news()):
            came.append(day)
            await finish(emma, said)
    assert came == [6, 7, 8, 9, 12, 13, 14, 15, 16]


@pytest.mark.parametrize(
    ("days", "utc_hours"),
    [
        (("2026-03-27", "2026-03-28", "2026-03-29", "2026-03-30"), [8, 8, 7, 7]),
        (("2026-10-24", "2026-10-25", "2026-10-26"), [7, 8, 8]),
    ],
)
async def test_the_clocks_change_and_the_local_time_stays(
    world: World, days: tuple[str, ...], utc_hours: list[int]
) -> None:
    emma = await trainee(world, "London")
    await emma.send("/settings")
    await emma.press("Training days")
    await emma.press("Every day")
    await emma.press("Done")
    hours = []
    for day in days:
        await world.jump(f"{day} 07:59", LONDON)
        assert quizzes(await emma.news()) == []
        await world.jump(f"{day} 08:00", LONDON)
        assert len(quizzes(await emma.news())) == 1, day
        hours.append(world.now.hour)
    assert hours == utc_hours


async def test_a_time_that_the_spring_night_skips(world: World) -> None:
    emma = await trainee(world, "London")
    await emma.send("/settings")
    await emma.press("Training days")
    await emma.press("Every day")
    await emma.press("Done")
    await emma.press("Drill time")
    await emma.send("1:30")
    await world.jump("2026-03-28 02:00", LONDON)
    await emma.news()
    await world.jump("2026-03-29 03:00", LONDON)
    assert len(quizzes(await emma.news())) == 1


async def test_late_by_less_than_three_hours_it_still_comes(world: World) -> None:
    emma = await trainee(world)
    await world.jump("2026-01-06 10:59", SHANGHAI)
    assert len(quizzes(await emma.news())) == 1


async def test_later_it_is_dropped_and_the_next_one_comes(world: World) -> None:
    emma = await trainee(world)
    await world.jump("2026-01-06 11:01", SHANGHAI)
    assert await emma.news() == []
    assert await world.rows(drills) == []
    await world.jump("2026-01-07 08:00", SHANGHAI)
    assert len(quizzes(await emma.news())) == 1


async def test_yesterdays_push_does_not_come_today(world: World) -> None:
    emma = await trainee(world, time="08:00")
    await emma.send("/settings")
    await emma.press("Drill time")
    await emma.send("23:30")
    await world.jump("2026-01-07 00:30", SHANGHAI)
    assert quizzes(await emma.news()) == []
    await world.jump("2026-01-07 23:30", SHANGHAI)
    assert len(quizzes(await emma.news())) == 1


async def test_another_time_after_todays_push_begins_tomorrow(world: World) -> None:
    emma = await trainee(world)
    await world.jump("2026-01-06 08:00", SHANGHAI)
    await emma.news()
    await emma.send("/settings")
    await emma.press("Drill time")
    await emma.press("09:00")
    await world.jump("2026-01-06 09:00", SHANGHAI)
    assert quizzes(await emma.news()) == []
    await world.jump("2026-01-07 09:00", SHANGHAI)
    assert len(quizzes(await emma.news())) == 1


async def test_training_towards_midnight_does_not_move_the_push_into_the_next_day(world: World) -> None:
    emma = await trainee(world)
    await emma.send("/settings")
    await emma.press("Drill time")
    await emma.send("23:55")
    await world.jump("2026-01-09 23:54", SHANGHAI)
    (quiz,) = await emma.send("/drill")
    await emma.answer(quiz)
    await world.jump("2026-01-09 23:56", SHANGHAI)
    await world.jump("2026-01-10 00:10", SHANGHAI)
    assert await emma.news() == [], "that would be Saturday"
    await world.jump("2026-01-12 23:55", SHANGHAI)
    assert len(quizzes(await emma.news())) == 1


async def test_it_keeps_its_distance_from_an_exercise(world: World) -> None:
    emma = await trainee(world)
    await world.jump("2026-01-06 07:55", SHANGHAI)
    (quiz,) = await emma.send("/drill")
    await emma.answer(quiz)
    await world.jump("2026-01-06 08:00", SHANGHAI)
    await world.jump("2026-01-06 08:09", SHANGHAI)
    assert await emma.news() == []
    await world.jump("2026-01-06 08:11", SHANGHAI)
    assert len(quizzes(await emma.news())) == 1, "fifteen minutes after the last answer"


async def test_whoever_has_trained_already_is_left_alone(world: World) -> None:
    emma = await trainee(world)
    await world.jump("2026-01-06 06:00", SHANGHAI)
    await finish(emma, await emma.send("/drill"))
    await world.jump("2026-01-06 08:00", SHANGHAI)
    assert await emma.news() == []
    assert await world.rows(pushes) == []


async def test_paused_people_get_nothing(world: World) -> None:
    emma = await trainee(world)
    await emma.send("/pause")
    await emma.press("3 days")
    for day in ("06", "07"):
        await world.jump(f"2026-01-{day} 08:00", SHANGHAI)
    assert await emma.news() == []
    await world.jump("2026-01-08 08:00", SHANGHAI)
    assert len(quizzes(await emma.news())) == 1


async def test_two_ticks_at_once_push_once(world: World) -> None:
    emma = await trainee(world)
    await world.jump("2026-01-06 07:59", SHANGHAI)
    world.pass_time(minutes=2)
    ticks = world.app.jobs
    for _ in range(5):
        ticks.tick()
    await asyncio.sleep(0)
    await world.settle()
    assert len(quizzes(await emma.news())) == 1
    assert len(await world.rows(pushes)) == 1


async def test_the_bot_was_down_at_the_time(world: World) -> None:
    emma = await trainee(world)
    await world.app.stop()
    world.clock.jump_to(world.now.replace(day=6, hour=1))  # nine o'clock in Shanghai
    await world.start_bot()
    assert len(quizzes(await emma.news())) == 1


async def test_moving_to_another_zone_moves_the_push(world: World) -> None:
    emma = await trainee(world)
    await emma.send("/settings")
    await emma.press("Time zone")
    await emma.press("London")
    await world.jump("2026-01-05 08:00", LONDON)
    assert len(quizzes(await emma.news())) == 1, "in London it is still Monday morning"
    await world.jump("2026-01-06 08:00", SHANGHAI)
    assert quizzes(await emma.news()) == []
    await world.jump("2026-01-06 08:00", LONDON)
    assert len(quizzes(await emma.news())) == 1
