"""What the user sees: one module a format."""
