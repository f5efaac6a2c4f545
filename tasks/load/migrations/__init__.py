"""The migrations of the stored form, one file each, found by discovery."""
