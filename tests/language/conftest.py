"""One encoder, one analyser with the head that ships, and one index for all tests."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from bot.base.language import Lang
from bot.base.paths import shipped_head
from bot.language.analyser import Analyser
from bot.language.data import MoveData
from bot.language.encoder import UseEncoder
from bot.language.objections import Category, ObjectionIndex, ObjectionText
from tests.language.loading import move_data

_ENTRIES = Path(__file__).parent / "data" / "objections.yaml"


@pytest.fixture(scope="session")
def encoder() -> UseEncoder:
    return UseEncoder()


@pytest.fixture(scope="session")
def data() -> MoveData:
    return move_data()


@pytest.fixture(scope="session")
def analyser(encoder: UseEncoder, data: MoveData) -> Analyser:
    # test_training holds the head that ships to the content, so that nothing is trained here.
    return Analyser.build(data, encoder=encoder, shipped=shipped_head())


@pytest.fixture(scope="session")
def entries() -> tuple[ObjectionText, ...]:
    return tuple(
        ObjectionText(entry["id"], Category(entry["category"]), {lang: tuple(entry[lang.value]) for lang in Lang})
        for entry in yaml.safe_load(_ENTRIES.read_text(encoding="utf-8"))
    )


@pytest.fixture(scope="session")
def index(entries: tuple[ObjectionText, ...], encoder: UseEncoder) -> ObjectionIndex:
    return ObjectionIndex.build(entries, encoder=encoder)
