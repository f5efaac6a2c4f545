"""When an article was published and modified: where a page says so, and what its evidence leaves."""
