"""Full disks, read-only media and other people's folders: a clear refusal, nothing half written, and it can be done again.

Needs the right to mount and to change owners.
"""

import contextlib
import os
import shutil
import subprocess

from harness import Skip, files, license_bytes, require
from site_machine import check_state, make_licenses, prepare, product_folder

SOMEBODY = 65534


def run(world):
    if os.geteuid() != 0:
        raise Skip("only root mounts a small disk")
    key = prepare(world)
    with small_disk(world, "stick", "256k") as stick:
        yield request_on_full_stick(world, key, stick)
        yield respond_on_full_stick(world, key, stick)
        yield read_only_stick(world, key, stick)
    yield state_on_full_disk(world, key)
    yield vault_on_full_disk(world, key)
    yield erased_on_full_disk(world, key)
    yield other_owners(world, key)


@contextlib.contextmanager
def small_disk(world, name, size):
    place = world.make_folder(name)
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", f"size={size},mode=0755", "tmpfs", place], capture_output=True, check=False)
    if mounted.returncode != 0:
        raise Skip(f"no small disk can be mounted here: {mounted.stderr.decode().strip()}")
    try:
        yield place
    finally:
        subprocess.run(["umount", "-l", place], check=True)


def fill(place, leaving=0):
    """Fills a disk to its last byte, then makes room for so many."""
    path = os.path.join(place, "filler")
    with open(path, "wb", buffering=0) as file:
        with contextlib.suppress(OSError):
            while True:
                file.write(bytes(4096))
    if leaving:
        os.truncate(path, os.path.getsize(path) - leaving)


def make_room(place):
    os.remove(os.path.join(place, "filler"))


def check_only(place, *names):
    """Nothing half written is left."""
    found = sorted(os.listdir(place))
    require(found == sorted(names), f"on {place} there is {found}, and should be {sorted(names)}")


def request_on_full_stick(world, key, stick):
    out = os.path.join(stick, "machine.request")
    fill(stick)
    world.request(key, out).expect(74, "disk.full")
    check_only(stick, "filler")
    check_state(world, ["awaiting-license"])
    make_room(stick)
    world.request(key, out).expect(0)
    require(world.client("inspect", out).expect(0).json["signature"] == "holds", "the request does not hold")
    os.remove(out)
    return "request --out on a full stick: disk.full, 74; with room it is written"


def respond_on_full_stick(world, key, stick):
    request, out = world.path("full.request"), os.path.join(stick, "full.license")
    world.request(key, request).expect(0)
    fill(stick)
    world.responder("respond", request, "--out", out).expect(74, "disk.full")
    check_only(stick, "filler")
    several = world.responder("respond", three_requests(world), "--out", stick)
    codes = {line["code"] for line in several.json["unwritten"]}
    require(several.status in (73, 74) and codes == {"disk.full"}, f"a folder ended with {several.status} {codes}")
    check_only(stick, "filler")
    make_room(stick)
    again = world.responder("respond", request, "--out", out).expect(0).json
    require(again["outcome"] == "repeated", "the answer that could not be written was not given again")
    held = set(world.answers())
    require(license_bytes(out) in held, "the license is not the one in the ledger")
    again = world.responder("respond", world.path("three"), "--out", stick).expect(0).json
    require(again["repeated"] == 3, f"{again['repeated']} of three were given again")
    for path in files(stick, ".license"):
        os.remove(path)
    return "respond on a full stick: disk.full, 74; with room the same license is given again"


def three_requests(world):
    return world.fleet(world.add_license(3), 3, world.path("three"))


def read_only_stick(world, key, stick):
    product = shutil.copy(world.product_file, stick)
    request = world.path("full.request")
    subprocess.run(["mount", "-o", "remount,ro", stick], check=True)
    try:
        out = os.path.join(stick, "new")
        world.client("request", "--product", product, "--key", key, "--out", out).expect(73, "folder.read-only")
        world.responder("respond", request, "--out", out).expect(73, "folder.read-only")
        world.client(
            "request", "--product", product, "--key", key, "--out", world.path("x.request"), state=out,
        ).expect(73, "folder.read-only")
    finally:
        subprocess.run(["mount", "-o", "remount,rw", stick], check=True)
    check_only(stick, os.path.basename(product))
    return "a read-only stick: folder.read-only, 73, for the request, the license and the state"


def state_on_full_disk(world, key):
    licenses = make_licenses(world, key, 1)
    usual = world.state
    with small_disk(world, "state-disk", "256k") as disk:
        world.state = os.path.join(disk, "state")
        shutil.copytree(usual, world.state)
        fill(disk)
        world.client("install", licenses[0]).expect(74, "disk.full")
        check_state(world, ["awaiting-license"])
        world.request(key, world.path("y.request")).expect(74, "disk.full")
        require(not files(product_folder(world), ".tmp"), "temporaries are left on the full disk")
        require(not os.path.exists(world.path("y.request")), "a request left that the state folder does not keep")
        make_room(disk)
        world.client("install", licenses[0]).expect(0)
        check_state(world, ["active"])
        fresh = os.path.join(disk, "fresh")
        fill(disk)
        world.client(
            "request", "--product", world.product_file, "--key", key, "--out", world.path("z.request"), state=fresh,
        ).expect(74, "disk.full")
        make_room(disk)
        world.request(key, world.path("z.request"), state=fresh).expect(0)
    world.state = usual
    return "install and request in a state folder on a full disk: disk.full, 74; with room they work"


def vault_on_full_disk(world, key):
    requests = world.path("vault-requests")
    world.fleet(world.add_license(300), 300, requests)
    usual = world.vault
    with small_disk(world, "vault-disk", "3m") as disk:
        world.vault = os.path.join(disk, "vault")
        shutil.copytree(usual, world.vault)
        before = world.count("answers")
        checkpoint = world.checkpoint("full.checkpoint")
        out = world.make_folder("vault-out")
        for leaving in (0, 64 << 10):
            fill(disk, leaving)
            world.responder("respond", requests, "--out", out).expect(74, "disk.full")
            require(world.count("answers") == before, "the ledger holds a part of a transaction")
            require(not os.listdir(out), "a license left that the ledger does not hold")
            make_room(disk)
        fill(disk)
        world.responder(
            "license", "add", "--product", "acme.shipcad", "--customer", "X", "--perpetual").expect(74, "disk.full")
        world.responder("init", "--passphrase-cost", "interactive", vault=os.path.join(disk, "new")).expect(
            74, "disk.full")
        make_room(disk)
        world.responder("respond", requests, "--out", out).expect(0)
        require(len(files(out, ".license")) == 300, "not all were answered when there was room")
        world.verify_audit()
        world.verify_checkpoints([checkpoint])
        world.responder("init", "--passphrase-cost", "interactive", vault=os.path.join(disk, "new")).expect(0)
    world.vault = usual
    return "a vault on a full disk: disk.full, 74, and nothing of the transaction; with room it works"


def erased_on_full_disk(world, key):
    usual, name, told = world.vault, "Nordic Yard", []
    with small_disk(world, "erase-disk", "3m") as disk:
        world.vault = os.path.join(disk, "vault")
        shutil.copytree(usual, world.vault)
        checkpoint = world.checkpoint("erased.checkpoint")
        for leaving in (0, 32 << 10, 96 << 10, 160 << 10, 320 << 10):
            fill(disk, leaving)
            result = world.responder("customer", "erase", name, "--yes")
            make_room(disk)
            if result.status != 0:
                result.expect(74, "disk.full")
            else:
                name = result.json["customer"]
            told.append("refused" if result.status else "in part" if "erased-in-part" in result.err else "whole")
            world.verify_checkpoints([checkpoint])
        require("refused" in told, f"the disk was never full: {told}")
        whole = world.responder("customer", "erase", name, "--yes").expect(0)
        require(not whole.err, f"with room there is a warning: {whole.err}")
        for file in os.listdir(world.vault):
            with open(os.path.join(world.vault, file), "rb") as content:
                require(b"Nordic" not in content.read(), f"the name is still in {file}")
        world.verify_audit()
        world.verify_checkpoints([checkpoint])
    world.vault = usual
    return f"a customer erased on a full disk: {', '.join(told)}; with room the name is nowhere"


def other_owners(world, key):
    for path in (world.state, product_folder(world), os.path.join(product_folder(world), "device.key")):
        os.chown(path, SOMEBODY, SOMEBODY)
        world.request(key, world.path("other.request")).expect(77, "state.other-owner")
        if path != os.path.join(product_folder(world), "device.key"):
            world.client("status").expect(77, "state.other-owner")
        os.chown(path, 0, 0)
    for path in (world.vault, os.path.join(world.vault, "vault.key")):
        os.chown(path, SOMEBODY, SOMEBODY)
        world.responder("audit", "verify").expect(77, "vault.other-owner")
        os.chown(path, 0, 0)
    world.request(key, world.path("other.request")).expect(0)
    world.verify_audit()
    return "folders and keys of another user: state.other-owner and vault.other-owner, 77"
