"""kill -9 at any moment, then the same command again: the store is that of an undisturbed run."""

from benchmarks import killing


def test_a_killed_run_and_a_rerun_leave_the_store_of_an_undisturbed_run() -> None:
    # make bench runs the same thirty times on 500 captures
    assert killing.main(kills=3, captures=60, cli=False) == 0
