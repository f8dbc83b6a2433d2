"""Source files as repaired text with structure: the first stage."""
