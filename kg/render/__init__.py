"""Results as tables, CSV, JSON, Turtle and pages."""
