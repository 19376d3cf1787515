"""Objects that break one rule of COSE_Sign1, beside objects that only just keep them all."""
from primitives import L, Tag, cbor
from samples import ROOT, kid, sign1

TYPE = "application/example"
GOOD = {1: -19, 4: kid(ROOT), 16: TYPE}
PAYLOAD = b"This is the content."


def one(protected=GOOD, payload=PAYLOAD, **more):
    return sign1(ROOT, protected, payload, **more)


def replacing(index, value):
    return lambda parts: [value if i == index else part for i, part in enumerate(parts)]


def s_plus_order(parts):
    s = int.from_bytes(parts[3][32:], "little") + L
    return parts[:3] + [parts[3][:32] + s.to_bytes(32, "little")]


def without_kid(**more):
    return {label: value for label, value in GOOD.items() if label != 4} | more


def cases():
    good = one()
    no_kid = without_kid()
    yield good, "signed", "alg, kid and typ, all protected"
    yield one({1: -19}), "signed", "alg alone"
    yield one(no_kid, unprotected={4: kid(ROOT)}), "signed", "kid may be unprotected"
    yield one({1: -19, 2: [16], 16: TYPE}), "signed", "crit names a label that is understood and present"
    yield one({1: -19, 2: [1, 4, 16], 4: kid(ROOT), 16: TYPE}), "signed", "crit names three such labels"
    yield one(payload=b""), "signed", "a payload of no bytes is not a detached one"
    yield one({1: -19, 4: b""}), "signed", "a kid of no bytes"

    yield one(parts=replacing(2, b"This is the Content.")), "not-signed", "another payload"
    yield one(parts=replacing(0, cbor({1: -19}))), "not-signed", "other protected headers"
    yield one(parts=replacing(3, bytes(64))), "not-signed", "a signature of zeros"
    yield one(parts=s_plus_order), "not-signed", "S not below the group order (RFC 8032 section 5.1.7)"
    yield one(parts=lambda p: p[:3] + [p[3][:32] + bytes(32)]), "not-signed", "S is zero"

    yield good[:-1], "well-formed", "cut short by one byte"
    yield good + b"\0", "well-formed", "a byte too many"
    yield b"", "well-formed", "nothing at all"
    yield b"\xd8\x12" + good[1:], "well-formed", "a tag not in its shortest form"
    yield one(b"\xa2\x10\x63typ\x01\x32"), "well-formed", "protected headers not in order"
    yield one(b"\xa1\x01\x38\x12"), "well-formed", "alg in the protected headers in a longer form"
    yield one(b"\xa2\x01\x32\x01\x32"), "well-formed", "alg twice in the protected headers"
    yield one(b"\xa1\x01\x32\x00"), "well-formed", "a byte after the protected headers"
    yield one(b"\xbf\x01\x32\xff"), "well-formed", "protected headers of indefinite length"

    yield one(tag=None), "tagged", "no tag"
    yield one(tag=98), "tagged", "the tag of a COSE_Sign"
    yield one(tag=17), "tagged", "the tag of a COSE_Mac0"
    yield cbor(Tag(61, Tag(18, [b"", {}, b"", b""]))), "tagged", "a CWT tag in front"

    yield one(parts=lambda p: p[:3]), "structure", "three elements"
    yield one(parts=lambda p: p + [b""]), "structure", "five elements"
    yield one(parts=replacing(2, None)), "structure", "no payload: detached content"
    yield one(parts=replacing(2, "text")), "structure", "a payload that is text"
    yield one(parts=replacing(0, GOOD)), "structure", "protected headers that are not in a byte string"
    yield one(parts=replacing(1, [])), "structure", "unprotected headers that are no map"
    yield one(parts=replacing(3, "text")), "structure", "a signature that is text"
    yield cbor(Tag(18, {})), "structure", "a map for the array"

    yield one(b""), "protected-map", "no bytes of protected headers, which would leave alg to chance"
    yield one(cbor([1, -19])), "protected-map", "protected headers that are an array"
    yield one(cbor(-19)), "protected-map", "protected headers that are an integer"

    yield one({16: TYPE}), "algorithm", "no alg"
    yield one({}), "algorithm", "an empty map of protected headers: no alg"
    yield one({1: -8, 16: TYPE}), "algorithm", "-8, EdDSA, which is deprecated"
    yield one({1: -7, 16: TYPE}), "algorithm", "-7, ES256"
    yield one({1: -53, 16: TYPE}), "algorithm", "-53, Ed448"
    yield one({1: "Ed25519", 16: TYPE}), "algorithm", "alg as text"

    yield one({16: TYPE}, unprotected={1: -19}), "protected-only", "alg unprotected, and not protected"
    yield one(unprotected={1: -19}), "protected-only", "alg unprotected too"
    yield one({1: -19}, unprotected={16: TYPE}), "protected-only", "typ unprotected"
    yield one(unprotected={2: [1]}), "protected-only", "crit unprotected"

    yield one(unprotected={4: kid(ROOT)}), "label-once", "kid in both headers, the same"
    yield one(unprotected={4: b"another"}), "label-once", "kid in both headers, another"

    yield one({1: -19, 2: []}), "critical", "crit without a label"
    yield one({1: -19, 2: 1}), "critical", "crit that is no array"
    yield one({1: -19, 2: [3], 3: 0}), "critical", "crit names a label that is not understood"
    yield one({1: -19, 2: ["urgent"], "urgent": True}), "critical", "crit names a text label"
    yield one({1: -19, 2: [16]}), "critical", "crit names typ, which is absent"
    yield one(no_kid | {2: [4]}, unprotected={4: kid(ROOT)}), "critical", "crit names kid, which is not protected"
    yield one({1: -19, 2: [2]}), "critical", "crit names itself"

    yield one({1: -19, 4: "kid"}), "parameter-type", "kid as text"
    yield one({1: -19, 4: 7}), "parameter-type", "kid as an integer"
    yield one({1: -19, 16: b"typ"}), "parameter-type", "typ as bytes"
    yield one({1: -19, 16: 60}), "parameter-type", "typ as a CoAP content format"
    yield one({1: -19}, unprotected={4: "kid"}), "parameter-type", "kid as text, unprotected"

    yield one({1: -19, 3: 0}), "known-parameters", "a content type"
    yield one({1: -19, 33: b""}), "known-parameters", "a certificate chain"
    yield one({1: -19, "x": 1}), "known-parameters", "a text label"
    yield one({1: -19, -70001: 1}), "known-parameters", "a label for private use"
    yield one(unprotected={5: b"iv"}), "known-parameters", "an initialisation vector, unprotected"

    yield one(parts=lambda p: p[:3] + [p[3][:63]]), "signature-size", "a signature of 63 bytes"
    yield one(parts=lambda p: p[:3] + [p[3] + b"\0"]), "signature-size", "a signature of 65 bytes"
    yield one(parts=replacing(3, b"")), "signature-size", "a signature of no bytes"


RFC = [
    ("d28443a10126a10442313154546869732069732074686520636f6e74656e742e58408eb33e4ca31d1c465ab05aac34cc6b23d58fef"
     "5c083106c4d25a91aef0b0117e2af9a291aa32e14ab834dc56ed2a223444547e01f11d3b0916e5a4c345cacb36",
     "algorithm", "RFC 9052 appendix C.2.1: ES256"),
    ("d28445a201270300a10442313154546869732069732074686520636f6e74656e742e58407142fd2ff96d56db85bee905a76ba1d0b7"
     "321a95c8c4d3607c5781932b7afb8711497dfa751bf40b58b3bcc32300b1487f3db34085eef013bf08f4a44d6fef0d",
     "algorithm", "the COSE working group's eddsa-sig-01: alg -8"),
]
