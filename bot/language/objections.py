"""Which objection is this? Entries found by meaning and wording, in both languages (see `objection_space`)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
import numpy.typing as npt

from bot.base.language import Lang
from bot.language import objection_space as space
from bot.language.calibration import Logistic
from bot.language.encoder import Encoder, Matrix
from bot.language.objection_space import Floats

# Borders of the verdict, as chances of the first hit.
_SURE_FROM = 0.70
_NOTHING_BELOW = 0.40
# With fewer entries than this nothing can be learnt about chances, and these stand in.
_ENOUGH_ENTRIES = 10
_UNCALIBRATED = Logistic(-4.0, 10.0)


class Category(StrEnum):
    """The nineteen kinds of objection. The value is what content, tables and scripts hold."""

    PRICE = "price"
    BUDGET = "budget"
    NO_NEED = "no_need"
    TIMING = "timing"
    BUSY = "busy"
    BRUSH_OFF = "brush_off"
    SEND_INFO = "send_info"
    INCUMBENT = "incumbent"
    COMPETITOR = "competitor"
    AUTHORITY = "authority"
    TRUST = "trust"
    QUALITY = "quality"
    DELIVERY = "delivery"
    AFTER_SALES = "after_sales"
    RISK = "risk"
    SWITCHING = "switching"
    CONTRACT = "contract"
    FIT = "fit"
    COMPLAINT = "complaint"


class Verdict(StrEnum):
    """What to do with the hits: answer with the first, show the three nearest, or say that nothing is near."""

    SURE = "sure"
    UNSURE = "unsure"
    NOTHING = "nothing"


@dataclass(frozen=True, slots=True)
class ObjectionText:
    """What the index knows of an entry: its phrasings by language, as customers say them."""

    id: str
    category: Category
    phrasings: Mapping[Lang, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Hit:
    """A found entry. `score` 0-1: the chance that an entry as near as this one is the one meant."""

    id: str
    category: Category
    score: float


@dataclass(frozen=True, slots=True)
class ObjectionIndex:
    """The index; never changed: `with_entries` gives a larger one. Safe to share between threads.

    `middles`: one row per entry. `rows`: single phrasings (built-in entries only), whose entries are `owners`.
    `exact`: the entry of each phrasing word by word. `axes`: the map into the space.
    """

    entries: tuple[tuple[str, Category], ...]
    middles: Floats
    rows: Floats
    owners: npt.NDArray[np.int64]
    exact: Mapping[str, int]
    axes: Matrix
    calibration: Logistic
    encoder: Encoder

    @classmethod
    def build(cls, entries: Iterable[ObjectionText], *, encoder: Encoder) -> ObjectionIndex:
        """Learn space and calibration from `entries` (the built-in ones): about a second per thousand phrasings."""
        known = tuple(sorted(entries, key=lambda entry: entry.id))
        phrases, owners = _phrases(known)
        raw = space.points(phrases, encoder)
        axes = space.learn_space(raw)
        rows = space.unit(raw @ axes)
        return cls(
            tuple((entry.id, entry.category) for entry in known),
            space.middles(rows, owners, len(known)).astype(np.float32),
            rows.astype(np.float32),
            owners,
            _exact(phrases, owners),
            axes,
            _calibrated(space.left_out_nearness(rows, owners, len(known)), owners),
            encoder,
        )

    def with_entries(self, entries: Iterable[ObjectionText]) -> ObjectionIndex:
        """This index and more entries (a team's own), found by their middles. Their ids must be new."""
        added = tuple(sorted(entries, key=lambda entry: entry.id))
        if not added:
            return self
        phrases, owners = _phrases(added)
        rows = space.unit(space.points(phrases, self.encoder) @ self.axes)
        middles = space.middles(rows, owners, len(added)).astype(np.float32)
        return ObjectionIndex(
            self.entries + tuple((entry.id, entry.category) for entry in added),
            np.concatenate([self.middles, middles]),
            self.rows,
            self.owners,
            {**self.exact, **_exact(phrases, owners + len(self.entries))},
            self.axes,
            self.calibration,
            self.encoder,
        )

    def search(self, text: str, lang: Lang | None = None, limit: int = 5) -> tuple[Hit, ...]:
        """The nearest entries, best first, at most `limit`. Total; a text without a letter or digit finds nothing.

        Both languages are searched whatever `lang` says: a rep may quote the customer in either.
        """
        asked = space.spoken(text)
        if not self.entries or limit < 1 or not space.key(asked):
            return ()
        nearness = self._nearness(asked)
        same = self.exact.get(space.key(asked))
        if same is not None:
            nearness[same] = np.inf
        top = np.lexsort((np.arange(len(nearness)), -nearness))[:limit]
        return tuple(self._hit(int(entry), float(nearness[entry])) for entry in top)

    def verdict(self, hits: Sequence[Hit]) -> Verdict:
        """What the hits are worth."""
        if not hits or hits[0].score < _NOTHING_BELOW:
            return Verdict.NOTHING
        return Verdict.SURE if hits[0].score >= _SURE_FROM else Verdict.UNSURE

    def _nearness(self, asked: str) -> Matrix:
        query = space.unit(space.points([asked], self.encoder) @ self.axes)[0].astype(np.float32)
        middle = (self.middles @ query).astype(np.float64)
        best = middle.copy()
        np.maximum.at(best, self.owners, (self.rows @ query).astype(np.float64))
        return space.blend(middle, best)

    def _hit(self, entry: int, nearness: float) -> Hit:
        score = 1.0 if np.isinf(nearness) else self.calibration.chance(nearness)
        return Hit(*self.entries[entry], round(score, 3))


def _phrases(entries: Sequence[ObjectionText]) -> tuple[list[str], npt.NDArray[np.int64]]:
    """All phrasings, and for each the number of its entry."""
    pairs = [
        (space.spoken(phrase), number)
        for number, entry in enumerate(entries)
        for lang in Lang
        for phrase in entry.phrasings.get(lang, ())
    ]
    return [phrase for phrase, _ in pairs], np.array([number for _, number in pairs], dtype=np.int64)


def _exact(phrases: Sequence[str], owners: npt.NDArray[np.int64]) -> dict[str, int]:
    return {space.key(phrase): int(owner) for phrase, owner in zip(phrases, owners, strict=True)}


def _calibrated(nearness: Matrix, owners: npt.NDArray[np.int64]) -> Logistic:
    """The chance that the nearest entry is right, by how near it is; learnt by leaving out one phrasing at a time."""
    if nearness.shape[1] < _ENOUGH_ENTRIES:
        return _UNCALIBRATED
    first = nearness.argmax(axis=1)
    return Logistic.fit(nearness.max(axis=1), (first == owners).astype(np.float64))
