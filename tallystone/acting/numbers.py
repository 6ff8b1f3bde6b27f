"""Gapless invoice numbers: taken from a locked row, in the transaction of the act that issues the invoice."""

from django.db import connection


def next_number(business_id: int) -> str:
    """The next invoice number of this freelancer, e.g. "12-0007". Given back when the act is refused."""
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO acting_invoicenumber (business_id, last) VALUES (%s, 1)"
            " ON CONFLICT (business_id) DO UPDATE SET last = acting_invoicenumber.last + 1 RETURNING last",
            [business_id],
        )
        return f"{business_id}-{cursor.fetchone()[0]:04d}"
