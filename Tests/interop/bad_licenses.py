"""Licenses, good and bad, to be judged under the product file of `documents`."""

from by_hand import KID, headers, kid, public_bytes, sign1
from documents import (
    DEVICE, ISSUING, OLD_ISSUING, ROOT, STRANGER, WITHDRAWN_ISSUING, changed, day, license, license_claims,
    request_claims, with_own)
from spoiling import Vector, common

MALFORMED = "document.malformed"
NEWER = "document.newer-version"


def vectors():
    claims = license_claims()
    wrong = "license.signature-invalid"

    def own(more=None, **changes):
        return license(with_own(changed(claims, more or {}), **changes))

    full = with_own(changed(claims, {4: day(366), 5: day(110)}), _3=1, _4=2, _5=[0, 1, 200], _6=25, _7=day(300))
    cases = [
        ("good", "good", "for ever, for one machine", license()),
        ("dated", "good", "until a day", own({4: day(366)}, _3=1)),
        ("one-day", "good", "for the day on which it was issued", own({4: day(102)}, _3=1)),
        ("lease", "good", "a lease, for a user", own({4: day(131)}, _3=2, _4=1)),
        ("full", "good", "everything that a license may say", license(full)),
        ("thirty-two-features", "good", "with as many features as there may be", own(_5=list(range(32)))),
        ("feature-not-listed", "good", "with a feature that the product file does not know yet", own(_5=[77])),
        ("old-key-last-day", "good", "on the last day of its issuing key",
         license(changed(claims, {6: day(180)}), OLD_ISSUING)),
        ("withdrawn-key-before", "good", "on the last day before its key was withdrawn",
         license(changed(claims, {6: day(59)}), WITHDRAWN_ISSUING)),
        # Who signed.
        ("key-over", "license.issuer-withdrawn", "on the day after the last of its issuing key",
         license(changed(claims, {6: day(181)}), OLD_ISSUING)),
        ("key-withdrawn", "license.issuer-withdrawn", "on the day from which its key is not believed",
         license(changed(claims, {6: day(60)}), WITHDRAWN_ISSUING)),
        ("key-too-early", "license.issuer-withdrawn", "on the day before the first of its issuing key",
         license(changed(claims, {6: day(-1)}))),
        ("key-unknown", "license.issuer-unknown", "a key signed it that the product file does not list",
         license(key=STRANGER)),
        ("key-root", "license.issuer-unknown", "the root key signed it, which signs product files only",
         license(key=ROOT)),
        ("kid-other", wrong, "its kid is another issuing key's",
         sign1(ISSUING, claims, headers("license", OLD_ISSUING))),
        ("kid-missing", "license.issuer-unknown", "it names no key", sign1(ISSUING, claims, headers("license"))),
        ("kid-long", "license.issuer-unknown", "its kid is nine bytes",
         sign1(ISSUING, claims, {**headers("license"), KID: kid(public_bytes(ISSUING)) + b"\0"})),
        ("other-product", "license.other-product", "it is for another product",
         license(changed(claims, {3: "acme.other"}))),
        # What it says.
        ("time-within-day", MALFORMED, "it was issued within a day", license(changed(claims, {6: day(101) + 1}))),
        ("ends-before-issued", MALFORMED, "it ends before it was issued", own({4: day(101)}, _3=1)),
        ("ends-before-start", MALFORMED, "it ends before it begins", own({4: day(110), 5: day(110)}, _3=1)),
        ("starts-when-issued", MALFORMED, "it says twice when it begins", own({5: day(101)})),
        ("perpetual-ends", MALFORMED, "it is for ever, and ends", own({4: day(366)})),
        ("dated-endless", MALFORMED, "it is until a day, and has none", own(_3=1)),
        ("seats-machine", MALFORMED, "it is for one machine, and counts seats", own(_6=5)),
        ("seats-one", MALFORMED, "it says one seat, which goes without saying", own(_4=2, _6=1)),
        ("features-empty", MALFORMED, "its list of features is empty", own(_5=[])),
        ("features-unsorted", MALFORMED, "its features are not in order", own(_5=[1, 0])),
        ("features-twice", MALFORMED, "a feature stands twice", own(_5=[1, 1])),
        ("features-33", MALFORMED, "there is one feature too many", own(_5=list(range(33)))),
        ("digest-16", MALFORMED, "its request digest is 16 bytes", own(_1=bytes(16))),
        ("digest-missing", MALFORMED, "it answers no request", own(_1=None)),
        ("kind-unknown", NEWER, "it lasts in a way that is to come", own(_3=9)),
        ("binding-unknown", NEWER, "it is bound in a way that is to come", own(_4=9)),
        ("issuer", NEWER, "it has an iss, which licenses do not have", license({**claims, 1: "Acme"})),
        # One kind for another.
        ("typ-request", MALFORMED, "it says that it is a request",
         sign1(ISSUING, claims, headers("request", ISSUING))),
        ("of-request-claims", MALFORMED, "it says what a request says", license(request_claims())),
        ("too-large", "document.too-large", "it is over 300 bytes", own(**{"_-1": bytes(200)})),
    ]
    own_cases = [Vector(f"license-{name}", outcome, says, data) for name, outcome, says, data in cases]
    return own_cases + common("license", claims, headers("license", ISSUING), ISSUING, license(), wrong)
