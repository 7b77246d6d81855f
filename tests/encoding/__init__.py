"""Tests of the repair of text that was read with the wrong encoding."""
