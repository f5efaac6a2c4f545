"""The text of pages that show none, or only its beginning: from their JSON-LD, a script, a `<noscript>`."""
