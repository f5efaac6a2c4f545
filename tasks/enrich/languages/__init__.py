"""Which language a text is in: by its script where that says it, else by the votes of three detectors."""
