"""Eight clients work in one state folder at once; every request is whole, and the license is in use."""

import os
import random
import subprocess

from harness import files, require
from site_machine import check_state, make_licenses, prepare, product_folder, requests_kept

CLIENTS, ROUNDS = 8, 5


def run(world):
    key = prepare(world)
    # A first round without a device key and a product file: all eight begin at once.
    first = together(world, [request(world, key, f"first-{number}") for number in range(CLIENTS)])
    yield f"{first} first requests at once: one device key, and all requests whole"
    check_requests(world, CLIENTS)

    licenses = make_licenses(world, key, CLIENTS)
    for turn in range(ROUNDS):
        commands = [world.client_command("install", path) for path in licenses]
        commands += [request(world, key, f"turn-{turn}-{number}") for number in range(2)]
        random.shuffle(commands)
        together(world, commands)
        check_state(world, ["active"])
    check_requests(world, CLIENTS + CLIENTS + 2 * ROUNDS)
    yield f"{ROUNDS} times {CLIENTS} installs and 2 requests at once: the license is in use"


def request(world, key, name):
    return world.client_command(
        "request", "--new", "--product", world.product_file, "--key", key, "--out", world.path(f"{name}.request"))


def together(world, commands):
    running = [subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) for command in commands]
    for process in running:
        _, said = process.communicate(timeout=60)
        require(process.returncode == 0, f"{process.args[1]} ended with {process.returncode}: {said.decode()}")
    return len(running)


def check_requests(world, count):
    kept = requests_kept(world)
    require(len(kept) == count, f"{len(kept)} requests are kept, and {count} were made")
    keys = set()
    for path in kept:
        shown = world.client("inspect", path).expect(0).json
        require(shown["signature"] == "holds", f"{path} does not hold")
        require(os.path.basename(path) == f"{shown['facts']['digest']}.request", f"{path} is another request")
        keys.add(shown["facts"]["device_key"])
    require(len(keys) == 1, f"the requests have {len(keys)} device keys")
    require(not files(product_folder(world), ".tmp"), "temporaries are left")
