"""Hours: keeping, timing, importing, exposure, what an hour earned."""
