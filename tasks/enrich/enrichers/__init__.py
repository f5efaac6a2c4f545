"""One file an enricher; a file that declares ENRICHER takes part."""
