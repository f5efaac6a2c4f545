"""Proposing a publisher's profile from captures of its pages."""
