"""Invitations: for one person or several, as a rep or a manager, for a while; with a picture; taken back."""

from __future__ import annotations

import io
import re

import numpy as np
import pytest
import segno
from PIL import Image

from bot.storage.tables import invites, memberships
from bot.views import qr
from tests.chats.message import Message
from tests.chats.person import Person
from tests.chats.test_odd_updates import callback
from tests.chats.test_teams import invite, join, new_team
from tests.chats.world import World

pytestmark = pytest.mark.anyio


async def boss_of(world: World, language: str = "en") -> Person:
    boss = await world.person("Boss", language, onboarded=True)
    await new_team(boss, "North")
    return boss


async def follow(guest: Person, payload: str) -> Message:
    """Follow a link and join; what the bot says to that."""
    await guest.news()
    said = await guest.start(payload)
    if guest.text("button.team_join") in said[-1].labels:
        said = await guest.press(guest.text("button.team_join"))
    return said[0]


@pytest.mark.parametrize("link", ["https://t.me/dojo?start=join_" + "x" * 22, "https://t.me/" + "b" * 80])
def test_the_picture_is_the_links_code_with_a_quiet_zone(link: str) -> None:
    content = qr.png(link)
    pixels = np.asarray(Image.open(io.BytesIO(content)).convert("1"))
    modules = pixels[qr.SCALE // 2 :: qr.SCALE, qr.SCALE // 2 :: qr.SCALE]
    drawn = ~modules[qr.QUIET : -qr.QUIET, qr.QUIET : -qr.QUIET]
    assert (drawn == np.array(segno.make_qr(link, error="m").matrix, dtype=bool)).all()
    assert modules[: qr.QUIET].all()
    assert modules[:, -qr.QUIET :].all()
    assert 400 <= pixels.shape[0] <= 800
    assert len(content) < 20_000


async def test_a_link_for_five_lets_in_five(world: World) -> None:
    boss = await boss_of(world)
    payload = await invite(boss, "5 people", "30 days")
    shown = await boss.last()
    assert "photo" in shown.raw
    assert "up to 5 people, until Wed 4 Feb" in shown.text
    for number in range(5):
        guest = await world.person(f"Guest {number}", "en", onboarded=True)
        assert (await follow(guest, payload)).text == guest.text("invite.joined", team="North", manager=False)
    late = await world.person("Late", "en", onboarded=True)
    assert (await follow(late, payload)).text == late.text("team.invite_invalid")
    assert len(await world.rows(memberships)) == 6


async def test_whoever_is_in_already_takes_nobodys_place(world: World) -> None:
    boss = await boss_of(world)
    payload = await invite(boss, "5 people")
    guest = await world.person("Guest", "en", onboarded=True)
    for _ in range(3):
        await follow(guest, payload)
    assert (await world.rows(invites))[0]["uses_left"] == 4


async def test_a_link_for_a_day_lasts_a_day(world: World) -> None:
    boss = await boss_of(world)
    payload = await invite(boss, "1 day")
    guest = await world.person("Guest", "en", onboarded=True)
    await world.jump("2026-01-06 10:30", "Asia/Shanghai")
    assert (await follow(guest, payload)).text == guest.text("team.invite_invalid")


@pytest.mark.parametrize("language", ["zh-hans", "en"])
async def test_a_manager_is_invited_by_an_owner(world: World, language: str) -> None:
    boss = await boss_of(world, language)
    payload = await invite(boss, boss.text("invite.as_manager"))
    deputy = await world.person("Deputy", language, onboarded=True)
    (offer,) = await deputy.start(payload)
    assert offer.text == deputy.text("invite.invitation", host="Boss", team="North", manager=True, days=0)
    assert (await follow(deputy, payload)).text == deputy.text("invite.joined", team="North", manager=True)
    assert (await deputy.commands())[0] == "digest", "the menu follows at once"
    (place,) = await world.rows(memberships, memberships.c.user_id == deputy.id)
    assert (place["role"], place["digest_at"]) == ("manager", 1080)
    assert boss.text("invite.somebody_joined", name="Deputy", team="North", manager=True) in [
        one.text for one in await boss.news()
    ]


async def test_a_manager_invites_reps_alone(world: World) -> None:
    boss = await boss_of(world)
    deputy = await world.person("Deputy", "en", onboarded=True)
    await follow(deputy, await invite(boss, "manager"))
    await deputy.send("/team")
    (draft,) = await deputy.press("Invite people")
    assert not any("anager" in label for label in draft.labels)
    await world.feed(callback_query=callback(deputy, "iv:make:1:20:30:manager", number=1))
    await world.feed(callback_query=callback(deputy, "iv:make:1:99999:9999:owner", number=2))
    made = [row for row in await world.rows(invites) if row["created_by"] == deputy.id]
    assert [(row["role"], row["uses"]) for row in made] == [("rep", 20), ("rep", 1)]


async def test_the_list_and_taking_one_back(world: World) -> None:
    boss = await boss_of(world)
    first, second = await invite(boss), await invite(boss, "20 people")
    (page,) = await boss.press("Open invites")
    assert page.text == boss.text("invite.list", team="North", total=2)
    assert [label for label in page.labels if "left" in label] == ["20 left · Mon 12 Jan", "1 left · Mon 12 Jan"]
    (one,) = await boss.press("20 left", on=page)
    assert second in one.text
    (page,) = await boss.press("Take it back", on=one)
    assert page.text == boss.text("invite.list", team="North", total=1)
    guest = await world.person("Guest", "en", onboarded=True)
    assert (await follow(guest, second)).text == guest.text("team.invite_invalid")
    picture = next(one for one in await boss.messages() if first in one.text)
    said = await boss.press("Take it back", on=picture)
    assert boss.text("invite.revoked") in [one.text for one in said]
    assert (await follow(guest, first)).text == guest.text("team.invite_invalid")
    said = await boss.press("Take it back", on=next(one for one in await boss.messages() if second in one.text))
    assert said[-1].text == boss.text("invite.gone"), "taken back already"


async def test_an_offer_that_is_taken_back_while_somebody_reads_it(world: World) -> None:
    boss = await boss_of(world)
    payload = await invite(boss)
    guest = await world.person("Guest", "en", onboarded=True)
    (offer,) = await guest.start(payload)
    await boss.press("Take it back")
    (said,) = await guest.press("Join", on=offer)
    assert said.text == guest.text("team.invite_invalid")
    assert len(await world.rows(memberships)) == 1


async def test_invites_of_somebody_who_is_gone_or_leads_no_more_do_not_work(world: World) -> None:
    boss = await boss_of(world)
    deputies = [await world.person(f"Deputy {number}", "en", onboarded=True) for number in range(3)]
    for deputy in deputies:
        await follow(deputy, await invite(boss, "manager"))
    payloads = []
    for deputy in deputies:
        await deputy.send("/team")
        payloads.append(await invite(deputy))
    await world.feed(callback_query=callback(boss, f"mb:out_yes:1:{deputies[0].id}", number=1))
    await world.feed(callback_query=callback(boss, f"mb:role:1:{deputies[1].id}:rep", number=2))
    await world.feed(callback_query=callback(deputies[2], "team:leave_yes:1", number=3))
    guest = await world.person("Guest", "en", onboarded=True)
    for payload in payloads:
        assert (await follow(guest, payload)).text == guest.text("team.invite_invalid")


async def test_no_more_than_fifty_are_open(world: World) -> None:
    boss = await boss_of(world)
    await world.feed_all({"callback_query": callback(boss, "iv:make:1", number=n)} for n in range(52))
    assert len(await world.rows(invites)) == 50
    assert (await boss.last()).text == boss.text("invite.too_many", most=50)
    page = (await boss.send("/team"))[-1]
    (page,) = await boss.press("Invite people", on=page)
    (page,) = await boss.press("Open invites", on=page)
    seen = 0
    while True:
        seen += len([label for label in page.labels if "left" in label])
        if boss.text("button.mistakes_next") not in page.labels:
            break
        (page,) = await boss.press(boss.text("button.mistakes_next"), on=page)
    assert seen == 50


async def test_what_is_promised_at_joining_is_told(world: World) -> None:
    boss = await boss_of(world)
    await join(boss, await world.person("Early", "en", onboarded=True))
    await boss.send("/team")
    await boss.press("Settings")
    await boss.press("After 30 days")
    guest = await world.person("Guest", "en", onboarded=True)
    (offer,) = await guest.start(await invite(boss))
    assert "after your first 30 days" in offer.text
    assert re.search(r"can't see", offer.text)
    await guest.press("Join")
    (card,) = await guest.send("/team")
    assert "Until Wed 4 Feb your results are yours alone" in card.text
    await world.jump("2026-02-05 10:00", "Asia/Shanghai")
    card = (await guest.send("/team"))[-1]
    assert "yours alone" not in card.text
