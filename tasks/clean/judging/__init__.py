"""What is no article: walls, listings, shops and forums, each with its reason."""
