"""What an owner decides about a team: its name, when results are seen, closing it and having it back."""

from __future__ import annotations

import pytest
import sqlalchemy as sa

from bot.services import team_settings
from bot.storage.tables import memberships, metadata, organisations, teams
from tests.chats.test_invites import follow
from tests.chats.test_odd_updates import callback
from tests.chats.test_teams import invite, join, new_team
from tests.chats.world import World

pytestmark = pytest.mark.anyio
LANGUAGES = pytest.mark.parametrize("language", ["zh-hans", "en"])


@LANGUAGES
async def test_a_new_name(world: World, language: str) -> None:
    boss = await world.person("Boss", language, onboarded=True)
    await new_team(boss, "North")
    await boss.send("/team")
    await boss.press(boss.text("button.team_settings"))
    (ask,) = await boss.press(boss.text("button.team_rename"))
    assert ask.text == boss.text("team.ask_rename", name="North")
    (said,) = await boss.send("x" * 65)
    assert said.text == boss.text("team.name_refused", longest=64)
    (said,) = await boss.send("\u202e \n ")
    assert said.text == boss.text("team.name_refused", longest=64)
    (card,) = await boss.send("  <b>Far\tNorth</b> ")
    assert card.text.startswith("<b>Far North</b>")
    assert (await world.user(boss))["awaiting"] is None


async def test_a_command_leaves_the_question(world: World) -> None:
    boss = await world.person("Boss", "en", onboarded=True)
    await new_team(boss, "North")
    await world.feed(callback_query=callback(boss, "team:rename:1", number=1))
    await boss.send("/help")
    await boss.send("South")
    assert (await world.rows(teams))[0]["name"] == "North"


async def test_somebody_who_lost_the_team_meanwhile_names_nothing(world: World) -> None:
    boss, deputy = [await world.person(name, "en", onboarded=True) for name in ("Boss", "Deputy")]
    await new_team(boss, "North")
    await follow(deputy, await invite(boss, "manager"))
    await world.feed(callback_query=callback(boss, f"mb:role:1:{deputy.id}:owner", number=1))
    await world.feed(callback_query=callback(deputy, "team:rename:1", number=2))
    await world.feed(callback_query=callback(boss, f"mb:out_yes:1:{deputy.id}", number=3))
    await deputy.news()
    (said,) = await deputy.send("Mine")
    assert said.text == deputy.text("team.not_yours")
    assert (await world.rows(teams))[0]["name"] == "North"


async def test_a_promise_is_never_made_shorter(world: World) -> None:
    boss, early, late = [await world.person(name, "en", onboarded=True) for name in ("Boss", "Early", "Late")]
    await new_team(boss, "North")
    await join(boss, early)
    await world.jump("2026-01-25 10:00", "Asia/Shanghai")
    await boss.send("/team")
    await join(boss, late)

    async def held() -> dict[int, str | None]:
        rows = await world.rows(memberships, memberships.c.role == "rep")
        return {row["user_id"]: row["view_from"] and f"{row['view_from']:%Y-%m-%d}" for row in rows}

    assert await held() == {early.id: None, late.id: None}
    await world.jump("2026-02-10 10:00", "Asia/Shanghai")
    await world.feed(callback_query=callback(boss, "team:view:1:30", number=1))
    assert await held() == {early.id: None, late.id: "2026-02-24"}, "whoever joined lately is covered too"
    await world.feed(callback_query=callback(boss, "team:view:1:0", number=2))
    assert await held() == {early.id: None, late.id: "2026-02-24"}
    await world.feed(callback_query=callback(boss, "team:view:1:3650", number=3))
    assert (await world.rows(teams))[0]["view_after_days"] == 0


@LANGUAGES
async def test_closed_and_had_back(world: World, language: str) -> None:
    boss, deputy, rep = [await world.person(name, language, onboarded=True) for name in ("Boss", "Deputy", "Rep")]
    await new_team(boss, "North")
    await follow(deputy, await invite(boss, boss.text("invite.as_manager")))
    await boss.send("/team")
    await join(boss, rep)
    payload = await invite(boss)
    await boss.send("/team")
    await boss.press(boss.text("button.team_settings"))
    (ask,) = await boss.press(boss.text("button.team_archive"))
    assert ask.text == boss.text("team.archive_ask", team="North", days=30)
    (closed, *_) = await boss.press(boss.text("button.team_archive_yes"), on=ask)
    assert deputy.text("team.closed", by="Boss", team="North") in [one.text for one in await deputy.news()]
    for person in (boss, deputy):
        assert "digest" not in await person.commands()
    assert (await rep.send("/team"))[-1].text == rep.text("team.none")
    assert (await deputy.send("/team"))[-1].labels == (deputy.text("button.team_create"),), "its owner alone reopens it"
    for person in (deputy, rep):
        await world.feed(callback_query=callback(person, "team:restore:1", number=1))
        assert (await person.last()).text == person.text("team.not_yours")
    (card, *_) = await boss.press(boss.text("button.team_restore", title="North"), on=closed)
    assert card.text.startswith("North")
    assert deputy.text("team.reopened", by="Boss", team="North") in [one.text for one in await deputy.news()]
    for person in (boss, deputy):
        assert (await person.commands())[0] == "digest"
    assert all(row["next_digest_at"] is not None for row in await world.rows(memberships, memberships.c.role != "rep"))
    guest = await world.person("Guest", language, onboarded=True)
    assert (await follow(guest, payload)).text == guest.text("team.invite_invalid"), "its links stay dead"


async def test_after_thirty_days_it_is_deleted_with_all_it_holds(world: World) -> None:
    boss, rep = [await world.person(name, "en", onboarded=True) for name in ("Boss", "Rep")]
    await new_team(boss, "North")
    await join(boss, rep)
    await new_team(boss, "South")
    await world.feed(callback_query=callback(boss, "team:archive_yes:1", number=1))
    await world.jump("2026-02-04 09:59", "Asia/Shanghai")
    assert {row["name"] for row in await world.rows(teams)} == {"North", "South"}
    assert "↩️ Reopen North" in (await boss.send("/team"))[-1].labels
    await world.jump("2026-02-05 10:00", "Asia/Shanghai")
    assert "↩️ Reopen North" not in (await boss.send("/team"))[-1].labels
    assert {row["name"] for row in await world.rows(teams)} == {"South"}
    assert len(await world.rows(organisations)) == 1
    await world.feed(callback_query=callback(boss, "team:archive_yes:2", number=2))
    await world.jump("2026-03-20 10:00", "Asia/Shanghai")
    left = {table.name for table in metadata.sorted_tables if "team_id" in table.c and await world.rows(table)}
    assert left == set()
    assert await world.rows(teams) == await world.rows(organisations) == []


async def test_a_team_alone_that_is_reopened_has_an_organisation_again(world: World) -> None:
    boss = await world.person("Boss", "en", onboarded=True)
    await new_team(boss, "North")
    await new_team(boss, "South")
    await world.feed(callback_query=callback(boss, "team:archive_yes:1", number=1))
    await world.run(sa.delete(organisations))
    await world.feed(callback_query=callback(boss, "team:restore:1", number=2))
    assert [row["name"] for row in await world.rows(organisations)] == ["North"]
    assert team_settings.ARCHIVE_DAYS == 30
