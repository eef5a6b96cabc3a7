"""The first minute: language, place, time, days; every question may be skipped, typed or answered by a button."""

from __future__ import annotations

import pytest

from tests.chats.world import World

pytestmark = pytest.mark.anyio


async def test_every_question_by_button(world: World) -> None:
    emma = await world.person("Emma", "en")
    (card,) = await emma.start()
    assert card.text == emma.text("onboarding.language", name="Emma")
    (card,) = await emma.press("English")
    assert card.text == emma.text("onboarding.zone", zone="Shanghai", clock="10:00")
    (card,) = await emma.press("London")
    assert card.text == emma.text("onboarding.time")
    (card,) = await emma.press("08:00")
    assert card.text == emma.text("onboarding.days")
    await emma.press("Every day")
    (card,) = await emma.press("Done")
    assert card.text == emma.text("onboarding.done", days="every day", time="08:00", zone="London")
    assert card.labels == ("▶️ Start a drill", "🎭 Meet a customer", "💬 Try: too expensive")
    row = await world.user(emma)
    assert (row["time_zone"], row["train_at"], row["train_days"], row["onboarding"]) == (
        "Europe/London",
        480,
        127,
        None,
    )
    assert len([one for one in await emma.messages() if not one.mine]) == 1, "one message, edited from step to step"


async def test_every_question_by_button_in_chinese(world: World) -> None:
    zhou = await world.person("小周", "zh-hans")
    (card,) = await zhou.start()
    assert card.text == zhou.text("onboarding.language", name="小周")
    await zhou.press("中文")
    await zhou.press("上海")
    await zhou.press("18:00")
    (card,) = await zhou.press("好了")
    assert card.text == zhou.text("onboarding.done", days="周一到周五", time="18:00", zone="上海")


@pytest.mark.parametrize(("language", "skip", "done"), [("en", "Skip", "Done"), ("zh-hans", "跳过", "好了")])
async def test_every_question_can_be_skipped(world: World, language: str, skip: str, done: str) -> None:
    someone = await world.person("Li", language)
    await someone.start()
    for _ in range(3):
        (card,) = await someone.press(skip)
    (card,) = await someone.press(done)
    assert len(card.labels) == 3
    row = await world.user(someone)
    assert row["onboarding"] is None
    assert (row["train_at"], row["train_days"]) == (510, 31)
    assert row["next_push_at"] is not None


async def test_the_language_can_change_midway(world: World) -> None:
    someone = await world.person("Li", "fr")
    (card,) = await someone.start()
    assert card.text == someone.text("onboarding.language", name="Li")
    (card,) = await someone.press("中文")
    assert card.text == world.text("zh", "onboarding.zone", zone="上海", clock="10:00")
    assert (await someone.menu())["drill"] == world.text("zh", "command.drill")
    (card,) = (await someone.send("/language"))[-1:]
    (card,) = (await someone.press("English"))[-1:]
    assert (await someone.menu())["drill"] == world.text("en", "command.drill")
    assert (await world.user(someone))["language"] == "en"


@pytest.mark.parametrize(
    ("typed", "minutes"),
    [("8点半", 510), ("8：45", 525), ("18:30", 1110), ("6pm", 1080), ("7", 420), ("21点", 1260), (" 9.15 ", 555)],
)
async def test_the_time_can_be_typed(world: World, typed: str, minutes: int) -> None:
    zhou = await world.person("小周", "zh-hans")
    await zhou.start()
    await zhou.press("跳过")
    await zhou.press("跳过")
    shown = await zhou.send(typed)
    assert shown[-1].text == zhou.text("onboarding.days")
    assert (await world.user(zhou))["train_at"] == minutes


async def test_something_else_typed_instead_of_a_time_is_answered_as_what_it_is(world: World) -> None:
    zhou = await world.person("小周", "zh-hans")
    await zhou.start()
    await zhou.press("跳过")
    await zhou.press("跳过")
    (reply,) = await zhou.send("你们的价格太贵了")
    assert reply.text != zhou.text("settings.time_unclear")
    assert reply.labels
    assert (await world.user(zhou))["onboarding"] == "time", "the question stays open"


@pytest.mark.parametrize(
    ("city", "label", "zone"),
    [("苏州", "苏州", "Asia/Shanghai"), ("Leeds", "Leeds", "Europe/London"), ("suzhou", "苏州", "Asia/Shanghai")],
)
async def test_a_city_can_be_searched(world: World, city: str, label: str, zone: str) -> None:
    language = "en" if city == "Leeds" else "zh-hans"
    someone = await world.person("Li", language)
    await someone.start()
    await someone.press("Skip" if language == "en" else "跳过")
    await someone.press("🔍")
    (found,) = await someone.send(city)
    (following,) = await someone.press(label, on=found)
    assert "08:00" in following.labels
    row = await world.user(someone)
    assert (row["time_zone"], row["onboarding"], row["awaiting"]) == (zone, "time", None)


async def test_a_city_nobody_knows(world: World) -> None:
    emma = await world.person("Emma", "en")
    await emma.start()
    await emma.press("Skip")
    await emma.press("🔍")
    (nothing,) = await emma.send("<b>Xyzzyville & Sons</b>")
    assert nothing.text == emma.text("settings.zone_none", query="<b>Xyzzyville & Sons</b>")
    (card,) = await emma.press("Back", on=nothing)
    assert card.text == emma.text("onboarding.zone", zone="Shanghai", clock="10:00")
    assert "Skip" in card.labels


async def test_a_location_sets_the_zone_and_takes_the_keyboard_away(world: World) -> None:
    emma = await world.person("Emma", "en")
    await emma.start()
    await emma.press("Skip")
    await emma.press("📍")
    assert (await emma.reply_keyboard())[0][0]["request_location"] is True
    said = await emma.location(53.8, -1.55)
    assert said[0].text == emma.text("settings.zone_set", zone="London", clock="02:00")
    assert await emma.reply_keyboard() == []
    assert said[1].text == emma.text("onboarding.time")
    row = await world.user(emma)
    assert (row["time_zone"], row["onboarding"]) == ("Europe/London", "time")
    assert "53.8" not in str(row), "the place itself is not kept"


async def test_days_toggle_one_by_one_and_none_is_allowed(world: World) -> None:
    emma = await world.person("Emma", "en")
    await emma.start()
    for _ in range(3):
        await emma.press("Skip")
    (card,) = await emma.press("✅ Wed")
    assert "Wed" in card.labels
    (card,) = await emma.press("Sun")
    assert "✅ Sun" in card.labels
    assert (await world.user(emma))["train_days"] == 0b1011011
    for day in ("Mon", "Tue", "Thu", "Fri", "Sun"):
        await emma.press(f"✅ {day}")
    (card,) = await emma.press("Done")
    assert card.text == emma.text("onboarding.done_no_days")
    assert (await world.user(emma))["next_push_at"] is None


async def test_start_again_goes_on_from_the_beginning_and_later_greets(world: World) -> None:
    emma = await world.person("Emma", "en")
    await emma.start()
    await emma.press("Skip")
    (card,) = await emma.start()
    assert card.text == emma.text("onboarding.language", name="Emma")
    for _ in range(3):
        await emma.press("Skip", on=await emma.last())
    await emma.press("Done", on=await emma.last())
    (card,) = await emma.start()
    assert card.text == emma.text("onboarding.again", name="Emma")


async def test_training_may_begin_at_once(world: World) -> None:
    emma = await world.person("Emma", "en")
    (quiz,) = await emma.send("/drill")
    assert quiz.is_quiz
    assert (await world.user(emma))["onboarding"] is None
