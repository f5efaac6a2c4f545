"""What a line says of itself: labels, buttons, forms and legal lines in many languages, as data."""
