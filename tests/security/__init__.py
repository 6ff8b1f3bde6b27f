"""Attacks on Tallystone, as tests: what docs/decisions/security.md says is defended."""
