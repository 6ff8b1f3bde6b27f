"""The request of somebody who is signed in, for views behind `login_required` or `people.reach`."""

from django.http import HttpRequest

from tallystone.people.models import Person


class Signed(HttpRequest):
    """A request whose `user` is a Person: says to the type checker what the guard before it has seen to."""

    user: Person
