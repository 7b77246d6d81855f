"""Rules of an example distribution."""
