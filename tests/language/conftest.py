"""One encoder, one analyser with the head that ships, and one index for all tests."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from bot.base.language import Lang
from bot.base.paths import content_dir, shipped_head
from bot.catalog.load import load
from bot.language.analyser import Analyser
from bot.language.category import Category
from bot.language.data import MoveData, MoveSource
from bot.language.encoder import UseEncoder
from bot.language.objections import ObjectionIndex, ObjectionText

_ENTRIES = Path(__file__).parent / "data" / "objections.yaml"


@pytest.fixture(scope="session")
def encoder() -> UseEncoder:
    return UseEncoder()


@pytest.fixture(scope="session")
def moves() -> MoveSource:
    return load(content_dir()).moves


@pytest.fixture(scope="session")
def data(moves: MoveSource) -> MoveData:
    return moves.read()


@pytest.fixture(scope="session")
def analyser(encoder: UseEncoder, moves: MoveSource) -> Analyser:
    # test_training holds the head that ships to the content, so that nothing is trained here.
    return Analyser.build(moves, encoder=encoder, shipped=shipped_head())


@pytest.fixture(scope="session")
def entries() -> tuple[ObjectionText, ...]:
    return tuple(
        ObjectionText(entry["id"], Category(entry["category"]), {lang: tuple(entry[lang.value]) for lang in Lang})
        for entry in yaml.safe_load(_ENTRIES.read_text(encoding="utf-8"))
    )


@pytest.fixture(scope="session")
def index(entries: tuple[ObjectionText, ...], encoder: UseEncoder) -> ObjectionIndex:
    return ObjectionIndex.build(entries, encoder=encoder)
