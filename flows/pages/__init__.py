"""The HTML pages the program writes: each one file that needs no network and reads in light, in dark and on paper."""
