"""The first look finds every sequence of every codec that is not left out."""

from __future__ import annotations

import runpy
from pathlib import Path

import vaultlint.encoding

ROOT = Path(__file__).parents[2]


def test_the_signs_are_those_of_the_codecs() -> None:
    built = runpy.run_path(str(ROOT / "scripts" / "encoding" / "signs.py"))["signs"]()
    path = Path(vaultlint.encoding.__file__).with_name("signs.json")
    assert path.read_text(encoding="utf-8") == built
