"""What recurs on a site's pages: learned from its articles, and left out of the next."""
