"""A `dojo` in a folder of the test's own."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.cli.dojo import Dojo


@pytest.fixture
def dojo(tmp_path: Path) -> Iterator[Dojo]:
    made = Dojo(tmp_path)
    yield made
    made.close()
