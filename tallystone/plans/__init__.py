"""Plans in use: templates of one's own, time off, what a draft was planned with, terms as text files."""
