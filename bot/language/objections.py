"""Which objection is this? Entries found by meaning and wording, in both languages (see `objection_space`)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path

import numpy as np
import numpy.typing as npt

from bot.base.language import Lang
from bot.language import leaning as leanings
from bot.language import learnt
from bot.language import objection_space as space
from bot.language import shelf as shelves
from bot.language.calibration import Logistic
from bot.language.category import CATEGORIES, Category, kept_back
from bot.language.encoder import Encoder, Matrix
from bot.language.head import of_kinds
from bot.language.leaning import Leaning
from bot.language.learnt import Halves, Learnt
from bot.language.listener import Listener
from bot.language.objection_space import Floats
from bot.language.shelf import KeptEntry, Shelf

# Borders of the verdict, as chances of the first hit.
_SURE_FROM = 0.70
NOTHING_BELOW = 0.25
# How much the category counts beside the nearness to the entry itself. Chosen by leaving phrasings out.
LEANING_SHARE = 0.15
# How much each step of the odds counts that the network hears. Chosen on the phrasings that it was not taught.
HEARD_SHARE = 0.035
# With fewer entries than this nothing can be learnt about chances, and these stand in.
_ENOUGH_ENTRIES = 10
_UNCALIBRATED = Logistic(-4.0, 10.0)
# And with fewer phrasings than this that the network was not taught, nothing about chances where it listens too.
_ENOUGH_ASKED = 40


_KINDS = {category: number for number, category in enumerate(CATEGORIES)}


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
    """The index; never changed; what others add stands on shelves beside it. Safe to share between threads.

    `middles`: one row per entry. `rows`: single phrasings, whose entries are `owners`.
    `exact`: the entry of each phrasing word by word. `axes`: the map into the space. `leaning`: which category words
    belong to; `listener`: the network that was taught the same, if there is one.
    """

    entries: tuple[tuple[str, Category], ...]
    middles: Floats
    rows: Floats
    owners: npt.NDArray[np.int64]
    exact: Mapping[str, int]
    axes: Matrix
    leaning: Leaning
    calibration: Logistic
    encoder: Encoder
    listener: Listener | None

    @classmethod
    def build(
        cls,
        entries: Iterable[ObjectionText],
        *,
        encoder: Encoder,
        listener: Listener | None = None,
        shipped: Path | None = None,
    ) -> ObjectionIndex:
        """The index of `entries`, the built-in ones: of what the file `shipped` holds, if that was learnt from them."""
        known = _Phrases.of(entries)
        what = _learnt(known, encoder, listener, shipped)
        rows, axes = _placed(what.meanings, known.texts)
        narrow = rows.astype(np.float32)
        return cls(
            known.entries,
            space.middles(rows, known.owners, len(known.entries)).astype(np.float32),
            narrow,
            known.owners,
            _exact(known.texts, known.owners),
            axes,
            Leaning(narrow, what.weights),
            what.calibration if listener is None else what.beside,
            encoder,
            listener,
        )

    def shelf(self, entries: Iterable[KeptEntry]) -> Shelf:
        """Entries to be searched beside the built-in ones (a team's, a person's own); their ids must be new.

        An entry without a category gets the one that its words lean to: a person's own, of which there are few.
        """
        known = tuple(entries)
        shelf = shelves.build(known, self.axes)
        named = tuple(
            (one.id, one.category or self._kind_of(space.spoken(one.phrasings[0]), middle))
            for one, middle in zip(known, shelf.middles, strict=True)
        )
        return replace(shelf, entries=named)

    def _kind_of(self, said: str, point: Floats) -> Category:
        return CATEGORIES[int(self._lean(point, self._listen(said)).argmax())]

    def _listen(self, said: str) -> Callable[[], Floats] | None:
        return None if self.listener is None else self.listener.listen(said)

    def _lean(self, point: Floats, listening: Callable[[], Floats] | None) -> Floats:
        """For each category how much words count towards it that lie at a point and are being listened to."""
        lean: Floats = LEANING_SHARE * self.leaning.of(point)
        return lean if listening is None else lean + HEARD_SHARE * of_kinds(listening())

    def meaning(self, phrasings: Sequence[str]) -> bytes:
        """What a database keeps beside an entry's phrasings, so that nothing is encoded twice."""
        return shelves.packed(self.encoder.encode([space.spoken(phrase) for phrase in phrasings]))

    def search(
        self, text: str, lang: Lang | None = None, limit: int = 5, beside: Sequence[Shelf] = ()
    ) -> tuple[Hit, ...]:
        """The nearest entries, best first, at most `limit`. Total; a text without a letter or digit finds nothing.

        Both languages are searched whatever `lang` says: a rep may quote the customer in either. Of entries equally
        near, those of the first shelf come first and the built-in ones last.
        """
        asked = space.spoken(text)
        if limit < 1 or not space.key(asked):
            return ()
        listening = self._listen(asked)
        query = space.unit(space.points([asked], self.encoder) @ self.axes)[0].astype(np.float32)
        lean: dict[str, float] = dict(zip(CATEGORIES, self._lean(query, listening).tolist(), strict=True))
        found = [
            (near, shelf.entries[entry]) for shelf in beside for entry, near in shelves.nearness(shelf, query, asked)
        ]
        found += zip(self._nearness(query, asked).tolist(), self.entries, strict=True)
        leant = sorted(((near + lean[kind], name, kind) for near, (name, kind) in found), key=lambda one: -one[0])
        return tuple(self._hit(*one) for one in leant[:limit])

    def verdict(self, hits: Sequence[Hit]) -> Verdict:
        """What the hits are worth."""
        if not hits or hits[0].score < NOTHING_BELOW:
            return Verdict.NOTHING
        return Verdict.SURE if hits[0].score >= _SURE_FROM else Verdict.UNSURE

    def _nearness(self, query: Floats, asked: str) -> Matrix:
        """How near the query is to each built-in entry."""
        middle = (self.middles @ query).astype(np.float64)
        best = middle.copy()
        np.maximum.at(best, self.owners, (self.rows @ query).astype(np.float64))
        near = space.blend(middle, best)
        same = self.exact.get(space.key(asked))
        if same is not None:
            near[same] = np.inf
        return near

    def _hit(self, near: float, name: str, kind: str) -> Hit:
        score = 1.0 if np.isinf(near) else self.calibration.chance(near)
        return Hit(name, Category(kind), round(score, 3))


def varied(hits: Sequence[Hit], number: int = 3) -> tuple[Hit, ...]:
    """The hits with the first `number` from as many categories; what this passes over is left out, the order stays.

    Who is shown three to choose from learns more from three kinds of objection than from one kind three times.
    """
    first: list[Hit] = []
    for at, hit in enumerate(hits):
        if len(first) == number:
            return (*first, *hits[at:])
        if hit.category not in {one.category for one in first}:
            first.append(hit)
    return tuple(first)


@dataclass(frozen=True, slots=True)
class _Phrases:
    """All phrasings of the entries, in the order of their ids: `owners` tells the entry of each, `kinds` its kind."""

    entries: tuple[tuple[str, Category], ...]
    texts: tuple[str, ...]
    owners: npt.NDArray[np.int64]
    kinds: npt.NDArray[np.int64]

    @classmethod
    def of(cls, entries: Iterable[ObjectionText]) -> _Phrases:
        known = sorted(entries, key=lambda entry: entry.id)
        pairs = [
            (space.spoken(phrase), number)
            for number, entry in enumerate(known)
            for lang in Lang
            for phrase in entry.phrasings.get(lang, ())
        ]
        return cls(
            tuple((entry.id, entry.category) for entry in known),
            tuple(phrase for phrase, _ in pairs),
            np.array([number for _, number in pairs], dtype=np.int64),
            np.array([_KINDS[entry.category] for entry in known], dtype=np.int64),
        )

    @property
    def digest(self) -> str:
        return learnt.digest_of(self.texts, self.owners, self.kinds)


def learn(
    entries: Iterable[ObjectionText], encoder: Encoder, listener: Listener | None = None, shipped: Path | None = None
) -> Learnt:
    """What `ObjectionIndex.build` needs to know of the built-in entries; what `shipped` holds if it fits them.

    Learning takes seconds, and memory with the square of the number of phrasings: half a gigabyte for 4,000.
    """
    return _learnt(_Phrases.of(entries), encoder, listener, shipped)


def _learnt(known: _Phrases, encoder: Encoder, listener: Listener | None, shipped: Path | None) -> Learnt:
    kept = None if shipped is None else learnt.load(shipped, known.digest)
    if kept is not None and (listener is None or listener.mark == kept.mark):
        return kept
    # Rounded before the first use: what is kept and what is fresh find the same.
    meanings = encoder.encode(known.texts).astype(np.float16) if kept is None else kept.meanings
    rows, _ = _placed(meanings, known.texts)
    leaning, said_by_others = leanings.learn(rows.astype(np.float32), known.kinds[known.owners], len(_KINDS))
    near = space.left_out_nearness(rows, known.owners, len(known.entries))
    near += LEANING_SHARE * said_by_others[:, known.kinds]
    alone = _calibrated(near, known.owners)
    if listener is None:
        return Learnt(known.digest, meanings, leaning.weights, alone, "", alone)
    asked = np.array([row for row, said in enumerate(known.texts) if kept_back(space.key(said))], dtype=np.int64)
    told = [of_kinds(listener.scores(known.texts[row])) for row in asked]
    near[asked] += HEARD_SHARE * np.array(told).reshape(-1, len(CATEGORIES))[:, known.kinds]
    beside = _calibrated(near[asked], known.owners[asked]) if len(asked) >= _ENOUGH_ASKED else alone
    return Learnt(known.digest, meanings, leaning.weights, alone, listener.mark, beside)


def _placed(meanings: Halves, phrases: Sequence[str]) -> tuple[Matrix, Matrix]:
    """The phrasings as unit points in the space they make, and the map into it."""
    raw = space.with_wording(meanings.astype(np.float64), phrases)
    axes = space.learn_space(raw)
    return space.unit(raw @ axes), axes


def _exact(phrases: Sequence[str], owners: npt.NDArray[np.int64]) -> dict[str, int]:
    return {space.key(phrase): int(owner) for phrase, owner in zip(phrases, owners, strict=True)}


def _calibrated(nearness: Matrix, owners: npt.NDArray[np.int64]) -> Logistic:
    """The chance that the nearest entry is right, by how near it is; learnt by leaving out one phrasing at a time."""
    if nearness.shape[1] < _ENOUGH_ENTRIES:
        return _UNCALIBRATED
    first = nearness.argmax(axis=1)
    return Logistic.fit(nearness.max(axis=1), (first == owners).astype(np.float64))
