#!/usr/bin/env python3
"""Writes receipts.txt beside it: heads of a log, checkpoints, receipts (RFC 9942) and certificates of audit keys.

Run it again after a change of the format, and look at what it changed. It is a second implementation of docs/ledger.md:
the trees are those of RFC 9162 section 2.1 as it defines them, and nothing is shared with the Swift code."""
import hashlib
import os

from primitives import Raw, Tag, cbor, public_key, sign
from samples import DAY, NOW, OTHER, OWN, ROOT, cose_key, kid, sig_structure

FIRST, SECOND = bytes([3]) * 32, bytes([4]) * 32
SINCE, CHANGED = NOW - 300 * DAY, NOW - 100 * DAY
TYPE, KEY_TYPE = "application/vnd.countersign.tree-head+cose", "application/vnd.countersign.audit-key+cwt"
ALG, CRIT, KID, CLAIMS, TYP, VDS, VDP = 1, 2, 4, 15, 16, 395, 396
INCLUSION, CONSISTENCY = -1, -2
GREATEST = 2**63 - 1
ENTRIES = [b"event %d" % number for number in range(13)]


# RFC 9162 section 2.1.

def leaf(entry):
    return hashlib.sha256(b"\x00" + entry).digest()


def node(left, right):
    return hashlib.sha256(b"\x01" + left + right).digest()


def split(count):
    return 1 << (count - 1).bit_length() - 1


def root(entries):
    if len(entries) == 1:
        return leaf(entries[0])
    k = split(len(entries))
    return node(root(entries[:k]), root(entries[k:]))


def inclusion_path(m, entries):
    if len(entries) == 1:
        return []
    k = split(len(entries))
    if m < k:
        return inclusion_path(m, entries[:k]) + [root(entries[k:])]
    return inclusion_path(m - k, entries[k:]) + [root(entries[:k])]


def consistency_path(m, entries, whole=True):
    if m == len(entries):
        return [] if whole else [root(entries)]
    k = split(len(entries))
    if m <= k:
        return consistency_path(m, entries[:k], whole) + [root(entries[k:])]
    return consistency_path(m - k, entries[k:], False) + [root(entries[:k])]


def hashes(count):
    return [hashlib.sha256(b"path %d" % number).digest() for number in range(count)]


def huge_inclusion(index, size, entry):
    """A path of made-up hashes for a tree that nobody can build, and the root to which it leads."""
    def climb(m, n):
        if n == 1:
            return leaf(entry)
        k = split(n)
        if m < k:
            below = climb(m, k)
            path.append(supply.pop())
            return node(below, path[-1])
        below = climb(m - k, n - k)
        path.append(supply.pop())
        return node(path[-1], below)
    path, supply = [], hashes(64)
    return climb(index, size), path


def huge_consistency(m, n):
    """The same for two trees: the roots of both, and the path."""
    def climb(m, n, whole):
        if m == n:
            if not whole:
                path.append(supply.pop())
            hash = old if whole else path[-1]
            return hash, hash
        k = split(n)
        if m <= k:
            first, second = climb(m, k, whole)
            path.append(supply.pop())
            return first, node(second, path[-1])
        first, second = climb(m - k, n - k, False)
        path.append(supply.pop())
        return node(path[-1], first), node(path[-1], second)
    path, supply, old = [], hashes(64), leaf(b"old")
    return *climb(m, n, True), path


# The documents.

def headers(size=13, time=NOW, seed=SECOND, **more):
    fields = {ALG: -19, KID: kid(seed), CLAIMS: {6: time, OWN: {1: size}}, TYP: TYPE, VDS: 1}
    fields.update({globals()[name]: value for name, value in more.items()})
    return {label: value for label, value in fields.items() if value is not ...}


def head(root, protected=None, seed=SECOND, unprotected={}, payload=None, parts=None, tag=18):
    """A head in any form. The signature is over the root, whatever stands in the document."""
    protected = headers() if protected is None else protected
    protected = protected if isinstance(protected, bytes) else cbor(protected)
    array = [protected, unprotected, payload, sign(seed, sig_structure(protected, root))]
    array = parts(array) if parts else array
    return cbor(Tag(tag, array) if tag is not None else array)


def proofs(kind, *proof):
    return {VDP: {kind: [cbor(list(each)) for each in proof]}}


def with_proof(kind, proof, root, **more):
    more.setdefault("unprotected", proofs(kind, proof))
    return head(root, **more)


def certificate(key=SECOND, number=2, since=CHANGED, seed=ROOT, protected=None, claims=None, **more):
    fields = {ALG: -19, KID: kid(seed), TYP: KEY_TYPE} if protected is None else protected
    if claims is None:
        claims = {5: since, 8: {1: cose_key(public_key(key))}, OWN: {1: number}}
    claims = claims if isinstance(claims, bytes) else cbor(claims)
    protected = fields if isinstance(fields, bytes) else cbor(fields)
    array = [protected, more.get("unprotected", {}), claims, sign(seed, sig_structure(protected, claims))]
    array = more["parts"](array) if "parts" in more else array
    return cbor(Tag(more.get("tag", 18), array))


def put(index, value):
    def change(array):
        array[index] = value
        return array
    return change


def certificates():
    yield certificate(FIRST, 1, SINCE), "holds", "the first audit key"
    yield certificate(), "holds", "its successor"
    yield certificate(number=GREATEST), "holds", "the greatest number"
    yield certificate(seed=OTHER), "root-key", "signed by another key"
    yield certificate(protected={ALG: -19, KID: kid(OTHER), TYP: KEY_TYPE}), "root-key", "names another root key"
    yield certificate(parts=lambda array: put(3, array[3][:63] + b"\x00")(array)), "root-key", "a changed signature"
    yield certificate(key=ROOT), "root-key", "the root key for an audit key"
    yield certificate(protected={ALG: -19, TYP: KEY_TYPE}), "headers", "no kid"
    yield certificate(protected={ALG: -19, KID: kid(ROOT)[:7], TYP: KEY_TYPE}), "headers", "a short kid"
    yield certificate(protected={ALG: -19, CRIT: [TYP], KID: kid(ROOT), TYP: KEY_TYPE}), "headers", "crit"
    yield certificate(protected={ALG: -19, KID: kid(ROOT), TYP: KEY_TYPE, VDS: 1}), "headers", "one header more"
    yield certificate(unprotected={KID: b"12345678"}, protected={ALG: -19, TYP: KEY_TYPE}), "headers", "unprotected kid"
    yield certificate(protected={ALG: -8, KID: kid(ROOT), TYP: KEY_TYPE}), "algorithm", "EdDSA, -8"
    yield certificate(protected={KID: kid(ROOT), TYP: KEY_TYPE}), "algorithm", "no alg"
    yield certificate(protected={ALG: -19, KID: kid(ROOT), TYP: TYPE}), "type", "the typ of a head"
    yield certificate(protected={ALG: -19, KID: kid(ROOT)}), "type", "no typ"
    yield certificate(since=-1), "time", "before 1970"
    yield certificate(since=253402300800), "time", "after 9999"
    yield certificate(number=0), "claims", "number 0"
    yield certificate(number=GREATEST + 1), "claims", "number 2^63"
    key = {1: cose_key(public_key(SECOND))}
    yield certificate(claims={5: CHANGED, 8: key}), "claims", "no number"
    yield certificate(claims={5: CHANGED, OWN: {1: 2}}), "claims", "no key"
    yield certificate(claims={8: key, OWN: {1: 2}}), "claims", "no beginning"
    yield certificate(claims={4: NOW, 5: CHANGED, 8: key, OWN: {1: 2}}), "claims", "an end"
    yield certificate(claims={5: CHANGED, 8: key, OWN: {1: 2, -1: 0}}), "claims", "one field more"
    yield certificate(claims={5: CHANGED, 8: {1: {**cose_key(public_key(SECOND)), 3: -19}}, OWN: {1: 2}}), "claims", \
        "one field of the key more"
    yield certificate(claims=b""), "well-formed", "no claims"
    yield certificate(claims=cbor({5: CHANGED, 8: key, OWN: {1: Raw(b"\x18\x02")}})), "well-formed", "a long form"
    yield certificate(parts=put(3, bytes(63))), "signature-size", "a short signature"
    yield certificate(parts=lambda array: array[:3]), "structure", "three parts"
    yield certificate(tag=17), "structure", "another tag"
    yield certificate() + b"\x00", "well-formed", "a byte too many"
    yield certificate()[:-1], "well-formed", "a byte too few"
    yield certificate(claims=bytes(300)), "well-formed", "too large"
    yield head(root(ENTRIES), payload=root(ENTRIES)), "headers", "a checkpoint"
    yield b"", "well-formed", "nothing"


def of_every_form(make):
    """What is refused in each form of a head; `make` makes the form from the arguments of `head`."""
    yield make(protected=headers(TYP=KEY_TYPE)), "type", "the typ of a certificate"
    yield make(protected=headers(TYP=...)), "type", "no typ"
    yield make(protected=headers(ALG=-8)), "algorithm", "EdDSA, -8"
    yield make(protected=headers(ALG=-7)), "algorithm", "ES256"
    yield make(protected=headers(ALG=...)), "algorithm", "no alg"
    yield make(protected=headers(VDS=2)), "structure-of-log", "another structure"
    yield make(protected=headers(VDS=...)), "structure-of-log", "no vds"
    yield make(protected=headers(KID=...)), "headers", "no kid"
    yield make(protected=headers(KID=kid(SECOND) + b"\x00")), "headers", "a long kid"
    yield make(protected=headers(CRIT=[VDS])), "headers", "crit"
    yield make(protected={**headers(), 3: 0}), "headers", "one header more"
    yield make(protected={**headers(), VDP: {}}), "headers", "vdp, protected"
    yield make(protected=headers(CLAIMS=...)), "claims", "no claims"
    yield make(protected=headers(CLAIMS={6: NOW})), "claims", "no size"
    yield make(protected=headers(CLAIMS={OWN: {1: 13}})), "claims", "no time"
    yield make(protected=headers(CLAIMS={1: "x", 6: NOW, OWN: {1: 13}})), "claims", "an issuer"
    yield make(protected=headers(CLAIMS={6: NOW, OWN: {-1: 0, 1: 13}})), "claims", "one field more"
    yield make(protected=headers(CLAIMS={6: NOW, OWN: {1: -1}})), "claims", "a size below zero"
    yield make(protected=headers(0)), "size", "size 0"
    yield make(protected=headers(GREATEST + 1)), "size", "size 2^63"
    yield make(protected=headers(time=-1)), "time", "before 1970"
    yield make(protected=headers(time=253402300800)), "time", "after 9999"
    yield make(protected=headers(CLAIMS={6: NOW, OWN: {1: [13]}})), "well-formed", "claims that are too deep"
    yield make(protected={**headers(), 17: 0, 18: 0}), "well-formed", "too many headers"
    yield make(protected=b""), "well-formed", "no protected headers"
    yield make(protected=cbor([])), "headers", "protected headers that are no map"
    yield make(protected=cbor(headers(VDS=Raw(b"\x18\x01")))), "well-formed", "a long form"
    yield make(protected=b"\xbf" + cbor(headers())[1:] + b"\xff"), "well-formed", "an indefinite length"
    yield make(protected=cbor(headers()) + b"\x00"), "well-formed", "a byte too many in the headers"
    yield make(parts=put(3, bytes(65))), "signature-size", "a long signature"
    yield make(parts=put(3, b"")), "signature-size", "no signature"
    yield make(parts=put(1, None)), "structure", "no unprotected headers"
    yield make(parts=put(2, "text")), "structure", "a text for a payload"
    yield make(parts=lambda array: array + [0]), "structure", "five parts"
    yield make(tag=None), "structure", "no tag"
    yield make(tag=98), "structure", "another tag"
    yield make() + b"\x00", "well-formed", "a byte too many"
    yield make()[:-1], "well-formed", "a byte too few"
    yield b"", "well-formed", "nothing"
    yield make(seed=FIRST), "signature", "signed by another audit key"
    yield make(parts=lambda array: put(3, bytes([array[3][0] ^ 1]) + array[3][1:])(array)), "signature", "a changed signature"
    yield make(seed=OTHER, protected=headers(seed=OTHER)), "key-unknown", "signed by a stranger"
    yield make(seed=ROOT, protected=headers(seed=ROOT)), "key-unknown", "signed by the root key"
    yield make(protected=headers(time=CHANGED - 1)), "key-time", "before the key began"
    yield make(seed=FIRST, protected=headers(seed=FIRST)), "key-time", "by the first key, after its successor began"
    yield make(seed=FIRST, protected=headers(seed=FIRST, time=SINCE - 1)), "key-time", "before the first key began"
    yield make(seed=FIRST, protected=headers(seed=FIRST, time=CHANGED)), "holds", "in the second of the change, by the first"
    yield make(protected=headers(time=CHANGED)), "holds", "in the second of the change, by the second"


def heads():
    good = root(ENTRIES)
    yield head(good), good, "holds", "a head"
    yield head(root(ENTRIES[:1]), headers(1)), root(ENTRIES[:1]), "holds", "of one entry"
    yield head(good, headers(GREATEST, 253402300799)), good, "holds", "the greatest numbers"
    for document, outcome, remark in of_every_form(lambda **more: head(good, **more)):
        yield document, good, outcome, remark
    yield head(good), root(ENTRIES[:12]), "signature", "of another root"
    yield head(good, payload=good), good, "payload", "a checkpoint"
    yield head(good, payload=b""), good, "payload", "an empty payload"
    yield head(good, unprotected={KID: kid(SECOND)}), good, "headers", "an unprotected header"
    yield inclusion(0, 2), root(ENTRIES[:2]), "headers", "a receipt of inclusion"
    yield head(good, payload=bytes(300)), good, "well-formed", "too large"


def checkpoints():
    good = root(ENTRIES)
    for size in (1, 5, 8, 13):
        yield checkpoint(size), "holds", f"of {size} entries"
    yield from of_every_form(lambda **more: head(good, payload=good, **more))
    yield head(good, payload=root(ENTRIES[:12])), "signature", "another root"
    yield head(good, protected=headers(14), payload=good, parts=put(0, cbor(headers(13)))), "signature", "another size"
    yield head(good), "payload", "no root"
    yield head(b"", payload=b""), "payload", "an empty root"
    yield head(good + b"\x00", payload=good + b"\x00"), "payload", "a root of 33 bytes"
    yield head(good, payload=good, unprotected={KID: kid(SECOND)}), "headers", "an unprotected header"
    yield head(good, payload=good, unprotected=proofs(CONSISTENCY, [8, 13, consistency_path(8, ENTRIES)])), "headers", \
        "with a proof"
    yield certificate(), "type", "a certificate"
    yield head(good, payload=bytes(300)), "well-formed", "too large"


def checkpoint(size, seed=SECOND, time=NOW):
    value = root(ENTRIES[:size])
    return head(value, headers(size, time, seed), seed, payload=value)


def inclusion(index, size=13):
    entries = ENTRIES[:size]
    return with_proof(INCLUSION, [size, index, inclusion_path(index, entries)], root(entries), protected=headers(size))


def inclusions():
    good, entry = root(ENTRIES), ENTRIES[4]
    path = inclusion_path(4, ENTRIES)
    for size in (2, 3, 8, 13):
        for index in sorted({0, 1, size // 2, size - 1}):
            yield inclusion(index, size), ENTRIES[index], "holds", f"entry {index} of {size}"
    for index, size in ((0, 2**62), (2**62 - 1, 2**62), (0, GREATEST), (2**62, GREATEST), (GREATEST - 1, GREATEST)):
        huge, long = huge_inclusion(index, size, entry)
        yield with_proof(INCLUSION, [size, index, long], huge, protected=headers(size)), entry, "holds", \
            f"entry {index} of {size}, {len(long)} hashes"

    def make(**more):
        return with_proof(INCLUSION, [13, 4, path], good, **more)
    for document, outcome, remark in of_every_form(make):
        # The size is looked at before the proof, which is about 13.
        yield document, entry, outcome, remark
    yield inclusion(4), ENTRIES[5], "signature", "another entry"
    yield inclusion(4), b"", "signature", "an empty entry"
    yield inclusion(4), leaf(entry), "signature", "the entry's hash for the entry"
    yield make(protected=headers(14)), entry, "place", "the proof is about another size"
    yield make(unprotected=proofs(INCLUSION, [13, 13, path])), entry, "place", "no such place"
    yield make(unprotected=proofs(INCLUSION, [13, 2**64 - 1, path])), entry, "place", "the greatest place"
    yield make(unprotected=proofs(INCLUSION, [0, 0, path]), protected=headers(0)), entry, "size", "size 0"
    yield make(unprotected=proofs(INCLUSION, [13, 5, path])), entry, "signature", "another place"
    yield make(unprotected=proofs(INCLUSION, [13, 12, path])), entry, "inclusion", "the path of another place"
    yield make(unprotected=proofs(INCLUSION, [13, 4, path[:-1]])), entry, "inclusion", "a hash too few"
    yield make(unprotected=proofs(INCLUSION, [13, 4, path + path[:1]])), entry, "inclusion", "a hash too many"
    yield make(unprotected=proofs(INCLUSION, [13, 4, path[::-1]])), entry, "signature", "the path turned round"
    yield make(unprotected=proofs(INCLUSION, [13, 4, hashes(64)])), entry, "inclusion", "64 hashes"
    yield make(unprotected=proofs(INCLUSION, [13, 4, hashes(65)])), entry, "path", "65 hashes"
    yield make(unprotected=proofs(INCLUSION, [13, 4, hashes(66)])), entry, "well-formed", "66 hashes"
    yield make(unprotected=proofs(INCLUSION, [13, 4, hashes(64) + hashes(64)])), entry, "well-formed", "too large"
    yield make(unprotected=proofs(INCLUSION, [13, 4, []])), entry, "path", "an empty path"
    yield with_proof(INCLUSION, [1, 0, []], leaf(entry), protected=headers(1)), entry, "path", \
        "the only entry of a log, whose path is empty"
    yield make(unprotected=proofs(INCLUSION, [13, 4, [path[0][:31]] + path[1:]])), entry, "path", "a short hash"
    yield make(unprotected=proofs(INCLUSION, [13, 4, ["x" * 32] + path[1:]])), entry, "path", "a text for a hash"
    yield make(unprotected=proofs(INCLUSION, [13, 4, path[0]])), entry, "proof", "a hash for a path"
    yield make(unprotected=proofs(INCLUSION, [13, 4])), entry, "proof", "no path"
    yield make(unprotected=proofs(INCLUSION, [13, 4, path, 0])), entry, "proof", "four parts"
    yield make(unprotected=proofs(INCLUSION, [13, -1, path])), entry, "proof", "a place below zero"
    yield make(unprotected={}), entry, "proof", "a head without a proof"
    yield make(unprotected=proofs(INCLUSION)), entry, "proof", "no proof in the list"
    yield make(unprotected=proofs(INCLUSION, [13, 4, path], [13, 4, path])), entry, "proof", "two proofs"
    yield make(unprotected=proofs(INCLUSION, *[[13, 4, path]] * 6)), entry, "proof", "six proofs"
    yield make(unprotected=proofs(INCLUSION, *[[13, 4, path]] * 7)), entry, "well-formed", "seven proofs, too many items"
    yield make(unprotected=proofs(INCLUSION, [13, 4, [path]])), entry, "well-formed", "a path that is too deep"
    yield make(unprotected=proofs(CONSISTENCY, [5, 13, consistency_path(5, ENTRIES)])), entry, "proof", "of the other kind"
    yield make(unprotected=proofs(-3, [13, 4, path])), entry, "proof", "of an unknown kind"
    yield make(unprotected={VDP: {INCLUSION: [cbor([13, 4, path])], CONSISTENCY: []}}), entry, "proof", "both kinds"
    yield make(unprotected={VDP: {INCLUSION: cbor([13, 4, path])}}), entry, "proof", "no list"
    yield make(unprotected={VDP: {INCLUSION: [[13, 4, path]]}}), entry, "well-formed", "not in a byte string"
    yield make(unprotected={KID: kid(SECOND), **proofs(INCLUSION, [13, 4, path])}), entry, "proof", "one header more"
    yield make(unprotected={VDP: {INCLUSION: [b""]}}), entry, "well-formed", "an empty proof"
    yield make(unprotected={VDP: {INCLUSION: [cbor([Raw(b"\x18\x0d"), 4, path])]}}), entry, "well-formed", "a long form"
    yield make(unprotected={VDP: {INCLUSION: [cbor([13, 4, path]) + b"\x00"]}}), entry, "well-formed", \
        "a byte too many in the proof"
    yield make(payload=good), entry, "payload", "with the root"
    yield make(payload=b""), entry, "payload", "an empty payload"
    yield make(payload=good, unprotected={}), entry, "payload", "a checkpoint"


def consistency(m, n=13):
    entries = ENTRIES[:n]
    return with_proof(CONSISTENCY, [m, n, consistency_path(m, entries)], root(entries), protected=headers(n))


def consistencies():
    good, earlier, path = root(ENTRIES), checkpoint(5), consistency_path(5, ENTRIES)
    for m, n in ((1, 2), (1, 13), (4, 8), (5, 13), (6, 8), (7, 13), (8, 13), (12, 13)):
        yield consistency(m, n), checkpoint(m), "holds", f"{m} and {n} entries"
    yield consistency(5), checkpoint(5, FIRST, SINCE), "holds", "the earlier head by the earlier key"
    yield consistency(5), checkpoint(5, time=NOW + DAY), "holds", "the earlier head has the later time"
    for m in (1, 2**62, 2**62 + 1, GREATEST - 1):
        first, second, long = huge_consistency(m, GREATEST)
        yield with_proof(CONSISTENCY, [m, GREATEST, long], second, protected=headers(GREATEST)), \
            head(first, headers(m), payload=first), "holds", f"{m} and {GREATEST} entries, {len(long)} hashes"

    def make(**more):
        return with_proof(CONSISTENCY, [5, 13, path], good, **more)
    for document, outcome, remark in of_every_form(make):
        yield document, earlier, outcome, remark
    forged = root([b"another"] + ENTRIES[1:5])
    yield consistency(5), head(forged, headers(5), payload=forged), "consistency", "another log of five entries"
    yield consistency(5), checkpoint(6), "earlier-head", "another head"
    yield make(protected=headers(14)), earlier, "place", "the proof is about another size"
    yield make(unprotected=proofs(CONSISTENCY, [13, 13, path])), checkpoint(13), "place", "of one size"
    yield make(unprotected=proofs(CONSISTENCY, [13, 13, []])), checkpoint(13), "path", "of one size, with an empty path"
    yield make(unprotected=proofs(CONSISTENCY, [14, 13, path])), earlier, "place", "the earlier is the larger"
    yield make(unprotected=proofs(CONSISTENCY, [0, 13, path])), earlier, "place", "from an empty log"
    yield make(unprotected=proofs(CONSISTENCY, [5, 13, []])), earlier, "path", "an empty path"
    yield make(unprotected=proofs(CONSISTENCY, [5, 13, path[:-1]])), earlier, "consistency", "a hash too few"
    yield make(unprotected=proofs(CONSISTENCY, [5, 13, path + path[:1]])), earlier, "consistency", "a hash too many"
    yield make(unprotected=proofs(CONSISTENCY, [5, 13, hashes(1) + path[1:]])), earlier, "consistency", "another first hash"
    yield make(unprotected=proofs(CONSISTENCY, [5, 13, path[:-1] + hashes(1)])), earlier, "signature", "another last hash"
    other = root(ENTRIES[:8] + [b"another"] + ENTRIES[9:])
    changed = consistency_path(8, ENTRIES[:8] + [b"another"] + ENTRIES[9:])
    yield with_proof(CONSISTENCY, [8, 13, changed], good), checkpoint(8), "signature", "a head that nobody signed"
    yield with_proof(CONSISTENCY, [8, 13, changed], other), checkpoint(8), "holds", "another log with the same beginning"
    yield make(unprotected=proofs(CONSISTENCY, [5, 13, hashes(64)])), earlier, "consistency", "64 hashes"
    yield make(unprotected=proofs(CONSISTENCY, [5, 13, hashes(65)])), earlier, "path", "65 hashes"
    yield make(unprotected=proofs(CONSISTENCY, [5, 13, hashes(64) * 2])), earlier, "well-formed", "too large"
    yield make(unprotected=proofs(CONSISTENCY, [5, 13, [path[0] + b"\x00"] + path[1:]])), earlier, "path", "a long hash"
    yield make(unprotected={}), earlier, "proof", "a head without a proof"
    yield make(unprotected=proofs(CONSISTENCY)), earlier, "proof", "no proof in the list"
    yield make(unprotected=proofs(CONSISTENCY, [5, 13, path], [5, 13, path])), earlier, "proof", "two proofs"
    yield inclusion(5), earlier, "proof", "of the other kind"
    yield make(payload=good), earlier, "payload", "with the root"


def write():
    kinds = [
        ("certificate", [(document, b"", *rest) for document, *rest in certificates()]),
        ("head", heads()),
        ("checkpoint", [(document, b"", *rest) for document, *rest in checkpoints()]),
        ("inclusion", inclusions()),
        ("consistency", consistencies()),
    ]
    with open(os.path.join(os.path.dirname(os.path.abspath(__file__)), "receipts.txt"), "w", encoding="utf-8") as file:
        file.write("""# Certificates of audit keys, tree heads, checkpoints and receipts, good ones and bad ones. Written by receipts.py.
#
# document | kind | what is given with it | "holds", or the rule that is broken | remark
#
# With a head the root is given, with a receipt of inclusion the entry, with a receipt of consistency the earlier
# checkpoint. The first two certificates are the audit keys under which the rest is judged. All in hexadecimal.
#
# The keys are public test keys: their seeds are 32 times the byte 01 (root), 03 and 04 (audit) and 63 (somebody else's).
#
""")
        for kind, cases in kinds:
            seen = set()
            for document, given, outcome, remark in cases:
                assert (document, given) not in seen, (kind, remark)
                seen.add((document, given))
                file.write(f"{document.hex()} | {kind} | {given.hex()} | {outcome} | {remark}\n")


if __name__ == "__main__":
    write()
