"""A product file, a request and a license of the real programs, read by independent libraries alone.

`cwt` verifies each as a COSE_Sign1 with Ed25519 (-19) and the license as a CWT; `cbor2` reads the claims; every
digest, tag and identifier is computed again with hashlib from what the specification says.
"""

import hashlib
import os
import re
import tempfile

import cbor2
import cwt

from by_hand import OWN, digest, encode, keyed, kid, media_type, thumbprint
from documents import CROCKFORD, component, license_id, proof, secret_of
from programs import Responder, run_client, unarmour


def verifier(public, key_id=None):
    """A public key for `cwt`; with the kid by which the message names it."""
    return cwt.COSEKey.new({1: 1, 3: -19, -1: 6, -2: public, 4: [2], **({2: key_id} if key_id else {})})


def opened(data, public, kind, key_id):
    """The claims of a document, if its signature holds, its headers are as they must be, and it is canonical."""
    protected, unprotected, payload = cwt.COSE.new().decode_with_headers(data, verifier(public, key_id))
    assert protected == {1: -19, 16: media_type(kind), **({4: key_id} if key_id else {})}, protected
    assert unprotected == {}
    claims = cbor2.loads(payload)
    assert encode(claims) == payload, f"the {kind}'s claims are not deterministically encoded"
    assert cbor2.dumps(cbor2.loads(data), canonical=True) == data
    return claims


def must_fail(data, public, key_id):
    """The library refuses it when one bit of the payload is flipped."""
    spoiled = data[:-80] + bytes([data[-80] ^ 1]) + data[-79:]
    try:
        cwt.COSE.new().decode(spoiled, verifier(public, key_id))
    except (cwt.VerifyError, cwt.DecodeError):
        return
    raise AssertionError("a spoiled document was accepted")


def spoken(identifier):
    """Five bytes as eight symbols, in two groups."""
    number = int.from_bytes(identifier, "big")
    text = "".join(CROCKFORD[number >> shift & 31] for shift in range(35, -1, -5))
    return f"{text[:4]}-{text[4:]}"


def check_product_file(folder, thumbprint_shown):
    data = unarmour(os.path.join(folder, "product"), "product")
    own = cbor2.loads(cbor2.loads(data).value[2])[OWN]
    root = own[3][-2]
    claims = opened(data, root, "product", kid(root))
    must_fail(data, root, kid(root))
    assert thumbprint(root).hex() == thumbprint_shown
    assert (claims[1], claims[2]) == ("Acme Marine", "acme.shipcad")
    assert own[1] == 1 and own[6] == {0: "cad", 1: "nest"} and len(own[4]) == 16
    return claims


def check_request(folder, product, activation_key):
    data = unarmour(os.path.join(folder, "machine.request"), "request")
    device = cbor2.loads(cbor2.loads(data).value[2])[8][1][-2]
    claims = opened(data, device, "request", None)
    must_fail(data, device, None)
    secret, own = secret_of(activation_key), claims[OWN]
    assert claims[3] == product[2] and claims[8] == {1: {1: 1, -1: 6, -2: device}}
    assert own[2] == license_id(secret), "the license id"
    assert own[3] == proof(claims, secret), "the proof"
    assert len(data) <= 300
    return data, own, check_components(own[5], product[OWN][4])


def check_components(digests, salt):
    """Those that are easily read here another way are computed again."""
    checked = 0
    if 1 in digests:
        with open("/etc/machine-id") as file:
            identity = file.read().strip().lower().encode()
        assert digests[1] == component(1, identity, salt), "the digest of the machine ID"
        checked += 1
    if 8 in digests:
        here = [read(f"/sys/class/net/{name}/address") for name in os.listdir("/sys/class/net")]
        possible = {component(8, address.lower().encode(), salt) for address in here if address}
        cards = {digests[8][start:start + 2] for start in range(0, len(digests[8]), 2)}
        assert cards <= possible, "the digests of the network cards"
        checked += len(cards)
    return checked


def read(path):
    try:
        with open(path) as file:
            return file.read().strip()
    except OSError:
        return ""


def check_license(folder, product, request, request_own):
    data = unarmour(os.path.join(folder, "machine.license"), "license")
    assert len(data) <= 300
    issuing = product[OWN][5][0][1][-2]
    claims = opened(data, issuing, "license", kid(issuing))
    must_fail(data, issuing, kid(issuing))
    # The same as a CWT: the library looks at exp and nbf too.
    assert cwt.decode(data, verifier(issuing, kid(issuing))) == claims
    parts = cbor2.loads(request).value
    assert claims[OWN][1] == digest(parts[0], parts[2]), "the request digest"
    assert claims[OWN][2] == request_own[2] and claims[3] == "acme.shipcad"
    assert claims[6] % 86_400 == 0 and claims[4] % 86_400 == 0
    assert claims[OWN][3] == 1 and claims[OWN][5] == [0]
    return claims


def main():
    with tempfile.TemporaryDirectory() as folder:
        desk = Responder(folder)
        desk.run(
            "product", "add", "acme.shipcad", "--name", "ShipCAD", "--vendor", "Acme Marine", "--features",
            "cad,nest").expect(0)
        product_path, request_path = os.path.join(folder, "product"), os.path.join(folder, "machine.request")
        exported = desk.run("product", "export", "acme.shipcad", "--out", product_path).expect(0).json
        binding = "machine" if os.path.exists("/etc/machine-id") else "site"
        added = desk.run(
            "license", "add", "--product", "acme.shipcad", "--customer", "Nordic Yard", "--expires", "2199-12-31",
            "--features", "cad", "--bind", binding).expect(0).json
        key = added["activation_key"]
        run_client(
            "request", "--product", product_path, "--key", key, "--out", request_path,
            state=os.path.join(folder, "state")).expect(0)
        desk.run("respond", request_path, "--out", os.path.join(folder, "machine.license")).expect(0)

        product = check_product_file(folder, exported["root_key_thumbprint"])
        request, own, components = check_request(folder, product, key)
        assert spoken(own[2]) == added["license"] and re.fullmatch(r"(\w{5}-){4}\w{5}", key)
        check_license(folder, product, request, own)
    print(
        "real_documents: product file, request and license hold under cwt, cbor2 and hashlib; so do "
        f"{components} component digests")


main()
