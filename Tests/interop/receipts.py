"""The heads, checkpoints and receipts of Tests/Vectors/receipts.txt, judged by independent libraries alone.

`scitt-cose` reads each receipt of inclusion, and computes the root that the entry and the path lead to; it computes the
trees, and checks the paths between them. `cwt` checks the signature over that root, which is not in the receipt, and over
each head, checkpoint and certificate. `cryptography` is below both.

scitt-cose 0.5.0 knows Ed25519 by its old number, -8, only. So by itself it takes a receipt up to the signature, and says
so; told that -19 means the same (RFC 9864 section 2.2), it verifies the whole. It takes trees of up to 2^62 entries.
"""

import pathlib

import cbor2
import cwt
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from scitt_cose import cose_sign1, merkle, receipt

from by_hand import OWN, encode, kid

VECTORS = pathlib.Path(__file__).parent.parent / "Vectors" / "receipts.txt"
TYPE, KEY_TYPE = "application/vnd.countersign.tree-head+cose", "application/vnd.countersign.audit-key+cwt"
ALG, KID, CLAIMS, TYP, VDS, VDP = 1, 4, 15, 16, 395, 396
ENTRIES = [(b"event %d" % number).hex() for number in range(13)]
# What is refused by rules of ours, which these libraries do not have.
OURS = {"headers", "claims", "type", "key-time", "key-unknown", "size", "time", "place", "earlier-head", "payload", "proof",
        "path", "structure-of-log", "algorithm", "structure", "signature-size", "well-formed"}


def public_of(seed):
    return Ed25519PrivateKey.from_private_bytes(bytes([seed]) * 32).public_key().public_bytes_raw()


ROOT = public_of(1)


def vectors():
    for line in VECTORS.read_text().splitlines():
        if line and not line.startswith("#"):
            document, kind, given, outcome, remark = (field.strip() for field in line.split("|"))
            yield kind, bytes.fromhex(document), bytes.fromhex(given), outcome, remark


def pem(public):
    return Ed25519PublicKey.from_public_bytes(public).public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)


def signed(document, public, root=None):
    """The protected headers and the payload, if the signature holds; `root` where it is not in the document."""
    key = cwt.COSEKey.new({1: 1, 2: kid(public), 3: -19, -1: 6, -2: public, 4: [2]})
    protected, _, payload = cwt.COSE.new().decode_with_headers(document, key, detached_payload=root)
    return protected, payload


def holds(document, public, root=None):
    try:
        signed(document, public, root)
    except (cwt.VerifyError, cwt.DecodeError, ValueError):
        return False
    return True


def check_headers(document, keys, size=None):
    """The protected headers are those of the page, deterministically encoded. The key that they name."""
    protected_bytes = cbor2.loads(document).value[0]
    protected = cbor2.loads(protected_bytes)
    assert encode(plain(protected)) == protected_bytes
    assert set(protected) == {ALG, KID, CLAIMS, TYP, VDS}, protected
    assert (protected[ALG], protected[TYP], protected[VDS]) == (-19, TYPE, 1)
    claims = plain(protected[CLAIMS])
    assert set(claims) == {6, OWN} and set(claims[OWN]) == {1}
    assert size is None or claims[OWN][1] == size
    return next(key for key in keys if kid(key) == protected[KID])


def plain(value):
    return {key: plain(item) for key, item in value.items()} if hasattr(value, "items") else value


def check_certificate(document, root=ROOT):
    protected, payload = signed(document, root)
    assert plain(protected) == {ALG: -19, KID: kid(root), TYP: KEY_TYPE}, protected
    claims = plain(cbor2.loads(payload))
    assert set(claims) == {5, 8, OWN} and encode(claims) == payload
    assert claims[8][1][1] == 1 and claims[8][1][-1] == 6
    return claims[8][1][-2]


def check_inclusion(document, entry, keys, entries=ENTRIES):
    proof = cbor2.loads(cbor2.loads(document).value[1][VDP][-1][0])
    public = check_headers(document, keys, proof[0])
    if proof[0] > merkle.MAX_TREE_SIZE:
        return 0
    found = receipt.verify_receipt(document, leaf_entry_hex=entry.hex(), log_public_key_pem=pem(public))
    # Up to the signature, and no further: it does not know the algorithm.
    assert not found.ok and found.failed_at == "signature", found.errors
    assert "unsupported alg code point -19" in found.errors[0], found.errors
    assert (found.tree_size, found.leaf_index) == (proof[0], proof[1])
    assert holds(document, public, bytes.fromhex(found.root))
    whole = as_known(lambda: receipt.verify_receipt(
        document, leaf_entry_hex=entry.hex(), log_public_key_pem=pem(public)))
    assert whole.ok and whole.root == found.root and whole.iat == cbor2.loads(cbor2.loads(document).value[0])[CLAIMS][6]
    if proof[0] <= len(entries):
        tree = entries[:proof[0]]
        assert merkle.merkle_root(tree) == found.root
        assert merkle.inclusion_proof(tree, proof[1]) == [hash.hex() for hash in proof[2]]
    return 1


def as_known(run):
    """With the number of RFC 9864 for Ed25519 in place of the old one."""
    old, cose_sign1.COSE_ALG_EDDSA = cose_sign1.COSE_ALG_EDDSA, -19
    try:
        return run()
    finally:
        cose_sign1.COSE_ALG_EDDSA = old


def check_consistency(document, earlier, keys):
    first, second, path = cbor2.loads(cbor2.loads(document).value[1][VDP][-2][0])
    public = check_headers(document, keys, second)
    signed(earlier, check_headers(earlier, keys, first))
    old, path = cbor2.loads(earlier).value[2], [hash.hex() for hash in path]
    new = later_root(old, first, second, path)
    assert new is not None and holds(document, public, new)
    if second <= len(ENTRIES) and old.hex() == merkle.merkle_root(ENTRIES[:first]) \
            and new.hex() == merkle.merkle_root(ENTRIES[:second]):
        assert merkle.consistency_proof(ENTRIES, first, second) == path
        return 1
    return 0


def later_root(old, first, second, path):
    """The root to which the path leads; None if the library does not agree that it does.

    The library only says whether a path leads from one root to another. So the hashes that it joins are watched, and what
    they come to is asked about.
    """
    joined, join = [old], merkle._node_hash

    def watched(left, right):
        joined.append(join(left, right))
        return joined[-1]
    merkle._node_hash = watched
    try:
        merkle.verify_consistency(old.hex(), old.hex(), first, second, path)
    finally:
        merkle._node_hash = join
    return joined[-1] if merkle.verify_consistency(old.hex(), joined[-1].hex(), first, second, path) else None


def refused(kind, document, given, keys):
    """Whether the libraries, too, refuse what breaks a rule that they have, under the key that it names."""
    if kind == "certificate":
        return not holds(document, ROOT)
    public = next(key for key in keys if kid(key) == cbor2.loads(cbor2.loads(document).value[0])[KID])
    if kind == "head":
        return not holds(document, public, given)
    if kind == "checkpoint":
        return not holds(document, public)
    if kind == "inclusion":
        return not as_known(lambda: receipt.verify_receipt(
            document, leaf_entry_hex=given.hex(), log_public_key_pem=pem(public))).ok
    first, second, path = cbor2.loads(cbor2.loads(document).value[1][VDP][-2][0])
    root = later_root(cbor2.loads(given).value[2], first, second, [hash.hex() for hash in path])
    return root is None or not holds(document, public, root)


def main():
    everything = list(vectors())
    keys = [check_certificate(document) for kind, document, _, outcome, _ in everything
            if kind == "certificate" and outcome == "holds"][:2]
    assert keys == [public_of(3), public_of(4)]
    good, bad, trees = 0, 0, 0
    for kind, document, given, outcome, remark in everything:
        try:
            if outcome != "holds":
                if outcome not in OURS and remark != "the root key for an audit key":
                    assert refused(kind, document, given, keys), "the libraries take it"
                    bad += 1
                continue
            if kind == "certificate":
                check_certificate(document)
            elif kind == "head":
                signed(document, check_headers(document, keys), given)
            elif kind == "checkpoint":
                assert signed(document, check_headers(document, keys))[1] == cbor2.loads(document).value[2]
            elif kind == "inclusion":
                if not check_inclusion(document, given, keys):
                    continue
            else:
                trees += check_consistency(document, given, keys)
            good += 1
        except Exception as error:
            raise AssertionError(f"{kind}: {remark}") from error
    assert good > 40 and bad > 20 and trees >= 8
    print(f"receipts: {good} hold, {bad} are refused, by scitt-cose and cwt as by us")


if __name__ == "__main__":
    main()
