"""A capture cut into blocks."""
