"""CBOR and COSE_Sign1 written by hand, so that every rule of the encoding can be broken on purpose.

The good documents are made a second time by the `cwt` library, and must come out the same.
"""

import hashlib

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

OWN = -65537  # the claim that holds everything of our own
ALG, CRIT, KID, TYP = 1, 2, 4, 16
ED25519 = -19


class Raw(bytes):
    """Bytes that are put in as they are."""


def head(major, number, width=None):
    """The beginning of a data item; with a width in bytes, not the shortest."""
    for info, size in ((24, 1), (25, 2), (26, 4), (27, 8)):
        if width is None and number < 24:
            return bytes([major << 5 | number])
        if width == size or width is None and number < 1 << 8 * size:
            return bytes([major << 5 | info]) + number.to_bytes(size, "big")
    raise ValueError(number)


def encode(value):
    """Deterministic encoding (RFC 8949 section 4.2.1): map keys in the order of their encoded bytes."""
    if isinstance(value, Raw):
        return bytes(value)
    if value is None:
        return b"\xf6"
    if isinstance(value, bytes):
        return head(2, len(value)) + value
    if isinstance(value, str):
        return head(3, len(value.encode())) + value.encode()
    if isinstance(value, bool):
        return b"\xf5" if value else b"\xf4"
    if isinstance(value, int):
        return head(0, value) if value >= 0 else head(1, -1 - value)
    if isinstance(value, list):
        return head(4, len(value)) + b"".join(map(encode, value))
    return pairs(sorted((encode(key), encode(item)) for key, item in value.items()))


def pairs(entries):
    """A map of encoded entries, in the order given."""
    return head(5, len(entries)) + b"".join(key + item for key, item in entries)


def sig_structure(protected, payload, external=b""):
    """RFC 9052 section 4.4."""
    return encode(["Signature1", protected, external, payload])


def object_of(protected, unprotected, payload, signature, tag=18):
    """The COSE_Sign1 of four parts."""
    return head(6, tag) + encode([protected, Raw(encode(unprotected)), payload, signature])


def sign1(key, payload, protected, unprotected=None, tag=18):
    """A signed object; `protected` and `payload` are values, or Raw."""
    protected, payload = encode(protected), encode(payload)
    return object_of(protected, unprotected or {}, payload, key.sign(sig_structure(protected, payload)), tag)


def private_key(name):
    """Always the same key for the same name."""
    return Ed25519PrivateKey.from_private_bytes(hashlib.sha256(f"countersign interop {name}".encode()).digest())


def public_bytes(key):
    return key.public_key().public_bytes_raw()


def cose_key(public):
    return {1: 1, -1: 6, -2: public}


def thumbprint(public):
    """RFC 9679, with SHA-256."""
    return hashlib.sha256(encode(cose_key(public))).digest()


def kid(public):
    return thumbprint(public)[:8]


def media_type(kind):
    return f"application/vnd.countersign.{kind}+cwt"


def headers(kind, signer=None):
    """The protected headers of a kind of document."""
    named = {} if signer is None else {KID: kid(public_bytes(signer))}
    return {ALG: ED25519, TYP: media_type(kind), **named}


def digest(request_protected, request_payload):
    """What a license holds of its request: BLAKE2b-512, 64 times, 12 bytes."""
    value = sig_structure(request_protected, request_payload)
    for _ in range(64):
        value = hashlib.blake2b(value).digest()
    return value[:12]


def keyed(key, message, size):
    """BLAKE2b with a key, and neither salt nor personalisation."""
    return hashlib.blake2b(message, key=key, digest_size=size).digest()
