"""What a block's own words say, for all blocks of a page at once."""

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tasks.clean.decoder.characters import Characters, Class, Floats
from tasks.clean.decoder.function_words import FUNCTION_WORDS
from tasks.clean.decoder.series import distinct

WORD = re.compile(r"\w+")
WORD_OR_END = re.compile(r"\w+|\n")
"""A word, or the line feed by which a block's end is marked: blocks hold none, for their white space is folded."""
_UNSPACED = r"\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff"
UNSPACED_WORD_OR_END = re.compile(rf"[{_UNSPACED}]|[^\W{_UNSPACED}]+|\n")
"""Words of a page in a script that puts no spaces between them: each character by itself."""
OPEN_ENDS = (Class.COMMA, Class.COLON, Class.DASH, Class.OPENING)
SPACED = [Class.LOWER, Class.UPPER, Class.LETTER, Class.DIGIT]
ENDINGS = np.array([{Class.TERMINAL: 2.0, Class.QUOTE: 1.0}.get(each, -1.0 * (each in OPEN_ENDS)) for each in Class])
SAMPLE = 4_000
"""Characters of a block that are looked at: more would cost memory and change no verdict."""
LINKED = 0.5
"""The share of a block in links from which it is a teaser and no sentence of the article's own."""
ADDRESS = re.compile(r"@\w|https?:|www\.|\.com\b")


@dataclass(frozen=True, slots=True, eq=False)
class Wording:
    """The words of a page's blocks, as numbers, and what follows from them alone."""

    numbers: Mapping[str, int]  # of each word of the page, lower case, from 1
    vocabulary: tuple[str, ...]  # these words in their order
    lengths: NDArray[np.int64]  # of those words in characters
    ids: NDArray[np.int64]  # the place in the vocabulary of each word in reading order
    rows: NDArray[np.int64]  # the block it stands in
    starts: NDArray[np.int64]  # where a block's words begin in `ids`
    sizes: NDArray[np.int64]  # how many there are
    words: Floats  # a block's length in words; two characters of a script without spaces count as one
    sentence: NDArray[np.bool_]  # long enough and ended like a sentence, or very long
    columns: dict[str, Floats]

    def mean(self, of_vocabulary: Floats) -> Floats:
        """Return for each block the mean over its words of a number that each word of the vocabulary has."""
        sums = np.bincount(self.rows, of_vocabulary[self.ids], minlength=len(self.sizes))
        return sums / np.maximum(1, self.sizes)


def word_up(texts: Sequence[str], linked: Floats | None = None) -> Wording:
    """Return the wording of some blocks' texts; `linked` is the share of each that stands in links."""
    samples = [text[:SAMPLE] for text in texts]
    characters = Characters(samples)
    counts = characters.counts()
    numbers, ids, rows = _read(samples, unspaced=counts[:, Class.UNSPACED].sum() > 20)
    vocabulary = tuple(numbers)
    sizes = np.bincount(rows, minlength=len(samples))
    scale = np.fromiter(map(len, texts), dtype=np.float64, count=len(texts)) / characters.sizes
    initials = characters.initials()
    words = (initials[:, SPACED].sum(axis=1) + counts[:, Class.UNSPACED] / 2) * scale
    ending = _ending(characters)
    sentence = ((words >= 7) & (ending >= 1)) | (words >= 20)
    if linked is not None:
        sentence &= linked < LINKED
    wording = Wording(
        numbers=numbers,
        vocabulary=vocabulary,
        lengths=np.fromiter(map(len, vocabulary), dtype=np.int64, count=len(vocabulary)),
        ids=ids,
        rows=rows,
        starts=np.cumsum(sizes) - sizes,
        sizes=sizes,
        words=words,
        sentence=sentence,
        columns={},
    )
    wording.columns.update(
        _shape(characters, counts, initials / np.maximum(1.0, words)[:, None], words, ending),
        sentence=sentence.astype(np.float64),
    )
    wording.columns.update(_vocabulary(wording), **_repeats(samples))
    wording.columns["address"] = _addresses(samples)
    return wording


def _read(samples: Sequence[str], *, unspaced: bool) -> tuple[dict[str, int], NDArray[np.int64], NDArray[np.int64]]:
    """Return the words of some texts with their numbers from 1, and of every word in reading order word and text."""
    pattern = UNSPACED_WORD_OR_END if unspaced else WORD_OR_END
    read = pattern.findall("\n".join(samples).lower())
    numbers: defaultdict[str, int] = defaultdict()
    numbers.default_factory = numbers.__len__
    numbers["\n"] = 0
    found = np.fromiter(map(numbers.__getitem__, read), dtype=np.int64, count=len(read))
    is_word = found > 0
    del numbers["\n"]
    return dict(numbers), found[is_word] - 1, np.cumsum(~is_word, dtype=np.int64)[is_word]


def _ending(characters: Characters) -> Floats:
    """Return 2 for the end of a sentence, 1 for a closing quote, -1 for a word that must go on, 0 for anything else."""
    last, before = characters.at(-1), characters.at(-2)
    closing = (last == Class.QUOTE) | (last == Class.CLOSING)
    found: Floats = ENDINGS[last]
    found[closing & ((before == Class.TERMINAL) | (before == Class.COMMA))] = 2.0
    return found


def _shape(
    characters: Characters, counts: Floats, initials: Floats, words: Floats, ending: Floats
) -> dict[str, Floats]:
    size = np.maximum(1, characters.sizes).astype(np.float64)
    some = np.maximum(1.0, words)
    letters = counts[:, Class.LOWER : Class.DIGIT].sum(axis=1)
    first = characters.at(0)
    return {
        "words": np.log1p(words),
        "word length": size / some,
        "ending": ending,
        "colon": (characters.at(-1) == Class.COLON).astype(np.float64),
        "starts upper": (first == Class.UPPER).astype(np.float64),
        "starts lower": (first == Class.LOWER).astype(np.float64),
        "starts digit": (first == Class.DIGIT).astype(np.float64),
        "starts quote": (first == Class.QUOTE).astype(np.float64),
        "starts sign": ((first == Class.OTHER) | (first >= Class.COMMA)).astype(np.float64),
        "upper": counts[:, Class.UPPER] / np.maximum(1, letters),
        "letters": letters / size,
        "digits": counts[:, Class.DIGIT] / size,
        "unspaced": counts[:, Class.UNSPACED] / size,
        "capitals": initials[:, Class.UPPER],
        "lower words": initials[:, Class.LOWER],
        "commas": counts[:, Class.COMMA] / some,
        "terminals": counts[:, Class.TERMINAL] / some,
        "many terminals": np.log1p(counts[:, Class.TERMINAL]),
        "quotes": counts[:, Class.QUOTE] / some,
        "colons": counts[:, Class.COLON] / some,
        "dashes": counts[:, Class.DASH] / some,
        "signs": counts[:, Class.SIGN] / size,
        "brackets": counts[:, Class.OPENING] / some,
        "other": counts[:, Class.OTHER] / size,
    }


def _vocabulary(wording: Wording) -> dict[str, Floats]:
    vocabulary = wording.vocabulary
    size = max(1, len(vocabulary))
    function = np.fromiter(map(FUNCTION_WORDS.__contains__, vocabulary), dtype=np.float64, count=len(vocabulary))
    pairs = distinct(wording.rows * size + wording.ids)
    blocks_with = np.bincount(pairs % size, minlength=size).astype(np.float64)
    share = wording.mean(function)
    last = wording.ids[np.minimum(wording.starts + wording.sizes - 1, len(wording.ids) - 1)] if len(wording.ids) else 0
    return {
        "function words": share,
        "many function words": np.log1p(share * wording.sizes),
        "ends in function word": np.where(wording.sizes > 0, function[last], 0.0) if len(vocabulary) else share,
        "long words": wording.mean((wording.lengths > 6).astype(np.float64)),
        "different words": np.bincount(pairs // size, minlength=len(wording.sizes)) / np.maximum(1, wording.sizes),
        "page frequency": wording.mean(np.log(np.maximum(1.0, blocks_with))),
    }


def _repeats(samples: Sequence[str]) -> dict[str, Floats]:
    keys = [sample[:60] for sample in samples]
    firsts = {key: row for row, key in zip(range(len(keys) - 1, -1, -1), reversed(keys), strict=True)}
    first = np.fromiter(map(firsts.__getitem__, keys), dtype=np.int64, count=len(keys))
    times = np.bincount(first, minlength=len(keys))[first]
    return {"times": np.minimum(5.0, times), "again": (first < np.arange(len(keys))).astype(np.float64)}


def _addresses(samples: Sequence[str]) -> Floats:
    if not ADDRESS.search("\n".join(samples)):  # most pages show none, and all blocks together are searched sooner
        return np.zeros(len(samples))
    return np.array([float(ADDRESS.search(sample) is not None) for sample in samples])
