"""The documents that the vectors are made from: whole and right, each the beginning of many bad ones."""

import hashlib

import cbor2
import cwt

from by_hand import ALG, ED25519, KID, OWN, TYP, cose_key, digest, headers, keyed, kid, private_key, public_bytes, sign1

PRODUCT = "acme.shipcad"
CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


def day(number):
    """Midnight of the day so many days after 2026-01-01, in UTC."""
    return 1_767_225_600 + number * 86_400


ROOT = private_key("root key")
ISSUING = private_key("issuing key")
OLD_ISSUING = private_key("issuing key of the first half of the year")
WITHDRAWN_ISSUING = private_key("issuing key withdrawn in March")
STRANGER = private_key("nobody's key")
DEVICE = private_key("device key")
SALT = hashlib.sha256(b"countersign interop salt").digest()[:16]
KEY_SECRET = hashlib.sha256(b"countersign interop activation key").digest()[:15]


def issuing_key(key, first, last=None, withdrawn=None):
    more = {3: last, 4: withdrawn}
    return {1: cose_key(public_bytes(key)), 2: first} | {k: v for k, v in more.items() if v is not None}


def product_own():
    return {
        1: 3, 2: "ShipCAD", 3: cose_key(public_bytes(ROOT)), 4: SALT,
        5: [
            issuing_key(ISSUING, day(0)),
            issuing_key(OLD_ISSUING, day(0), last=day(180)),
            issuing_key(WITHDRAWN_ISSUING, day(0), withdrawn=day(60)),
        ],
        6: {0: "cad", 1: "nest", 200: "export"},
        7: {1: "+49 40 1234", 2: "desk@example.com"},
    }


def product_claims():
    return {1: "Acme Marine", 2: PRODUCT, 6: day(10) + 3661, OWN: product_own()}


def license_id(secret=KEY_SECRET):
    return keyed(secret, b"countersign license id", 32)[:5]


def proof(claims, secret=KEY_SECRET):
    """Of the claims set without its proof."""
    key = keyed(secret, b"countersign proof key", 32)
    own = {label: value for label, value in claims[OWN].items() if label != 3}
    return keyed(key, cbor2.dumps(["countersign proof", {**claims, OWN: own}], canonical=True), 16)


def proven(claims, secret=KEY_SECRET):
    """The claims with the proof of the activation key's holder."""
    return with_own(claims, _3=proof(claims, secret))


def secret_of(activation_key):
    """The 15 bytes of an activation key; its last symbol is the check symbol."""
    number = 0
    for symbol in activation_key.replace("-", "")[:24]:
        number = number << 5 | CROCKFORD.index(symbol)
    return number.to_bytes(15, "big")


def component(kind, value, salt=SALT):
    return keyed(salt, b"countersign component" + bytes([kind]) + value, 16)[:2]


NONCE = hashlib.sha256(b"countersign interop nonce").digest()[:16]


def request_own():
    cards = sorted(component(8, card) for card in (b"02:00:5e:10:00:01", b"02:00:5e:10:00:02"))
    return {
        1: 0, 2: license_id(), 4: 3,
        5: {1: component(1, b"0123456789abcdef0123456789abcdef"), 8: b"".join(cards)},
    }


def request_claims():
    key = cose_key(public_bytes(DEVICE))
    return proven({3: PRODUCT, 6: day(100) + 12_345, 7: NONCE, 8: {1: key}, OWN: request_own()})


def license_own():
    return {1: hashlib.sha256(b"countersign interop request").digest()[:12], 2: license_id(), 3: 0, 4: 0}


def license_claims():
    return {3: PRODUCT, 6: day(101), OWN: license_own()}


def renewal_claims():
    return with_own(request_claims(), _1=1, _3=None)


def time_request_claims():
    return with_own(request_claims(), _1=3, _3=None, _8=day(2000) + 1)


def correction_claims():
    answered = request(time_request_claims())
    parts = cbor2.loads(answered).value
    return {3: PRODUCT, 6: day(101) + 45_296, OWN: {1: digest(parts[0], parts[2])}}


def with_own(claims, **changes):
    """Claims with entries of the own part changed (`_3=...`), or left out (`_3=None`)."""
    return changed(claims, {OWN: changed(claims[OWN], {int(k[1:]): v for k, v in changes.items()})})


def changed(mapping, changes):
    return {key: value for key, value in {**mapping, **changes}.items() if value is not None}


def product_file(claims=None, key=ROOT):
    return sign1(key, claims or product_claims(), headers("product", key))


def request(claims=None, key=DEVICE):
    return sign1(key, claims or request_claims(), headers("request"))


def license(claims=None, key=ISSUING):
    return sign1(key, claims or license_claims(), headers("license", key))


def correction(claims=None, key=ISSUING):
    return sign1(key, claims or correction_claims(), headers("correction", key))


def by_the_library(kind, claims, key, with_kid=True):
    """The same document, made by `cwt` and `cbor2` alone."""
    own_key = cwt.COSEKey.new({
        1: 1, 3: ED25519, -1: 6, -2: public_bytes(key), -4: key.private_bytes_raw(), 4: [1, 2]})
    protected = {ALG: ED25519, TYP: headers(kind)[TYP]}
    if with_kid:
        protected[KID] = kid(public_bytes(key))
    ordered = dict(sorted(protected.items()))
    return cwt.COSE.new().encode_and_sign(cbor2.dumps(claims, canonical=True), own_key, ordered, {})
