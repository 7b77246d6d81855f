"""Where the user's own files lie on this system: vaultlint's cache, and its configuration."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Literal

_XDG = {"cache": ("XDG_CACHE_HOME", "~/.cache"), "config": ("XDG_CONFIG_HOME", "~/.config")}


def user_folder(kind: Literal["cache", "config"]) -> Path:
    """vaultlint's folder of that kind, which need not exist.

    platformdirs knows where; in the plain cases of Linux we do as it does, because importing it
    would take a tenth of a run that has nothing new to say.
    """
    if sys.platform == "linux":
        variable, usual = _XDG[kind]
        folder = os.environ.get(variable) or os.path.expanduser(usual)
        if os.path.isabs(folder):
            return Path(folder, "vaultlint")
    from platformdirs import user_cache_path, user_config_path

    return user_cache_path("vaultlint") if kind == "cache" else user_config_path("vaultlint")
