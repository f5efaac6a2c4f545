"""How long a pattern takes: what the tests of linear growth compare."""

import re
import time


def seconds(pattern: re.Pattern[str], text: str, runs: int = 2) -> float:
    """Return the least of some measurements: a busy machine makes one of them long."""
    spent = []
    for _ in range(runs):
        start = time.process_time()
        for _ in pattern.finditer(text):
            pass
        pattern.fullmatch(text)
        spent.append(time.process_time() - start)
    return min(spent)
