"""The built-in rules, in one folder a group; installed as `vaultlint.rules`."""
