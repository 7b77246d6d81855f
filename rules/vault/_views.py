"""The views that links to a base name behind the `#`."""

from __future__ import annotations

from vaultlint.base import base_views
from vaultlint.vault import Vault
from vaultlint.vault.index import fold

_LONGEST_SHOWN = 80
_LIKENESS = 0.85  # "Unpaid" is not meant for "Paid"


def unknown_view(vault: Vault, path: str, subpath: str) -> str | None:
    """What to say where the base at this path has no view of that name, None where it has.

    None, too, where that is uncertain: the base cannot be read, the name differs in case only, or
    holds a `#` or a placeholder.
    """
    name = subpath.removeprefix("#").strip()
    if not name or "#" in name or "{{" in name or "<%" in name:
        return None
    views = vault.once(_views, path)
    if views is None or fold(name) in {fold(view.strip()) for view in views}:
        return None
    base = path[path.rfind("/") + 1 :]
    if not views:
        return f"`{_shorten(base)}` has no view"
    from difflib import get_close_matches  # few views are missing

    near = get_close_matches(name, views, 1, _LIKENESS) if len(name) < _LONGEST_SHOWN else []
    meant = f"; did you mean `{_shorten(near[0])}`?" if near else ""
    return f"`{_shorten(base)}` has no view `{_shorten(name)}`{meant}"


def _views(vault: Vault, path: str) -> tuple[str, ...] | None:
    try:
        return base_views(vault.note(path))
    except OSError:
        return None


def _shorten(name: str) -> str:
    return name if len(name) <= _LONGEST_SHOWN else name[:_LONGEST_SHOWN] + "…"
