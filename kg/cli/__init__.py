"""The command line: a skin over functions that anyone can call."""
