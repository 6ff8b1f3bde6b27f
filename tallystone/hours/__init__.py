"""The hours room: a timer, entries, imports; the sums and the exposure that are worked out of them."""
