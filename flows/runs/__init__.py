"""What every run shares, whatever it is for: its account, its receipt, its log, and what Prefect shows of it."""
