"""Tests of the vault: discovery, settings, index, resolution, link text, facts, suggestions."""
