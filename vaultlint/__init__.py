"""vaultlint: a linter and formatter for Obsidian vaults."""

from __future__ import annotations

__version__ = "0.1.0"
