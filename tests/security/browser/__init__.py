"""Attacks that a real browser would carry out."""
