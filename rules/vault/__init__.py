"""The vault as a whole: its files, their names, its settings, and what nothing leads to."""
