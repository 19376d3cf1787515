"""Opens a vault with libsodium alone, to know the secrets that must not be found anywhere else."""

import base64
import ctypes
import ctypes.util
import hashlib
import os

from harness import PASSPHRASE, Skip, require

ARGON2ID13 = 2
CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


def sodium():
    name = ctypes.util.find_library("sodium") or "libsodium.so.23"
    try:
        library = ctypes.CDLL(name)
    except OSError:
        raise Skip("libsodium is not there as a shared library") from None
    library.sodium_init()
    return library


def derived(key, label):
    return hashlib.blake2b(label, key=key, digest_size=32).digest()


def key_from_passphrase(passphrase, salt, passes, kibibytes):
    key = ctypes.create_string_buffer(32)
    result = sodium().crypto_pwhash(
        key, ctypes.c_ulonglong(32), passphrase, ctypes.c_ulonglong(len(passphrase)), salt,
        ctypes.c_ulonglong(passes), ctypes.c_size_t(kibibytes << 10), ARGON2ID13)
    require(result == 0, "Argon2id failed")
    return key.raw


def opened(sealed, key, context):
    """XChaCha20-Poly1305: 24 bytes of nonce, then the rest."""
    plain = ctypes.create_string_buffer(len(sealed) - 40)
    result = sodium().crypto_aead_xchacha20poly1305_ietf_decrypt(
        plain, None, None, sealed[24:], ctypes.c_ulonglong(len(sealed) - 24), context,
        ctypes.c_ulonglong(len(context)), sealed[:24], key)
    return plain.raw if result == 0 else None


def sealed_key_file(path):
    """The parts of `{1: purpose, 2: salt, 3: passes, 4: kibibytes, 5: sealed}`, and the encoding of 1 to 4."""
    with open(path) as file:
        data = base64.b64decode("".join(file.read().splitlines()[1:-1]))
    # The sealed secret is 32 bytes for the root key, and 64 for the vault: its key, then the root's public key.
    size = 72 if b"\x05\x58\x48" == data[-75:-72] else 104
    sealed = data[-size:]
    start = len(data) - size - 3
    require(
        data[0] == 0xA5 and data[start:start + 3] == bytes([5, 0x58, size]), "the sealed key file is not as expected")
    context = b"\xa4" + data[1:start]
    salt_at = data.index(b"\x02\x50") + 2
    salt, rest = data[salt_at:salt_at + 16], data[salt_at + 16:start]
    passes, rest = number(rest[1:])
    kibibytes, _ = number(rest[1:])
    return context, salt, passes, kibibytes, sealed


def number(data):
    """An unsigned number of CBOR, and what follows."""
    if data[0] < 24:
        return data[0], data[1:]
    size = 1 << data[0] - 24
    return int.from_bytes(data[1:1 + size], "big"), data[1 + size:]


def secret_in(path):
    context, salt, passes, kibibytes, sealed = sealed_key_file(path)
    secret = opened(sealed, key_from_passphrase(PASSPHRASE.encode(), salt, passes, kibibytes), context)
    require(secret is not None, f"{path} does not open with its passphrase")
    return secret


def head(major, number):
    """The head of a CBOR item, as short as it can be."""
    if number < 24:
        return bytes([major << 5 | number])
    size = next(size for size in range(4) if number < 1 << (8 << size))
    return bytes([major << 5 | 24 + size]) + number.to_bytes(1 << size, "big")


def cbor(value):
    """Numbers, bytes, texts, lists and nothing: all that a seal is bound to."""
    if value is None:
        return b"\xf6"
    if isinstance(value, int):
        return head(0, value) if value >= 0 else head(1, -1 - value)
    if isinstance(value, bytes):
        return head(2, len(value)) + value
    if isinstance(value, str):
        return head(3, len(value.encode())) + value.encode()
    return head(4, len(value)) + b"".join(map(cbor, value))


ISSUING_KEYS = "SELECT kid, sealed_secret, kid, not_before, not_after, withdrawn_since, event FROM signing_keys"
AUDIT_KEYS = "SELECT public_key, sealed_secret, number, event FROM audit_keys"
PROOF_KEYS = """
    SELECT id, sealed_proof, id, product_id, customer_id, kind, ends_on, days, binding, seats, features,
           maintenance_until, created_at, event FROM licenses"""


def sealed_rows(world, query, what):
    """Each row's name, what is sealed in it, and the context that it is sealed for."""
    for name, sealed, *place in world.query(query):
        if what == "proof key":
            place[8] = [int(number) for number in place[8].split(",") if number]
        yield name, sealed, cbor([what, cbor(place)])


def vault_secrets(world):
    """Every secret of a vault, by name."""
    vault_key = secret_in(os.path.join(world.vault, "vault.key"))[:32]
    sealing = derived(vault_key, b"countersign ledger sealing")
    secrets = {
        "vault key": vault_key, "sealing key": sealing,
        "key of rows": derived(vault_key, b"countersign ledger rows"),
        "key of the earlier log": derived(vault_key, b"countersign audit log"),
        "root seed": secret_in(os.path.join(world.vault, "root.key")),
    }
    for what, query in (
            ("issuing key", ISSUING_KEYS), ("audit key", AUDIT_KEYS), ("proof key", PROOF_KEYS)):
        for name, sealed, context in sealed_rows(world, query, what):
            secrets[f"{what} {name.hex()}"] = opened(sealed, sealing, context)
    for name, secret in secrets.items():
        require(secret is not None and len(secret) == 32, f"the {name} could not be opened, so it cannot be looked for")
    return secrets


def activation_key_bytes(text):
    value = 0
    for symbol in text.replace("-", "")[:24]:
        value = value << 5 | CROCKFORD.index(symbol)
    return value.to_bytes(15, "big")
