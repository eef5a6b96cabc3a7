"""Putting somebody before the question that a test is about."""

from __future__ import annotations

from datetime import date, timedelta

import sqlalchemy as sa

from bot.base.language import Lang
from bot.storage.tables import drills, review_cards, suspended_items, users
from bot.training.items import Item, ItemKind, WriteTask
from tests.chats.message import Message
from tests.chats.person import Person
from tests.chats.warm import warm, warm_for_roleplay
from tests.chats.world import World

ZONE = "Asia/Shanghai"


def item_for(task: WriteTask) -> Item:
    """The first written item with that task."""
    return next(one for one in warm().catalog.drill_items if one.task is task)


async def only(world: World, person: Person, wanted: Item, *, size: int = 3) -> None:
    """Have the person's next drill hold `wanted`: it is due, and everything else of its kind is put aside."""
    items = warm().catalog.drill_items
    rival = (lambda one: one.kind is ItemKind.WRITE) if wanted.kind is ItemKind.WRITE else (lambda one: one.closed)
    aside = [one.id for one in items if rival(one) and one.id != wanted.id]
    keep = [] if wanted.kind is ItemKind.WRITE else aside[: size - 1]
    now = {"user_id": person.id, "since": world.now}
    await world.run(suspended_items.insert().values([{**now, "item_id": one} for one in aside if one not in keep]))
    due = {"due_at": world.now - timedelta(days=1), "reviewed_at": world.now - timedelta(days=9)}
    card = {"user_id": person.id, "state": 2, "step": None, "stability": 8.0, "difficulty": 5.0, **due}
    await world.run(review_cards.insert().values({**card, "item_id": wanted.id}))
    before = {"user_id": person.id, "origin": "command", "status": "done", "local_date": date(2026, 1, 2)}
    await world.run(drills.insert().values({**before, "started_at": world.now - timedelta(days=3)}))
    await world.run(sa.update(users).where(users.c.id == person.id).values(drill_size=size))


async def written(world: World, person: Person, wanted: Item) -> Message:
    """Answer the quizzes of a drill until its written question is asked."""
    warm_for_roleplay()
    await only(world, person, wanted)
    said = await person.send("/drill")
    while said[-1].is_quiz:
        said = await person.answer(said[-1])
    assert wanted.wording[Lang(person.lang)].question.split()[0] in said[-1].text
    return said[-1]
