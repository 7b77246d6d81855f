"""Fixtures shared by all tests; and `vaultlint.rules` made to work in a bare checkout."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

ROOT = Path(__file__).resolve().parent.parent
SHARED = ROOT.parent / "shared"

if importlib.util.find_spec("vaultlint") is None:
    sys.path.insert(0, str(ROOT))

import vaultlint  # noqa: E402

if str(ROOT) not in vaultlint.__path__:
    vaultlint.__path__.append(str(ROOT))

# How long an example takes says something of the machine and its other programs, not of ours.
settings.register_profile(
    "untimed", deadline=None, suppress_health_check=[HealthCheck.too_slow], print_blob=True
)
settings.load_profile("untimed")


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of real vaults and seeds beside the checkout; without it, tests skip."""
    if not SHARED.is_dir():
        pytest.skip(f"needs the real vaults in {SHARED.name}/ beside the checkout")
    return SHARED
