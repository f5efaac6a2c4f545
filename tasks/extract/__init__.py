"""The extract stage: files to captures, each read once, with an outcome for everything that was met."""
