"""A machine written in Python: the real responder answers its requests, and refuses the forged ones."""

import hashlib
import os
import tempfile
import time

import cbor2
import cwt

from by_hand import OWN, cose_key, digest, kid, private_key, public_bytes
from documents import by_the_library, component, license_id, proven, secret_of, with_own
from programs import Responder, armour, unarmour


class Machine:
    """Serial numbers, a device key and an activation key."""

    def __init__(self, name, product_file, activation_key):
        self.name, self.key = name, private_key(f"machine {name}")
        self.product = cbor2.loads(cbor2.loads(product_file).value[2])
        self.secret, self.asked = secret_of(activation_key), 0

    def claims(self):
        self.asked += 1
        nonce = hashlib.sha256(f"{self.name} {self.asked}".encode()).digest()[:16]
        device, salt, product = public_bytes(self.key), self.product[OWN][4], self.product[2]
        return proven({
            3: product, 6: int(time.time()), 7: nonce, 8: {1: cose_key(device)},
            OWN: {
                1: 0, 2: license_id(self.secret),
                4: self.product[OWN][1], 5: {3: component(3, self.name.encode(), salt), 9: component(9, b"x", salt)},
            },
        }, self.secret)

    def request(self, claims=None):
        return by_the_library("request", claims or self.claims(), self.key, with_kid=False)


def main():
    with tempfile.TemporaryDirectory() as folder:
        desk = Responder(folder)
        product_path = os.path.join(folder, "product")
        desk.run("product", "add", "acme.shipcad", "--name", "ShipCAD").expect(0)
        desk.run("product", "export", "acme.shipcad", "--out", product_path).expect(0)
        key = desk.run(
            "license", "add", "--product", "acme.shipcad", "--customer", "Nordic Yard", "--seats", "2",
            "--perpetual").expect(0).json["activation_key"]
        product_file = unarmour(product_path, "product")

        def answer(data, form=lambda data: armour("request", data)):
            path, out = os.path.join(folder, "a.request"), os.path.join(folder, "a.license")
            with open(path, "wb") as file:
                file.write(form(data))
            return desk.run("respond", path, "--out", out, "--force"), out

        one, two, three = (Machine(name, product_file, key) for name in ("one", "two", "three"))
        first = one.request()
        check_grant(answer(first), "granted", 1, first, one)
        check_grant(answer(first, form=lambda data: data), "repeated", 1, first, one)
        again = one.request()
        check_grant(answer(again), "granted", 1, again, one)
        second = two.request()
        check_grant(answer(second), "granted", 2, second, two)
        answer(three.request())[0].expect(1, "activation-key.used-up")
        check_refusals(answer, one, two)
    print("python_machine: the responder answered requests made with cwt, counted their seats, and refused the forged")


def check_grant(answered, outcome, seats, request, machine):
    result, path = answered
    said = result.expect(0).json
    assert (said["outcome"], said["seats_in_use"]) == (outcome, seats), said
    issuing = machine.product[OWN][5][0][1][-2]
    claims = cwt.decode(
        unarmour(path, "license"), cwt.COSEKey.new({1: 1, 2: kid(issuing), 3: -19, -1: 6, -2: issuing, 4: [2]}))
    parts = cbor2.loads(request).value
    assert claims[OWN][1] == digest(parts[0], parts[2])


def check_refusals(answer, one, two):
    claims = one.claims()
    forged = one.request(claims)
    answer(forged[:-1] + bytes([forged[-1] ^ 1]))[0].expect(65, "request.signature-invalid")
    answer(one.request(with_own(claims, _3=bytes(16))))[0].expect(1, "request.proof-invalid")
    stolen = one.request(with_own(claims, _3=two.claims()[OWN][3]))
    answer(stolen)[0].expect(1, "request.proof-invalid")
    answer(one.request({**claims, 3: "acme.other"}))[0].expect(1, "request.proof-invalid")
    answer(one.request(with_own(claims, _2=bytes(5))))[0].expect(1, "activation-key.unknown")
    answer(one.request(with_own(claims, _1=2)))[0].expect(1, "request.kind-unsupported")
    answer(one.request(with_own(claims, _5={8: b"\0\1"})))[0].expect(1, "request.proof-invalid")
    # What a later version adds is covered by the proof, though the responder passes over it.
    later = proven(with_own(one.claims(), **{"_-1": 1}), one.secret)
    answer(one.request(with_own(later, **{"_-1": 2})))[0].expect(1, "request.proof-invalid")
    answer(one.request(later))[0].expect(0)
    nobody = proven(with_own(claims, _5={12: b"\0\1"}), one.secret)
    answer(one.request(nobody))[0].expect(1, "fingerprint.empty")
    answer(by_the_library("license", claims, one.key))[0].expect(65, "document.malformed")


main()
