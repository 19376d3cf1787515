"""Eight desks answer eighty machines at once, and there are three seats.

Once as folders, where a desk's ten requests are one transaction, and once one by one.
"""

import os
import shutil
import subprocess
import threading

from harness import files, license_bytes, require

DESKS, EACH, SEATS = 8, 10, 3


def run(world):
    world.make_vault()
    for name, desk in (("as folders", whole_folder), ("one by one", one_by_one)):
        key = world.add_license(SEATS)
        license_id = world.query("SELECT hex(id) FROM licenses ORDER BY rowid DESC LIMIT 1")[0][0]
        folders = share_out(world, key, name.replace(" ", "-"))
        refused_before = world.event_count("request.refused")
        granted, refused = answer_at_once(world, folders, desk)
        require(granted == SEATS, f"{name}: {granted} were granted, and there are {SEATS} seats")
        refusals = DESKS * EACH - SEATS
        require(
            refused == ["activation-key.used-up"] * refusals,
            f"{name}: the refusals are {refused}, and should be {refusals} times activation-key.used-up")
        check_ledger(world, name, license_id, refused_before, folders)
        yield f"{name}: {granted} granted, {len(refused)} refused with activation-key.used-up"
    yield f"the log is whole: {world.verify_audit()['events']} events"


def share_out(world, key, name):
    """Eighty requests of eighty machines, ten to a desk."""
    every = world.fleet(key, DESKS * EACH, world.path(f"{name}-all"), "--seed", name)
    folders = [world.make_folder(f"{name}-{desk}") for desk in range(DESKS)]
    for number, request in enumerate(files(every, ".request")):
        shutil.move(request, folders[number % DESKS])
    return folders


def answer_at_once(world, folders, desk):
    granted, refused, failures = [], [], []
    gate = threading.Barrier(DESKS)

    def sit(folder):
        try:
            gate.wait()
            desk(world, folder, granted, refused)
        except Exception as problem:  # told by the main thread
            failures.append(problem)

    threads = [threading.Thread(target=sit, args=(folder,)) for folder in folders]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if failures:
        raise failures[0]
    return sum(granted), refused


def whole_folder(world, folder, granted, refused):
    result = world.responder("respond", folder)
    require(result.status in (0, 1), f"respond ended with {result.status}: {result.err}")
    granted.append(result.json["granted"])
    refused.extend(line["code"] for line in result.json["refused"])


def one_by_one(world, folder, granted, refused):
    for request in files(folder, ".request"):
        result = world.responder("respond", request, "--out", request.replace(".request", ".license"))
        require(result.status in (0, 1), f"respond ended with {result.status}: {result.err}")
        if result.status == 0:
            granted.append(1)
        else:
            refused.append(result.code)


def check_ledger(world, name, license_id, refused_before, folders):
    whose = f"license_id = x'{license_id}'"
    in_use = world.count(f"activations WHERE {whose} AND returned_at IS NULL")
    require(in_use == SEATS, f"{name}: {in_use} seats are in use in the ledger")
    refused = world.event_count("request.refused") - refused_before
    require(refused == DESKS * EACH - SEATS, f"{name}: the audit log has {refused} refusals")
    held = world.answers(whose)
    written = {license_bytes(path) for folder in folders for path in files(folder, ".license")}
    require(len(written) == SEATS, f"{name}: {len(written)} different licenses were written")
    require(written == set(held), f"{name}: the licenses written are not those in the ledger")
