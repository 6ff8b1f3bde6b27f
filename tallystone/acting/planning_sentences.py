"""Sentences of refusals where something is planned, brought along or kept as a template."""

from django.utils.translation import gettext_noop as n_

PLANNING = {
    "no_such_kind": n_("There is no such template. Choose one from the list."),
    "outline_empty": n_("Write an outline first: one milestone on each line."),
    "too_long": n_("The text has %(given)s characters; %(most)s are the most."),
    "too_many_lines": n_("The text has %(given)s lines; %(most)s are the most."),
    "no_milestones_to_plan": n_("The draft has no milestones yet. Choose a kind of work, or paste an outline."),
    "deadline_too_near": n_("There is not a day for each milestone and its review until then. %(earliest)s is the earliest."),
    "no_such_wait": n_("Milestone %(milestone)s can wait for an earlier milestone or for a day, not for this."),
    "wait_unreadable": n_("“%(text)s” does not say what waits. Write “3: 1”, or “2: 2026-04-03”."),
    "never_a_working_day": n_("From %(day)s on there is no day on which both sides work. Look at the days off."),
    "percent_whole": n_("Write a whole number from 0 to 100."),
    "percent_out_of_range": n_("Write a whole number from %(least)s to %(most)s."),
    "range_out_of_order": n_("At best, most often, at worst: these numbers must not fall."),
    "away_unreadable": n_("“%(text)s” names no day, or more than two. Write “2026-12-21 to 2027-01-03”."),
    "ends_before_it_begins": n_("The last day is before the first, %(first)s."),
    "too_long_away": n_("More than a year at once cannot be entered here."),
    "too_many_away": n_("At most %(most)s entries fit here. Take away what is long over."),
    "too_many_templates": n_("At most %(most)s templates fit here. Delete one that nobody uses."),
    "template_nameless": n_("The template has no name: write one behind “kind:” at its top, on one line."),
    "not_a_text": n_("This file is not a text in UTF-8. Save it as plain text or Markdown, and choose it again."),
}
