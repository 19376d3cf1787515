"""Ways to spoil any document, each in one thing."""

import struct
from dataclasses import dataclass

from by_hand import ALG, CRIT, ED25519, KID, OWN, TYP, Raw, encode, head, object_of, pairs, sig_structure, sign1

GROUP_ORDER = 2**252 + 27742317777372353535851937790883648493


@dataclass
class Vector:
    name: str
    outcome: str
    says: str
    bytes: bytes


def malformed(rule=""):
    return f"document.malformed {rule}".strip()


def common(kind, claims, protected, key, good, wrong_signature):
    """What must be refused in every kind of document."""

    def signed(protected=protected, payload=claims, unprotected=None, tag=18):
        return sign1(key, payload, protected, unprotected, tag)

    def without(label):
        return {k: v for k, v in protected.items() if k != label}

    entries = sorted((encode(k), encode(v)) for k, v in claims.items())
    protected_entries = sorted((encode(k), encode(v)) for k, v in protected.items())
    own = entries[-1]
    assert own[0] == encode(OWN)
    signature = good[-64:]
    s_plus_l = int.from_bytes(signature[32:], "little") + GROUP_ORDER
    payload = encode(claims)
    iat = claims[6]

    cases = [
        # The headers.
        ("alg-eddsa", malformed("algorithm"), "alg is -8, EdDSA, which RFC 9864 deprecates",
         signed({**protected, ALG: -8})),
        ("alg-es256", malformed("algorithm"), "alg is -7, ES256", signed({**protected, ALG: -7})),
        ("alg-text", malformed("algorithm"), "alg is a text", signed({**protected, ALG: "Ed25519"})),
        ("alg-missing", malformed("algorithm"), "there is no alg", signed(without(ALG))),
        ("alg-unprotected", malformed("protected-only"), "alg stands in the unprotected headers",
         signed(without(ALG), unprotected={ALG: ED25519})),
        ("alg-twice", malformed("protected-only"), "alg stands in both headers",
         signed(unprotected={ALG: ED25519})),
        ("kid-unprotected", "document.malformed", "there is an unprotected kid",
         signed(without(KID), unprotected={KID: protected.get(KID, bytes(8))})),
        ("typ-unprotected", malformed("protected-only"), "typ stands in the unprotected headers",
         signed(without(TYP), unprotected={TYP: protected[TYP]})),
        ("typ-missing", "document.unrecognized", "there is no typ", signed(without(TYP))),
        ("typ-number", malformed("parameter-type"), "typ is a content format's number", signed({**protected, TYP: 61})),
        ("typ-foreign", "document.unrecognized", "typ is application/cwt", signed({**protected, TYP: "application/cwt"})),
        ("typ-upper-case", "document.unrecognized", "typ is in capitals",
         signed({**protected, TYP: protected[TYP].upper()})),
        ("typ-newer", "document.newer-version", "typ is of a kind to come",
         signed({**protected, TYP: "application/vnd.countersign.revocations+cwt"})),
        ("crit-unknown", malformed("critical"), "crit names a header that nobody knows",
         signed({**protected, CRIT: [99], 99: 1})),
        ("crit-absent", malformed("critical"), "crit names a header that is not there",
         signed({**without(KID), CRIT: [KID]})),
        ("crit-empty", malformed("critical"), "crit is empty", signed({**protected, CRIT: []})),
        ("crit-unprotected", malformed("protected-only"), "crit is not protected", signed(unprotected={CRIT: [TYP]})),
        ("header-unknown", malformed("known-parameters"), "there is a header outside the profile",
         signed({**protected, 33: b"x5chain"})),
        ("header-text-label", malformed("known-parameters"), "a header's label is a text",
         signed({**protected, "a": 1})),
        ("headers-empty", malformed("protected-map"), "the protected headers are an empty string",
         signed(Raw(b""))),
        ("headers-unsorted", malformed("sorted-keys"), "the protected headers are not in order",
         signed(Raw(pairs(protected_entries[::-1])))),
        ("headers-duplicate", malformed("no-duplicate-keys"), "alg stands twice in the protected headers",
         signed(Raw(pairs(protected_entries[:1] + protected_entries)))),
        # The object.
        ("untagged", malformed("tagged"), "the tag 18 is missing", good[1:]),
        ("tag-cose-sign", malformed("tagged"), "the tag is 98, COSE_Sign", signed(tag=98)),
        ("tag-long", malformed("shortest-form"), "the tag is two bytes longer than it need be",
         b"\xd9\x00\x12" + good[1:]),
        ("tag-twice", malformed("structure"), "the tag stands twice", good[:1] + good),
        ("cwt-tag", malformed("tagged"), "there is the tag 61, CWT, before it", b"\xd8\x3d" + good),
        ("five-parts", malformed("structure"), "the array has five parts", good[:1] + b"\x85" + good[2:] + b"\x00"),
        ("payload-null", malformed("structure"), "the payload is detached",
         head(6, 18) + encode([encode(protected), {}, Raw(b"\xf6"), signature])),
        ("array-indefinite", malformed("definite-length"), "the array is of indefinite length",
         good[:1] + b"\x9f" + good[2:] + b"\xff"),
        ("trailing-byte", malformed("no-trailing-bytes"), "there is one byte after the end", good + b"\x00"),
        ("cut-short", "document.truncated", "the last byte is missing", good[:-1]),
        ("signature-63", malformed("signature-size"), "the signature is 63 bytes",
         object_of(encode(protected), {}, payload, signature[:63])),
        # The signature.
        ("signature-flipped", wrong_signature, "one bit of the signature is flipped",
         good[:-40] + bytes([good[-40] ^ 1]) + good[-39:]),
        ("signature-s-plus-l", wrong_signature, "S is the group order too large (RFC 8032 section 5.1.7)",
         good[:-32] + s_plus_l.to_bytes(32, "little")),
        ("signature-zero", wrong_signature, "the signature is nothing but zeros", good[:-64] + bytes(64)),
        ("signature-of-payload", wrong_signature, "the payload is signed, not the Sig_structure",
         good[:-64] + key.sign(payload)),
        ("signature-external", wrong_signature, "external data were signed with it",
         good[:-64] + key.sign(sig_structure(encode(protected), payload, b"x"))),
        ("signature-context", wrong_signature, "the context is that of a countersignature",
         good[:-64] + key.sign(encode(["CounterSignature", encode(protected), b"", payload]))),
        # The encoding of the claims.
        ("claims-unsorted", malformed("sorted-keys"), "the claims are not in order", signed(payload=Raw(pairs(entries[::-1])))),
        ("claims-duplicate", malformed("no-duplicate-keys"), "a claim stands twice",
         signed(payload=Raw(pairs(entries[:1] + entries)))),
        ("claims-indefinite", malformed("definite-length"), "the claims are of indefinite length",
         signed(payload=Raw(b"\xbf" + b"".join(k + v for k, v in entries) + b"\xff"))),
        ("claims-trailing", malformed("no-trailing-bytes"), "there is a byte after the claims",
         signed(payload=Raw(payload + b"\x00"))),
        ("claims-array", "document.malformed", "the claims are an array", signed(payload=[1, 2])),
        ("claims-deep", malformed("depth-limit"), "arrays are nested sixty deep",
         signed(payload=Raw(b"\x81" * 60 + b"\x00"))),
        ("key-not-shortest", malformed("shortest-form"), "a claim's key is a byte longer than it need be",
         signed(payload=Raw(pairs([(b"\x18" + entries[0][0], entries[0][1])] + entries[1:])))),
        ("time-not-shortest", malformed("shortest-form"), "the time is eight bytes, and needs four",
         signed(payload={**claims, 6: Raw(head(0, iat, 8))})),
        ("text-indefinite", malformed("definite-length"), "a text comes in chunks",
         signed(payload={**claims, **{k: chunked(v) for k, v in claims.items() if isinstance(v, str)}})),
        ("time-float", malformed("no-floating-point"), "the time is a floating-point number",
         signed(payload={**claims, 6: Raw(b"\xfb" + float_bytes(iat))})),
        ("time-tagged", "document.malformed", "the time is tagged as one (RFC 8392 section 5 says untagged)",
         signed(payload={**claims, 6: Raw(b"\xc1" + encode(iat))})),
        ("time-negative", "document.malformed", "the time is before 1970", signed(payload={**claims, 6: -86_400})),
        ("time-huge", "document.malformed", "the time is after the year 9999",
         signed(payload={**claims, 6: 2**64 - 1})),
        ("time-text", "document.malformed", "the time is a text", signed(payload={**claims, 6: "2026-11-23"})),
        ("claim-undefined", malformed("only-booleans-and-null"), "a claim is 'undefined'",
         signed(payload={**claims, 6: Raw(b"\xf7")})),
        ("claim-unknown", "document.newer-version", "there is a claim that nobody knows",
         signed(payload={**claims, 99: 1})),
        ("claim-unknown-private", "document.newer-version", "there is a private claim that is not ours",
         signed(payload={**claims, -65538: 1})),
        ("claim-unknown-text", "document.newer-version", "a claim's name is a text", signed(payload={**claims, "a": 1})),
        ("own-claim-unknown", "document.newer-version", "our own part has a label that nobody knows",
         signed(payload={**claims, OWN: {**claims[OWN], 99: 1}})),
        ("own-missing", "document.malformed", "our own part is missing",
         signed(payload={k: v for k, v in claims.items() if k != OWN})),
        # Good, though out of the ordinary.
        ("own-claim-ignorable", "good", "our own part has an unknown label below zero, which may be ignored",
         signed(payload={**claims, OWN: {**claims[OWN], -1: 1}})),
        # Good COSE, and no document: one claims set would have several encodings.
        ("crit-typ", "document.malformed", "crit names typ, which is understood", signed({**protected, CRIT: [TYP]})),
    ]
    return [Vector(f"{kind}-{name}", outcome, says, data) for name, outcome, says, data in cases]


def chunked(text):
    data = text.encode()
    return Raw(b"\x7f" + encode(text[:1]) + head(3, len(data) - 1) + data[1:] + b"\xff")


def float_bytes(number):
    return struct.pack(">d", number)
