"""The saved queries, one file each, found by discovery."""
