"""The enrich stage: what an article says of itself, each fact with its evidence."""
