"""The weekly recap to the rep: Friday afternoon, once, and not for nothing."""

from __future__ import annotations

import re

import pytest

from bot.storage.tables import pushes, users
from tests.chats.message import Message
from tests.chats.person import Person
from tests.chats.test_drill import finish
from tests.chats.test_push import LONDON, SHANGHAI, trainee
from tests.chats.world import World

pytestmark = pytest.mark.anyio


async def week(world: World, emma: Person, days: tuple[int, ...], *, right: bool = True) -> None:
    """Train at nine on these days of January 2026."""
    for day in days:
        await world.jump(f"2026-01-{day:02d} 09:00", SHANGHAI)
        await finish(emma, await emma.send("/drill"), right=right)


def recaps(said: list[Message]) -> list[str]:
    """The recaps among some messages."""
    return [one.text for one in said if one.text.startswith(("Your week", "这一周"))]


async def test_on_friday_afternoon_once(world: World) -> None:
    emma = await trainee(world)
    await week(world, emma, (6, 7, 8))
    await world.jump("2026-01-09 17:29", SHANGHAI)
    await emma.news()
    await world.jump("2026-01-09 17:30", SHANGHAI)
    (recap,) = recaps(await emma.news())
    assert "You trained on 3 days, with 4 planned." in recap
    assert re.search(r"(\d+) of \1 right", recap)
    assert "3 training days in a row" in recap
    for later in ("17:45", "20:00"):
        await world.jump(f"2026-01-09 {later}", SHANGHAI)
    assert recaps(await emma.news()) == []
    assert [str(row["local_date"]) for row in await world.rows(pushes, pushes.c.kind == "recap")] == ["2026-01-09"]
    await week(world, emma, (12,))
    await world.jump("2026-01-16 17:30", SHANGHAI)
    assert "You trained on 1 day" in recaps(await emma.news())[0]


async def test_what_went_wrong_is_named_with_its_answer(world: World) -> None:
    zhou = await world.person("小周", "zh-hans", onboarded=True)
    await week(world, zhou, (6, 7), right=False)
    await world.jump("2026-01-09 17:30", SHANGHAI)
    (recap,) = recaps(await zhou.news())
    assert "最难缠的一题" in recap
    assert "▸" in recap


async def test_pushes_that_nobody_answered_are_no_reproach(world: World) -> None:
    emma = await trainee(world)
    await world.jump("2026-01-06 08:00", SHANGHAI)
    await world.jump("2026-01-09 17:30", SHANGHAI)
    (recap,) = recaps(await emma.news())
    assert "No drills this week" in recap
    assert "of 0 right" not in recap


async def test_no_recap_of_nothing(world: World) -> None:
    emma = await world.person("Emma", "en", onboarded=True)
    await emma.send("/settings")
    await emma.press("Training days")
    for day in ("Mon", "Tue", "Wed", "Thu", "Fri"):
        await emma.press(f"✅ {day}")
    await emma.press("Done")
    await world.jump("2026-01-09 17:30", SHANGHAI)
    assert await emma.news() == []


async def test_it_keeps_out_of_quiet_hours_and_of_breaks(world: World) -> None:
    emma = await trainee(world)
    await world.run(users.update().values(quiet_from=17 * 60, quiet_until=8 * 60))
    await emma.send("/settings")
    for label in ("⚙️ More", "Questions", "4", "📊 Recap on", "📊 Recap off"):
        await emma.press(label)
    await week(world, emma, (6,))
    await world.jump("2026-01-09 16:29", SHANGHAI)
    await emma.news()
    await world.jump("2026-01-09 16:30", SHANGHAI)
    assert len(recaps(await emma.news())) == 1, "half an hour before the quiet begins"
    await emma.send("/pause")
    await emma.press("14 days")
    await world.jump("2026-01-16 16:30", SHANGHAI)
    assert recaps(await emma.news()) == []


async def test_a_friday_that_the_machine_slept_through_is_left_out(world: World) -> None:
    emma = await trainee(world)
    await week(world, emma, (6,))
    await world.jump("2026-01-10 09:00", SHANGHAI)
    assert recaps(await emma.news()) == []
    await week(world, emma, (12,))
    await world.jump("2026-01-16 17:30", SHANGHAI)
    assert len(recaps(await emma.news())) == 1


async def test_it_can_be_switched_off_where_it_stands(world: World) -> None:
    emma = await trainee(world, "London")
    await world.jump("2026-01-06 08:00", LONDON)
    await world.jump("2026-01-09 17:30", LONDON)
    assert len(recaps(await emma.news())) == 1
    said = await emma.press("No more recaps")
    assert said[-1].text == emma.text("push.no_recap")
    await world.jump("2026-01-16 17:30", LONDON)
    assert recaps(await emma.news()) == []


async def test_it_waits_for_an_exercise_to_end(world: World) -> None:
    emma = await trainee(world)
    await world.jump("2026-01-09 17:25", SHANGHAI)
    await emma.answer((await emma.send("/drill"))[-1])
    await world.jump("2026-01-09 17:30", SHANGHAI)
    assert recaps(await emma.news()) == []
    await world.jump("2026-01-09 17:45", SHANGHAI)
    assert len(recaps(await emma.news())) == 1
