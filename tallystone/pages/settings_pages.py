"""Settings: an overview, and a page with one form for each thing that can be changed."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.db.models import Count, Q
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from tallystone import showing
from tallystone.acting.sentences import sentence
from tallystone.core.refusal import Refusal
from tallystone.core.value import value
from tallystone.notices import feeds, rhythm
from tallystone.notices.letters import send_plain_letter
from tallystone.pages import settings_forms as forms
from tallystone.pages import stepup
from tallystone.pages.account import see
from tallystone.pages.signed import Signed
from tallystone.people.models import Business, Member, Person
from tallystone.people.reach import business_for, businesses_kept, businesses_to_act_for, client_business
from tallystone.people.reading import shown_account

BANK_FIELDS = ("account_holder", "iban", "bic")


@value
class Words:
    """What stands around a form: its title, a sentence, and what the button says."""

    title: str
    lead: str
    button: str


@login_required
@require_safe
def settings(request: Signed) -> HttpResponse:
    """Everything this person may change, at a glance."""
    own = business_for(request.user, "details")
    others = Business.objects.filter(pk__in=businesses_kept(request.user, "details"), freelance=False).order_by("name", "id")
    saved = {
        "you": _("Your details are kept."), "business": _("The business is kept."), "tax": _("The tax details are kept."),
        "bank": _("The bank account is kept. We have mailed you a note about it."), "logo": _("The logo is kept."),
        "address": _("Your mail address is changed."), "client": _("The details are kept."),
        "left": _("You have left the business."),
        "letters": _("Letters come as you chose."),
    }.get(request.GET.get("saved", ""), "")  # fmt: skip
    told = {"own": own, "clients": others, "saved": saved, "rate": rate_of(own) if own else ""}
    told["belongs"], told["firms"] = belongings(request.user), businesses_to_act_for(request.user)
    told["account"] = shown_account(own.iban) if own else ""
    return render(request, "account/settings.html", told | letters_of(request.user))


def letters_of(person) -> dict[str, Any]:
    """How often letters come to this person, and the address of their calendar."""
    from tallystone.pages.letters import RHYTHM

    address = feeds.address_of(person)
    wish = rhythm.wished(person.pk)
    rest = {"letters": str(RHYTHM[wish.rhythm]), "held": wish.holds}
    return rest | {"feed": address, "feed_web": "webcal:" + address.partition(":")[2] if address else ""}


def belongings(person: Person) -> list[dict]:
    """Every business to which this person belongs, with their role and how many people it has; one query."""
    rows = Member.objects.filter(person=person, left=None).select_related("business").order_by("id")
    counted = rows.annotate(people=Count("business__members", filter=Q(business__members__left=None)))
    return [{"firm": row.business, "role": row.role, "people": row.people} for row in counted]


def rate_of(business: Business) -> str:
    """Its tax rate as it is typed: "19", "8.1", or nothing for none."""
    return f"{business.tax_bp / 100:.2f}".rstrip("0").rstrip(".") if business.tax_bp else ""


def own_business(request: Signed) -> Business:
    """The freelance business that who asks owns; Http404 for who has none."""
    own = business_for(request.user, "details")
    if own is None:
        raise Http404
    return own


def keep(target, told: dict) -> None:
    """Writes what was read into a person or a business."""
    for field, said in told.items():
        setattr(target, field, said)
    target.save(update_fields=list(told))


def show(request: Signed, form, words: Words, refusal: Refusal | None = None, **more) -> HttpResponse:
    """The page around one form, again with what was typed where something is wrong."""
    status = 422 if form.errors or (refusal and refusal.name != "code_sent") else 200
    told = {"form": form, "words": words, "error": sentence(refusal) if refusal and not refusal.field else "", **more}
    return render(request, "account/form.html", told, status=status)


def done(what: str) -> HttpResponse:
    """Back to the overview, which says that this was kept."""
    return see(f"{reverse('settings')}?saved={what}")


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def you(request: Signed) -> HttpResponse:
    """Name, way of writing numbers, time zone."""
    person = request.user
    before = {"name": person.name, "locale": person.locale, "zone": person.zone}
    form = forms.You(forms.given(request), initial=before)
    if request.method == "POST" and form.is_valid():
        keep(person, form.cleaned_data)
        return done("you")
    return show(
        request, form, Words(_("About you"), _("How others see you, and how you read dates and numbers."), _("Keep this"))
    )


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def business(request: Signed) -> HttpResponse:
    """Name, postal address, country, currency, time zone of one's own business."""
    own = own_business(request)
    before = {name: getattr(own, name) for name in ("name", "address", "country", "currency", "zone")}
    form = forms.Business(forms.given(request), initial=before)
    if request.method == "POST" and form.is_valid():
        keep(own, form.cleaned_data)
        return done("business")
    words = Words(
        _("Your business"), _("This stands on new agreements and invoices. Those that exist stay as they are."), _("Keep this")
    )
    return show(request, form, words)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def tax(request: Signed) -> HttpResponse:
    """Tax number and rate, or why there is none."""
    own = own_business(request)
    form = forms.Tax(forms.given(request), initial=tax_of(own))
    if request.method == "POST" and form.is_valid():
        keep(own, read_tax(form.cleaned_data))
        return done("tax")
    return show(request, form, Words(_("Tax"), _("For new agreements and their invoices."), _("Keep this")))


def tax_of(own: Business) -> dict[str, str]:
    """The tax form's fields as they are typed."""
    mark = "," if showing.amount(150).startswith("1,") else "."
    return {"tax_number": own.tax_number, "tax_rate": rate_of(own).replace(".", mark), "tax_note": own.tax_note}


def read_tax(read: dict) -> dict:
    """The tax form's answer as fields of a business."""
    return {"tax_number": read["tax_number"], "tax_bp": read["tax_rate"] or 0, "tax_note": read["tax_note"]}


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def bank(request: Signed) -> HttpResponse:
    """The account to which clients pay. A change wants a fresh code, and is told by mail."""
    own = own_business(request)
    form = forms.Bank(forms.given(request), initial=bank_of(own))
    refusal = None
    if request.method == "POST" and form.is_valid():
        try:
            keep_bank(request, own, form.cleaned_data)
            return done("bank")
        except Refusal as wrong:
            refusal = wrong
    words = Words(_("Bank account"), _("Where your clients pay to. It stands on invoices."), _("Keep this account"))
    return show(request, form, words, refusal, fresh=stepup.shown(request, refusal))


def bank_of(own: Business) -> dict[str, str]:
    """The bank form's fields as they are typed."""
    return {"account_holder": own.account_holder, "iban": shown_account(own.iban), "bic": own.bic}


def keep_bank(request: Signed, own: Business, read: dict) -> None:
    """Keeps a changed account. Raises Refusal with field "fresh_code" until a fresh code was shown."""
    told = {name: read[name] for name in BANK_FIELDS}
    if all(getattr(own, name) == value for name, value in told.items()):
        return
    stepup.need(request)
    keep(own, told)
    subject = _("The bank account of %(business)s was changed") % {"business": own.name}
    ending = _("It now ends with %(end)s.") % {"end": told["iban"][-4:]} if told["iban"] else _("It is now empty.")
    sentences = [ending, _("If this was not you, sign in now, change it back, and tell your clients.")]
    send_plain_letter(request.user.email, subject, sentences)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def client(request: Signed, business_id: int) -> HttpResponse:
    """A client's own details, as agreements and invoices name them."""
    theirs = client_business(request.user, business_id)
    before = {name: getattr(theirs, name) for name in ("name", "address", "country", "tax_number")}
    form = forms.ClientFirm(forms.given(request), initial=before)
    if request.method == "POST" and form.is_valid():
        keep(theirs, form.cleaned_data)
        return done("client")
    lead = _("How %(keeper)s names you on agreements and invoices.") % {"keeper": theirs.kept_by or _("the other side")}
    return show(request, form, Words(_("Your details as a client"), lead, _("Keep this")))
