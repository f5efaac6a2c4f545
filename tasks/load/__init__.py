"""The load stage: the store, behind a port; everything that knows MongoDB is here."""
