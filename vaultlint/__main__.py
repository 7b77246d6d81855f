"""`python -m vaultlint` is the command `vaultlint`."""

from __future__ import annotations

from vaultlint.start import main

if __name__ == "__main__":
    main()
