"""Which items make a drill, and in which order their options are shown: the same arguments give the same drill."""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.training.items import CLOSED, Item, ItemKind
from bot.training.schedule import Deck, State

SIZE = 5
SIZES = range(3, 11)
# New items come from so many units at a time, so that one is learnt before the next begins.
_OPEN_UNITS = 4
# An item answered this recently is not asked again only to fill a drill.
_REST = timedelta(hours=12)


@dataclass(frozen=True, slots=True)
class Wish:
    """What a drill should be like.

    `weakest` is the skill that new items lean to. With `fill`, items that are not due yet complete a drill that would
    otherwise be short. `written`: how many items of the kind write it may hold; the first of them has a place kept for
    it, and all stand at the end. `unit`: stay in that unit. `suspended`: ids of items that are not to be asked.
    """

    size: int = SIZE
    weakest: str | None = None
    fill: bool = False
    written: int = 0
    suspended: Collection[str] = ()
    unit: str | None = None


def compose(items: Sequence[Item], deck: Deck, now: datetime, seed: int, wish: Wish | None = None) -> tuple[Item, ...]:
    """The items of a drill, at most `wish.size`.

    Due ones first: the most overdue are chosen and then mixed over the units. Then new ones whose prerequisites are
    known: up to half of the places for the weakest skill, the others in turn from the first units of the map that still
    have something new, easy before hard. `items` are in the order of the map; only live ones are used. In a drill of
    one unit only prerequisites inside it count, and it is always filled, at the end with what waits for prerequisites
    and what was answered a moment ago.
    """
    wish = wish if wish is not None else Wish()
    usable = [item for item in items if _usable(item, wish)]
    known = {item.id: item for item in usable}
    due = sorted((card.due_at, name) for name, card in deck.items() if card.due_at <= now and name in known)
    overdue = [known[name] for _, name in due]
    places = max(wish.size - len(overdue), 0)
    fresh = _new(usable, deck, random.Random(seed), wish, places)  # noqa: S311 - a shuffle, not a secret
    ahead = _ahead(known, deck, now) if wish.fill or wish.unit is not None else []
    later = _later(usable, deck) if wish.unit is not None else []
    written = [item for item in (*overdue, *fresh, *ahead) if item.kind is ItemKind.WRITE][: wish.written]
    chosen = _Places(wish.size - len(written))
    layers = [chosen.take(item for item in layer if item.closed) for layer in (overdue, fresh, ahead, later)]
    return (*(item for layer in layers for item in interleave(layer)), *written)


def option_order(item: Item, seed: int) -> tuple[int, ...]:
    """The content's indices of the options in the order to show them; another seed gives another order."""
    options = len(next(iter(item.wording.values())).options)
    order = list(range(options))
    random.Random(f"{seed}:{item.id}").shuffle(order)  # noqa: S311 - a shuffle, not a secret
    return tuple(order)


def interleave(items: Iterable[Item]) -> tuple[Item, ...]:
    """The items mixed over their units: no two neighbours of one unit where that can be helped.

    Within a unit the order is kept.
    """
    left: dict[str, list[Item]] = defaultdict(list)
    for item in items:
        left[item.unit].append(item)
    mixed: list[Item] = []
    while left:
        last = mixed[-1].unit if mixed else None
        # The unit with the most items left goes first, so that it does not pile up at the end.
        unit = max(left, key=lambda name: (name != last, len(left[name])))
        mixed.append(left[unit].pop(0))
        if not left[unit]:
            del left[unit]
    return tuple(mixed)


class _Places:
    """The places of one drill as they fill."""

    def __init__(self, free: int) -> None:
        self._free = free
        self._taken: set[str] = set()

    def take(self, items: Iterable[Item]) -> list[Item]:
        """Give places to the items in their order while there are any; returns those that got one."""
        new = {item.id: item for item in items if item.id not in self._taken}
        taken = list(new.values())[: max(self._free, 0)]
        self._free -= len(taken)
        self._taken.update(item.id for item in taken)
        return taken


def _usable(item: Item, wish: Wish) -> bool:
    kinds = (*CLOSED, ItemKind.WRITE) if wish.written else CLOSED
    here = wish.unit is None or item.unit == wish.unit
    return item.live and here and item.kind in kinds and item.id not in wish.suspended


def _new(items: Sequence[Item], deck: Deck, chance: random.Random, wish: Wish, places: int) -> list[Item]:
    """New items in the order in which they should be taken."""
    needed = {item.id for item in items} if wish.unit is not None else None
    open_ = [item for item in items if item.id not in deck and _reached(item, deck, needed)]
    ranked = sorted(open_, key=lambda item: (item.difficulty, chance.random()))
    weak = [item for item in ranked if item.skill == wish.weakest][: (places + 1) // 2]
    units = list(dict.fromkeys(item.unit for item in open_))[:_OPEN_UNITS]
    queues = {unit: [item for item in ranked if item.unit == unit and item not in weak] for unit in units}
    return [*weak, *_in_turn(queues), *ranked]


def _in_turn(queues: Mapping[str, list[Item]]) -> list[Item]:
    longest = max((len(queue) for queue in queues.values()), default=0)
    return [queue[place] for place in range(longest) for queue in queues.values() if place < len(queue)]


def _reached(item: Item, deck: Deck, among: Collection[str] | None) -> bool:
    """Whether every prerequisite (of those `among`, where given) is known: answered right and not forgotten since."""
    needed = [name for name in item.prerequisites if among is None or name in among]
    return all(name in deck and deck[name].state is State.REVIEW for name in needed)


def _ahead(known: Mapping[str, Item], deck: Deck, now: datetime) -> list[Item]:
    """Items not due yet, the soonest first, without those answered a moment ago."""
    rested = [
        (card.due_at, name)
        for name, card in deck.items()
        if name in known and card.due_at > now and (card.reviewed_at is None or now - card.reviewed_at >= _REST)
    ]
    return [known[name] for _, name in sorted(rested)]


def _later(items: Sequence[Item], deck: Deck) -> list[Item]:
    """What a drill of one unit ends with: new items after those they build on, then what was answered a moment ago."""
    known = {item.id: item for item in items}
    waiting = [item for item in items if item.id not in deck]
    waiting.sort(key=lambda item: (_depth(item, known), item.difficulty))
    recent = sorted((card.due_at, name) for name, card in deck.items() if name in known)
    return [*waiting, *(known[name] for _, name in recent)]


def _depth(item: Item, known: Mapping[str, Item]) -> int:
    """How many items stand before it in a row; the catalog has no rings."""
    before = [known[name] for name in item.prerequisites if name in known]
    return 1 + max((_depth(one, known) for one in before), default=-1)
