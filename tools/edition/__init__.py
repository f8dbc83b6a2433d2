"""Makes the edition of England from reports: ``python -m tools.edition --corpus DIR --links CSV``."""
