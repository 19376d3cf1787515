"""The machine's side of a scenario: requests and licenses of the machine that this runs on."""

import os

from harness import Failure, files, require


def prepare(world):
    """A vault, and a license that this machine can have, whatever it shows of itself."""
    world.make_vault()
    shown = world.client("fingerprint", "--product", world.product_file).expect(0).json
    world.binding = "machine" if shown["identifies_machine"] else "site"
    return world.add_license(1, "--expires", "2199-12-31", "--bind", world.binding)


def make_licenses(world, key, count):
    """So many licenses, each for a request of its own, that the state folder has not installed yet."""
    requests, licenses = world.make_folder("site-requests"), world.make_folder("site-licenses")
    for number in range(count):
        world.request(key, os.path.join(requests, f"{number:02}.request")).expect(0)
    summary = world.responder("respond", requests, "--out", licenses).expect(0).json
    require(summary["granted"] == count, f"{summary['granted']} of {count} requests were granted")
    return files(licenses, ".license")


def check_state(world, verdicts):
    """The state folder is readable and whole, and the verdict is one of these."""
    status = world.client("status")
    if status.code is not None:
        raise Failure(f"status says {status.code}: {status.message}")
    products = status.json["products"]
    verdict = products[0]["verdict"] if products else "nothing"
    require(verdict in verdicts, f"the verdict is {verdict}, and should be one of {verdicts}")
    verify = world.client("verify")
    require(
        verify.status == (0 if verdict == "active" else 1) and verify.code is None,
        f"verify ended with {verify.status} {verify.code}, and status says {verdict}")
    return verdict


def product_folder(world):
    return os.path.join(world.state, "acme.shipcad")


def requests_kept(world):
    return files(product_folder(world), ".request")
