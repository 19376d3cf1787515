"""Requests, good and bad."""

from by_hand import KID, cose_key, headers, kid, object_of, encode, public_bytes, sign1
from documents import (
    DEVICE, STRANGER, changed, component, request, request_claims, renewal_claims, time_request_claims, with_own)
from spoiling import Vector, common

MALFORMED = "document.malformed"
SMALL_ORDER = bytes([1]) + bytes(31)  # the neutral element


def vectors():
    claims = request_claims()
    wrong = "request.signature-invalid"

    def own(**changes):
        return request(with_own(claims, **changes))

    other_key = changed(claims, {8: {1: cose_key(public_bytes(STRANGER))}})
    small = changed(claims, {8: {1: cose_key(SMALL_ORDER)}})
    cases = [
        ("good", "good", "a request of a machine with a machine ID and two network cards", request()),
        ("no-components", "good", "of a machine that shows nothing", own(_5={})),
        ("ten-components", "good", "of as many components as there may be",
         own(_5={7: b"".join(sorted(component(7, bytes([n])) for n in range(10)))})),
        ("unknown-component", "good", "with a kind of component that is to come", own(_5={1: b"\0\1", 77: b"\0\2"})),
        ("renewal", "good", "a renewal", request(renewal_claims())),
        ("time", "good", "for a time correction", request(time_request_claims())),
        ("virtual", "good", "of a container on a virtual machine", own(_6=2, _7=3)),
        ("virtual-unknown", "good", "of a virtual machine of a kind that is to come", own(_6=255)),
        ("component-none", "good", "with a kind that could not be read", own(_5={1: b""})),
        ("ten-unreadable", "good", "with ten kinds that could not be read", own(_5={n: b"" for n in range(10)})),
        ("hypervisor-zero", MALFORMED, "its hypervisor is written, and is none", own(_6=0)),
        ("hypervisor-256", MALFORMED, "its hypervisor's number is 256", own(_6=256)),
        ("container-zero", MALFORMED, "its container is written, and is none", own(_7=0)),
        ("container-256", MALFORMED, "its container's number is 256", own(_7=256)),
        ("eleven-unreadable", MALFORMED, "an eleventh kind could not be read",
         own(_5={n: b"" for n in range(11)})),
        ("activation-unproven", MALFORMED, "an activation without a proof", own(_3=None)),
        ("activation-mark", MALFORMED, "an activation with a high-water mark", own(_8=1)),
        ("renewal-proof", MALFORMED, "a renewal with a proof", request(with_own(renewal_claims(), _3=bytes(16)))),
        ("renewal-mark", MALFORMED, "a renewal with a high-water mark", request(with_own(renewal_claims(), _8=1))),
        ("time-proof", MALFORMED, "for a time correction, with a proof",
         request(with_own(time_request_claims(), _3=bytes(16)))),
        ("time-no-mark", MALFORMED, "for a time correction, without a high-water mark",
         request(with_own(time_request_claims(), _8=None))),
        ("time-mark-huge", MALFORMED, "its high-water mark is after the year 9999",
         request(with_own(time_request_claims(), _8=253_402_300_800))),
        ("return", "request.kind-unsupported", "it gives a license back, which is to come", own(_1=2)),
        ("unknown-kind", "request.kind-unsupported", "it asks for something that is to come", own(_1=7)),
        ("other-signer", wrong, "another key than the device key in it signed it", request(key=STRANGER)),
        ("other-device", wrong, "the device key in it was exchanged", request(other_key)),
        ("small-order", wrong, "the device key is of small order, and so fits a signature that nobody made",
         object_of(encode(headers("request")), {}, encode(small), SMALL_ORDER + bytes(32))),
        ("kid", wrong, "it has a kid, and requests have none", sign1(DEVICE, claims, headers("request", DEVICE))),
        ("kid-empty", wrong, "it has an empty kid", sign1(DEVICE, claims, {**headers("request"), KID: b""})),
        ("nonce-missing", MALFORMED, "it has no nonce", request(changed(claims, {7: None}))),
        ("nonce-15", MALFORMED, "the nonce is 15 bytes", request(changed(claims, {7: bytes(15)}))),
        ("cnf-missing", MALFORMED, "it has no device key", request(changed(claims, {8: None}))),
        ("cnf-kid", MALFORMED, "the device key is named and not there (RFC 8747 section 3.4)",
         request(changed(claims, {8: {3: kid(public_bytes(DEVICE))}}))),
        ("cnf-two", MALFORMED, "the device key is there and named",
         request(changed(claims, {8: {1: cose_key(public_bytes(DEVICE)), 3: b"kid"}}))),
        ("proof-15", MALFORMED, "the proof is 15 bytes", own(_3=bytes(15))),
        ("license-6", MALFORMED, "the license id is 6 bytes", own(_2=bytes(6))),
        ("component-odd", MALFORMED, "a kind's digests are three bytes", own(_5={1: b"\0\1\2"})),
        ("component-unsorted", MALFORMED, "a kind's digests are not in order", own(_5={8: b"\0\2\0\1"})),
        ("component-256", MALFORMED, "a kind's number is 256", own(_5={256: b"\0\1"})),
        ("eleven-components", MALFORMED, "there is one component too many", own(_5={7: b"".join(
            bytes([0, n]) for n in range(11))})),
        ("issuer", "document.newer-version", "it has an iss, which requests do not have",
         request({**claims, 1: "Acme"})),
        ("too-large", "document.too-large", "it is over 300 bytes", own(_5={}, **{"_-1": bytes(200)})),
    ]
    own_cases = [Vector(f"request-{name}", outcome, says, data) for name, outcome, says, data in cases]
    return own_cases + common("request", claims, headers("request"), DEVICE, request(), wrong)
