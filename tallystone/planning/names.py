"""The names that people put before a value in what they paste: "Price: EUR 1,200"."""

TITLE = {"subject", "title", "project", "betreff", "projekt", "asunto", "proyecto", "re"}
DUE = {"due", "due date", "deadline", "date", "delivery", "delivery date", "ready", "until", "by", "fällig", "termin", "fecha"}
PRICE = {"price", "cost", "costs", "fee", "amount", "payment", "preis", "kosten", "honorar", "precio", "importe"}
TOTAL = {"total", "total price", "sum", "budget", "total fee", "gesamt", "summe", "gesamtpreis", "presupuesto"}
HOURS = {"hours", "hours at most", "cap", "at most", "stunden", "horas"}
LENGTH = {"length", "duration", "takes", "time", "dauer", "duración"}
WHOLE = {
    "review": "review_days", "review days": "review_days", "review time": "review_days", "review period": "review_days",
    "rounds": "rounds", "revisions": "rounds", "rounds of revision": "rounds", "revision rounds": "rounds",
    "payment days": "payment_days", "payment terms": "payment_days", "payment within": "payment_days",
    "notice": "notice_days", "notice days": "notice_days", "notice period": "notice_days",
}  # fmt: skip
TAX = {"tax", "vat", "mwst", "ust", "iva", "sales tax"}
