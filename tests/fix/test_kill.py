"""A run that is killed leaves each note as it was or as it should be, and can be undone."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork and SIGKILL")
def test_a_run_killed_a_hundred_times(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "tests.fix.kill_driver", "100", "20", str(tmp_path)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=1200)
    assert done.returncode == 0, done.stderr
    outcome = json.loads(done.stdout)
    assert outcome["problems"] == []
    # Else the kills came too early or too late to prove anything.
    assert outcome["rounds"]["within"] >= 20, outcome["rounds"]
