"""What a sentence says: polarity, themes, cohorts, extent, declared change."""
