"""Where quads live, and how they are read while others load."""
