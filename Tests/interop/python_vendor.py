"""A vendor written in Python: the real client takes its product file, and installs its licenses."""

import os
import tempfile
import time

import cbor2

from by_hand import OWN, digest
from documents import by_the_library, ISSUING, ROOT, STRANGER, changed, day, product_claims, with_own
from programs import armour, run_client, unarmour

# 25 symbols, of which the last is the check symbol; all zeros is a key like any other.
KEY = "00000-00000-00000-00000-00000"
TODAY = int(time.time()) // 86_400 * 86_400


def license_for(request, key=ISSUING, **own):
    """Answers a request: bound to nobody, so that it holds on a machine without components too."""
    parts = cbor2.loads(request).value
    asked = cbor2.loads(parts[2])
    claims = {
        3: asked[3], 6: TODAY, 4: TODAY + 30 * 86_400,
        OWN: {1: digest(parts[0], parts[2]), 2: asked[OWN][2], 3: 1, 4: 2, 5: [0, 200]},
    }
    return by_the_library("license", with_own(claims, **own), key)


def main():
    with tempfile.TemporaryDirectory() as folder:
        state = os.path.join(folder, "state")

        def client(*arguments):
            return run_client(*arguments, state=state)

        def given(kind, data):
            path = os.path.join(folder, f"vendor.{kind}")
            with open(path, "wb") as file:
                file.write(armour(kind, data))
            return path

        # Made on a day before today, by a vendor whose first day it was.
        begun = with_own(changed(product_claims(), {6: TODAY - 3600}))
        begun[OWN][5][0][2] = min(day(0), TODAY)
        product = given("product", by_the_library("product", begun, ROOT))
        made = os.path.join(folder, "machine.request")
        client("request", "--product", product, "--key", KEY, "--out", made).expect(0)
        request = unarmour(made, "request")
        assert client("verify").status == 1

        stranger = given("license", license_for(request, STRANGER))
        client("install", stranger).expect(65, "license.issuer-unknown")
        elsewhere = given("license", license_for(request, _1=bytes(12), _4=0))
        client("install", elsewhere).expect(65, "license.not-requested-here")
        assert client("verify").status == 1

        good = license_for(request)
        assert client("install", given("license", good)).expect(0).json["outcome"] == "installed"
        status = client("status").expect(0).json["products"][0]
        assert (status["verdict"], status["features"]) == ("active", ["cad", "export"]), status
        assert client("verify", "--feature", "export").status == 0
        assert client("verify", "--feature", "nest").status == 1

        newer = by_the_library("product", with_own(begun, _1=4), ROOT)
        assert client("install", given("product", newer)).expect(0).json["outcome"] == "product_file_installed"
        client("install", product_again(folder, begun)).expect(65, "product.older")
        forged = by_the_library("product", with_own(begun, _1=5), STRANGER)
        client("install", given("product", forged)).expect(65, "product.signature-invalid")
        assert client("verify").status == 0
    print("python_vendor: the client took a product file and a license made with cwt, and refused four others")


def product_again(folder, claims):
    path = os.path.join(folder, "older.product")
    with open(path, "wb") as file:
        file.write(by_the_library("product", claims, ROOT))
    return path


main()
