"""After a whole run no secret is found where it does not belong, and no process that holds one can be looked into."""

import base64
import os
import resource
import signal
import sqlite3
import stat
import subprocess
import time

from harness import PASSPHRASE, Failure, require
from site_machine import prepare
from unsealing import activation_key_bytes, vault_secrets

NOBODY = 65534


def run(world):
    key = prepare(world)
    # Somebody who reads: so that the ledger's write-ahead log stays beside it.
    reader = sqlite3.connect(os.path.join(world.vault, "ledger.sqlite"), isolation_level=None)
    reader.execute("BEGIN")
    reader.execute("SELECT count(*) FROM events").fetchone()
    said = whole_run(world, key)
    secrets = vault_secrets(world)
    secrets["activation key's bytes"] = activation_key_bytes(key)
    words = {
        "passphrase": PASSPHRASE.encode(), "activation key": key.encode(),
        "activation key without dashes": key.replace("-", "").encode(),
    }
    places = everything_written(world) | said
    reader.close()
    require(len(places) > 15, f"only {len(places)} places were looked at")
    look_for({**words, **spellings(secrets)}, places)
    yield f"{len(secrets) + len(words)} secrets, in {len(places)} files and outputs: none is found"
    yield from processes(world)


def whole_run(world, key):
    """Everything once, refusals too; what was said, by command."""
    wrong_key = "00000-00000-00000-00000-00000"
    wrong = world.write("wrong-passphrase", "some other words entirely\n", mode=0o600)
    request, license = world.path("a.request"), world.path("a.license")
    results = [
        world.request(key, request), world.request(key, request), world.request(key[:-1] + "*", world.path("c.request")),
        world.responder("respond", request, "--out", license), world.responder("respond", request, "--out", license),
        world.responder("respond", request, passphrase_file=wrong),
        world.client("install", license), world.client("status"), world.client("verify"),
        world.client("inspect", request), world.client("inspect", license),
        world.locked("license", "list"), world.locked("audit", "list"), world.responder("audit", "verify"),
        world.request(wrong_key, world.path("b.request")), world.responder("respond", world.path("b.request")),
    ]
    statuses = [result.status for result in results]
    require(statuses == [0, 73, 64, 0, 0, 77, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1], f"the run ended with {statuses}")
    return {
        f"{number} {result.arguments[1]} {stream}": text.encode()
        for number, result in enumerate(results)
        for stream, text in (("output", result.out), ("errors", result.err))}


def everything_written(world):
    """All files but the one with the passphrase."""
    found = {}
    for folder, _, names in os.walk(world.folder):
        for name in names:
            path = os.path.join(folder, name)
            if path != world.passphrase_file and stat.S_ISREG(os.stat(path).st_mode):
                with open(path, "rb") as file:
                    found[path] = file.read()
    for name in ("ledger.sqlite", "ledger.sqlite-wal"):
        require(found.get(os.path.join(world.vault, name)), f"{name} was not looked at")
    return found


def spellings(secrets):
    """As bytes, in hexadecimal and in Base 64."""
    every = {}
    for name, secret in secrets.items():
        every[name] = secret
        every[f"{name} in hexadecimal"] = secret.hex().encode()
        every[f"{name} in Base 64"] = base64.b64encode(secret).rstrip(b"=")[:-1]
    return every


def look_for(secrets, places):
    for name, secret in secrets.items():
        for place, content in places.items():
            require(secret.lower() not in content.lower(), f"the {name} is in {place}")


def processes(world):
    """A responder that waits for its passphrase, as the same unprivileged user as the one who looks."""
    scratch = world.make_folder("cores")
    os.chmod(scratch, 0o777)
    waiting = [f"{world.bin}/countersign-responder", "audit", "verify", "--passphrase-file", "-", "--vault", "vault"]
    if os.geteuid() == 0:
        os.chown(scratch, NOBODY, NOBODY)
        vault = os.path.join(scratch, "vault")
        subprocess.run(["cp", "-r", world.vault, vault], check=True)
        for path in [vault] + [os.path.join(vault, name) for name in os.listdir(vault)]:
            os.chown(path, NOBODY, NOBODY)
    else:
        os.symlink(world.vault, os.path.join(scratch, "vault-link"))
        waiting[-1] = world.vault
    other = ["sleep", "60"]
    if not can_read_memory(start(other, scratch)):
        yield "that memory is closed was not tried: here even that of any process is"
    else:
        require(not can_read_memory(start(waiting, scratch)), "the memory of a waiting responder can be read")
        yield "the memory of a waiting responder is closed to the same user's processes; that of others is open"
    if not leaves_core(other, scratch):
        yield "that no core is left was not tried: here no process leaves one"
    else:
        require(not leaves_core(waiting, scratch), "a waiting responder left a core")
        yield "a waiting responder that is aborted ends, shows nothing and leaves no core, though the limit allows one and others leave one"


def start(command, folder):
    def prepare_child():
        most = resource.getrlimit(resource.RLIMIT_CORE)[1]
        resource.setrlimit(resource.RLIMIT_CORE, (most, most))

    user = {"user": NOBODY, "group": NOBODY, "extra_groups": []} if os.geteuid() == 0 else {}
    process = subprocess.Popen(
        command, cwd=folder, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE,
        preexec_fn=prepare_child, **user)
    time.sleep(0.5)
    require(process.poll() is None, f"{command[0]} does not wait: it ended with {process.returncode}")
    return process


READ_MEMORY = """
import sys
with open(f"/proc/{sys.argv[1]}/maps") as maps:
    place = next(line for line in maps if " r--p " in line or " rw-p " in line).split("-")[0]
with open(f"/proc/{sys.argv[1]}/mem", "rb", buffering=0) as memory:
    memory.seek(int(place, 16))
    sys.exit(len(memory.read(16)) != 16)
"""


def can_read_memory(process):
    """Whether another process of the same user can; ends the process."""
    user = {"user": NOBODY, "group": NOBODY, "extra_groups": []} if os.geteuid() == 0 else {}
    try:
        return subprocess.run(
            ["/usr/bin/python3", "-c", READ_MEMORY, str(process.pid)], capture_output=True, **user).returncode == 0
    finally:
        process.kill()
        process.wait()


def leaves_core(command, folder):
    """Whether it leaves one when it is aborted. It must end of that at once, and show nothing of itself."""
    process = start(command, folder)
    process.send_signal(signal.SIGABRT)
    try:
        _, said = process.communicate(timeout=10)
    except subprocess.TimeoutExpired:
        process.kill()
        raise Failure(f"{os.path.basename(command[0])} did not end when it was aborted") from None
    require(process.returncode == -signal.SIGABRT, f"{command[0]} ended with {process.returncode}")
    require(said == b"", f"{command[0]} showed of itself: {said[:300].decode()}")
    cores = [name for name in os.listdir(folder) if name.startswith("core")]
    for name in cores:
        os.remove(os.path.join(folder, name))
    return bool(cores)
