"""Every command that writes is killed at random moments: it happened whole or not at all, and no checkpoint is contradicted.

Each kill is in a copy of one vault. STRESS_KILLS says how many there are of each command (12). Half come at any moment of
the command's time, half just after the ledger was seen to be written. Bringing over a vault of the seventh version is one
of the commands.
"""

import os
import random
import shutil
import signal
import sqlite3
import subprocess
import time

from harness import PRODUCT, require

KILLS = int(os.environ.get("STRESS_KILLS", "12"))
EARLIER = os.path.join(os.path.dirname(__file__), "..", "Vectors", "vault-7")


def run(world):
    base, licenses = make_base(world)
    checkpoint, thumbprint = world.path("base.checkpoint"), root_key(world)
    world.locked("audit", "checkpoint", "--out", checkpoint).expect(0)
    met = {"not at all": 0, "some steps": 0, "whole": 0}
    for name, arguments in commands(world, licenses):
        duration, made = dry_run(world, base, arguments)
        for _ in range(KILLS):
            begin(world, base)
            before = events(world.vault)
            kill(world, arguments, duration)
            count = events(world.vault)
            # A call is several transactions, one for each step.
            allowed = range(before, before + made + 1) if name == "phone" else (before, before + made)
            require(count in allowed, f"{name}: {count - before} of {made} events were written")
            met["whole" if count == before + made else "not at all" if count == before else "some steps"] += 1
            world.locked("audit", "verify", "--root-key", thumbprint, "--checkpoint", checkpoint).expect(0)
        # The next command is not kept from its work.
        world.responder("product", "add", "acme.next", "--name", "Next").expect(0)
        world.locked("audit", "verify", "--root-key", thumbprint, "--checkpoint", checkpoint).expect(0)
    yield f"{sum(met.values())} kills of {len(list(commands(world, licenses)))} commands: {met}"
    yield bring_over(world)


def make_base(world):
    """A vault with licenses, an answer and an open call."""
    world.make_vault()
    keys = [world.add_license(2) for _ in range(3)]
    request = world.path("first.request")
    world.request(keys[0], request).expect(0)
    world.responder("respond", request, "--out", world.path("first.license")).expect(0)
    world.request(keys[1], world.path("next.request"), state=world.path("other-state")).expect(0)
    told = world.client("request", "--product", world.product_file, "--key", keys[2], "--phone", state=world.path("third-state"))
    world.groups = [group["text"] if isinstance(group, dict) else group for group in told.expect(0).json["groups"]]
    base = world.path("base")
    shutil.copytree(world.vault, base)
    found = world.locked("license", "list").expect(0).json["licenses"]
    return base, [license["license"] for license in found]


def commands(world, licenses):
    yield "product add", ("product", "add", "acme.other", "--name", "Other", "--features", "a,b")
    yield "product set", ("product", "set", PRODUCT, "--name", "ShipCAD 2", "--rebindings", "5")
    yield "product features", ("product", "features", PRODUCT, "stress")
    yield "product export", ("product", "export", PRODUCT, "--out", world.path("new.product"), "--force")
    yield "license add", ("license", "add", "--product", PRODUCT, "--customer", "Quay", "--lease", "30")
    yield "license seats", ("license", "seats", licenses[0], "9")
    yield "license revoke", ("license", "revoke", licenses[1], "--reason", "sold on", "--yes")
    yield "customer erase", ("customer", "erase", "Nordic Yard", "--yes")
    yield "respond", ("respond", world.path("next.request"), "--out", world.path("next.license"), "--force")
    yield "phone", ("phone", "--agent", "Anna", "--confirm", *world.groups)


def begin(world, base):
    shutil.rmtree(world.vault, ignore_errors=True)
    shutil.copytree(base, world.vault)
    os.chmod(world.vault, 0o700)


def dry_run(world, base, arguments):
    """How long an undisturbed run takes, in seconds, and how many events it writes."""
    begin(world, base)
    before, started = events(world.vault), time.monotonic()
    world.responder(*arguments).expect(0)
    return time.monotonic() - started, events(world.vault) - before


def kill(world, arguments, duration):
    wal = os.path.join(world.vault, "ledger.sqlite-wal")
    process = subprocess.Popen(
        world.responder_command(*arguments), stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL)
    deadline = time.monotonic() + duration
    if random.random() < 0.5:
        while process.poll() is None and time.monotonic() < deadline and not size(wal):
            time.sleep(0.0005)
        time.sleep(random.random() * 0.02)
    else:
        time.sleep(random.random() * duration)
    process.send_signal(signal.SIGKILL)
    process.wait()


def size(path):
    try:
        return os.stat(path).st_size
    except FileNotFoundError:
        return 0


def events(vault):
    ledger = sqlite3.connect(f"file:{vault}/ledger.sqlite", uri=True)
    try:
        return ledger.execute("SELECT count(*) FROM events").fetchone()[0]
    finally:
        ledger.close()


def root_key(world):
    return world.verify_audit()["root_key_thumbprint"]


def bring_over(world):
    """A ledger is of the seventh version or of the eighth, whenever the first command of this version is killed."""
    base = world.path("earlier")
    os.makedirs(base, mode=0o700)
    for name in ("vault.key", "root.key"):
        shutil.copy(os.path.join(EARLIER, name), base)
        os.chmod(os.path.join(base, name), 0o600)
    ledger = sqlite3.connect(f"{base}/ledger.sqlite")
    with open(os.path.join(EARLIER, "ledger.sql"), encoding="utf-8") as script:
        ledger.executescript(script.read())
    ledger.close()
    os.chmod(f"{base}/ledger.sqlite", 0o600)
    world.write("passphrase", "correct horse battery\n", mode=0o600)
    begin(world, base)
    started = time.monotonic()
    world.responder("audit", "verify").expect(0)
    duration, made = time.monotonic() - started, events(world.vault)
    whole = 0
    for _ in range(KILLS):
        begin(world, base)
        kill(world, ("audit", "verify"), duration)
        tables = sqlite3.connect(f"{world.vault}/ledger.sqlite")
        names = {name for name, in tables.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
        tables.close()
        require(("events" in names) != ("revocations" in names), "a vault was brought over by half")
        if "events" in names:
            require(events(world.vault) == made, "a vault was brought over by half")
            whole += 1
        world.responder("audit", "verify").expect(0)
        require(events(world.vault) == made, "a vault that was brought over has other events")
    return f"{KILLS} kills while a vault of the seventh version was brought over: {whole} times it was"
