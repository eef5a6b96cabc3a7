"""The confusion tables, and the floors under them. Run with -s to see the tables."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pytest

from bot.base.language import Lang
from bot.base.paths import shipped_head
from bot.language import head
from bot.language.analyser import Analyser
from bot.language.category import CATEGORIES, Category
from bot.language.data import Example, MoveData, MoveRules, MoveSource, Rule, in_memory
from bot.language.encoder import UseEncoder
from bot.language.features import LABELS
from bot.language.head import Head, of_kinds
from bot.language.moves import FAULTS, MoveKind
from bot.language.rules import RuleBook
from bot.language.training import kept, knows_files, marks_of, train, trained
from tests.language.loading import Part, everyday, held_out
from tests.language.scores import macro_f1, spin_first
from tests.language.tiny import tiny

# A little below what the held-out fifth reaches today: raise these as examples and rules get better, never lower.
_MACRO_F1 = {Lang.ZH: 0.812, Lang.EN: 0.771}
_SPIN_FIRST = {Lang.ZH: 0.905, Lang.EN: 0.877}
# The same for the turns of meetings, and for faults beside sentences that nearly are one, which came later.
_MACRO_F1_OF_TURNS = {Lang.ZH: 0.815, Lang.EN: 0.73}
_SPIN_FIRST_OF_TURNS = {Lang.ZH: 0.865, Lang.EN: 0.785}
_MACRO_F1_OF_CONTRASTS = {Lang.ZH: 0.735, Lang.EN: 0.685}
# A little above what it is today: lower these, never raise them.
_FALSE_ALARMS = {Lang.ZH: 0.03, Lang.EN: 0.03}


def test_the_shipped_head_is_the_contents_own(encoder: UseEncoder, moves: MoveSource) -> None:
    shipped = kept(shipped_head(), moves, encoder)
    assert shipped is not None and shipped.listener is not None, (
        "content/moves or the training changed: run `make train` and commit content/moves/head.npz"
    )
    assert head.marks(shipped_head()) == marks_of(moves, encoder), (
        "the files changed and not what they say: run `dojo content train` (seconds) and commit content/moves/head.npz"
    )


def test_sentences_are_read_only_where_the_files_say_no(tmp_path: Path) -> None:
    said = MoveData((), (Rule(MoveKind.GREET, Lang.EN, "hello"),))
    rules, path, reads = RuleBook(said.rules), tmp_path / "head.npz", list[str]()

    def source(files: str, data: MoveData = said) -> MoveSource:
        def read() -> MoveData:
            reads.append(files)
            return data

        return MoveSource(MoveRules(data.rules), files, read)

    trained(source("one"), rules, None, path)
    assert reads == ["one"]
    assert knows_files(path, source("one"), None) and not knows_files(path, source("two"), None)
    trained(source("one"), rules, None, path)
    assert reads == ["one"], "the files are those it was trained on"
    assert kept(path, source("two"), None) is not None, "the same sentences in other files"
    head.mark(path, marks_of(source("two"), None))
    reads.clear()
    trained(source("two"), rules, None, path)
    assert reads == []
    other = source("three", MoveData((), (Rule(MoveKind.GREET, Lang.EN, "hi"),)))
    assert kept(path, other, None) is None and reads == ["three"]


def test_training_is_deterministic_and_a_kept_head_equals_a_fresh_one(
    encoder: UseEncoder, data: MoveData, tmp_path: Path
) -> None:
    part = in_memory(MoveData(data.examples[::120], data.rules[:40], data.cues))
    rules, path = RuleBook(part.own.rules), tmp_path / "head.npz"
    fresh, again = (train(part.read().examples, rules, encoder, tiny(), rounds=2) for _ in range(2))
    fresh.save(path, marks_of(part, encoder))
    read = trained(part, rules, encoder, shipped=path)
    assert read.lexicon == again.lexicon == fresh.lexicon
    assert all(np.array_equal(ours, theirs) for ours, theirs in zip(_numbers(fresh), _numbers(again), strict=True))
    assert all(np.array_equal(ours, theirs) for ours, theirs in zip(_numbers(fresh), _numbers(read), strict=False))
    assert np.array_equal(fresh.heard("In which month?", None), read.heard("In which month?", None))


def test_the_network_learns_kinds_of_objections_beside_the_moves(encoder: UseEncoder) -> None:
    """A greeting is no objection; which move a customer's line would be nobody has said."""
    two = (Example("您好", Lang.ZH, (MoveKind.GREET,)), Example("? ?", Lang.ZH, ()))
    examples = tuple(replace(one, context=line) for one in two for line in ("ab", "?", "a", "b", None))
    pushback = (("ab ab", Category.PRICE), ("b b", Category.BUSY))
    taught = train(examples, RuleBook(()), encoder, tiny(), pushback, rounds=800).listener
    assert taught is not None
    for said, category in pushback:
        sure = np.flatnonzero(of_kinds(taught.scores(said)) > 0)
        assert [CATEGORIES[at] for at in sure] == [category]
    assert of_kinds(taught.scores("您好")).max() < 0
    told = {said: taught.scores(said)[LABELS.index(MoveKind.GREET)] for said in ("您好", "? ?")}
    assert told["您好"] > 0 > told["? ?"]


def test_what_was_trained_here_is_kept_for_the_next_start(data: MoveData, tmp_path: Path) -> None:
    part = in_memory(MoveData(data.examples[::120], data.rules[:40], data.cues))
    rules, path = RuleBook(part.own.rules), tmp_path / "head.npz"
    fresh, again = (trained(part, rules, None, path) for _ in range(2))
    assert path.exists()
    assert all(np.array_equal(ours, theirs) for ours, theirs in zip(_numbers(fresh), _numbers(again), strict=True))


@pytest.mark.parametrize("lang", Lang)
def test_held_out_examples_are_recognised(analyser: Analyser, lang: Lang) -> None:
    assert macro_f1(analyser, held_out(Part.COLLECTED), lang) >= _MACRO_F1[lang]
    assert macro_f1(analyser, held_out(Part.TURNS), lang) >= _MACRO_F1_OF_TURNS[lang]
    assert macro_f1(analyser, held_out(Part.CONTRASTS), lang) >= _MACRO_F1_OF_CONTRASTS[lang]


@pytest.mark.parametrize("lang", Lang)
def test_spin_questions_are_told_apart(analyser: Analyser, lang: Lang) -> None:
    assert spin_first(analyser, held_out(Part.COLLECTED), lang) >= _SPIN_FIRST[lang]
    assert spin_first(analyser, held_out(Part.TURNS), lang) >= _SPIN_FIRST_OF_TURNS[lang]


@pytest.mark.parametrize("lang", Lang)
def test_harmless_sentences_are_left_in_peace(analyser: Analyser, lang: Lang) -> None:
    harmless = [example for example in everyday() if example.lang is lang]
    assert len(harmless) >= 150
    told = [e for e in harmless if any(m.kind in FAULTS for m in analyser.analyse(e.text, lang).sure())]
    print(f"{lang.value} harmless sentences told a fault: {len(told) / len(harmless):.3f} of {len(harmless)}")
    assert len(told) / len(harmless) <= _FALSE_ALARMS[lang]


def _numbers(whole: Head) -> list[npt.NDArray[np.floating]]:
    """Everything that was learnt, in one order."""
    ridge = whole.ridge
    taught = (
        []
        if whole.listener is None or not whole.listener.kept
        else [np.frombuffer(whole.listener.kept, dtype=np.uint8)]
    )
    return [ridge.anchors, ridge.pull, ridge.weights, whole.calibration, whole.thresholds, *taught]
