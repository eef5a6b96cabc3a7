"""What a text means: moves with evidence, and which objection it is. Awaited before a unit of work, never inside."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TypeVar

import structlog

from bot.base.language import Lang
from bot.base.memory import give_back
from bot.base.paths import NOTHING_SHIPPED, Shipped
from bot.catalog.load import Catalog
from bot.language.analyser import Analyser
from bot.language.data import read_once
from bot.language.directions import Directions
from bot.language.encoder import Encoder, Matrix, UseEncoder
from bot.language.formula import Reply, read_reply
from bot.language.kept import KeptVectors
from bot.language.moves import Analysis
from bot.language.objections import Hit, ObjectionIndex, Verdict
from bot.language.sayings import Sayings
from bot.language.shelf import KeptEntry, Shelf
from bot.language.trades import Trades
from bot.language.training import knows_files
from bot.scenarios.likeness import sayings, spoken
from bot.scenarios.topics import prepare
from bot.training.card_search import CardHit, CardIndex

# Longer than anything Telegram delivers in one message.
LONGEST = 4096
_HITS = 5
# Phrasings encoded in one go: about a tenth of a second.
_AT_ONCE = 25

T = TypeVar("T")

_log: structlog.stdlib.BoundLogger = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Found:
    """The objections nearest to a text, best first, and what that is worth."""

    hits: tuple[Hit, ...]
    verdict: Verdict


class Understanding:
    """Builds analyser and index at their first use, in a thread of its own; `warm` does so ahead of time.

    One thread keeps order and leaves the event loop free; the network listens in another beside it (`Listener`).
    """

    def __init__(self, catalog: Catalog, cache: Path | None = None, *, shipped: Shipped = NOTHING_SHIPPED) -> None:
        """`cache` is a folder for what was trained here; `shipped` are the files that come with the content."""
        self._catalog = catalog
        self._cache = cache
        self._shipped = shipped
        self._trained_here = None if cache is None else cache / "head.npz"
        # Whoever has to learn reads the sentences once, and lets them go when the analyser is built.
        self._moves = read_once(catalog.moves)
        self._encoder = UseEncoder(None if cache is None else cache / "encoder.npy")
        self._lock = threading.Lock()
        self._analyser: Analyser | None = None
        self._index: ObjectionIndex | None = None
        self._cards: dict[Lang, CardIndex] = {}
        self._asks: dict[tuple[str, Lang], Sayings] = {}
        self._trades: dict[Lang, Trades] = {}
        self._directions: Directions | None = None
        self._thread = ThreadPoolExecutor(1, "understanding")
        # A large team's shelf takes a second or two to build: nobody else waits for it.
        self._aside = ThreadPoolExecutor(1, "shelves")

    def check(self) -> None:
        """Raise ContentError when sentences would have to be learnt from that cannot be; quick where nothing must be.

        The catalog reads them only when asked to, so a start has to look.
        """
        paths = (path for path in (self._shipped.head, self._trained_here) if path is not None)
        if not any(knows_files(path, self._moves, self._encoder) for path in paths):
            self._moves.read()

    @property
    def analyser(self) -> Analyser:
        """The analyser; the first caller waits until it is built."""
        with self._lock:
            if self._analyser is None:
                self._analyser = Analyser.build(
                    self._moves, encoder=self._encoder, cache=self._trained_here, shipped=self._shipped.head
                )
                self._moves = self._catalog.moves
                if self._analyser.listener is None:
                    _log.warning(
                        "the shipped head does not fit content/moves: reading without a network, markedly worse"
                    )
            return self._analyser

    @property
    def objections(self) -> ObjectionIndex:
        """The index of the built-in objections; the first caller waits until it and the analyser are built."""
        listener = self.analyser.listener
        with self._lock:
            if self._index is None:
                keeper: Encoder = self._encoder
                if self._cache is not None:
                    keeper = KeptVectors(self._encoder, self._cache / "phrases.npz")
                self._index = ObjectionIndex.build(
                    self._catalog.objection_texts,
                    encoder=keeper,
                    listener=listener,
                    shipped=self._shipped.objections,
                )
            return self._index

    @property
    def directions(self) -> Directions:
        """Where the sentences that scenarios name point."""
        if self._directions is None:
            self._directions = Directions.load(self._encoder, self._shipped.asks)
        return self._directions

    def look_up_now(self, text: str, lang: Lang) -> tuple[CardHit, ...]:
        """The lesson cards that answer a question in that language, on the caller's own thread."""
        if lang not in self._cards:
            keeper: Encoder = self._encoder
            if self._cache is not None:
                keeper = KeptVectors(self._encoder, self._cache / f"cards.{lang}.npz")
            self._cards[lang] = CardIndex.build(self._catalog.curriculum, self._catalog.lessons, lang, encoder=keeper)
        return self._cards[lang].search(text)

    def analyse_now(self, text: str, lang: Lang | None = None, context: str | None = None) -> Analysis:
        """The moves of a text, on the caller's own thread."""
        return self.analyser.analyse(text[:LONGEST], lang, context)

    def find_now(self, text: str, lang: Lang | None = None, beside: Sequence[Shelf] = (), limit: int = _HITS) -> Found:
        """The nearest objections, on the caller's own thread."""
        if not self._catalog.objections:
            return Found((), Verdict.NOTHING)
        hits = self.objections.search(text[:LONGEST], lang, limit, beside)
        return Found(hits, self.objections.verdict(hits))

    async def analyse(self, text: str, lang: Lang | None = None, context: str | None = None) -> Analysis:
        """The moves of a text; `context` is the customer's last line."""
        return await self._in_thread(partial(self.analyse_now, text, lang, context))

    def hear_now(self, text: str, lang: Lang, customer: str, scenario_id: str) -> Analysis:
        """What a rep says to a scenario's customer, whose last words are given, on the caller's own thread."""
        return self.analyser.analyse(text[:LONGEST], lang, customer, self._asks_of(scenario_id, lang))

    def listener(self, scenario_id: str, lang: Lang) -> Callable[[str, str], Analysis]:
        """`hear_now` for one conversation: what the rep says, after the customer's last words."""
        return lambda text, customer: self.hear_now(text, lang, customer, scenario_id)

    def _asks_of(self, scenario_id: str, lang: Lang) -> Sayings | None:
        """The questions that the scenario names, as the content has them now; encoded when first needed."""
        scenario = self._catalog.scenarios.get(scenario_id)
        if scenario is None:
            return None
        key = (scenario_id, lang)
        if key not in self._asks:
            said, trades = sayings(scenario, lang), self._trades_in(lang)
            self._asks[key] = Sayings.build(said, self.directions, trades, scenario.industry)
        return self._asks[key]

    def _trades_in(self, lang: Lang) -> Trades:
        """What is asked in every trade; what the file lacks is encoded now, 4 ms a sentence."""
        if lang not in self._trades:
            said = spoken(self._catalog.scenarios.values(), lang)
            self._trades[lang] = Trades.build(said, self.directions)
        return self._trades[lang]

    async def hear(self, text: str, lang: Lang, customer: str, scenario_id: str) -> Analysis:
        """What a rep says to a scenario's customer, whose last words are given."""
        return await self._in_thread(partial(self.hear_now, text, lang, customer, scenario_id))

    async def read_reply(self, text: str, lang: Lang | None = None, customer: str | None = None) -> Reply:
        """A reply to an objection by the empathy formula; `customer` is what the customer said."""
        return await self._in_thread(lambda: read_reply(self.analyser, text[:LONGEST], lang, customer))

    async def find(
        self, text: str, lang: Lang | None = None, beside: Sequence[Shelf] = (), limit: int = _HITS
    ) -> Found:
        """The nearest objections, at most `limit`, also on the shelves `beside` the built-in ones."""
        return await self._in_thread(partial(self.find_now, text, lang, beside, limit))

    async def vectors(self, texts: Sequence[str]) -> Matrix:
        """The meaning of each text, one row each."""
        return await asyncio.get_running_loop().run_in_executor(self._aside, self._encoder.encode, list(texts))

    async def look_up(self, text: str, lang: Lang) -> tuple[CardHit, ...]:
        """The lesson cards that answer a question. The very first one waits some seconds; nobody else does."""
        return await asyncio.get_running_loop().run_in_executor(self._aside, self.look_up_now, text, lang)

    async def shelf(self, entries: Sequence[KeptEntry]) -> Shelf:
        """Entries made ready for `find`."""
        return await asyncio.get_running_loop().run_in_executor(self._aside, lambda: self.objections.shelf(entries))

    async def meanings(self, phrasings: Sequence[str]) -> tuple[bytes, ...]:
        """What is stored beside each phrasing. Some at a time, so that nobody waits behind a long list."""
        found: list[bytes] = []
        for at in range(0, len(phrasings), _AT_ONCE):
            found += await self._in_thread(partial(self._meanings_now, phrasings[at : at + _AT_ONCE]))
        return tuple(found)

    def _meanings_now(self, phrasings: Sequence[str]) -> list[bytes]:
        return [self.objections.meaning([phrasing]) for phrasing in phrasings]

    async def _in_thread(self, work: Callable[[], T]) -> T:
        return await asyncio.get_running_loop().run_in_executor(self._thread, work)

    async def warm(self) -> None:
        """Build everything, so that the first user does not wait."""
        await self._in_thread(self._build)

    def _build(self) -> None:
        # Whichever is asked first makes the encoder read its weights.
        self._encoder.warm()
        self.analyser.warm()
        if self._catalog.objections:
            _ = self.objections
        for scenario in self._catalog.scenarios.values():
            prepare(scenario)
        for lang in Lang:
            self._trades_in(lang)
        give_back()

    def close(self) -> None:
        """Let go of the threads; what waits in them is dropped."""
        for threads in (self._thread, self._aside):
            threads.shutdown(wait=False, cancel_futures=True)
