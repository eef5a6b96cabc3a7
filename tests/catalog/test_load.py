"""Loading: the cache changes nothing but the time, and never outlives the files."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.base.errors import ContentError
from bot.base.language import Lang
from bot.base.paths import Shipped, content_dir, shipped_head
from bot.catalog.load import Catalog, load
from bot.catalog.stats import stats
from bot.language.category import Category
from bot.language.data import MoveData
from bot.services.understanding import Understanding
from tests.catalog.conftest import GOOD, write


def parts(catalog: Catalog) -> tuple[object, ...]:
    return (
        catalog.curriculum,
        catalog.items,
        catalog.lessons,
        catalog.objections,
        catalog.cities,
        catalog.read_moves(),
        catalog.texts.ids(),
    )


def test_the_cache_gives_the_same_catalog(good: Path, tmp_path: Path) -> None:
    cache = tmp_path / "cache"
    fresh = parts(load(good, cache))
    assert list(cache.iterdir())
    assert parts(load(good, cache)) == fresh == parts(load(good))


def test_a_changed_file_is_seen_and_the_old_cache_goes(good: Path, tmp_path: Path) -> None:
    cache = tmp_path / "cache"
    load(good, cache)
    count = len(list(cache.iterdir()))
    write(good, {"items/spin.yaml": GOOD["items/spin.yaml"].replace("问题1", "新题")})
    assert load(good, cache).items["spin-1"].wording[Lang.ZH].question == "新题"
    assert len(list(cache.iterdir())) == count


def test_a_reference_that_breaks_from_afar_is_found_despite_the_cache(good: Path, tmp_path: Path) -> None:
    cache = tmp_path / "cache"
    load(good, cache)
    write(good, {"curriculum.yaml": GOOD["curriculum.yaml"].replace("- {id: spin, skill", "- {id: ask, skill")})
    with pytest.raises(ContentError, match="unknown-unit"):
        load(good, cache)


def test_a_broken_or_vanished_cache_is_no_matter(good: Path, tmp_path: Path) -> None:
    cache = tmp_path / "cache"
    load(good, cache)
    for file in cache.iterdir():
        file.write_text("{", encoding="utf-8")
    catalog = load(good, cache)
    assert len(catalog.items) == 16
    for file in cache.iterdir():
        file.unlink()
    assert catalog.objections["too-dear"].wording[Lang.EN].title == "dear dear"


def test_a_cache_that_cannot_be_written_is_no_matter(good: Path, tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("", encoding="utf-8")
    assert len(load(good, blocked / "cache").items) == 16


def test_sentences_to_learn_from_are_read_only_on_demand_and_a_start_looks_whether_they_can_be(good: Path) -> None:
    write(good, {"moves/examples/zh/greet.yaml": "label: greet\nlang: zh\nexamples:\n  - {t: 您好, also: [waving]}\n"})
    catalog = load(good)
    assert len(catalog.items) == 16
    with pytest.raises(ContentError, match="waving"):
        catalog.moves.read()
    for head in (None, good / "none.npz", shipped_head()):
        understanding = Understanding(catalog, shipped=Shipped(head))
        with pytest.raises(ContentError, match="waving"):
            understanding.check()
        understanding.close()


def test_a_network_learns_kinds_from_lines_and_from_phrasings(good: Path) -> None:
    lines = "lang: en\n" + "".join(f"{kind.value}: [line of {kind.value}]\n" for kind in Category)
    write(good, {"moves/pushback.en.yaml": lines})
    catalog = load(good)
    before, known = catalog.moves, catalog.moves.read()
    assert known.pushback == tuple((f"line of {kind.value}", kind) for kind in Category)
    assert ("贵 p1", Category.PRICE) in catalog.taught_phrasings
    assert ("dear p1", Category.PRICE) not in catalog.taught_phrasings, "one of those that are kept back"
    write(good, {"moves/pushback.en.yaml": lines.replace("line of busy", "no time")})
    after = load(good).moves
    assert before.files != after.files and known.digest() != after.read().digest()


def test_a_start_with_the_head_that_ships_reads_no_sentences(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    def read(_: Catalog) -> MoveData:
        raise AssertionError("46,000 sentences: seconds of every first start")

    monkeypatch.setattr(Catalog, "read_moves", read)
    understanding = Understanding(load(content_dir(), tmp_path), shipped=Shipped(shipped_head()))
    understanding.check()
    assert understanding.analyser.listener is not None
    understanding.close()


def test_what_was_kept_for_groups_that_are_no_more_goes(good: Path, tmp_path: Path) -> None:
    left, other = tmp_path / f"gone-{'0' * 32}.json", tmp_path / "head.npz"
    for file in (left, other):
        file.write_text("[]", encoding="utf-8")
    load(good, tmp_path)
    assert not left.exists() and other.exists()


def test_stats_count(good: Path) -> None:
    counts = stats(load(good))
    assert (counts["units"], counts["items"], counts["objections"], counts["moves"]) == (1, 16, 1, 1)
    assert counts["items_by_unit"] == {"spin": 16}
    assert counts["moves_by_label"] == {"zh": {"greet": 1, "small_talk": 1}, "en": {}}
