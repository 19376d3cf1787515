"""The documents of which all vectors are variations: the same as in docs/formats.md and in TestSupport."""
import copy
import hashlib

from primitives import Tag, cbor, public_key, sign

ROOT, ISSUING, DEVICE = bytes([1]) * 32, bytes([2]) * 32, bytes([17]) * 32
OTHER = bytes([99]) * 32
SALT = bytes(range(0xa0, 0xb0))
ACTIVATION_KEY = bytes(range(1, 16))
NONCE = bytes([0x31]) * 16
PRODUCT = "hull-designer"
DAY, TODAY = 86400, 1795392000          # 2026-11-23
NOW = TODAY + 43200
OWN = -65537


def blake2b(key, message, size):
    return hashlib.blake2b(message, key=key, digest_size=size).digest()


def cose_key(public):
    return {1: 1, -1: 6, -2: public}


def thumbprint(public):
    return hashlib.sha256(cbor(cose_key(public))).digest()


def kid(seed):
    return thumbprint(public_key(seed))[:8]


def sig_structure(protected, payload):
    return cbor(["Signature1", protected, b"", payload])


def media_type(kind):
    return f"application/vnd.countersign.{kind}+cwt"


def sign1(seed, protected, payload, unprotected={}, parts=None, tag=18):
    """An object; `parts` changes the finished array of four."""
    protected = protected if isinstance(protected, bytes) else cbor(protected)
    payload = payload if isinstance(payload, bytes) else cbor(payload)
    array = [protected, unprotected, payload, sign(seed, sig_structure(protected, payload))]
    array = parts(array) if parts else array
    return cbor(Tag(tag, array) if tag is not None else array)


# Good documents.

def digest(kind, value):
    return blake2b(SALT, b"countersign component" + bytes([kind]) + value, 16)[:2]


COMPONENTS = [
    (1, b"0123456789abcdef0123456789abcd01"), (2, b"4c4c4544-0042-3510-8051-b4c04f343201"),
    (7, b"S4EVNX0N100001"), (8, b"02:00:00:00:00:01"), (8, b"02:00:00:00:01:01"),
]


def fingerprint(components):
    kinds = {}
    for kind, value in components:
        kinds.setdefault(kind, []).append(digest(kind, value))
    return {kind: b"".join(sorted(digests)) for kind, digests in kinds.items()}


LICENSE_ID = blake2b(ACTIVATION_KEY, b"countersign license id", 32)[:5]
PROOF_KEY = blake2b(ACTIVATION_KEY, b"countersign proof key", 32)


def unproven(claims):
    """The claims set without its proof: what the proof covers."""
    return {**claims, OWN: {key: value for key, value in claims[OWN].items() if key != 3}}


def proven(claims):
    proof = blake2b(PROOF_KEY, cbor(["countersign proof", unproven(claims)]), 16)
    return {**claims, OWN: {**claims[OWN], 3: proof}}


PRODUCT_CLAIMS = {
    1: "Nordwerft Software", 2: PRODUCT, 6: NOW,
    OWN: {
        1: 1, 2: "Hull Designer", 3: cose_key(public_key(ROOT)), 4: SALT,
        5: [{1: cose_key(public_key(ISSUING)), 2: 1767225600}],
        6: {1: "drafting", 2: "stress"}, 7: {1: "+49 40 5550 1234", 2: "desk@nordwerft.example"},
    },
}
REQUEST_CLAIMS = proven({
    3: PRODUCT, 6: NOW, 7: NONCE, 8: {1: cose_key(public_key(DEVICE))},
    OWN: {
        1: 0, 2: LICENSE_ID, 4: 1, 5: fingerprint(COMPONENTS),
    },
})


def product(claims=PRODUCT_CLAIMS, seed=ROOT, name=None, **more):
    return sign1(seed, {1: -19, 4: name or kid(ROOT), 16: media_type("product")}, claims, **more)


def request(claims=REQUEST_CLAIMS, seed=DEVICE, **more):
    return sign1(seed, {1: -19, 16: media_type("request")}, claims, **more)


def request_digest(claims=REQUEST_CLAIMS):
    value = sig_structure(cbor({1: -19, 16: media_type("request")}), cbor(claims))
    for _ in range(64):
        value = hashlib.blake2b(value).digest()
    return value[:12]


LICENSE_CLAIMS = {
    3: PRODUCT, 4: 1830297600, 6: TODAY,          # to the end of 2027-12-31
    OWN: {1: request_digest(), 2: LICENSE_ID, 3: 1, 4: 0, 5: [1, 2]},
}


def license(claims=LICENSE_CLAIMS, seed=ISSUING, name=None, **more):
    return sign1(seed, {1: -19, 4: name or kid(ISSUING), 16: media_type("license")}, claims, **more)


# The same machine asks for a renewal, and, after its clock was in 2031, for the time.
RENEWAL_CLAIMS = unproven(REQUEST_CLAIMS)
RENEWAL_CLAIMS[OWN][1] = 1
TIME_REQUEST_CLAIMS = unproven(REQUEST_CLAIMS)
TIME_REQUEST_CLAIMS[OWN].update({1: 3, 8: 1925000000})
CORRECTION_CLAIMS = {3: PRODUCT, 6: NOW, OWN: {1: request_digest(TIME_REQUEST_CLAIMS)}}


def correction(claims=CORRECTION_CLAIMS, seed=ISSUING, name=None, **more):
    return sign1(seed, {1: -19, 4: name or kid(ISSUING), 16: media_type("correction")}, claims, **more)


def changed(claims, *edits):
    """A copy with edits: (path…, value); the value DROP takes the entry away."""
    claims = copy.deepcopy(claims)
    for *path, last, value in edits:
        place = claims
        for step in path:
            place = place[step]
        if value is DROP:
            del place[last]
        else:
            place[last] = value
    return claims


DROP = object()
