"""The people of a team: their roles, taking somebody out, handing the team over; menus follow at once."""

from __future__ import annotations

import pytest

from bot.storage.tables import memberships, organisation_owners
from tests.chats.forging import press
from tests.chats.message import Message
from tests.chats.person import Person
from tests.chats.test_invites import follow
from tests.chats.test_odd_updates import callback
from tests.chats.test_teams import invite, join, new_team
from tests.chats.world import World

pytestmark = pytest.mark.anyio
LANGUAGES = pytest.mark.parametrize("language", ["zh-hans", "en"])


async def team_of(world: World, language: str = "en") -> tuple[Person, Person, Person]:
    """An owner, a manager and a rep."""
    boss, deputy, rep = [await world.person(name, language, onboarded=True) for name in ("Boss", "Deputy", "Rep")]
    await new_team(boss, "North")
    await follow(deputy, await invite(boss, boss.text("invite.as_manager")))
    await boss.send("/team")
    await join(boss, rep)
    for one in (boss, deputy, rep):
        await one.news()
    return boss, deputy, rep


async def card_of(person: Person, name: str) -> Message:
    """Somebody's card, as the person sees it."""
    await person.send("/team")
    page = (await person.press(person.text("button.team_people", count=3)))[-1]
    return (await person.press(name, on=page))[-1]


async def roles(world: World) -> dict[int, str]:
    return {row["user_id"]: row["role"] for row in await world.rows(memberships)}


@LANGUAGES
async def test_a_rep_becomes_a_manager_and_a_rep_again(world: World, language: str) -> None:
    boss, _, rep = await team_of(world, language)
    card = await card_of(boss, "Rep")
    assert "digest" not in await rep.commands()
    said = await boss.press(boss.text("button.member_to_manager"), on=card)
    assert boss.text("button.member_back_to_rep") in said[0].labels
    assert [one.text for one in await rep.news()] == [rep.text("member.now_manager", by="Boss", team="North")]
    assert (await rep.commands())[0] == "digest"
    (place,) = await world.rows(memberships, memberships.c.user_id == rep.id)
    assert (place["role"], place["digest_at"] is not None, place["next_digest_at"] is not None) == (
        "manager",
        True,
        True,
    )
    await boss.press(boss.text("button.member_back_to_rep"), on=said[0])
    assert [one.text for one in await rep.news()] == [rep.text("member.now_rep", by="Boss", team="North")]
    assert "digest" not in await rep.commands()
    (place,) = await world.rows(memberships, memberships.c.user_id == rep.id)
    assert (place["role"], place["digest_at"], place["next_digest_at"]) == ("rep", None, None)


@LANGUAGES
async def test_somebody_is_taken_out(world: World, language: str) -> None:
    boss, deputy, rep = await team_of(world, language)
    card = await card_of(deputy, "Rep")
    (ask,) = await deputy.press(deputy.text("button.member_out"), on=card)
    assert ask.text == deputy.text("member.out_ask", name="Rep", team="North")
    (page,) = await deputy.press(deputy.text("button.member_out_yes"), on=ask)
    assert page.text == deputy.text("member.list", team="North", total=2)
    assert [one.text for one in await rep.news()] == [rep.text("member.removed", by="Deputy", team="North")]
    assert (await rep.send("/team"))[0].text == rep.text("team.none")
    assert await roles(world) == {boss.id: "owner", deputy.id: "manager"}
    assert await press(world, deputy, f"mb:out_yes:1:{rep.id}") == deputy.text("member.gone"), "an old button"
    assert len(await roles(world)) == 2


async def test_what_a_manager_may_and_may_not(world: World) -> None:
    boss, deputy, rep = await team_of(world)
    assert (await card_of(deputy, "Boss")).labels == ("Back",)
    assert (await card_of(deputy, "Rep")).labels == ("🚪 Take out", "Back")
    assert (await card_of(deputy, "Deputy")).labels == ("Back",)
    before = await roles(world)
    forged = [f"role:1:{rep.id}:manager", f"role:1:{boss.id}:manager", f"role:1:{deputy.id}:owner"]
    forged += [f"out_yes:1:{boss.id}", f"out_yes:1:{deputy.id}", f"give_yes:1:{rep.id}", f"give_yes:1:{deputy.id}"]
    for number, data in enumerate(forged):
        await world.feed(callback_query=callback(deputy, f"mb:{data}", number=number))
        assert (await deputy.last()).text == deputy.text("member.cannot"), data
    assert await roles(world) == before


async def test_a_team_keeps_an_owner(world: World) -> None:
    boss, deputy, _ = await team_of(world)
    assert (await card_of(boss, "Boss")).labels == ("Back",)
    await world.feed(callback_query=callback(boss, f"mb:role:1:{boss.id}:rep", number=1))
    assert (await boss.last()).text == boss.text("member.cannot")
    await world.feed(callback_query=callback(boss, f"mb:role:1:{deputy.id}:owner", number=2))
    await world.feed(callback_query=callback(deputy, f"mb:role:1:{boss.id}:rep", number=3))
    assert (await roles(world))[boss.id] == "owner", "one step at a time: nobody owns and is a rep with one press"
    await world.feed(callback_query=callback(deputy, f"mb:role:1:{boss.id}:manager", number=4))
    before = await roles(world)
    await world.feed(callback_query=callback(boss, f"mb:role:1:{deputy.id}:manager", number=5))
    await world.feed(callback_query=callback(boss, f"mb:out_yes:1:{deputy.id}", number=6))
    assert await roles(world) == before


@LANGUAGES
async def test_handing_over(world: World, language: str) -> None:
    boss, deputy, rep = await team_of(world, language)
    card = await card_of(boss, "Rep")
    (ask,) = await boss.press(boss.text("button.member_give"), on=card)
    assert ask.text == boss.text("member.give_ask", name="Rep", team="North")
    await boss.press(boss.text("button.member_give_yes"), on=ask)
    assert await roles(world) == {boss.id: "manager", deputy.id: "manager", rep.id: "owner"}
    assert [row["user_id"] for row in await world.rows(organisation_owners)] == [rep.id], "nothing is kept back"
    assert [one.text for one in await rep.news()] == [rep.text("member.handed", by="Boss", team="North")]
    assert (await rep.commands())[0] == "digest"
    assert await press(world, boss, f"mb:give_yes:1:{deputy.id}") == boss.text("member.cannot")
    assert (await roles(world))[rep.id] == "owner"
    assert boss.text("button.team_settings") not in (await boss.send("/team"))[-1].labels


async def test_the_last_owner_leaves_and_the_manager_takes_over(world: World) -> None:
    boss, deputy, rep = await team_of(world)
    await boss.send("/team")
    await boss.press("Leave the team")
    await boss.press("Leave", on=await boss.last())
    assert deputy.text("team.inherited", team="North") in [one.text for one in await deputy.news()]
    assert await roles(world) == {deputy.id: "owner", rep.id: "rep"}
    assert [row["user_id"] for row in await world.rows(organisation_owners)] == [deputy.id]
    assert (await boss.send("/team"))[-1].text == boss.text("team.none")


async def test_somebody_who_blocked_the_bot_is_changed_without_a_word(world: World) -> None:
    boss, _, rep = await team_of(world)
    await rep.block()
    await world.feed(callback_query=callback(boss, f"mb:role:1:{rep.id}:manager", number=1))
    await world.feed(callback_query=callback(boss, f"mb:out_yes:1:{rep.id}", number=2))
    assert rep.id not in await roles(world)


async def test_a_long_list_is_paged(world: World) -> None:
    boss, _, _ = await team_of(world)
    payload = await invite(boss, "20 people")
    for number in range(7):
        await follow(await world.person(f"Guest {number}", "en", onboarded=True), payload)
    await boss.send("/team")
    (page,) = await boss.press("People (10)")
    assert len([one for one in page.buttons if str(one.data).startswith("mb:open:")]) == 8
    (page,) = await boss.press("Next ›", on=page)
    assert len([one for one in page.buttons if str(one.data).startswith("mb:open:")]) == 2
