"""The shelves that one person searches: their own replies and those of their teams, ready in memory."""

from __future__ import annotations

from collections import OrderedDict

from bot.language.shelf import Shelf
from bot.services.understanding import Understanding
from bot.storage.database import Database
from bot.storage.queries import replies as rows
from bot.storage.queries.replies import ShelfKey

# Together about 100 MB; what was used longest ago goes first.
_MOST_ENTRIES = 30_000


class Shelves:
    """Builds a shelf when it is first searched and again when its entries changed. For one event loop.

    Who may search what is asked of the database on every call: nothing here is a right.
    """

    def __init__(self, database: Database, understanding: Understanding) -> None:
        self._database = database
        self._understanding = understanding
        self._kept: OrderedDict[tuple[str, int], tuple[ShelfKey, Shelf]] = OrderedDict()

    async def of(self, user_id: int) -> tuple[Shelf, ...]:
        """The person's own shelf and those of their teams, as they are now."""
        keys = await self._database.read(lambda conn: rows.shelf_keys(conn, user_id))
        return tuple([await self._shelf(key) for key in keys])

    async def _shelf(self, key: ShelfKey) -> Shelf:
        place = (key.kind, key.owner)
        known = self._kept.get(place)
        if known is not None and known[0] == key:
            self._kept.move_to_end(place)
            return known[1]
        entries = await self._database.read(lambda conn: rows.entries(conn, key))
        shelf = await self._understanding.shelf(entries)
        self._kept[place] = (key, shelf)
        self._kept.move_to_end(place)
        while len(self._kept) > 1 and sum(len(one.entries) for _, one in self._kept.values()) > _MOST_ENTRIES:
            self._kept.popitem(last=False)
        return shelf
