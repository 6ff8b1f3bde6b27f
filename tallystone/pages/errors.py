"""The pages for what does not exist, is not allowed, or broke."""

from django.shortcuts import render


def not_found(request, exception=None):
    """404, the same for what never was and for what is out of reach."""
    return render(request, "errors/404.html", status=404)


def forbidden(request, exception=None):
    return render(request, "errors/403.html", status=403)


def broken(request):
    return render(request, "errors/500.html", status=500)
