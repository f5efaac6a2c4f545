"""Charts as inline SVG, drawn by matplotlib: text stays text, colours follow the page, equal data give equal bytes."""
