"""Facts, each with its evidence, from a document."""
