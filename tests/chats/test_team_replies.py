"""A team's own replies: added by who leads it, found at once by the team and by nobody else."""

from __future__ import annotations

import json

import pytest
import sqlalchemy as sa

from bot.services.team_replies import MOST_PHRASINGS, MOST_REPLIES
from bot.storage.tables import memberships, organisation_owners, team_replies, teams, users
from tests.chats.team import REPLY, REPLY_ZH, SAID, SAID_ZH, add_reply, fill_in, replies_of, team_of
from tests.chats.test_odd_updates import callback
from tests.chats.test_teams import join, new_team
from tests.chats.world import World

pytestmark = pytest.mark.anyio


@pytest.mark.parametrize(("language", "said", "reply"), [("en", SAID, REPLY), ("zh-hans", SAID_ZH, REPLY_ZH)])
async def test_from_the_form_to_the_reps_question(world: World, language: str, said: str, reply: str) -> None:
    boss, rep, outsider = await team_of(world, language)
    assert reply not in (await rep.send(said))[-1].text
    listed = await replies_of(boss)
    assert listed.text == boss.text("team_replies.none", team="North", total=0)
    (asked,) = await boss.press(boss.text("button.team_reply_new"))
    assert asked.text == boss.text("team_replies.ask_said", team="North")
    (asked,) = await boss.send(said)
    assert asked.text == boss.text("team_replies.ask_reply", title=said)
    (preview,) = await boss.send(reply)
    assert said in preview.text
    assert reply in preview.text
    assert await world.rows(team_replies) == []
    (added, *_) = await boss.press(boss.text("button.team_reply_add"))
    assert added.text == boss.text("team_replies.added", title=said, team="North")

    (card,) = await rep.send(said)
    assert reply in card.text
    assert "North" in card.text
    assert reply not in (await outsider.send(said))[-1].text
    assert reply not in (await outsider.send(f"/objection {said}"))[-1].text
    await rep.send("/team")
    await rep.press(rep.text("button.team_leave"))
    await rep.press(rep.text("button.team_leave_yes"), on=await rep.last())
    assert reply not in (await rep.send(said))[-1].text


async def test_the_form_outlives_a_restart_at_every_step(world: World) -> None:
    boss, rep, _ = await team_of(world)
    await replies_of(boss)
    await boss.press("Add a reply")
    await world.restart_bot()
    await boss.send(SAID)
    await world.restart_bot()
    await boss.send(REPLY)
    await world.restart_bot()
    await boss.press("Add it")
    await world.restart_bot()
    assert REPLY in (await rep.send(SAID))[-1].text


async def test_a_second_press_adds_nothing_more(world: World) -> None:
    boss, _, _ = await team_of(world)
    preview = await fill_in(boss)
    added, dropped = preview.button("Add it").data, preview.button("Drop it").data
    for number, data in enumerate((added, added, dropped)):
        await world.feed(callback_query=callback(boss, str(data), number=number, message_id=preview.id))
    assert (await boss.last()).text == boss.text("team_replies.gone")
    assert len(await world.rows(team_replies)) == 1


async def test_the_category_is_proposed_and_can_be_changed(world: World) -> None:
    boss, _, _ = await team_of(world)
    preview = await fill_in(boss, "Your crane is far too expensive for us", "Compared with what?")
    assert boss.text("category.price") in preview.text
    (choice,) = await boss.press("Category")
    assert len(choice.labels) == 20
    (preview,) = await boss.press("Delivery")
    assert boss.text("category.delivery") in preview.text
    await boss.press("Add it")
    (row,) = await world.rows(team_replies)
    assert row["category"] == "delivery"
    assert row["created_by"] == boss.id


async def test_a_better_reply_takes_the_place_of_the_first(world: World) -> None:
    boss, _, _ = await team_of(world)
    first = await fill_in(boss)
    (second,) = await boss.send("A better one: which inspector is it?")
    assert "A better one" in second.text
    (said,) = await boss.press("Add it", on=first)
    assert said.text == boss.text("team_replies.gone")
    await boss.press("Add it", on=second)
    (row,) = await world.rows(team_replies)
    assert row["replies"] == ["A better one: which inspector is it?"]


async def test_cancel_and_drop_leave_the_form(world: World) -> None:
    boss, _, _ = await team_of(world)
    await replies_of(boss)
    await boss.press("Add a reply")
    (said,) = await boss.send("/cancel")
    assert said.text == boss.text("settings.cancelled")
    await boss.send(SAID)
    assert (await world.user(boss))["awaiting"] is None
    await fill_in(boss)
    (said,) = await boss.press("Drop it")
    assert said.text == boss.text("team_replies.dropped")
    assert await world.rows(team_replies) == []
    assert (await world.user(boss))["awaiting"] is None


async def test_what_does_not_fit_is_said_and_asked_again(world: World) -> None:
    boss, _, _ = await team_of(world)
    await replies_of(boss)
    await boss.press("Add a reply")
    for words, text in (
        ("？！…", boss.text("team_replies.said_empty")),
        ("x" * 301, boss.text("team_replies.said_long", longest=300)),
        ("\n".join(f"way {n}" for n in range(MOST_PHRASINGS + 1)), boss.text("team_replies.many_phrasings", most=12)),
    ):
        (said,) = await boss.send(words)
        assert said.text == text
    await boss.sticker()
    await boss.send("First way\nSecond way\n\nfirst WAY!")
    for words, text in (
        ("🙂", boss.text("team_replies.reply_empty")),
        ("x" * 1001, boss.text("team_replies.reply_long", longest=1000)),
    ):
        (said,) = await boss.send(words)
        assert said.text == text
    await boss.send("<b>Fair & square</b>")
    await boss.press("Add it")
    (row,) = await world.rows(team_replies)
    assert row["phrasings"] == ["First way", "Second way"]
    (card,) = await boss.press("Open it")
    assert "<b>Fair & square</b>" in card.text


async def test_words_that_are_there_already_get_a_further_reply(world: World) -> None:
    boss, rep, _ = await team_of(world)
    await add_reply(boss)
    await replies_of(boss)
    await boss.press("Add a reply")
    (known,) = await boss.send(SAID.upper() + "?!")
    assert known.text == boss.text("team_replies.known", said=SAID)
    await boss.press("Another reply")
    (said,) = await boss.send(REPLY)
    assert said.text == boss.text("team_replies.reply_known")
    (card,) = await boss.send("And a second reply to it.")
    assert "And a second reply to it." in card.text
    (row,) = await world.rows(team_replies)
    assert row["replies"] == [REPLY, "And a second reply to it."]
    (card,) = await rep.send(SAID)
    assert REPLY in card.text
    (card,) = await rep.press("Another")
    assert "And a second reply to it." in card.text


async def test_a_further_phrasing_is_found_too(world: World) -> None:
    boss, rep, _ = await team_of(world)
    await add_reply(boss)
    await boss.press("Open it")
    await boss.press("Another phrasing")
    (said,) = await boss.send(SAID)
    assert said.text == boss.text("team_replies.phrasing_known")
    await boss.send("Will the harbour master sign that hoist off")
    assert REPLY in (await rep.send("will the harbour master sign that hoist off?"))[-1].text
    (row,) = await world.rows(team_replies)
    assert len(row["meaning"]) == 2 * 1024


async def test_an_entry_takes_so_many_and_no_more(world: World) -> None:
    boss, _, _ = await team_of(world)
    await add_reply(boss, "\n".join(f"way {number}" for number in range(MOST_PHRASINGS)))
    await boss.press("Open it")
    await boss.press("Another phrasing")
    (said,) = await boss.send("one more way")
    assert said.text == boss.text("team_replies.many_phrasings", most=MOST_PHRASINGS)
    await world.run(sa.update(team_replies).values(replies=[f"Reply {number}" for number in range(MOST_REPLIES)]))
    await boss.press("Another reply")
    (said,) = await boss.send("one more reply")
    assert said.text == boss.text("team_replies.many_replies", most=MOST_REPLIES)


async def test_the_longest_entry_fits_one_message(world: World) -> None:
    boss, _, _ = await team_of(world)
    ways = [f"{number} {'<&>' * 99}"[:300] for number in range(MOST_PHRASINGS)]
    preview = await fill_in(boss, "\n".join(ways), "<" * 999 + "x")
    assert "<" * 999 in preview.text
    await boss.press("Add it")
    (card,) = await boss.press("Open it")
    assert "<" * 999 in card.text


async def test_deleting_asks_first_and_can_be_taken_back(world: World) -> None:
    boss, rep, _ = await team_of(world)
    await add_reply(boss)
    await boss.press("Open it")
    (asked,) = await boss.press("Delete")
    assert asked.text == boss.text("team_replies.delete", title=SAID)
    await boss.press("Back")
    await boss.press("Delete")
    (gone,) = await boss.press("Delete it")
    assert gone.text == boss.text("team_replies.deleted", title=SAID)
    assert REPLY not in (await rep.send(SAID))[-1].text
    await world.restart_bot()
    (card,) = await boss.press("Put it back", on=gone)
    assert REPLY in card.text
    assert REPLY in (await rep.send(SAID))[-1].text
    await world.feed(callback_query=callback(boss, str(gone.button("Put it back").data), number=1))
    assert len(await world.rows(team_replies)) == 1
    assert (await world.rows(team_replies))[0]["created_by"] == boss.id


async def test_the_list_turns_its_pages(world: World) -> None:
    boss, rep, _ = await team_of(world)
    await add_reply(boss)
    (row,) = await world.rows(team_replies)
    copies = [{**row, "id": None, "digest": str(number), "phrasings": [f"Line {number:02}"]} for number in range(1, 18)]
    await world.run(team_replies.insert().values([{k: v for k, v in one.items() if k != "id"} for one in copies]))
    for person in (boss, rep):
        first = await replies_of(person)
        assert [one for one in first.labels if one.startswith("Line")] == [f"Line {n:02}" for n in range(17, 9, -1)]
        (second,) = await person.press("Older", on=first)
        (third,) = await person.press("Older", on=second)
        assert [one for one in third.labels if one.startswith(("Line", SAID[:8]))] == [
            "Line 01",
            next(one for one in third.labels if one.startswith(SAID[:8])),
        ]
        assert "Older ›" not in third.labels
        (card,) = await person.press("Line 01", on=third)
        assert REPLY in card.text
        (back,) = await person.press("Our replies", on=card)
        assert back.text == third.text
    assert "Add a reply" not in str(first.labels)


async def test_a_rep_reads_and_changes_nothing(world: World) -> None:
    boss, rep, _ = await team_of(world)
    await rep.send("/team")
    assert "Our replies" not in str((await rep.last()).labels)
    await add_reply(boss)
    listed = await replies_of(rep)
    assert "➕ Add a reply" not in listed.labels
    (card,) = await rep.press(SAID[:20])
    assert REPLY in card.text
    assert boss.text("button.team_reply_delete") not in card.labels
    assert "added by Boss" in card.text


async def test_who_may_do_what(world: World) -> None:
    """Forged buttons: a rep is refused what changes anything; others cannot tell an entry from one that never was."""
    boss, rep, outsider = await team_of(world)
    former = await world.person("Former", "en", onboarded=True)
    await join(boss, former)
    await former.send("/team")
    await former.press("Leave the team")
    await former.press("Leave", on=await former.last())
    preview = await fill_in(boss)
    await boss.press("Add it")
    (before,) = await world.rows(team_replies)
    entry, team = before["id"], before["team_id"]
    mark = str(preview.button("Add it").data).rpartition(":")[2]
    entry_actions = ["more:{}", "also:{}", "delete:{}:0", "delete_yes:{}", "back:{}"]
    reading = ["open:{}:0:0", "open:{}:0:7"]
    number = 0
    for person, actions in (
        (rep, entry_actions),
        (outsider, entry_actions + reading),
        (former, entry_actions + reading),
    ):
        for action in actions:
            answers = []
            for wanted in (entry, 999):
                number += 1
                await world.feed(callback_query=callback(person, f"tr:{action.format(wanted)}", number=number))
                answers.append((await person.last()).text)
            assert answers == [person.text("team_replies.gone")] * 2, action
    for person in (outsider, former):
        for action in ("list:{}:0", "new:{}"):
            answers = []
            for wanted in (team, 999):
                number += 1
                await world.feed(callback_query=callback(person, f"tr:{action.format(wanted)}", number=number))
                answers.append((await person.last()).text)
            assert answers == [person.text("team.not_yours")] * 2, action
    number += 1
    await world.feed(callback_query=callback(rep, f"tr:new:{team}", number=number))
    assert (await rep.last()).text == rep.text("team.not_yours")
    for person in (rep, outsider, former):
        for action in (f"add:{mark}", f"cats:{mark}", f"cat:{mark}:price", f"drop:{mark}"):
            number += 1
            under = (await person.last()).id
            await world.feed(callback_query=callback(person, f"tr:{action}", number=number, message_id=under))
            assert (await person.last()).text == person.text("team_replies.gone")
    for person in (outsider, former):
        shown = [one.text for one in await person.messages()]
        assert not any(REPLY in text for text in shown)
    assert await world.rows(team_replies) == [before]


async def test_who_no_longer_leads_is_not_kept_in_the_form(world: World) -> None:
    boss, _, _ = await team_of(world)
    await replies_of(boss)
    await boss.press("Add a reply")
    await world.run(sa.update(memberships).where(memberships.c.user_id == boss.id).values(role="rep"))
    await world.run(sa.delete(organisation_owners).where(organisation_owners.c.user_id == boss.id))
    (said,) = await boss.send(SAID)
    assert said.text == boss.text("team_replies.gone")
    assert (await world.user(boss))["awaiting"] is None


async def test_a_team_that_is_closed_shows_nothing(world: World) -> None:
    boss, rep, _ = await team_of(world)
    await add_reply(boss)
    await world.run(sa.update(teams).values(archived_at=world.now))
    assert REPLY not in (await rep.send(SAID))[-1].text
    (row,) = await world.rows(team_replies)
    await world.feed(callback_query=callback(rep, f"tr:open:{row['id']}:0:0", number=1))
    assert (await rep.last()).text == rep.text("team_replies.gone")


async def test_two_teams_each_with_their_own(world: World) -> None:
    boss, rep, _ = await team_of(world)
    await new_team(boss, "South")
    for name, reply in (("North", "The northern answer."), ("South", "The southern answer.")):
        await boss.send("/team")
        await boss.press(name)
        await boss.press("Our replies")
        await boss.press("Add a reply")
        await boss.send(SAID)
        await boss.send(reply)
        await boss.press("Add it")
    (card,) = await rep.send(SAID)
    assert "The northern answer." in card.text
    assert "southern" not in str([one.text for one in await rep.messages()])


async def test_export_and_forget(world: World) -> None:
    boss, rep, _ = await team_of(world)
    deputy = await world.person("Deputy", "en", onboarded=True)
    await join(boss, deputy)
    await world.run(sa.update(memberships).where(memberships.c.user_id == deputy.id).values(role="manager"))
    await add_reply(boss)
    file = (await boss.send("/export"))[-1]
    data = json.loads(await boss.download(file))
    assert data["team_replies"][0]["replies"] == [REPLY]
    assert "meaning" not in data["team_replies"][0]
    await boss.send("/forget")
    await boss.press("Delete everything")
    assert await world.rows(users, users.c.id == boss.id) == []
    (row,) = await world.rows(team_replies)
    assert row["created_by"] is None
    assert REPLY in (await rep.send(SAID))[-1].text
    await replies_of(deputy)
    (card,) = await deputy.press(SAID[:20])
    assert "added by" not in card.text
