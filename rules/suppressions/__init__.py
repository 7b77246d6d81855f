"""What notes say of their own checking."""
