"""From files to a changed store: all stages in a row, over many files at once."""
