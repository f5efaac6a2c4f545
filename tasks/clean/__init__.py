"""The clean stage: bytes to text, to blocks, to roles, to the article text."""
