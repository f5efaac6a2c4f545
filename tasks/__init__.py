"""The four stages, extract, clean, enrich and load, and what they share."""
