"""Tests of fixing: passes, the guard, writing, and undo."""
