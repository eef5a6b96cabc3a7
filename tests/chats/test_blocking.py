"""Blocking the bot stops it; unblocking brings it back gently."""

from __future__ import annotations

import pytest
import sqlalchemy as sa

from bot.storage.tables import memberships, users
from tests.chats.team import team_of
from tests.chats.test_push import SHANGHAI, quizzes, trainee
from tests.chats.world import World

pytestmark = pytest.mark.anyio


async def test_blocking_stops_the_pushes_and_unblocking_resumes_them(world: World) -> None:
    emma = await trainee(world)
    await emma.block()
    row = await world.user(emma)
    assert row["blocked_at"] is not None
    assert row["next_push_at"] is None
    await world.jump("2026-01-06 08:00", SHANGHAI)
    await world.jump("2026-01-07 12:00", SHANGHAI)
    assert [one for one in await world.calls("sendPoll") if not one["ok"]] == []
    assert await emma.unblock() == [], "gently: the next drill comes at its time"
    assert (await world.user(emma))["blocked_at"] is None
    await world.jump("2026-01-08 08:00", SHANGHAI)
    assert len(quizzes(await emma.news())) == 1


async def test_start_lets_the_bot_in_again_with_one_greeting(world: World) -> None:
    emma = await trainee(world)
    await emma.block()
    said = await emma.start()
    assert [one.text for one in said] == [emma.text("onboarding.again", name="Emma")]
    assert (await world.user(emma))["blocked_at"] is None


async def test_a_chat_that_cannot_be_reached_is_noticed_by_the_first_push(world: World) -> None:
    """The news of a block may never arrive: the refusal of a message tells as much."""
    emma = await trainee(world)
    world.block_unseen(emma)
    await world.jump("2026-01-06 08:00", SHANGHAI)
    row = await world.user(emma)
    assert row["blocked_at"] is not None
    assert row["next_push_at"] is None


async def test_what_somebody_does_says_that_they_are_back(world: World) -> None:
    """The word of an unblocking may be lost as well."""
    emma = await trainee(world)
    await emma.block()
    await emma.start()
    await world.run(sa.update(users).where(users.c.id == emma.id).values(blocked_at=world.now, next_push_at=None))
    await emma.send("/help")
    row = await world.user(emma)
    assert row["blocked_at"] is None and row["next_push_at"] is not None


async def test_a_leader_who_comes_back_has_the_menu_of_the_role_they_have_by_then(world: World) -> None:
    boss, rep, _ = await team_of(world)
    await boss.send("/team")
    people = (await boss.press(boss.text("button.team_people", count=2)))[-1]
    (card,) = await boss.press("Rep", on=people)
    await rep.block()
    (card,) = await boss.press(boss.text("button.member_to_manager"), on=card)
    await rep.unblock()
    assert (await rep.commands())[0] == "digest"
    await rep.block()
    await boss.press(boss.text("button.member_back_to_rep"), on=card)
    await rep.unblock()
    assert "digest" not in await rep.commands()


async def test_a_menu_that_never_arrived_comes_when_they_are_back(world: World) -> None:
    """They had blocked the bot, and it did not know yet when it sent the menu."""
    boss, rep, _ = await team_of(world)
    await boss.send("/team")
    people = (await boss.press(boss.text("button.team_people", count=2)))[-1]
    (card,) = await boss.press("Rep", on=people)
    world.block_unseen(rep)
    await boss.press(boss.text("button.member_to_manager"), on=card)
    sent = len(await world.calls("setMyCommands"))
    await rep.start()
    assert len(await world.calls("setMyCommands")) == sent + 1
    assert (await rep.commands())[0] == "digest"


async def test_a_role_that_changed_while_the_bot_was_down(world: World) -> None:
    boss, rep, _ = await team_of(world)
    for role, leads in (("manager", True), ("rep", False)):
        await world.app.stop()
        await world.run(sa.update(memberships).where(memberships.c.user_id == rep.id).values(role=role))
        await world.start_bot()
        await rep.send("/help")
        assert ("digest" in await rep.commands()) is leads
    sent = len(await world.calls("setMyCommands"))
    await rep.send("/help")
    await boss.send("/help")
    assert len(await world.calls("setMyCommands")) == sent, "only when it is another one"
