"""Documents, good ones and bad ones. A bad one breaks one rule and is signed afterwards."""
from primitives import L, Raw, cbor, encode_point, multiply, BASE, P, public_key
from samples import (CORRECTION_CLAIMS, DAY, DEVICE, DROP, ISSUING, LICENSE_CLAIMS, NOW, OTHER, OWN, PRODUCT_CLAIMS,
                     RENEWAL_CLAIMS, REQUEST_CLAIMS, ROOT, TIME_REQUEST_CLAIMS, TODAY, changed, correction, cose_key, kid,
                     license, media_type, product, request, sign1)

MALFORMED, NEWER = "document.malformed", "document.newer-version"
LATEST = 253402300799


def raw_claims(claims):
    """The claims with their first key written once more: a map with a key twice."""
    encoded = cbor(claims)
    first = cbor(sorted(claims, key=cbor)[0])
    value = cbor(claims[sorted(claims, key=cbor)[0]])
    return bytes([encoded[0] + 1]) + first + value + encoded[1:]


def of_any_kind(kind, make, claims, seed, protected):
    yield make(claims)[:-1], "document.truncated", "cut short by one byte"
    yield make(claims)[:20], "document.truncated", "cut short early"
    yield make(claims) + b"\n", MALFORMED, "a byte too many"
    yield make(claims, tag=None), "document.unrecognized", "no tag"
    yield make(claims, tag=61), "document.unrecognized", "another tag"
    yield make(claims, unprotected={4: b"x"} if 4 not in protected else {5: b""}), MALFORMED, "an unprotected header"
    yield make(claims, parts=lambda p: p[:3] + [bytes(64)]), f"{kind}.signature-invalid", "a signature of zeros"
    yield make(changed(claims, (OWN, -1, "ignored"))), kind, "a negative label of our own is ignored"
    yield make(changed(claims, (OWN, 99, 1))), NEWER, "an own label that is not known"
    yield make(changed(claims, (OWN, "x", 1))), NEWER, "an own label that is text"
    yield make(changed(claims, (-1, "x"))), NEWER, "a negative claim is not one of our own: not ignored"
    yield make(changed(claims, (99, 1))), NEWER, "a claim that is not known"
    yield make(changed(claims, ("x", 1))), NEWER, "a claim whose label is text"
    yield make(changed(claims, (OWN, []))), MALFORMED, "our own part is no map"
    yield make(cbor([])), MALFORMED, "the payload is no map"
    yield make(b""), MALFORMED, "the payload is empty"
    yield make(cbor(claims) + b"\0"), MALFORMED, "a byte after the claims"
    yield make(raw_claims(claims)), MALFORMED, "a claim that stands twice"
    yield make(changed(claims, (6, Raw(b"\x1b" + NOW.to_bytes(8, "big"))))), MALFORMED, "iat not in its shortest form"
    for label in claims:
        if label != 4:
            yield make(changed(claims, (label, DROP))), MALFORMED, f"claim {label} is missing"
        if label != OWN:
            yield make(changed(claims, (label, True))), MALFORMED, f"claim {label} is a truth value"
    for label in claims[OWN]:
        yield make(changed(claims, (OWN, label, True))), MALFORMED, f"own label {label} is a truth value"
    for value, what in ((-1, "before 1970"), (LATEST + 1, "after the year 9999"), (1 << 63, "far beyond")):
        yield make(changed(claims, (6, value))), MALFORMED, f"iat {what}"
    for name in ("", "Hull", "-hull", "hull designer", "a" * 24, "h\u00fcll"):
        label = 2 if kind == "product" else 3
        yield make(changed(claims, (label, name))), MALFORMED, f"product id '{name}'"
    for name in ("h", "0.a-b", "a" * 23):
        if kind not in ("license", "correction"):
            label = 2 if kind == "product" else 3
            yield make(changed(claims, (label, name))), kind, f"product id '{name}'"
    for typ, outcome in (
        (None, "document.unrecognized"), ("application/cwt", "document.unrecognized"), ("", "document.unrecognized"),
        (media_type(kind).upper(), "document.unrecognized"),
        (media_type("receipt"), NEWER), (media_type(kind) + "2", NEWER),
    ):
        headers = {label: value for label, value in protected.items() if label != 16} | ({16: typ} if typ is not None else {})
        yield sign1(seed, headers, claims), outcome, f"typ {typ}"
    for other in sorted({"product", "request", "license", "correction"} - {kind}):
        # Corrections have fewer claims than any other kind; those that they do not have are unknown there.
        outcome = "document.too-large" if kind == "product" else NEWER if other == "correction" else MALFORMED
        yield sign1(seed, protected | {16: media_type(other)}, claims), outcome, f"says that it is a {other}"


def products():
    good = PRODUCT_CLAIMS
    protected = {1: -19, 4: kid(ROOT), 16: media_type("product")}
    yield product(), "product", "the sample product file"
    yield from sorted(of_any_kind("product", product, good, ROOT, protected), key=lambda case: case[2])
    yield product(seed=OTHER), "product.signature-invalid", "signed by another key"
    yield product(name=kid(OTHER)), "product.signature-invalid", "the kid of another key"
    yield sign1(ROOT, {1: -19, 16: media_type("product")}, good), "product.signature-invalid", "no kid"
    mine = changed(good, (OWN, 3, cose_key(public_key(OTHER))))
    yield product(mine, seed=OTHER, name=kid(OTHER)), "product.root-unknown", "another root key, and signed by it"
    for label in range(1, 7):
        yield product(changed(good, (OWN, label, DROP))), MALFORMED, f"own label {label} is missing"
    yield product(changed(good, (OWN, 7, DROP))), "product", "no contact"
    yield product(changed(good, (OWN, 7, {}))), MALFORMED, "a contact with nothing in it"
    yield product(changed(good, (OWN, 6, {}))), "product", "no features"
    yield product(changed(good, (OWN, 1, 2**32 - 1))), "product", "the last version there can be"
    yield product(changed(good, (OWN, 1, 0))), MALFORMED, "version 0"
    yield product(changed(good, (OWN, 1, 2**32))), MALFORMED, "a version of 33 bits"
    yield product(changed(good, (OWN, 4, bytes(15)))), MALFORMED, "a salt of 15 bytes"
    yield product(changed(good, (1, "Z" * 128))), "product", "a vendor's name of 128 bytes"
    yield product(changed(good, (1, "\U0001faf6"))), "product", "a vendor's name with a character of Unicode 14.0"
    for name, what in (("", "of no bytes"), ("Z" * 129, "of 129 bytes"), ("a\nb", "with a line feed"),
                       ("a\u202eb", "that turns the line"), ("a\x1b[2J", "that clears the screen"),
                       ("a\u2028b", "with a line separator"), ("a\ue000b", "with a private character"),
                       ("a\U0001fae8b", "with a character of Unicode 15.0"),
                       ("a\u0378b", "with a number that is no character")):
        yield product(changed(good, (1, name))), MALFORMED, f"a vendor's name {what}"
        yield product(changed(good, (OWN, 7, 1, name))), MALFORMED, f"a telephone number {what}"
    yield product(changed(good, (OWN, 7, 4, "x"))), NEWER, "a way of contact that is not known"
    yield product(changed(good, (OWN, 7, -4, "x"))), "product", "a negative label in the contact is ignored"
    for key, what in (({1: 1, -1: 6}, "lacks x"), ({1: 2, -1: 6, -2: bytes(32)}, "is of another type"),
                      ({1: 1, -1: 4, -2: bytes(32)}, "is on X25519"), ({1: 1, -1: 6, -2: bytes(31)}, "has 31 bytes"),
                      ({1: 1, 3: -19, -1: 6, -2: bytes(32)}, "has an alg too")):
        yield product(changed(good, (OWN, 3, key))), MALFORMED, f"the root key {what}"
    first = good[OWN][5][0]
    yield product(changed(good, (OWN, 5, []))), MALFORMED, "no issuing key"
    yield product(changed(good, (OWN, 5, [first, first]))), MALFORMED, "an issuing key that stands twice"
    many = [{1: cose_key(bytes([n]) * 32), 2: 0} for n in range(33)]
    yield product(changed(good, (OWN, 5, many[:32]))), "product", "32 issuing keys"
    yield product(changed(good, (OWN, 5, many))), MALFORMED, "33 issuing keys"
    for label, value, outcome, what in (
        (2, DROP, MALFORMED, "without a first day"), (1, DROP, MALFORMED, "without a key"),
        (2, 1, MALFORMED, "whose first day begins at second 1"), (3, TODAY + 1, MALFORMED, "whose last day is none"),
        (3, TODAY, "product", "with a last day"), (4, TODAY, "product", "that is withdrawn"),
        (5, TODAY, NEWER, "with a part that is not known"), (-5, 1, "product", "with a negative label"),
    ):
        yield product(changed(good, (OWN, 5, 0, label, value))), outcome, f"an issuing key {what}"
    for names, what in (({256: "a"}, "a feature number of 9 bits"), ({-1: "a"}, "a negative feature number"),
                        ({1: "A"}, "a feature's name in capitals"), ({1: ""}, "a feature without a name"),
                        ({1: "a" * 33}, "a feature's name of 33 bytes"), ({1: "_a"}, "a name that begins with _"),
                        ({1: "a", 2: "a"}, "two features of one name"), ({1: 7}, "a feature's name that is a number")):
        yield product(changed(good, (OWN, 6, names))), MALFORMED, what
    yield product(changed(good, (OWN, 6, {0: "0._-z", 255: "a" * 32}))), "product", "features 0 and 255"
    yield from policies(good)
    spare = 16384 - len(product()) - 5
    yield product(changed(good, (OWN, -1, bytes(spare)))), "product", "16,384 bytes, the most"
    yield product(changed(good, (OWN, -1, bytes(spare + 1)))), "document.too-large", "16,385 bytes"


def policies(good):
    for policy, what in (
        ({1: 30}, "the lowest threshold"), ({1: 100}, "the highest threshold"), ({1: 44}, "a threshold of 44 percent"),
        ({2: True}, "what only root reads"), ({3: 1}, "a warning of virtual machines"), ({3: 2}, "no virtual machines"),
        ({4: 0}, "containers allowed"), ({4: 2}, "no containers"), ({5: 1}, "an hour of tolerance"),
        ({5: 720}, "720 hours of tolerance"), ({1: 60, 2: True, 3: 2, 4: 2, 5: 48}, "everything in it"),
        ({1: 60, -1: "ignored"}, "a negative label"),
    ):
        yield product(changed(good, (OWN, 8, policy))), "product", f"a policy with {what}"
    for policy, what in (
        ({}, "nothing in it"), ([], "that is no map"), ({1: 29}, "a threshold of 29 percent"),
        ({1: 101}, "a threshold of 101 percent"), ({1: 45}, "the threshold that goes without saying"),
        ({1: 301}, "a threshold of 9 bits"), ({1: -60}, "a negative threshold"), ({1: "60"}, "a threshold that is text"),
        ({2: False}, "what only root reads, and it does not count"), ({2: 1}, "what only root reads as a number"),
        ({3: 0}, "virtual machines allowed, which goes without saying"), ({3: 3}, "a fourth answer to virtual machines"),
        ({3: True}, "an answer to virtual machines that is a truth value"),
        ({4: 1}, "a warning of containers, which goes without saying"), ({4: 3}, "a fourth answer to containers"),
        ({4: 258}, "an answer to containers of 9 bits"), ({5: 0}, "no tolerance"), ({5: 721}, "721 hours of tolerance"),
        ({5: 24}, "the tolerance that goes without saying"), ({5: 65560}, "a tolerance of 17 bits"),
        ({5: -24}, "a negative tolerance"),
    ):
        yield product(changed(good, (OWN, 8, policy))), MALFORMED, f"a policy with {what}"
    yield product(changed(good, (OWN, 8, {6: 1}))), NEWER, "a policy with a part that is not known"
    yield product(changed(good, (OWN, 8, {1: 60, "x": 1}))), NEWER, "a policy with a part whose label is text"


def requests():
    good = REQUEST_CLAIMS
    protected = {1: -19, 16: media_type("request")}
    yield request(), "request", "the sample request"
    yield from sorted(of_any_kind("request", request, good, DEVICE, protected), key=lambda case: case[2])
    yield request(seed=OTHER), "request.signature-invalid", "signed by another key"
    yield sign1(DEVICE, protected | {4: kid(DEVICE)}, good), "request.signature-invalid", "a kid, which none may have"
    for label in range(1, 6):
        yield request(changed(good, (OWN, label, DROP))), MALFORMED, f"own label {label} is missing"
    yield from purposes(good)
    yield request(changed(good, (OWN, 1, 4))), "request.kind-unsupported", "a kind that is not known"
    yield request(changed(good, (OWN, 1, 2**40))), "request.kind-unsupported", "a kind of 41 bits"
    yield request(changed(good, (OWN, 1, -1))), MALFORMED, "a negative kind"
    for label, size in ((2, 5), (3, 16)):
        for wrong in (size - 1, size + 1):
            yield request(changed(good, (OWN, label, bytes(wrong)))), MALFORMED, f"own label {label} of {wrong} bytes"
    yield request(changed(good, (7, bytes(15)))), MALFORMED, "a nonce of 15 bytes"
    yield request(changed(good, (OWN, 4, 2**32))), MALFORMED, "a product file version of 33 bits"
    yield request(changed(good, (OWN, 4, 0))), "request", "product file version 0"
    key = cose_key(public_key(DEVICE))
    yield request(changed(good, (8, key))), MALFORMED, "cnf without its inner map"
    yield request(changed(good, (8, {1: key, 3: b"kid"}))), MALFORMED, "cnf with a kid too"
    for prints, what in (
        ({7: b"\2\0\1\0"}, "digests that descend"), ({7: b"abc"}, "half a digest"), ({256: b"ab"}, "a kind of 9 bits"), ({-1: b"ab"}, "a negative kind"),
        ({7: b"ab" * 11}, "eleven digests of one kind"), ({n: b"ab" for n in range(11)}, "eleven kinds"),
        ({7: b"abab"}, "two digests that are the same"), ({n: b"" for n in range(11)}, "eleven unreadable kinds"),
        ({7: b"", 8: b"".join(bytes([n, n]) for n in range(10))}, "an unreadable kind beside ten digests"),
    ):
        yield request(changed(good, (OWN, 5, prints))), MALFORMED, f"a fingerprint with {what}"
    for prints, what in (
        ({}, "nothing"), ({0: b"ab", 255: b"ab"}, "kinds of the future"),
        ({n: b"ab" for n in range(10)}, "ten kinds"), ({7: b""}, "a kind that could not be read"),
        ({7: b"", 8: b"".join(bytes([n, n]) for n in range(9))}, "an unreadable kind beside nine digests"),
        ({n: b"" for n in range(10)}, "ten unreadable kinds"),
    ):
        yield request(changed(good, (OWN, 5, prints))), "request", f"a fingerprint with {what}"
    spare = 300 - len(request()) - 3
    yield request(changed(good, (OWN, -1, bytes(spare)))), "request", "300 bytes, the most"
    yield request(changed(good, (OWN, -1, bytes(spare + 1)))), "document.too-large", "301 bytes"
    small = [(0, 1), (0, P - 1)]                     # of order 1 and 2
    for point in small:
        key = encode_point(point)
        forged = changed(good, (8, {1: cose_key(key)}))
        for r in small:
            yield (request(forged, parts=lambda p: p[:3] + [encode_point(r) + bytes(32)]),
                   "request.signature-invalid", "a device key of small order")


def purposes(good):
    renewal, time = RENEWAL_CLAIMS, TIME_REQUEST_CLAIMS
    proof = good[OWN][3]
    yield request(renewal), "request", "a renewal"
    yield request(time), "request", "for a time correction"
    yield request(changed(time, (OWN, 8, 0))), "request", "for a time correction; the machine has seen 1970 at the latest"
    yield request(changed(time, (OWN, 8, LATEST))), "request", "for a time correction; the machine has seen the year 9999"
    for value, what in ((-1, "before 1970"), (LATEST + 1, "after the year 9999"), (True, "that is a truth value")):
        yield request(changed(time, (OWN, 8, value))), MALFORMED, f"a mark {what}"
    yield request(changed(good, (OWN, 8, NOW))), MALFORMED, "an activation with a mark"
    yield request(changed(renewal, (OWN, 8, NOW))), MALFORMED, "a renewal with a mark"
    yield request(changed(time, (OWN, 8, DROP))), MALFORMED, "for a time correction, without a mark"
    yield request(changed(renewal, (OWN, 3, proof))), MALFORMED, "a renewal with a proof"
    yield request(changed(time, (OWN, 3, proof))), MALFORMED, "for a time correction, with a proof"
    yield request(changed(renewal, (OWN, 1, 2))), "request.kind-unsupported", "to give a license back, which is to come"
    for label, what in ((6, "hypervisor"), (7, "container")):
        for number in (1, 255):
            yield request(changed(good, (OWN, label, number))), "request", f"{what} {number}"
        for number in (0, 256, -1, "x"):
            yield request(changed(good, (OWN, label, number))), MALFORMED, f"{what} {number}"
    yield request(changed(good, (OWN, 6, 2), (OWN, 7, 6))), "request", "a container on a virtual machine"
    yield request(changed(time, (OWN, 6, 2), (OWN, 7, 6))), "request", "for a time correction, in a container"


def licenses():
    good = LICENSE_CLAIMS
    protected = {1: -19, 4: kid(ISSUING), 16: media_type("license")}
    yield license(), "license", "the sample license"
    yield from sorted(of_any_kind("license", license, good, ISSUING, protected), key=lambda case: case[2])
    yield license(seed=OTHER), "license.signature-invalid", "signed by another key"
    yield license(seed=OTHER, name=kid(OTHER)), "license.issuer-unknown", "signed by a key that is not listed"
    yield license(seed=ROOT, name=kid(ROOT)), "license.issuer-unknown", "signed by the root key"
    yield sign1(ISSUING, {1: -19, 16: media_type("license")}, good), "license.issuer-unknown", "no kid"
    yield license(name=kid(ISSUING)[:7]), "license.issuer-unknown", "a kid of 7 bytes"
    yield license(changed(good, (6, 1767225600 - DAY))), "license.issuer-withdrawn", "issued before its key's first day"
    yield license(changed(good, (3, "another"))), "license.other-product", "for another product"
    for label in range(1, 5):
        yield license(changed(good, (OWN, label, DROP))), MALFORMED, f"own label {label} is missing"
    perpetual = changed(good, (4, DROP), (OWN, 3, 0))
    yield license(perpetual), "license", "for ever"
    yield license(changed(good, (4, DROP))), MALFORMED, "until a date, and no date"
    yield license(changed(good, (OWN, 3, 0))), MALFORMED, "for ever, and a date"
    for kind in (2, 3):
        yield license(changed(good, (OWN, 3, kind))), "license", f"of kind {kind}"
        yield license(changed(perpetual, (OWN, 3, kind))), MALFORMED, f"of kind {kind}, and no date"
    yield license(changed(good, (OWN, 3, 4))), NEWER, "of a kind that is not known"
    yield license(changed(good, (OWN, 4, 3))), NEWER, "bound in a way that is not known"
    yield license(changed(good, (6, NOW))), MALFORMED, "issued at noon"
    yield license(changed(good, (4, 1830297601))), MALFORMED, "ends a second after midnight"
    yield license(changed(good, (4, TODAY + DAY))), "license", "ends on the day it was issued"
    yield license(changed(good, (4, TODAY))), MALFORMED, "ended on the day before it was issued"
    yield license(changed(good, (4, LATEST + 1))), "license", "ends with the year 9999"
    yield license(changed(good, (4, LATEST + 1 + DAY))), MALFORMED, "ends in the year 10000"
    yield license(changed(good, (4, 0))), MALFORMED, "ends with the year 1969"
    yield license(changed(good, (5, TODAY + DAY))), "license", "begins tomorrow"
    yield license(changed(good, (5, TODAY))), MALFORMED, "nbf that says what iat says"
    yield license(changed(good, (5, TODAY - DAY))), MALFORMED, "nbf before iat"
    yield license(changed(good, (5, 1830297600))), MALFORMED, "begins after it ends"
    yield license(changed(good, (5, 1830297600 - DAY))), "license", "begins on its last day"
    for list_, what in (([], "no feature in the list"), ([2, 1], "features that descend"), ([1, 1], "a feature twice"),
                        ([256], "a feature of 9 bits"), ([-1], "a negative feature"), (["a"], "a feature by name"),
                        (list(range(33)), "33 features")):
        yield license(changed(good, (OWN, 5, list_))), MALFORMED, what
    yield license(changed(good, (OWN, 5, list(range(32))))), "license", "32 features"
    yield license(changed(good, (OWN, 5, [0, 255]))), "license", "features 0 and 255, whatever the catalogue says"
    site = changed(good, (OWN, 4, 2))
    yield license(site), "license", "for a site"
    yield license(changed(good, (OWN, 4, 1))), "license", "for a user"
    yield license(changed(site, (OWN, 6, 2))), "license", "two seats for a site"
    yield license(changed(site, (OWN, 6, 2**32 - 1))), "license", "as many seats as there can be"
    for seats in (0, 1, 2**32):
        yield license(changed(site, (OWN, 6, seats))), MALFORMED, f"{seats} seats are not written so"
    yield license(changed(good, (OWN, 6, 2))), MALFORMED, "seats for a machine"
    yield license(changed(good, (OWN, 7, TODAY))), "license", "with maintenance"
    yield license(changed(good, (OWN, 7, NOW))), MALFORMED, "maintenance until noon"
    yield license(changed(good, (OWN, 1, bytes(11)))), MALFORMED, "a request digest of 11 bytes"
    yield license(changed(good, (OWN, 2, bytes(6)))), MALFORMED, "a license id of 6 bytes"
    spare = 300 - len(license()) - 3
    yield license(changed(good, (OWN, -1, bytes(spare)))), "license", "300 bytes, the most"
    yield license(changed(good, (OWN, -1, bytes(spare + 1)))), "document.too-large", "301 bytes"


def corrections():
    good = CORRECTION_CLAIMS
    protected = {1: -19, 4: kid(ISSUING), 16: media_type("correction")}
    yield correction(), "correction", "the sample time correction"
    yield from sorted(of_any_kind("correction", correction, good, ISSUING, protected), key=lambda case: case[2])
    yield correction(seed=OTHER), "correction.signature-invalid", "signed by another key"
    yield correction(seed=OTHER, name=kid(OTHER)), "correction.issuer-unknown", "signed by a key that is not listed"
    yield correction(seed=ROOT, name=kid(ROOT)), "correction.issuer-unknown", "signed by the root key"
    yield sign1(ISSUING, {1: -19, 16: media_type("correction")}, good), "correction.issuer-unknown", "no kid"
    yield correction(name=kid(ISSUING)[:7]), "correction.issuer-unknown", "a kid of 7 bytes"
    yield correction(changed(good, (6, 1767225600 - 1))), "correction.issuer-withdrawn", "a second before its key's first day"
    yield correction(changed(good, (6, 1767225600))), "correction", "in the first second of its key"
    yield correction(changed(good, (3, "another"))), "correction.other-product", "for another product"
    for size in (11, 13, 16):
        yield correction(changed(good, (OWN, 1, bytes(size)))), MALFORMED, f"a request digest of {size} bytes"
    yield correction(changed(good, (OWN, 2, bytes(5)))), NEWER, "a license id, which corrections do not have"
    yield correction(changed(good, (4, NOW + DAY))), NEWER, "an exp, which corrections do not have"
    yield correction(changed(good, (5, NOW))), NEWER, "an nbf, which corrections do not have"
    spare = 300 - len(correction()) - 3
    yield correction(changed(good, (OWN, -1, bytes(spare)))), "correction", "300 bytes, the most"
    yield correction(changed(good, (OWN, -1, bytes(spare + 1)))), "document.too-large", "301 bytes"
