"""The client is killed a hundred times, in request and in install; the state folder stays whole.

After each kill the state can be read and nothing in it is damaged; once a license was in use, one always is.
"""

import os
import random
import signal
import subprocess
import time

from harness import files, require
from site_machine import check_state, make_licenses, prepare, product_folder, requests_kept

KILLS = 50


def run(world):
    key = prepare(world)
    out = world.path("killed.request")

    def request(done=0):
        return world.client_command(
            "request", "--new", "--product", world.product_file, "--key", key, "--out", out, "--force")

    ends = kill(world, request, ["nothing", "no-license", "awaiting-license"])
    yield f"request: {KILLS} kills, {ends[0]} before the request was kept, {ends[1]} after"
    world.run(request()).expect(0)
    require(len(requests_kept(world)) <= 64, "more than 64 requests are kept")

    # Each is better than the one before it, and is tried until it is in use.
    licenses = make_licenses(world, key, 20)
    ends = kill(
        world, lambda done: world.client_command("install", licenses[min(done, 19)]),
        ["awaiting-license", "active"], once="active")
    yield f"install: {KILLS} kills, {ends[0]} before the license was replaced, {ends[1]} after"
    require(min(ends) > 0, "the kills did not come both before and after the license was replaced")

    world.client("install", licenses[-1]).expect(0)
    check_state(world, ["active"])
    for number in range(70):
        world.request(key, world.path("more.request"), "--force").expect(0)
    check_state(world, ["active"])
    require(not leftovers(world), "temporaries of killed writers are left")
    yield "70 more requests: the license is still in use, and nothing of the killed is left"


def kill(world, command, verdicts, once=None):
    """Kills the command at random moments; how often its change had not been made, and had been."""
    started = time.monotonic()
    world.client("status")
    duration = 3 * (time.monotonic() - started)
    undone = done = 0
    for _ in range(KILLS):
        before = fingerprint(world)
        process = subprocess.Popen(command(done), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        time.sleep(random.uniform(0, duration))
        process.send_signal(signal.SIGKILL)
        process.wait()
        undone, done = (undone + 1, done) if fingerprint(world) == before else (undone, done + 1)
        verdict = check_state(world, verdicts)
        if once == verdict:
            verdicts = [once]
        check_no_half_file(world)
    return undone, done


def fingerprint(world):
    """What is under final names in the state folder."""
    folder = product_folder(world)
    if not os.path.isdir(folder):
        return None
    return {name: contents(os.path.join(folder, name)) for name in os.listdir(folder) if not name.startswith(".")}


def contents(path):
    with open(path, "rb") as file:
        return file.read()


def check_no_half_file(world):
    for name, data in (fingerprint(world) or {}).items():
        require(is_whole(name, data), f"{name} in the state folder is half a file")
    request = world.path("killed.request")
    if os.path.exists(request):
        require(contents(request).endswith(b"-----END COUNTERSIGN REQUEST-----\n"), "a request is half a file")


def is_whole(name, data):
    name = name.removesuffix(".old").removesuffix(".next")
    if name == "device.key":
        # A map of the public key and the seal, or the key in clear; what is cut short inside is found by its use.
        return data[:1] in (b"\xa2", b"\xa5") and len(data) > 70
    if name == "clock":
        return data[:1] == b"\x82" and len(data) > 60
    return data.rstrip().endswith(b"-----")


def leftovers(world):
    return files(product_folder(world), ".tmp")
