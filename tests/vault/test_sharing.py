"""What copies of a process work out together is what each would by itself."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from vaultlint.vault import Vault, sharing
from vaultlint.vault.sharing import MOST_PARTS, SharedParts

pytestmark = pytest.mark.skipif(
    not hasattr(os, "memfd_create"), reason="only Linux has files in memory"
)


def square(part: int) -> bytes:
    return bytes(part) * part + b"."


class Work:
    """The same, and of which parts it was asked for."""

    def __init__(self) -> None:
        self.done: list[int] = []

    def __call__(self, part: int) -> bytes:
        self.done.append(part)
        return square(part)


@pytest.fixture
def shared() -> Iterator[SharedParts]:
    parts = SharedParts(50)
    yield parts
    parts.close()


ALL = [square(part) for part in range(50)]


def test_what_one_has_done_another_need_not(shared: SharedParts) -> None:
    assert shared.gather(square) == ALL
    work = Work()
    assert shared.gather(work) == ALL
    assert not work.done


def test_what_was_taken_and_not_told_is_done_again(shared: SharedParts) -> None:
    taken = os.read(shared._left, 3)
    work = Work()
    assert shared.gather(work) == ALL
    assert work.done == [*range(3, 50), *taken]


def test_what_was_damaged_or_half_told_is_done_again(shared: SharedParts) -> None:
    shared.gather(square)
    for part, wrong in ((2, b"\xff" * 12), (7, b"\1"), (9, b"\0" * 20), (49, b"\0" * 4)):
        os.pwrite(shared._told, wrong, part << 26)
    os.truncate(shared._told, (49 << 26) + 10)
    work = Work()
    assert shared.gather(work) == ALL
    assert work.done == [2, 7, 9, 49]


def test_what_has_no_room_is_done_by_each(
    shared: SharedParts, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(sharing, "_PLACE", 9)  # for the first alone
        assert shared.gather(square) == ALL
    work = Work()
    assert shared.gather(work) == ALL
    assert work.done == [*range(1, 50)]


def test_copies_do_it_together_and_one_may_end_early(tmp_path: Path) -> None:
    shared = SharedParts(MOST_PARTS)
    for number in range(3):
        if os.fork() == 0:
            try:
                found = shared.gather((lambda part: os._exit(1)) if number == 0 else square)
                (tmp_path / str(number)).write_bytes(b"".join(found))
            finally:
                os._exit(0)
    shared.close()
    for _ in range(3):
        os.wait()
    everything = b"".join(map(square, range(MOST_PARTS)))
    assert [(tmp_path / name).read_bytes() for name in "12"] == [everything] * 2


@pytest.mark.parametrize("room", [True, False])
def test_heads_are_the_same_however_they_are_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, room: bool
) -> None:
    for number in range(250):
        long = "x" * (5000 if number == 7 else 3)
        text = f"---\nlong: {long}\naliases: [Old {number}, é]\n---\n" if number % 3 else "no\n"
        (tmp_path / f"{number}.md").write_text(text, "utf-8")
    alone, one, other = (Vault.open(tmp_path) for _ in range(3))
    for vault in (alone, one, other):
        vault.prepare()
    (tmp_path / "1.md").unlink()
    if not room:
        monkeypatch.delattr(os, "memfd_create")
    with one.shared_by_copies():
        other._properties._shared = one._properties._shared
        for vault in (one, other):
            assert list(vault.aliases().items()) == list(alone.aliases().items())
            assert vault.property_values("long") == alone.property_values("long")
            assert len(vault.aliases()["é"]) == 165
            if room:  # all was told
                monkeypatch.setattr(other._properties, "_read_start", None)
