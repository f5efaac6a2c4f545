"""Which stored articles belong together: copies of a text, and texts made from another."""
