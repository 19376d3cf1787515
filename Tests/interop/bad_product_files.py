"""Product files, good and bad."""

from by_hand import OWN, cose_key, headers, public_bytes, sign1
from documents import (
    ISSUING, ROOT, STRANGER, changed, issuing_key, day, product_claims, product_file, product_own, with_own)
from spoiling import Vector, common

MALFORMED = "document.malformed"


def vectors():
    claims = product_claims()
    wrong = "product.signature-invalid"

    def own(**changes):
        return product_file(with_own(claims, **changes))

    key = issuing_key(ISSUING, day(0))
    cases = [
        ("good", "good", "a product file with three issuing keys", product_file()),
        ("no-contact", "good", "without a contact", own(_7=None)),
        ("no-features", "good", "without features", own(_6={})),
        ("policy", "good", "with all of a policy", own(_8={1: 60, 2: True, 3: 2, 4: 2, 5: 48})),
        ("policy-lowest", "good", "with a policy at its lowest", own(_8={1: 30, 4: 0, 5: 1})),
        ("policy-highest", "good", "with a policy at its highest", own(_8={1: 100, 3: 1, 5: 720})),
        ("policy-ignorable", "good", "with an unknown label below zero in its policy", own(_8={2: True, -1: 1})),
        ("policy-empty", MALFORMED, "its policy is empty", own(_8={})),
        ("policy-threshold-29", MALFORMED, "the threshold is 29 percent", own(_8={1: 29})),
        ("policy-threshold-101", MALFORMED, "the threshold is 101 percent", own(_8={1: 101})),
        ("policy-threshold-45", MALFORMED, "the threshold goes without saying", own(_8={1: 45})),
        ("policy-root-false", MALFORMED, "it says that what only root reads does not count", own(_8={2: False})),
        ("policy-machines-0", MALFORMED, "virtual machines go without saying", own(_8={3: 0})),
        ("policy-machines-3", MALFORMED, "virtual machines are answered with 3", own(_8={3: 3})),
        ("policy-containers-1", MALFORMED, "containers go without saying", own(_8={4: 1})),
        ("policy-containers-3", MALFORMED, "containers are answered with 3", own(_8={4: 3})),
        ("policy-hours-0", MALFORMED, "the clock tolerance is nothing", own(_8={5: 0})),
        ("policy-hours-721", MALFORMED, "the clock tolerance is over thirty days", own(_8={5: 721})),
        ("policy-hours-24", MALFORMED, "the clock tolerance goes without saying", own(_8={5: 24})),
        ("policy-unknown", "document.newer-version", "its policy has a label that nobody knows", own(_8={2: True, 6: 1})),
        ("thirty-two-keys", "good", "as many issuing keys as there may be",
         own(_5=[changed(key, {1: cose_key(bytes([n]) * 32)}) for n in range(32)])),
        ("other-signer", wrong, "another key than the root key in it signed it",
         sign1(STRANGER, claims, headers("product", ROOT))),
        ("other-kid", wrong, "its kid is another key's", sign1(ROOT, claims, headers("product", STRANGER))),
        ("other-root", wrong, "the root key in it was exchanged",
         sign1(ROOT, with_own(claims, _3=cose_key(public_bytes(STRANGER))), headers("product", ROOT))),
        ("kid-missing", wrong, "it names no key", sign1(ROOT, claims, headers("product"))),
        ("version-zero", MALFORMED, "its version is 0", own(_1=0)),
        ("version-huge", MALFORMED, "its version needs more than 32 bits", own(_1=2**32)),
        ("salt-15", MALFORMED, "the salt is 15 bytes", own(_4=bytes(15))),
        ("no-keys", MALFORMED, "there is no issuing key", own(_5=[])),
        ("thirty-three-keys", MALFORMED, "there is one issuing key too many",
         own(_5=[changed(key, {1: cose_key(bytes([n]) * 32)}) for n in range(33)])),
        ("key-twice", MALFORMED, "an issuing key stands twice", own(_5=[key, key])),
        ("key-x25519", MALFORMED, "the root key is on the curve X25519",
         own(_3={1: 1, -1: 4, -2: public_bytes(ROOT)})),
        ("key-with-secret", MALFORMED, "the root key has its secret with it",
         own(_3={**product_own()[3], -4: bytes(32)})),
        ("key-not-midnight", MALFORMED, "an issuing key begins within a day", own(_5=[{**key, 2: day(0) + 1}])),
        ("feature-name", MALFORMED, "a feature's name has a blank in it", own(_6={0: "two words"})),
        ("feature-twice", MALFORMED, "two features have one name", own(_6={0: "cad", 1: "cad"})),
        ("feature-256", MALFORMED, "a feature's number is 256", own(_6={256: "cad"})),
        ("product-upper-case", MALFORMED, "the product's id is in capitals",
         product_file(changed(claims, {2: "ACME"}))),
        ("product-long", MALFORMED, "the product's id is 24 characters", product_file(changed(claims, {2: "a" * 24}))),
        ("name-empty", MALFORMED, "the name is empty", own(_2="")),
        ("name-escape", MALFORMED, "the name would colour the terminal", own(_2="\x1b[31mShipCAD")),
        ("name-turned", MALFORMED, "the name turns the direction of writing", own(_2="ShipCAD\u202etxt.exe")),
        ("name-not-utf8", MALFORMED + " valid-utf8", "the name is not UTF-8",
         product_file({**claims, OWN: {**claims[OWN], 2: bad_text()}})),
        ("expires", "document.newer-version", "it has an exp, which product files do not have",
         product_file({**claims, 4: day(400)})),
        ("too-large", "document.too-large", "it is over 16,384 bytes",
         product_file({**claims, OWN: {**claims[OWN], -1: bytes(16_384)}})),
    ]
    own_cases = [Vector(f"product-{name}", outcome, says, data) for name, outcome, says, data in cases]
    return own_cases + common("product", claims, headers("product", ROOT), ROOT, product_file(), wrong)


def bad_text():
    from by_hand import Raw
    return Raw(b"\x62\xc3\x28")
