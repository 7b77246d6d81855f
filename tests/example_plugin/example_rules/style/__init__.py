"""Matters of taste."""
