"""The installation's sealing key (P-256) and its self-made certificate, made at first use in the data folder's `seal/`."""

import os
import secrets
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from pathlib import Path
from urllib.parse import urlsplit

from django.conf import settings

YEARS = 30  # as long as the papers may be asked for; a seal does not end with a subscription


def pair():
    """(key, certificate) as asn1crypto objects, ready for pyHanko; the same for every process of the installation."""
    return _loaded(Path(settings.DATA) / "seal" / "seal.pem")


@lru_cache(maxsize=4)
def _loaded(path: Path):
    from asn1crypto import keys, pem, x509

    if not path.exists():
        _make(path)
    found = {kind: content for kind, _, content in pem.unarmor(path.read_bytes(), multiple=True)}
    return keys.PrivateKeyInfo.load(found["PRIVATE KEY"]), x509.Certificate.load(found["CERTIFICATE"])


def _make(path: Path) -> None:
    """Both lie in one file that appears at once: of two processes that begin together, the second takes the first's."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    mine = path.with_name(f".{secrets.token_hex(8)}")
    with os.fdopen(os.open(mine, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(_fresh())
        file.flush()
        os.fsync(file.fileno())
    try:
        os.link(mine, path)
    except FileExistsError:
        return
    finally:
        mine.unlink()


def _fresh() -> bytes:
    from cryptography import x509
    from cryptography.hazmat.primitives import hashes, serialization
    from cryptography.hazmat.primitives.asymmetric import ec

    key = ec.generate_private_key(ec.SECP256R1())
    host = urlsplit(settings.BASE_URL).hostname or "localhost"
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, f"Tallystone seal, {host}"[:64])])
    now = datetime.now(UTC)
    builder = x509.CertificateBuilder(issuer_name=name, subject_name=name, public_key=key.public_key())
    builder = builder.serial_number(x509.random_serial_number())
    builder = builder.not_valid_before(now - timedelta(hours=1)).not_valid_after(now + timedelta(days=365 * YEARS))
    builder = builder.add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
    builder = builder.add_extension(_usage(x509), critical=True)
    builder = builder.add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
    private = key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    return private + builder.sign(key, hashes.SHA256()).public_bytes(serialization.Encoding.PEM)


def _usage(x509):
    wanted = {"digital_signature", "content_commitment"}
    every = wanted | {"key_encipherment", "data_encipherment", "key_agreement", "key_cert_sign", "crl_sign"}
    return x509.KeyUsage(**{use: use in wanted for use in every}, encipher_only=False, decipher_only=False)
