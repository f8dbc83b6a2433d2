"""How weaknesses run through the inspections of one authority."""
