"""The content folder as parsed files, by group, with a cache of plain data for the next start."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Iterable
from pathlib import Path

from bot.base.files import replacing
from bot.catalog.findings import Finding
from bot.catalog.strict_yaml import Doc, read

# Raise it when the meaning of cached data changes.
_FORMAT = 1


class Source:
    """Reads the files of a group at once; parsed data are cached in `cache` (a folder) under a hash of their bytes.

    Only groups without any finding are cached, so data from the cache need no places.
    """

    def __init__(self, root: Path, cache: Path | None = None) -> None:
        self.root = root
        self._cache = cache

    def docs(self, files: Iterable[Path], findings: list[Finding]) -> tuple[Doc, ...]:
        """The documents of those files, in their order; what cannot be read is missing and found."""
        docs = (read(file, self.root, findings) for file in files)
        return tuple(doc for doc in docs if doc is not None)

    def files(self, *patterns: str) -> tuple[Path, ...]:
        """The files of the content folder that match one of the patterns, sorted."""
        return tuple(sorted({file for pattern in patterns for file in self.root.glob(pattern) if file.is_file()}))

    def key(self, files: Iterable[Path]) -> str:
        """A hash of names and bytes of the files."""
        digest = hashlib.sha256(str(_FORMAT).encode())
        for file in files:
            content = file.read_bytes()
            digest.update(f"\n{file.relative_to(self.root).as_posix()} {len(content)}\n".encode())
            digest.update(content)
        return digest.hexdigest()[:32]

    def recall(self, group: str, key: str) -> tuple[Doc, ...] | None:
        """The group's documents as they were kept under that key, or None."""
        if self._cache is None:
            return None
        try:
            kept = json.loads((self._cache / f"{group}-{key}.json").read_bytes())
        except (OSError, ValueError):
            return None
        return tuple(Doc(path, data, {}) for path, data in kept)

    def kept(self, group: str, key: str) -> bool:
        """Whether `recall` has something under that key."""
        return self._cache is not None and (self._cache / f"{group}-{key}.json").is_file()

    def keep(self, group: str, key: str, docs: Iterable[Doc]) -> None:
        """Keep the documents for the next start, instead of what was kept for this group. A failure is no matter."""
        if self._cache is None:
            return
        try:
            target = self._cache / f"{group}-{key}.json"
            with replacing(target) as file:
                file.write(json.dumps([[doc.path, doc.data] for doc in docs], ensure_ascii=False).encode())
            for old in self._cache.glob(f"{group}-*.json"):
                if old != target:
                    old.unlink(missing_ok=True)
        except OSError:
            return

    def forget_others(self, groups: Collection[str]) -> None:
        """Remove what was kept for groups that there are no more. A failure is no matter."""
        if self._cache is None:
            return
        try:
            for kept in self._cache.glob("*-" + "[0-9a-f]" * 32 + ".json"):
                if kept.name.rpartition("-")[0] not in groups:
                    kept.unlink(missing_ok=True)
        except OSError:
            return
