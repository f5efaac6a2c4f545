"""Bytes to text: the charset they are written in, and what in them no reader sees."""
