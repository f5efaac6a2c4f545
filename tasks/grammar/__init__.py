"""What a line of a news page says: pure text grammars that the clean and the enrich stage share."""
