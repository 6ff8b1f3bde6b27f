"""Seals PDFs with the installation's own key (PAdES, invisible) and checks such seals.

The certificate is self-made: it proves that nothing was changed since the seal, not who somebody is.
"""

from datetime import UTC, datetime
from io import BytesIO

from tallystone.core.value import value
from tallystone.papers import sealkey


@value
class Sealed:
    """What a seal says. All three flags must be true to rely on it; `at` is the clock of the machine that sealed."""

    intact: bool
    covers_whole: bool
    ours: bool
    subject: str
    at: datetime | None


def seal(pdf: bytes, reason: str) -> bytes:
    """The same PDF with a seal over all of it that allows no later change; the reason can be read in the seal."""
    from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
    from pyhanko.sign import fields, signers

    key, certificate = sealkey.pair()
    meta = signers.PdfSignatureMetadata(
        field_name="Seal",
        reason=reason,
        md_algorithm="sha256",
        subfilter=fields.SigSeedSubFilter.PADES,
        certify=True,
        docmdp_permissions=fields.MDPPerm.NO_CHANGES,
    )
    # Printed and out of the page: the one invisible form that both PDF/A and PDF/UA take.
    field = fields.SigFieldSpec("Seal", invis_sig_settings=fields.InvisSigSettings(box_out_of_bounds=True))
    signer = signers.SimpleSigner(signing_cert=certificate, signing_key=key, cert_registry=_registry(certificate))
    sealed = BytesIO()
    signers.sign_pdf(IncrementalPdfFileWriter(BytesIO(pdf)), meta, signer, new_field_spec=field, output=sealed)
    return sealed.getvalue()


def check(pdf: bytes) -> Sealed | None:
    """What the last seal of a PDF says; None if there is none, or what is given cannot be read. Asks nobody outside."""
    from pyhanko.pdf_utils.misc import PdfError
    from pyhanko.pdf_utils.reader import PdfFileReader

    try:
        signatures = PdfFileReader(BytesIO(pdf)).embedded_regular_signatures
        return _judged(signatures[-1]) if signatures else None
    except (PdfError, ValueError, KeyError, TypeError, IndexError, RecursionError):
        return None


def _judged(signature) -> Sealed:
    from pyhanko.sign.validation import SignatureCoverageLevel, ValidationContext, validate_pdf_signature

    theirs = signature.signer_cert
    context = ValidationContext(trust_roots=[theirs], allow_fetching=False)
    status = validate_pdf_signature(signature, context)
    return Sealed(
        intact=bool(status.intact and status.valid),
        covers_whole=status.coverage == SignatureCoverageLevel.ENTIRE_FILE,
        ours=theirs.dump() == sealkey.pair()[1].dump(),
        subject=theirs.subject.native.get("common_name", ""),
        at=at.astimezone(UTC) if (at := signature.self_reported_timestamp) else None,
    )


def _registry(certificate):
    from pyhanko_certvalidator.registry import SimpleCertificateStore

    return SimpleCertificateStore.from_certs([certificate])
