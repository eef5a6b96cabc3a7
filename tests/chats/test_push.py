"""The daily drill by the clock: once on every training day, at the person's own local time, and never unasked."""

from __future__ import annotations

import asyncio
from datetime import date

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
    assert greeting.text == emma.text("push.greeting", part=0, fresh=True, left=5, missed=None)
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
    await world.jump("2026-03-29 02:29", LONDON)
    assert quizzes(await emma.news()) == []
    await world.jump("2026-03-29 02:31", LONDON)
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


async def test_a_push_that_was_missed_is_mentioned_once(world: World) -> None:
    emma = await trainee(world)
    await world.app.stop()
    world.clock.jump_to(world.now.replace(day=6, hour=6))  # two in the afternoon in Shanghai
    await world.start_bot()
    assert await emma.news() == []
    await world.jump("2026-01-07 08:00", SHANGHAI)
    greeting, quiz = await emma.news()
    assert greeting.text == emma.text("push.greeting", part=0, fresh=True, left=5, missed=date(2026, 1, 6))
    assert quiz.is_quiz
    await world.jump("2026-01-08 08:00", SHANGHAI)
    assert emma.text("push.greeting", part=0, fresh=True, left=5, missed=None) in [
        one.text for one in await emma.news()
    ]


async def test_nobody_who_trained_by_themselves_has_missed_anything(world: World) -> None:
    emma = await trainee(world)
    await world.jump("2026-01-06 06:00", SHANGHAI)
    await finish(emma, await emma.send("/drill"))
    await world.jump("2026-01-06 15:00", SHANGHAI)
    assert (await world.user(emma))["missed_push_on"] is None


async def test_a_late_push_keeps_out_of_quiet_hours(world: World) -> None:
    emma = await trainee(world)
    await emma.send("/settings")
    await emma.press("Drill time")
    await emma.send("21:00")
    await world.jump("2026-01-06 21:40", SHANGHAI)
    assert quizzes(await emma.news()) == [], "forty minutes late, and quiet since half past nine"
    await world.jump("2026-01-07 21:00", SHANGHAI)
    assert len(quizzes(await emma.news())) == 1


async def test_a_time_chosen_within_quiet_hours_counts_and_is_said(world: World) -> None:
    emma = await trainee(world)
    await emma.send("/settings")
    await emma.press("Drill time")
    (card,) = await emma.send("22:00")
    assert emma.text("settings.time_in_quiet", minutes=22 * 60) in card.text
    await world.jump("2026-01-06 22:01", SHANGHAI)
    assert len(quizzes(await emma.news())) == 1
    await world.jump("2026-01-07 22:30", SHANGHAI)
    assert quizzes(await emma.news()) == [], "half an hour late it is just a noise at night"


async def test_public_holidays_are_off_and_a_made_up_saturday_is_not(world: World) -> None:
    emma = await trainee(world)
    came = []
    for day in range(13, 29):
        await world.jump(f"2026-02-{day:02d} 08:00", SHANGHAI)
        if quizzes(said := await emma.news()):
            came.append(day)
            await finish(emma, said)
    assert came == [13, 14, 24, 25, 26, 27, 28], "Spring Festival from the 15th to the 23rd, two Saturdays worked"
    assert "7" in (await emma.last()).text, "and the streak is whole"


async def test_a_drill_of_another_kind_counts_as_trained(world: World) -> None:
    emma = await trainee(world)
    await world.jump("2026-01-06 06:00", SHANGHAI)
    await finish(emma, await emma.send("/drill"))
    await world.run(drills.update().values(purpose="unit", unit="spin"))
    await world.jump("2026-01-06 08:00", SHANGHAI)
    assert await emma.news() == []


async def test_seven_ignored_pushes_and_then_quiet(world: World) -> None:
    emma = await trainee(world)
    days = [6, 7, 8, 9, 12, 13, 14]
    for number, day in enumerate(days, start=1):
        await world.jump(f"2026-01-{day:02d} 08:00", SHANGHAI)
        assert (await world.user(emma))["ignored_pushes"] == number
    await emma.news()
    await world.jump("2026-01-15 08:00", SHANGHAI)
    (word,) = await emma.news()
    assert word.text == emma.text("push.given_up")
    assert word.labels == ("▶️ I'm back",)
    for later in ("16", "19", "30"):
        await world.jump(f"2026-01-{later} 08:00", SHANGHAI)
    assert await emma.news() == []
    (card,) = await emma.press("I'm back")
    assert card.text.startswith("Welcome back")
    await world.jump("2026-02-02 08:00", SHANGHAI)
    assert len(quizzes(await emma.news())) == 1
    assert (await world.user(emma))["ignored_pushes"] == 1


async def test_one_answer_starts_the_count_anew(world: World) -> None:
    emma = await trainee(world)
    for day in (6, 7, 8):
        await world.jump(f"2026-01-{day:02d} 08:00", SHANGHAI)
    (quiz,) = quizzes(await emma.news())
    await emma.answer(quiz)
    assert (await world.user(emma))["ignored_pushes"] == 0
    await world.jump("2026-01-09 08:00", SHANGHAI)
    assert (await world.user(emma))["ignored_pushes"] == 1


async def test_changing_a_setting_just_before_the_tick_costs_no_push(world: World) -> None:
    emma = await trainee(world)
    await world.jump("2026-01-06 07:59", SHANGHAI)
    world.pass_time(minutes=2)
    await emma.send("/language")
    await emma.press("English")
    await world.jump("2026-01-06 08:03", SHANGHAI)
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
