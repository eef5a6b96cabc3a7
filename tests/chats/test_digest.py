"""The manager's digest: on demand, and by the manager's own clock, once; quiet when there is nothing to say."""

from __future__ import annotations

import asyncio

import pytest

from bot.storage.tables import memberships, pushes
from tests.chats.message import Message
from tests.chats.person import Person
from tests.chats.tallied import answered
from tests.chats.test_drill import finish
from tests.chats.test_odd_updates import callback
from tests.chats.test_teams import join, new_team
from tests.chats.world import World

pytestmark = pytest.mark.anyio


async def team(world: World) -> tuple[Person, Person, Person]:
    """A manager in Shanghai with two reps."""
    boss = await world.person("陈经理", "zh-hans", onboarded=True)
    zhou = await world.person("小周", "zh-hans", onboarded=True)
    odd = await world.person("<b>&", "en", onboarded=True)
    await new_team(boss, "华东")
    await join(boss, zhou)
    await join(boss, odd)
    await boss.news()
    return boss, zhou, odd


def digests(said: list[Message]) -> list[Message]:
    """The digests among some messages."""
    return [one for one in said if one.text.startswith("华东　")]


async def trained(person: Person, *, right: bool = True) -> None:
    """A drill from its first question to its last."""
    await finish(person, await person.send("/drill"), right=right)


async def test_on_demand_it_tells_who_trained(world: World) -> None:
    boss, zhou, _ = await team(world)
    (said,) = await boss.send("/digest")
    assert "2 人都还没练" in said.text
    assert "小周" not in said.text, "everybody is nobody in particular"
    await trained(zhou)
    (said,) = await boss.send("/digest")
    (line,) = [one for one in said.text.splitlines() if one.startswith("▸")]
    assert line == f"▸ 小周　{boss.text('digest.done_questions', questions=5, right=5)}"
    assert "2 人里有 1 人练了" in said.text
    assert "没练：<b>&" in said.text


async def test_an_empty_team(world: World) -> None:
    boss = await world.person("Boss", "en", onboarded=True)
    await new_team(boss, "North")
    (said,) = await boss.send("/digest")
    assert said.text == boss.text("digest.empty", team="North")
    await world.jump("2026-01-05 18:00", "Asia/Shanghai")
    assert await boss.news() == [], "nobody is told every evening that nobody is there"


async def test_it_comes_at_eighteen_once(world: World) -> None:
    boss, zhou, odd = await team(world)
    await trained(odd, right=False)
    await world.jump("2026-01-05 17:59", "Asia/Shanghai")
    assert digests(await boss.news()) == []
    await world.jump("2026-01-05 18:00", "Asia/Shanghai")
    (said,) = digests(await boss.news())
    assert "▸ <b>&" in said.text
    assert "小周" in said.text
    for _ in range(3):
        world.app.jobs.tick()
    await asyncio.sleep(0)
    await world.jump("2026-01-05 21:00", "Asia/Shanghai")
    assert digests(await boss.news()) == []
    assert [one for one in await zhou.news() if "华东" in one.text] == []
    await trained(zhou)
    await world.jump("2026-01-06 18:00", "Asia/Shanghai")
    (said,) = digests(await boss.news())
    assert "▸ 小周" in said.text, "what was done after the last one is in the next"
    assert len([row for row in await world.rows(pushes) if row["kind"] == "digest"]) == 2


async def test_it_says_that_nobody_trained_but_not_for_ever(world: World) -> None:
    boss, zhou, _ = await team(world)
    await world.jump("2026-01-05 18:00", "Asia/Shanghai")
    assert digests(await boss.news()) == [], "nobody has ever trained here"
    await trained(zhou)
    heard = []
    for day in range(6, 21):
        await world.jump(f"2026-01-{day:02d} 18:00", "Asia/Shanghai")
        heard += [(day, "▸" in one.text) for one in digests(await boss.news()) if "这一周" not in one.text]
    assert heard[0] == (6, True)
    assert [day for day, _ in heard[1:]] == [7, 8, 12], "no weekend, no day of the week's digest, no second week"
    assert not any(told for _, told in heard[1:])


async def test_it_follows_the_manager_to_another_zone(world: World) -> None:
    boss, zhou, _ = await team(world)
    await trained(zhou)
    await boss.send("/settings")
    await boss.press("时区")
    await boss.press("伦敦")
    await world.jump("2026-01-05 18:00", "Asia/Shanghai")
    assert digests(await boss.news()) == []
    await world.jump("2026-01-05 18:00", "Europe/London")
    assert len(digests(await boss.news())) == 1
    (place,) = [row for row in await world.rows(memberships) if row["user_id"] == boss.id]
    assert place["next_weekly_at"].isoformat() == "2026-01-09T18:00:00+00:00"


async def test_somebody_far_away_is_never_left_out(world: World) -> None:
    """What a rep does after the manager's evening is in the next digest, whatever date it is where they live."""
    boss, _, odd = await team(world)
    await odd.send("/settings")
    await odd.press("Time zone")
    await odd.press("London")
    await world.jump("2026-01-05 18:00", "Asia/Shanghai")
    await boss.news()
    await world.jump("2026-01-05 17:00", "Europe/London")
    await trained(odd)
    await world.jump("2026-01-06 18:00", "Asia/Shanghai")
    (said,) = digests(await boss.news())
    assert "▸ <b>&" in said.text


async def test_one_that_is_late_past_midnight_does_not_come(world: World) -> None:
    boss, zhou, _ = await team(world)
    await trained(zhou)
    await world.jump("2026-01-06 00:30", "Asia/Shanghai")
    assert digests(await boss.news()) == []
    await trained(zhou)
    await world.jump("2026-01-06 18:00", "Asia/Shanghai")
    assert len(digests(await boss.news())) == 1


async def test_one_that_is_late_on_the_same_evening_does(world: World) -> None:
    boss, zhou, _ = await team(world)
    await trained(zhou)
    await world.jump("2026-01-05 22:00", "Asia/Shanghai")
    assert len(digests(await boss.news())) == 1


async def test_a_manager_who_blocked_the_bot_gets_none(world: World) -> None:
    boss, zhou, _ = await team(world)
    await trained(zhou)
    await boss.block()
    await world.jump("2026-01-05 18:00", "Asia/Shanghai")
    assert [row for row in await world.rows(pushes) if row["kind"] == "digest"] == []
    await boss.unblock()
    await trained(zhou)
    await world.jump("2026-01-06 18:00", "Asia/Shanghai")
    assert len(digests(await boss.news())) == 1


async def test_the_manager_chooses_the_time_or_none(world: World) -> None:
    boss, zhou, _ = await team(world)
    await trained(zhou)
    await boss.send("/team")
    (card,) = await boss.press("日报时间 18:00")
    assert {"✓ 18:00", "✓ 周五"} <= set(card.labels)
    (card,) = await boss.press("21:00")
    assert "✓ 21:00" in card.labels
    await world.jump("2026-01-05 18:00", "Asia/Shanghai")
    assert digests(await boss.news()) == []
    await world.jump("2026-01-05 21:00", "Asia/Shanghai")
    assert len(digests(await boss.news())) == 1
    (card,) = await boss.press("不要日报")
    assert {"✓ 不要日报", "✓ 周五"} <= set(card.labels)
    await trained(zhou)
    await world.jump("2026-01-06 21:30", "Asia/Shanghai")
    assert digests(await boss.news()) == []
    await world.jump("2026-01-09 18:00", "Asia/Shanghai")
    (week,) = [one for one in await boss.news() if "这一周" in one.text]
    assert "▸ 小周" in week.text
    (card,) = await boss.press("返回", on=card)
    assert "日报：不推送" in str(card.labels)


async def test_a_button_from_before_the_digest_had_its_own_screen(world: World) -> None:
    boss, zhou, _ = await team(world)
    await trained(zhou)
    await world.feed(callback_query=callback(boss, "team:digest:1", number=1))
    assert "▸ 小周" in (await boss.last()).text
    await world.feed(callback_query=callback(boss, "team:at:1:600", number=2))
    assert [row["digest_at"] for row in await world.rows(memberships) if row["user_id"] == boss.id] == [600]


@pytest.mark.parametrize("value", ["1", "1:", "1:1440", "1:-5", "1:x", "x:600", "2:600", "", "9999999999999999999:1"])
@pytest.mark.parametrize("action", ["at", "on", "when", "open", "heat", "coach", "praise"])
async def test_forged_values_change_nothing(world: World, action: str, value: str) -> None:
    boss, _, _ = await team(world)
    before = await world.rows(memberships)
    await world.feed(callback_query=callback(boss, f"dg:{action}:{value}", number=1))
    assert await world.rows(memberships) == before


async def test_only_a_leader_sets_a_digests_time(world: World) -> None:
    boss, zhou, _ = await team(world)
    await boss.send("/team")
    (card,) = await boss.press("日报时间 18:00")
    before = await world.rows(memberships)
    for number, label in enumerate(("21:00", "周一", "不要周报"), 1):
        await world.feed(callback_query=callback(zhou, card.button(label).data, number=number))
        assert zhou.text("team.not_yours") in [one.text for one in await zhou.news()]
    assert await world.rows(memberships) == before


async def test_a_rise_is_told_on_the_first_day_it_shows(world: World) -> None:
    boss, zhou, _ = await team(world)
    await answered(world, zhou, "trust", 6, 30, days_ago=40)
    await trained(zhou)
    await answered(world, zhou, "trust", 28, 30, days_ago=0)
    (said,) = await boss.send("/digest")
    assert "📈 小周的“建立信任”上来了" in said.text
    await world.jump("2026-01-06 10:00", "Asia/Shanghai")
    await trained(zhou)
    *_, said = await boss.send("/digest")
    assert "▸ 小周" in said.text
    assert "📈" not in said.text, "no news on the second day"
