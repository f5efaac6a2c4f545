"""How likely each block of a page is the body of its article."""

from tasks.clean.decoder.model import cutoff, likelihoods

__all__ = ["cutoff", "likelihoods"]
