"""The user's folders are those that platformdirs names."""

from __future__ import annotations

import platformdirs
import pytest

from vaultlint.folders import user_folder


@pytest.mark.parametrize("value", [None, "", " ", "/somewhere/else", "relative", "~/x"])
def test_folders_are_those_of_platformdirs(
    monkeypatch: pytest.MonkeyPatch, value: str | None
) -> None:
    for variable in ("XDG_CACHE_HOME", "XDG_CONFIG_HOME"):
        if value is None:
            monkeypatch.delenv(variable, raising=False)
        else:
            monkeypatch.setenv(variable, value)
    assert user_folder("cache") == platformdirs.user_cache_path("vaultlint")
    assert user_folder("config") == platformdirs.user_config_path("vaultlint")
