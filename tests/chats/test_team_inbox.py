"""What a rep does not agree with, as whoever leads the team sees it: told beforehand, backed, answered, dismissed."""

from __future__ import annotations

from datetime import datetime

import pytest
import sqlalchemy as sa

from bot.storage.tables import item_reports, memberships, teams
from tests.chats.message import Message
from tests.chats.person import Person
from tests.chats.team import team_of
from tests.chats.test_odd_updates import callback
from tests.chats.test_teams import join
from tests.chats.world import World

pytestmark = pytest.mark.anyio


async def complain(rep: Person, words: str = "Both answers <b>fit.") -> Message:
    """Report the first question of a drill; gives what the rep was told."""
    (quiz,) = await rep.send("/drill")
    await rep.press(rep.text("button.trouble"), on=quiz)
    (told,) = await rep.press(rep.text("button.trouble_report"))
    if words:
        await rep.send(words)
    return told


async def first_of(boss: Person, *, waiting: int = 1) -> Message:
    """The first report in the list on the team's card."""
    (card,) = await boss.send("/team")
    (page,) = await boss.press(boss.text("button.team_inbox", count=waiting), on=card)
    return (await boss.press("1 · ", on=page))[-1]


async def test_the_rep_is_told_who_reads_it(world: World) -> None:
    _, rep, eve = await team_of(world)
    assert "Whoever leads North can read it too, with your name." in (await complain(rep)).text
    assert "Whoever leads" not in (await complain(eve)).text, "a leader's own report goes to the authors alone"
    alone = await world.person("Zoë", "en", onboarded=True)
    assert "Whoever leads" not in (await complain(alone)).text


async def test_backing_a_report(world: World) -> None:
    boss, rep, _ = await team_of(world)
    await complain(rep)
    shown = await first_of(boss)
    assert "Both answers <b>fit." in shown.text
    assert "✓ " in shown.text
    (page,) = await boss.press(boss.text("button.inbox_back"), on=shown)
    assert "Nothing is waiting for you." in page.text
    (word,) = await rep.news()
    assert "Boss agrees with you about" in word.text
    (row,) = await world.rows(item_reports)
    assert (row["status"], row["verdict"], row["verdict_by"]) == ("open", "backed", boss.id)
    # Pressed again from the chat's history.
    number = row["id"]
    await world.feed(callback_query=callback(boss, f"in:dismiss:{number}:0", number=1))
    assert boss.text("inbox.gone") in [one.text for one in await boss.news()]
    assert (await world.rows(item_reports))[0]["verdict"] == "backed"


async def test_answering_with_a_note(world: World) -> None:
    boss, rep, _ = await team_of(world, "zh-hans")
    await complain(rep, "")
    shown = await first_of(boss)
    assert "没说原因" in shown.text
    await boss.press(boss.text("button.inbox_answer"), on=shown)
    (refused,) = await boss.send("长" * 501)
    assert refused.text == boss.text("inbox.note_refused", longest=500)
    (sent,) = await boss.send("第二个选项少了<时间>，所以不算。")
    assert "已经转给Rep了" in sent.text
    (word,) = await rep.news()
    assert "第二个选项少了<时间>，所以不算。" in word.text
    assert (await world.rows(item_reports))[0]["verdict"] == "answered"
    assert (await world.user(boss))["awaiting"] is None


async def test_leaving_it_as_it_is(world: World) -> None:
    boss, rep, _ = await team_of(world)
    await complain(rep)
    await boss.press(boss.text("button.inbox_dismiss"), on=await first_of(boss))
    assert "can stay as it is" in (await rep.news())[-1].text
    (card,) = await boss.send("/team")
    assert not any("disagree" in label for label in card.labels)


async def test_what_was_said_before_joining_is_nobody_elses(world: World) -> None:
    boss, _, _ = await team_of(world)
    zoe = await world.person("Zoë", "en", onboarded=True)
    await complain(zoe)
    await boss.send("/team")
    await join(boss, zoe)
    await boss.news()
    (card,) = await boss.send("/team")
    assert not any("disagree" in label for label in card.labels)


async def test_not_before_the_promised_day_and_not_after_leaving(world: World) -> None:
    boss, rep, _ = await team_of(world)
    await complain(rep)
    later = datetime.fromisoformat("2026-02-01T00:00:00+00:00")
    await world.run(sa.update(memberships).where(memberships.c.user_id == rep.id).values(view_from=later))
    (number,) = [row["id"] for row in await world.rows(item_reports)]
    await world.feed(callback_query=callback(boss, f"in:open:{number}:0", number=1))
    assert [one.text for one in await boss.news()] == [boss.text("inbox.gone")]
    await world.run(sa.update(memberships).where(memberships.c.user_id == rep.id).values(view_from=None))
    await rep.send("/team")
    await rep.press(rep.text("button.team_leave"))
    await rep.press(rep.text("button.team_leave_yes"))
    await world.feed(callback_query=callback(boss, f"in:back:{number}:0", number=2))
    assert boss.text("inbox.gone") in [one.text for one in await boss.news()]


async def test_nobody_else_sees_or_decides_it(world: World) -> None:
    _, rep, eve = await team_of(world)
    await complain(rep)
    (row,) = await world.rows(item_reports)
    team = next(one["id"] for one in await world.rows(teams) if one["name"] == "North")
    for forger in (rep, eve):
        for data in (
            f"in:open:{row['id']}:0",
            f"in:back:{row['id']}:0",
            f"in:dismiss:{row['id']}:0",
            f"in:answer:{row['id']}",
        ):
            await world.feed(callback_query=callback(forger, data, number=1))
            assert [one.text for one in await forger.news()] == [forger.text("inbox.gone")], data
        await world.feed(callback_query=callback(forger, f"in:list:{team}:0", number=2))
        assert [one.text for one in await forger.news()] == [forger.text("team.not_yours")]
    assert await world.rows(item_reports) == [row]
