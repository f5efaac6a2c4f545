"""One file an input format, each ending in `FORMAT = Format(…)`."""
