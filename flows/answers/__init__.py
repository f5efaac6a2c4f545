"""What the commands look up or work out, before they print it."""
