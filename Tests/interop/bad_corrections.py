"""Time corrections, good and bad, to be judged under the product file of `documents`."""

from by_hand import KID, headers, kid, public_bytes, sign1
from documents import (
    ISSUING, OLD_ISSUING, ROOT, STRANGER, WITHDRAWN_ISSUING, changed, correction, correction_claims, day, license_claims,
    with_own)
from spoiling import Vector, common

MALFORMED = "document.malformed"
NEWER = "document.newer-version"


def vectors():
    claims = correction_claims()
    wrong = "correction.signature-invalid"

    def own(**changes):
        return correction(with_own(claims, **changes))

    def at(moment, key=ISSUING):
        return correction(changed(claims, {6: moment}), key)

    cases = [
        ("good", "good", "a time correction", correction()),
        ("old-key-last-second", "good", "in the last second of its issuing key", at(day(181) - 1, OLD_ISSUING)),
        ("withdrawn-key-before", "good", "in the last second before its key was withdrawn",
         at(day(60) - 1, WITHDRAWN_ISSUING)),
        ("key-first-second", "good", "in the first second of its issuing key", at(day(0))),
        # Who signed.
        ("key-over", "correction.issuer-withdrawn", "in the second after the last of its issuing key",
         at(day(181), OLD_ISSUING)),
        ("key-withdrawn", "correction.issuer-withdrawn", "in the second from which its key is not believed",
         at(day(60), WITHDRAWN_ISSUING)),
        ("key-too-early", "correction.issuer-withdrawn", "in the second before the first of its issuing key",
         at(day(0) - 1)),
        ("key-unknown", "correction.issuer-unknown", "a key signed it that the product file does not list",
         correction(key=STRANGER)),
        ("key-root", "correction.issuer-unknown", "the root key signed it, which signs product files only",
         correction(key=ROOT)),
        ("kid-other", wrong, "its kid is another issuing key's",
         sign1(ISSUING, claims, headers("correction", OLD_ISSUING))),
        ("kid-missing", "correction.issuer-unknown", "it names no key", sign1(ISSUING, claims, headers("correction"))),
        ("kid-long", "correction.issuer-unknown", "its kid is nine bytes",
         sign1(ISSUING, claims, {**headers("correction"), KID: kid(public_bytes(ISSUING)) + b"\0"})),
        ("other-product", "correction.other-product", "it is for another product",
         correction(changed(claims, {3: "acme.other"}))),
        # What it says.
        ("digest-11", MALFORMED, "its request digest is 11 bytes", own(_1=bytes(11))),
        ("digest-missing", MALFORMED, "it answers no request", own(_1=None)),
        ("license-id", NEWER, "it has a license id, which time corrections do not have", own(_2=bytes(5))),
        ("expires", NEWER, "it has an exp, which time corrections do not have", correction({**claims, 4: day(400)})),
        ("typ-license", MALFORMED, "it says that it is a license", sign1(ISSUING, claims, headers("license", ISSUING))),
        ("of-license-claims", NEWER, "it says what a license says", correction(license_claims())),
        ("too-large", "document.too-large", "it is over 300 bytes", own(**{"_-1": bytes(200)})),
    ]
    own_cases = [Vector(f"correction-{name}", outcome, says, data) for name, outcome, says, data in cases]
    return own_cases + common("correction", claims, headers("correction", ISSUING), ISSUING, correction(), wrong)
