"""/settings, /language, /pause, /help, /privacy, /cancel: what can be changed at any time."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from tests.chats.world import World

pytestmark = pytest.mark.anyio


async def test_each_setting_can_be_changed_and_leads_back(world: World) -> None:
    emma = await world.person("Emma", "en", onboarded=True)
    (card,) = await emma.send("/settings")
    shown = {"language": "English", "zone": "Shanghai", "clock": "10:00"}
    assert card.text == emma.text("settings.summary", **shown, days="Mon–Fri", time="08:30")

    await emma.press("⏰ Drill time")
    (card,) = await emma.press("12:30")
    assert card.text == emma.text("settings.summary", **shown, days="Mon–Fri", time="12:30")
    await emma.press("📅 Training days")
    await emma.press("Every day")
    (card,) = await emma.press("Done")
    assert card.text == emma.text("settings.summary", **shown, days="every day", time="12:30")
    await emma.press("🕒 Time zone")
    (card,) = await emma.press("Sydney")
    assert "Sydney" in card.text
    await emma.press("🌐 Language")
    (card,) = await emma.press("中文")
    assert "中文" in card.text
    assert "悉尼" in card.text
    row = await world.user(emma)
    assert (row["time_zone"], row["train_at"], row["train_days"], row["language"]) == (
        "Australia/Sydney",
        750,
        127,
        "zh",
    )


async def test_back_changes_nothing(world: World) -> None:
    emma = await world.person("Emma", "en", onboarded=True)
    await emma.send("/settings")
    for question in ("🌐 Language", "🕒 Time zone", "⏰ Drill time", "📅 Training days", "⏸ Pause drills"):
        await emma.press(question)
        (card,) = await emma.press("Back")
        assert "⏸ Pause drills" in card.labels
    row = await world.user(emma)
    assert row["awaiting"] is None
    assert (row["train_at"], row["train_days"], row["paused_until"]) == (510, 31, None)


async def test_a_typed_time_in_settings(world: World) -> None:
    emma = await world.person("Emma", "en", onboarded=True)
    await emma.send("/settings")
    await emma.press("⏰ Drill time")
    (unclear,) = await emma.send("when the cows come home")
    assert unclear.text == emma.text("settings.time_unclear")
    (card,) = await emma.send("6:45 pm")
    assert "18:45" in card.text
    (reply,) = await emma.send("19:00")
    assert "⏸ Pause drills" not in reply.labels, "the question is closed: this is just a text"


async def test_pause_for_some_days(world: World) -> None:
    emma = await world.person("Emma", "en", onboarded=True)
    await emma.send("/pause")
    (card,) = await emma.press("3 days")
    assert card.text == emma.text("settings.pause_set", date=date(2026, 1, 7))
    row = await world.user(emma)
    assert row["paused_until"] == date(2026, 1, 7)
    assert row["next_push_at"] == datetime(2026, 1, 8, 0, 30, tzinfo=UTC)
    (card,) = await emma.send("/settings")
    assert emma.text("settings.paused_until", date=date(2026, 1, 7)) in card.text
    (card,) = await emma.press("▶️ Resume drills", on=card)
    assert "Tue 6 Jan 08:30" in card.text


async def test_pause_without_an_end_and_resume_by_command(world: World) -> None:
    zhou = await world.person("小周", "zh-hans", onboarded=True)
    await zhou.send("/pause")
    (card,) = await zhou.press("等我回来")
    assert card.text == zhou.text("settings.pause_set_open")
    assert (await world.user(zhou))["next_push_at"] is None
    assert zhou.text("settings.paused_open") in (await zhou.send("/settings"))[0].text
    (card,) = await zhou.send("/pause")
    assert "1月6日 周二 08:30" in card.text
    assert (await world.user(zhou))["paused_until"] is None


async def test_resume_without_training_days_says_so(world: World) -> None:
    emma = await world.person("Emma", "en", onboarded=True)
    await emma.send("/settings")
    await emma.press("📅 Training days")
    for day in ("Mon", "Tue", "Wed", "Thu", "Fri"):
        await emma.press(f"✅ {day}")
    (card,) = await emma.press("Done")
    assert card.text == emma.text("settings.summary_no_days", language="English", zone="Shanghai", clock="10:00")
    await emma.press("⏸ Pause drills")
    await emma.press("1 day")
    (card,) = await emma.press("▶️ Resume drills")
    assert card.text == emma.text("settings.resumed_no_days")


@pytest.mark.parametrize("language", ["en", "zh-hans"])
async def test_help_and_unknown_commands(world: World, language: str) -> None:
    someone = await world.person("Li", language, onboarded=True)
    (card,) = await someone.send("/help")
    assert card.text == someone.text("help.main")
    assert len(card.labels) == 3
    said = await someone.send("/dance now")
    assert [one.text for one in said] == [someone.text("help.unknown_command"), someone.text("help.main")]


@pytest.mark.parametrize("language", ["en", "zh-hans"])
async def test_privacy_says_how_long(world: World, language: str) -> None:
    someone = await world.person("Li", language, onboarded=True)
    (card,) = await someone.send("/privacy")
    assert card.text == someone.text("privacy.main", hours=48)
    assert "48" in card.text


async def test_cancel_with_nothing_under_way(world: World) -> None:
    emma = await world.person("Emma", "en", onboarded=True)
    (card,) = await emma.send("/cancel")
    assert card.text == emma.text("settings.nothing_to_cancel")


async def test_cancel_closes_an_open_question(world: World) -> None:
    emma = await world.person("Emma", "en", onboarded=True)
    await emma.send("/settings")
    await emma.press("🕒 Time zone")
    await emma.press("🔍")
    (card,) = await emma.send("/cancel")
    assert card.text == emma.text("settings.cancelled")
    (reply,) = await emma.send("Leeds")
    assert "Europe/London" not in str(reply.labels)


async def test_the_bot_introduces_itself_in_both_languages(world: World) -> None:
    calls = await world.calls("setMyDescription")
    assert {one["params"].get("language_code") for one in calls if one["ok"]} == {None, "en", "zh"}
    emma, zhou = await world.person("Emma", "en"), await world.person("小周", "zh-hans")
    assert (await emma.menu())["drill"] == emma.text("command.drill")
    assert (await zhou.menu())["drill"] == zhou.text("command.drill")
