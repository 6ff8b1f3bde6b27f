"""The plainest Django: a hello, and one page of fifty rows. What Tallystone's start, memory and pages are held against."""
