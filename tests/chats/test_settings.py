"""/settings, /language, /pause, /help, /privacy, /cancel: what can be changed at any time."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from tests.chats.test_drill import finish
from tests.chats.test_odd_updates import callback
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
    assert card.text == someone.text("privacy.main", hours=48, days=None)
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


async def test_the_second_level_shows_and_changes_the_rest(world: World) -> None:
    emma = await world.person("Emma", "en", onboarded=True)
    (main,) = await emma.send("/settings")
    assert len(main.labels) == 6, "small on a phone"
    (card,) = await emma.press("⚙️ More")
    values = {"size": 5, "quiet": True, "start": 1290, "end": 420, "country": "Mainland China"}
    assert card.text == emma.text("settings.more", **values, reminders=True, recap=1050)
    await emma.press("Questions")
    (card,) = await emma.press("8")
    assert "8 questions" in card.text
    await emma.press("Quiet hours")
    (card,) = await emma.press("20:00–08:00")
    await emma.press("Holidays")
    await emma.press("More countries ›")
    (card,) = await emma.press("Italy")
    assert "Italy" in card.text
    (card,) = await emma.press("🔔 Reminders on")
    (card,) = await emma.press("📊 Recap on")
    values = {"size": 8, "quiet": True, "start": 1200, "end": 480, "country": "Italy"}
    assert card.text == emma.text("settings.more", **values, reminders=False, recap=None)
    row = await world.user(emma)
    assert (row["drill_size"], row["quiet_from"], row["quiet_until"], row["holidays"]) == (8, 1200, 480, "IT")
    assert (row["reminders"], row["next_recap_at"]) == (False, None)
    (card,) = await emma.press("📊 Recap off")
    assert (await world.user(emma))["next_recap_at"] == datetime(2026, 1, 9, 9, 30, tzinfo=UTC)
    (card,) = await emma.press("Back", on=card)
    assert "⚙️ More" in card.labels


async def test_the_second_level_in_chinese(world: World) -> None:
    zhou = await world.person("小周", "zh-hans", onboarded=True)
    await zhou.send("/settings")
    (card,) = await zhou.press("⚙️ 更多")
    values = {"size": 5, "quiet": True, "start": 1290, "end": 420, "country": "中国大陆"}
    assert card.text == zhou.text("settings.more", **values, reminders=True, recap=1050)
    await zhou.press("🌙 免打扰")
    (card,) = await zhou.press("不设")
    await zhou.press("🏖 节假日")
    (card,) = await zhou.press("不看节假日")
    assert card.text.count("没设") == 2


async def test_the_number_of_questions_is_that_of_the_next_drill(world: World) -> None:
    emma = await world.person("Emma", "en", onboarded=True)
    await emma.send("/settings")
    for label in ("⚙️ More", "Questions", "3"):
        await emma.press(label)
    assert (await emma.send("/drill"))[-1].text.startswith("1/3")


async def test_holidays_follow_the_zone_until_somebody_chooses(world: World) -> None:
    emma = await world.person("Emma", "en", onboarded=True)
    assert (await world.user(emma))["holidays"] == "CN"
    for city, country in (("London", "GB-ENG"), ("New York", "US"), ("Dubai", "AE")):
        await emma.send("/settings")
        await emma.press("🕒 Time zone")
        await emma.press(city)
        assert (await world.user(emma))["holidays"] == country
    for label in ("⚙️ More", "🏖 Holidays", "No holidays"):
        await emma.press(label)
    await emma.send("/settings")
    await emma.press("🕒 Time zone")
    await emma.press("London")
    assert (await world.user(emma))["holidays"] is None


@pytest.mark.parametrize(
    "data",
    [
        *(
            "set:size:2",
            "set:size:11",
            "set:size:x",
            "set:quiet:0-1439",
            "set:quiet:",
            "set:holidays:XX",
            "set:holidays:",
        ),
        *("set:until:2026-13-40", "set:until:", "set:open:nowhere", "set:countries:9", "set:reminders:", "set:recap:"),
    ],
)
async def test_forged_settings_change_nothing_that_matters(world: World, data: str) -> None:
    emma = await world.person("Emma", "en", onboarded=True)
    before = await world.user(emma)
    await world.feed(callback_query=callback(emma, data, number=1))
    after = await world.user(emma)
    kept = ("drill_size", "quiet_from", "quiet_until", "holidays", "paused_until", "next_push_at")
    assert [after[name] for name in kept] == [before[name] for name in kept]


async def test_the_second_level_waits_for_the_end_of_onboarding(world: World) -> None:
    emma = await world.person("Emma", "en")
    await emma.start()
    for number, data in enumerate(("set:open:more", "set:countries:1", "set:open:until"), start=1):
        await world.feed(callback_query=callback(emma, data, number=number))
    assert (await world.user(emma))["onboarding"] == "language"
    assert (await world.user(emma))["awaiting"] is None


@pytest.mark.parametrize(
    ("language", "label", "typed"),
    [
        ("en", "📅 Until a date", "next Monday"),
        ("en", "📅 Until a date", "12 Jan"),
        ("zh-hans", "📅 选哪天回来", "下周一"),
    ],
)
async def test_pause_until_a_date(world: World, language: str, label: str, typed: str) -> None:
    someone = await world.person("Li", language, onboarded=True)
    await someone.send("/pause")
    (card,) = await someone.press(label)
    assert card.text == someone.text("settings.until")
    (unclear,) = await someone.send("qwerty")
    assert unclear.text == someone.text("settings.until_unclear")
    (past,) = await someone.send("2026-01-05")
    assert past.text == someone.text("settings.until_past", date=date(2026, 1, 5))
    (far,) = await someone.send("2027-01-07")
    assert far.text == someone.text("settings.until_far", days=366)
    (card,) = await someone.send(typed)
    assert card.text == someone.text(
        "settings.pause_set_until",
        date=date(2026, 1, 12),
        moment=datetime(2026, 1, 12, 8, 30),  # noqa: DTZ001
    )
    row = await world.user(someone)
    assert (row["paused_until"], row["awaiting"]) == (date(2026, 1, 11), None)
    assert row["next_push_at"] == datetime(2026, 1, 12, 0, 30, tzinfo=UTC)


async def test_pause_until_a_date_by_button_and_an_old_button(world: World) -> None:
    emma = await world.person("Emma", "en", onboarded=True)
    await emma.send("/pause")
    (card,) = await emma.press("📅 Until a date")
    await emma.press("Sun 1 Feb", on=card)
    assert (await world.user(emma))["paused_until"] == date(2026, 1, 31)
    await emma.press("▶️ Resume drills")
    await world.jump("2026-02-03 12:00", "Asia/Shanghai")
    await emma.news()
    await world.feed(callback_query=callback(emma, "set:until:2026-02-01", number=1, message_id=card.id))
    assert emma.text("settings.until_past", date=date(2026, 2, 1)) in [one.text for one in await emma.news()]
    assert (await world.user(emma))["paused_until"] is None


async def test_a_break_does_not_break_a_streak(world: World) -> None:
    emma = await world.person("Emma", "en", onboarded=True)
    await finish(emma, await emma.send("/drill"))
    await emma.send("/pause")
    await emma.press("14 days")
    await world.jump("2026-01-19 12:00", "Asia/Shanghai")
    said = await finish(emma, await emma.send("/drill"))
    assert "2 training days in a row" in said[-1].text
