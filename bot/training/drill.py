"""Which items make a drill, and in which order their options are shown: the same arguments give the same drill."""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.training.items import CLOSED, Item, ItemKind
from bot.training.schedule import Card, Deck, State

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
    otherwise be short. `written`: how many items of the kind write it may hold.
    """

    size: int = SIZE
    weakest: str | None = None
    fill: bool = False
    written: int = 0
    suspended: Collection[str] = ()


def compose(items: Sequence[Item], deck: Deck, now: datetime, seed: int, wish: Wish | None = None) -> tuple[Item, ...]:
    """The items of a drill, at most `wish.size`.

    Due ones first: the most overdue are chosen and then mixed over the units. Then new ones whose prerequisites are
    known: up to half of the places for the weakest skill, the others in turn from the first units of the map that still
    have something new, easy before hard. `items` are in the order of the map; only live ones are used.
    """
    wish = wish if wish is not None else Wish()
    usable = [item for item in items if _usable(item, wish)]
    known = {item.id: item for item in usable}
    due = sorted((card.due_at, name) for name, card in deck.items() if card.due_at <= now and name in known)
    chosen = _Places(wish)
    chosen.take(known[name] for _, name in due)
    overdue = interleave(chosen.items)
    chosen.take(_new(usable, deck, random.Random(seed), wish, chosen.free))  # noqa: S311 - a shuffle, not a secret
    fresh = chosen.items[len(overdue) :]
    if wish.fill:
        chosen.take(_ahead(known, deck, now))
    return (*overdue, *interleave(fresh), *interleave(chosen.items[len(overdue) + len(fresh) :]))


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

    def __init__(self, wish: Wish) -> None:
        self.items: list[Item] = []
        self._size = wish.size
        self._written = wish.written

    @property
    def free(self) -> int:
        return self._size - len(self.items)

    def take(self, items: Iterable[Item]) -> None:
        for item in items:
            if self.free <= 0:
                return
            if (item.kind is ItemKind.WRITE and self._written == 0) or item in self.items:
                continue
            self._written -= item.kind is ItemKind.WRITE
            self.items.append(item)


def _usable(item: Item, wish: Wish) -> bool:
    kinds = (*CLOSED, ItemKind.WRITE) if wish.written else CLOSED
    return item.live and item.kind in kinds and item.id not in wish.suspended


def _new(items: Sequence[Item], deck: Deck, chance: random.Random, wish: Wish, places: int) -> list[Item]:
    """New items in the order in which they should be taken."""
    open_ = [item for item in items if item.id not in deck and _reached(item, deck)]
    ranked = sorted(open_, key=lambda item: (item.difficulty, chance.random()))
    weak = [item for item in ranked if item.skill == wish.weakest][: (places + 1) // 2]
    units = list(dict.fromkeys(item.unit for item in open_))[:_OPEN_UNITS]
    queues = {unit: [item for item in ranked if item.unit == unit and item not in weak] for unit in units}
    return [*weak, *_in_turn(queues), *ranked]


def _in_turn(queues: Mapping[str, list[Item]]) -> list[Item]:
    longest = max((len(queue) for queue in queues.values()), default=0)
    return [queue[place] for place in range(longest) for queue in queues.values() if place < len(queue)]


def _reached(item: Item, deck: Mapping[str, Card]) -> bool:
    """Whether every prerequisite is known: answered right at least once and not forgotten since."""
    return all(name in deck and deck[name].state is State.REVIEW for name in item.prerequisites)


def _ahead(known: Mapping[str, Item], deck: Deck, now: datetime) -> list[Item]:
    """Items not due yet, the soonest first, without those answered a moment ago."""
    rested = [
        (card.due_at, name)
        for name, card in deck.items()
        if name in known and card.due_at > now and (card.reviewed_at is None or now - card.reviewed_at >= _REST)
    ]
    return [known[name] for _, name in sorted(rested)]
