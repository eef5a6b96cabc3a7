"""What nobody has an answer to: put on the team's list by a rep, answered by who leads it, told to who asked."""

from __future__ import annotations

import json

import pytest

from bot.storage.tables import memberships, team_replies, unanswered
from tests.chats.team import REPLY, STRANGE, add_reply, team_of
from tests.chats.test_odd_updates import callback
from tests.chats.test_teams import join, new_team
from tests.chats.world import World

pytestmark = pytest.mark.anyio


@pytest.mark.parametrize(("language", "words"), [("en", STRANGE), ("zh-hans", "量子纠缠与黑洞蒸发")])
async def test_from_the_reps_words_to_the_managers_answer(world: World, language: str, words: str) -> None:
    boss, rep, _ = await team_of(world, language)
    (asked,) = await rep.send(words)
    assert asked.text == rep.text("unanswered.ask")
    assert [row["status"] for row in await world.rows(unanswered)] == ["asked"]
    await world.restart_bot()
    (listed,) = await rep.press(rep.text("button.unanswered_yes"))
    assert listed.text == rep.text("unanswered.listed", teams=["North"])

    (team,) = await boss.send("/team")
    assert boss.text("button.team_unanswered", count=1) in team.labels
    (listing,) = await boss.press(boss.text("button.team_unanswered", count=1))
    assert words in listing.text
    assert "Rep" in listing.text
    await boss.press(words[:20])
    await boss.press(boss.text("button.unanswered_answer"))
    await world.restart_bot()
    (preview,) = await boss.send(REPLY)
    assert words in preview.text
    await boss.press(boss.text("button.team_reply_add"))
    (told,) = await rep.news()
    assert REPLY in told.text
    assert words in told.text
    (card,) = await rep.press(rep.text("button.unanswered_show"))
    assert REPLY in card.text
    assert REPLY in (await rep.send(words))[-1].text
    assert [row["status"] for row in await world.rows(unanswered)] == ["answered"]
    assert boss.text("button.team_unanswered", count=1) not in (await boss.send("/team"))[0].labels


async def test_the_command_puts_it_on_the_list_at_once(world: World) -> None:
    boss, rep, _ = await team_of(world)
    await new_team(boss, "South")
    await boss.send("/team")
    await boss.press("South")
    await join(boss, rep)
    (said,) = await rep.send(f"/objection {STRANGE}")
    assert said.text == rep.text("unanswered.listed", teams=["North", "South"])
    assert "managers see these words" in said.text
    assert [row["status"] for row in await world.rows(unanswered)] == ["open", "open"]


async def test_no_keeps_nothing(world: World) -> None:
    _, rep, _ = await team_of(world)
    (asked,) = await rep.send(STRANGE)
    (said,) = await rep.press("No", on=asked)
    assert said.text == rep.text("unanswered.not_said")
    assert await world.rows(unanswered) == []
    await world.feed(callback_query=callback(rep, str(asked.button("Yes").data), number=1))
    assert (await rep.last()).text in {rep.text("unanswered.gone"), said.text}
    assert await world.rows(unanswered) == []


async def test_the_same_words_count_once(world: World) -> None:
    boss, rep, _ = await team_of(world)
    other = await world.person("Other", "en", onboarded=True)
    await join(boss, other)
    await rep.send(f"/objection {STRANGE}")
    (said,) = await other.send(f"/objection {STRANGE.upper()}?!")
    assert said.text == other.text("unanswered.listed", teams=["North"])
    (asked,) = await rep.send(STRANGE)
    for number in range(2):
        await world.feed(callback_query=callback(rep, str(asked.button("Yes").data), number=number))
    assert [row["status"] for row in await world.rows(unanswered)] == ["open"]


async def test_without_a_team_one_may_write_an_answer_of_ones_own(world: World) -> None:
    emma = await world.person("Emma", "en", onboarded=True)
    for words in (STRANGE, f"/objection {STRANGE}"):
        (said,) = await emma.send(words)
        assert said.text == emma.text("help.nothing_near")
        assert "➕ Write a new one" in said.labels
    assert await world.rows(unanswered) == []


@pytest.mark.parametrize("words", ["🤷", "？", "/objection 🤷"])
async def test_what_has_no_words_is_no_objection(world: World, words: str) -> None:
    _, rep, _ = await team_of(world)
    (said,) = await rep.send(words)
    assert said.text == rep.text("help.nothing_near")
    assert await world.rows(unanswered) == []


async def test_long_words_are_cut(world: World) -> None:
    boss, rep, _ = await team_of(world)
    await rep.send("/objection " + "qwrtpl zxcvbn " * 250)
    (row,) = await world.rows(unanswered)
    assert len(row["said"]) == 300
    await boss.send("/team")
    await boss.press("Unanswered")
    await boss.press("qwrtpl")
    await boss.press("Answer")
    await boss.send(REPLY)
    await boss.press("Add it")
    assert REPLY in (await rep.news())[-1].text


async def test_dismissed_is_gone_from_the_list(world: World) -> None:
    boss, rep, _ = await team_of(world)
    await rep.send(f"/objection {STRANGE}")
    await boss.send("/team")
    await boss.press("Unanswered")
    (one,) = await boss.press(STRANGE[:10])
    (listing,) = await boss.press("Dismiss")
    assert listing.text == boss.text("unanswered.none", team="North")
    assert [row["status"] for row in await world.rows(unanswered)] == ["dismissed"]
    await world.feed(callback_query=callback(boss, str(one.button("Answer").data), number=1))
    assert (await boss.last()).text == boss.text("unanswered.gone")
    assert await rep.news() == []


async def test_words_that_have_an_entry_meanwhile_get_a_further_reply(world: World) -> None:
    boss, rep, _ = await team_of(world)
    await rep.send(f"/objection {STRANGE}")
    await add_reply(boss, STRANGE, "The first answer.")
    await boss.send("/team")
    await boss.press("Unanswered")
    await boss.press(STRANGE[:10])
    (known,) = await boss.press("Answer")
    assert known.text == boss.text("team_replies.known", said=STRANGE)
    await boss.press("Another reply")
    await boss.send("The second answer.")
    assert "The second answer." in (await rep.news())[-1].text
    assert [row["status"] for row in await world.rows(unanswered)] == ["answered"]
    assert len(await world.rows(team_replies)) == 1


async def test_who_has_left_or_cannot_be_reached_is_told_nothing(world: World) -> None:
    boss, rep, _ = await team_of(world)
    blocked = await world.person("Blocked", "en", onboarded=True)
    await join(boss, blocked)
    await rep.send(f"/objection {STRANGE}")
    await blocked.send("/objection zxcvbnm poiuytrewq")
    await blocked.block()
    await rep.send("/team")
    await rep.press("Leave the team")
    await rep.press("Leave", on=await rep.last())
    for words in (STRANGE, "zxcvbnm poiuytrewq"):
        await boss.send("/team")
        await boss.press("Unanswered")
        await boss.press(words[:10])
        await boss.press("Answer")
        await boss.send(REPLY)
        await boss.press("Add it")
    assert REPLY not in str([one.text for one in await rep.messages()])
    assert REPLY not in str([one.text for one in await blocked.messages()])


async def test_who_may_see_the_list(world: World) -> None:
    boss, rep, outsider = await team_of(world)
    former = await world.person("Former", "en", onboarded=True)
    await join(boss, former)
    (asked,) = await former.send(STRANGE)
    await former.send("/team")
    await former.press("Leave the team")
    await former.press("Leave", on=await former.last())
    await former.press("Yes", on=asked)
    assert await world.rows(unanswered, unanswered.c.status == "open") == [], "it is no longer their team"
    await rep.send(f"/objection {STRANGE}")
    (row,) = await world.rows(unanswered, unanswered.c.status == "open")
    number = 0
    for person in (rep, outsider, former):
        for action, text in (
            ("list:{}:0", "team.not_yours"),
            ("show:{}", "team.not_yours"),
            ("open:{}:0", "unanswered.gone"),
            ("answer:{}", "unanswered.gone"),
            ("dismiss:{}:0", "unanswered.gone"),
            ("yes:{}", "unanswered.gone"),
        ):
            answers = []
            for wanted in (row["team_id"] if text == "team.not_yours" else row["id"], 999):
                number += 1
                await world.feed(callback_query=callback(person, f"un:{action.format(wanted)}", number=number))
                answers.append((await person.last()).text)
            assert answers == [person.text(text)] * 2, (action, person.words)
        number += 1
        await world.feed(callback_query=callback(person, f"un:no:{row['id']}", number=number))
    assert await world.rows(unanswered, unanswered.c.id == row["id"]) == [row]


async def test_what_was_never_said_is_forgotten(world: World) -> None:
    _, rep, _ = await team_of(world)
    await rep.send(STRANGE)
    world.pass_time(days=3)
    await rep.send("zxcvbnm poiuytrewq")
    assert [row["said"] for row in await world.rows(unanswered)] == ["zxcvbnm poiuytrewq"]


async def test_a_full_list_says_so(world: World) -> None:
    boss, rep, _ = await team_of(world)
    moment = {"user_id": rep.id, "team_id": 1, "status": "open", "asked_at": world.now}
    await world.run(unanswered.insert().values([{**moment, "said": f"words {number}"} for number in range(200)]))
    (said,) = await rep.send(f"/objection {STRANGE}")
    assert said.text == rep.text("unanswered.full", most=200)
    await boss.send("/team")
    (page,) = await boss.press("Unanswered (200)")
    (page,) = await boss.press("Older", on=page)
    assert "words 191" in page.text


async def test_the_digest_says_how_many_wait(world: World) -> None:
    boss, rep, _ = await team_of(world)
    (before,) = await boss.send("/digest")
    assert "without an answer" not in before.text
    await rep.send(f"/objection {STRANGE}")
    (digest,) = await boss.send("/digest")
    assert "1 customer objection still without an answer" in digest.text
    (listing,) = await boss.press("Unanswered (1)", on=digest)
    assert STRANGE in listing.text
    assert listing.id != digest.id
    await world.jump("2026-01-05 18:00", "Asia/Shanghai")
    pushed = [one for one in await boss.messages() if "still without an answer" in one.text]
    assert len(pushed) == 2


async def test_whoever_is_invited_reads_that_managers_see_the_list(world: World) -> None:
    boss = await world.person("Boss", "en", onboarded=True)
    await new_team(boss, "North")
    offer = boss.text("invite.invitation", host="Boss", team="North", manager=False, days=0)
    for text in (offer, boss.text("privacy.main", hours=48, days=None)):
        assert "on the team's list" in text


async def test_export_and_forget(world: World) -> None:
    boss, rep, _ = await team_of(world)
    await rep.send(f"/objection {STRANGE}")
    data = json.loads(await rep.download((await rep.send("/export"))[-1]))
    assert data["unanswered"][0]["said"] == STRANGE
    await rep.send("/forget")
    await rep.press("Delete everything")
    assert await world.rows(unanswered) == []
    assert await world.rows(memberships, memberships.c.user_id == rep.id) == []
    assert "Unanswered" not in str((await boss.send("/team"))[0].labels)
