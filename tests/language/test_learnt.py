"""What was learnt of the built-in objections comes with them, and says what learning says."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from bot.base.paths import content_dir, shipped_objections
from bot.catalog.load import load
from bot.language import learnt
from bot.language.analyser import Analyser
from bot.language.encoder import Encoder, Matrix, UseEncoder
from bot.language.objections import ObjectionIndex, ObjectionText, learn
from tests.language.test_objections import Ear


class Silent:
    """An encoder that must not be asked."""

    def encode(self, texts: object) -> Matrix:
        raise AssertionError("learnt anew: run `make train` and commit content/objections/learnt.npz")


def test_what_ships_was_learnt_from_the_content_beside_the_network_that_ships(analyser: Analyser) -> None:
    texts = load(content_dir()).objection_texts
    what = learn(texts, Silent(), None, shipped_objections())
    assert analyser.listener is not None
    assert what.mark == analyser.listener.mark, "run `make train` and commit content/objections/learnt.npz"
    assert what.beside != what.calibration
    index = ObjectionIndex.build(texts, encoder=Silent(), listener=analyser.listener, shipped=shipped_objections())
    assert len(index.entries) == len(texts) and index.calibration == what.beside


def test_beside_another_network_only_the_chances_are_learnt_anew(
    entries: tuple[ObjectionText, ...], encoder: Encoder, tmp_path: Path
) -> None:
    path = tmp_path / "learnt.npz"
    many = tuple(
        replace(entry, id=f"{entry.id}-{at}", phrasings={lang: tuple(f"{said} {at}" for said in saying)})
        for entry in entries
        for at in range(3)
        for lang, saying in entry.phrasings.items()
    )
    one, other = Ear(None, "one"), Ear(None, "other")
    first = learn(many, encoder, one)
    first.save(path)
    kept = learn(many, Silent(), one, path)
    assert (kept.mark, kept.beside, kept.calibration) == ("one", first.beside, first.calibration)
    again = learn(many, Silent(), other, path)
    assert (again.mark, again.beside) == ("other", first.beside)
    assert np.array_equal(again.meanings, first.meanings) and np.allclose(again.weights, first.weights, atol=1e-5)
    assert learn(many, Silent(), None, path).mark == "one", "without a network any will do"


def test_what_is_kept_finds_what_is_learnt_anew(
    entries: tuple[ObjectionText, ...], index: ObjectionIndex, encoder: UseEncoder, tmp_path: Path
) -> None:
    path = tmp_path / "learnt.npz"
    learn(entries, encoder).save(path)
    kept = ObjectionIndex.build(entries, encoder=encoder, shipped=path)
    for asked in ("太贵了", "We've no budget this year", "你们公司没听说过", "My boss decides"):
        assert kept.search(asked) == index.search(asked)


def test_other_phrasings_are_learnt_anew(entries: tuple[ObjectionText, ...], encoder: Encoder, tmp_path: Path) -> None:
    path = tmp_path / "learnt.npz"
    learn(entries[:5], encoder).save(path)
    with pytest.raises(AssertionError):
        ObjectionIndex.build(entries, encoder=Silent(), shipped=path)
    assert ObjectionIndex.build(entries[:5], encoder=Silent(), shipped=path).entries


def test_a_damaged_file_is_no_file(entries: tuple[ObjectionText, ...], encoder: Encoder, tmp_path: Path) -> None:
    path = tmp_path / "learnt.npz"
    what = learn(entries[:5], encoder)
    assert learnt.load(path, what.digest) is None
    what.save(path)
    content = path.read_bytes()
    other = tmp_path / "other.npy"
    np.save(other, np.zeros(3))
    for damaged in (b"", content[:40], content[: len(content) // 2], other.read_bytes()):
        path.write_bytes(damaged)
        assert learnt.load(path, what.digest) is None
    for at in np.random.default_rng(5).integers(0, len(content), 80):
        path.write_bytes(content[:at] + bytes([content[at] ^ 255]) + content[at + 1 :])
        found = learnt.load(path, what.digest)
        assert found is None or found.meanings.shape == what.meanings.shape
