"""Turn findings into repaired notes: passes, the guard, the atomic write, and undo."""
