"""The time limit of a rule: who is stopped, who is not, and that nothing of it stays behind."""

from __future__ import annotations

import re
import signal
import threading
import time
from collections.abc import Callable
from contextlib import suppress

import pytest

from vaultlint.patience import OutOfTimeError, Patience, patience
from vaultlint.vault import Vault

ALARM = getattr(signal, "SIGALRM", None) or signal.SIGTERM
LIMIT = 0.4
posix = pytest.mark.skipif(not hasattr(signal, "setitimer"), reason="Windows has no such timer")


def spin(seconds: float = 30.0) -> None:
    """Be busy in Python, until it is over or somebody ends it."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        pass


def search() -> None:
    """A regular expression that takes years."""
    re.match(r"(a|a)*$", "a" * 40 + "b")


def sleep() -> None:
    time.sleep(30)


@pytest.mark.parametrize(
    "hang", [spin, pytest.param(sleep, marks=posix), pytest.param(search, marks=posix)]
)
def test_what_hangs_is_stopped(hang: Callable[[], None]) -> None:
    patience = Patience()
    with patience.limited(LIMIT):
        patience.begin_note(0)
        with pytest.raises(OutOfTimeError, match=r"longer than 0\.4 seconds"), patience:
            hang()
        with patience:  # the next rule has not
            pass


def test_what_a_rule_may_take_grows_with_the_note() -> None:
    patience = Patience()
    with patience.limited(LIMIT):
        assert patience.seconds(10_000_000) > 10 * patience.seconds(0)
        patience.begin_note(10_000_000)
        with patience:
            spin(3 * LIMIT)


def _wait_then_hang(patience: Patience) -> None:
    with patience.suspended():
        spin(2 * LIMIT)
    spin()


def test_what_serves_all_rules_does_not_count() -> None:
    patience = Patience()
    with patience.limited(LIMIT):
        patience.begin_note(0)
        with patience:
            with patience.suspended(), patience.suspended():
                spin(3 * LIMIT)
            with patience.suspended():
                spin(2 * LIMIT)
        with pytest.raises(OutOfTimeError), patience:
            _wait_then_hang(patience)
        with pytest.raises(KeyError), patience, patience.suspended():
            raise KeyError
    with patience.suspended():
        spin(2 * LIMIT)


def test_a_disk_may_be_slow(monkeypatch: pytest.MonkeyPatch) -> None:
    """What a rule asks of all notes is read in the rule's time, and takes as long as it takes."""
    vault = Vault.of({"A.md": "---\naliases: [x]\n---\n", "B.md": "[[x]]"})
    read = vault._read_start or vault._start
    monkeypatch.setattr(
        vault, "_read_start", lambda path, size: spin(2 * LIMIT) or read(path, size)
    )
    with patience.limited(LIMIT):
        patience.begin_note(0)
        with patience:
            assert vault.aliases() == {"x": ("A.md",)}


def test_nothing_is_limited_outside() -> None:
    patience = Patience()
    with patience.limited(LIMIT):
        patience.begin_note(0)
    with patience:
        spin(2 * LIMIT)
    with patience.limited(LIMIT):  # nor between two rules
        patience.begin_note(0)
        spin(2 * LIMIT)


def test_who_catches_the_error_is_stopped_again_and_found_out_in_the_end() -> None:
    patience = Patience()
    caught = []

    def stubborn() -> None:
        for _ in range(3):
            try:
                spin()
            except OutOfTimeError as error:
                caught.append(error)

    with patience.limited(LIMIT):
        patience.begin_note(0)
        with pytest.raises(OutOfTimeError, match=r"0\.4"), patience:
            stubborn()
        patience.begin_note(0)
        with patience:  # it is not blamed on the next
            pass
    assert len(caught) == 3


def test_each_of_several_rules_in_one_block_has_all_of_the_time() -> None:
    patience = Patience()
    with patience.limited(2 * LIMIT):
        patience.begin_note(0)
        with patience:
            for rule in range(4):
                spin(LIMIT)
                patience.done = rule
                assert not patience.late
        begun = time.monotonic()
        with pytest.raises(OutOfTimeError), patience:
            _one_that_hangs_behind_others(patience)
    assert time.monotonic() - begun < 10


def _one_that_hangs_behind_others(patience: Patience) -> None:
    patience.done = 1
    with patience.suspended():
        spin(LIMIT)
    patience.done = 2
    spin()


def test_of_several_rules_the_one_that_catches_the_error_is_known() -> None:
    patience = Patience()
    late = []

    def rules() -> None:
        for hang in (spin, int):
            with suppress(OutOfTimeError):
                hang()
            patience.done = hang
            late.append(patience.late)

    with patience.limited(LIMIT):
        patience.begin_note(0)
        with pytest.raises(OutOfTimeError, match=r"0\.4"), patience:
            rules()
    assert late[0] == late[1] != ""


def test_an_error_of_the_rule_is_not_hidden_by_that_of_the_clock() -> None:
    patience = Patience()

    def renaming() -> None:
        try:
            spin()
        except OutOfTimeError:
            raise KeyError("mine") from None

    with patience.limited(LIMIT):
        patience.begin_note(0)
        with pytest.raises(KeyError), patience:
            renaming()


def test_a_limit_within_a_limit() -> None:
    patience = Patience()
    with patience.limited(LIMIT):
        with patience.limited(100.0):
            patience.begin_note(0)
            with patience:
                spin(2 * LIMIT)
        patience.begin_note(0)
        with pytest.raises(OutOfTimeError), patience:
            spin()


def test_handler_and_timer_are_those_of_before() -> None:
    rung = []
    before = signal.signal(ALARM, lambda *_: rung.append(1))
    try:
        handler = signal.getsignal(ALARM)
        if hasattr(signal, "setitimer"):
            signal.setitimer(signal.ITIMER_REAL, 50.0, 40.0)
        with Patience().limited(LIMIT):
            assert signal.getsignal(ALARM) is not handler
        assert signal.getsignal(ALARM) is handler
        if hasattr(signal, "setitimer"):
            left, again = signal.setitimer(signal.ITIMER_REAL, 0)
            assert 0 < left <= 50.0
            assert again == 40.0
    finally:
        signal.signal(ALARM, before)
    assert not rung


def test_in_another_thread_nothing_is_limited_and_nothing_fails() -> None:
    patience = Patience()
    done = []

    def work() -> None:
        with patience.limited(LIMIT):
            patience.begin_note(0)
            with patience:
                time.sleep(2 * LIMIT)
                done.append(True)

    handler = signal.getsignal(ALARM)
    thread = threading.Thread(target=work)
    thread.start()
    thread.join()
    assert done == [True]
    assert signal.getsignal(ALARM) is handler


@posix
def test_time_in_which_the_process_stood_still_does_not_count() -> None:
    patience = Patience()
    with patience.limited(4.0):
        patience.begin_note(0)
        with patience:
            # The clock is looked at only when signals get through, as if the process were stopped.
            signal.pthread_sigmask(signal.SIG_BLOCK, {ALARM})
            time.sleep(4.5)
            signal.pthread_sigmask(signal.SIG_UNBLOCK, {ALARM})
            spin(0.1)


def test_a_sign_of_life_comes_time_and_again() -> None:
    signs: list[float] = []
    with Patience().limited(LIMIT, lambda: signs.append(time.monotonic())):
        end = time.monotonic() + 60
        while len(signs) < 3 and time.monotonic() < end:
            spin(0.1)
    assert len(signs) >= 3
