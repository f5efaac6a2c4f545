"""A capture cut into blocks, how likely each is article text, and the text of those that are kept."""

from tasks.clean.decoder import cutoff, likelihoods
from tasks.clean.segmented import Elements, Layout, Segmented
from tasks.clean.segmenting.segment import segment
from tasks.clean.writing import paragraphs

__all__ = ["Elements", "Layout", "Segmented", "cutoff", "likelihoods", "paragraphs", "segment"]
