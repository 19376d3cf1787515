"""The responder is killed a hundred times and more while it answers a folder; nothing is lost, nothing counts twice.

Some kills come at any moment, others a moment after something was seen to happen, so that all phases of the
work are met: a run is told to be where the ledger and the folder say that it was.
"""

import os
import random
import shutil
import signal
import subprocess
import time
from collections import Counter

from harness import files, license_bytes, require

# More than one transaction's worth, which is 256.
MACHINES = 300
KILLS, ENOUGH, TOO_MANY = 100, 3, 300

STARTING = "before the transaction"
DECIDING = "within the transaction"
COMMITTED = "between commit and files"
WRITING = "while writing files"
NAMING = "while naming files"
LATER = "between two transactions or after the last"
PHASES = [STARTING, DECIDING, COMMITTED, WRITING, NAMING]


def run(world):
    world.make_vault()
    key = world.add_license(MACHINES)
    requests = world.fleet(key, MACHINES, world.path("requests"))
    fresh = world.path("fresh")
    shutil.copytree(world.vault, fresh)
    phases, chains = Counter(), 0
    duration = full_run(world, fresh, requests)
    while phases.total() < KILLS or any(phases[phase] < ENOUGH for phase in PHASES):
        require(phases.total() < TOO_MANY, f"the kills did not meet all phases: {dict(phases)}")
        out, checkpoints = begin(world, fresh), []
        for number in range(random.randint(1, 3)):
            checkpoints.append(world.checkpoint(f"{chains}-{number}.checkpoint"))
            phases[kill_once(world, requests, out, duration, wanted(phases))] += 1
            check_nothing_unknown(world, out)
        checkpoints.append(world.checkpoint(f"{chains}-last.checkpoint"))
        finish(world, requests, out)
        world.verify_checkpoints(checkpoints)
        chains += 1
    yield f"{phases.total()} kills in {chains} vaults; then one more run finished each"
    yield "each log extends the checkpoints that were taken before and after each kill"
    for phase in PHASES + [LATER]:
        yield f"{phases[phase]:4} {phase}"


def begin(world, fresh):
    for folder in (world.vault, world.path("out")):
        shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(fresh, world.vault)
    os.chmod(world.vault, 0o700)
    return world.make_folder("out")


def full_run(world, fresh, requests):
    """How long an undisturbed run takes, in seconds."""
    out = begin(world, fresh)
    started = time.monotonic()
    world.responder("respond", requests, "--out", out).expect(0)
    return time.monotonic() - started


def wanted(phases):
    """The phase to wait for: every other time the one that was met least, else any moment."""
    return min(PHASES, key=lambda phase: phases[phase]) if random.random() < 0.5 else None


class Sight:
    """What can be seen of a running responder from outside, fast: some phases last a millisecond."""

    def __init__(self, world, process, out):
        self.process = process
        self.wal = os.path.join(world.vault, "ledger.sqlite-wal")
        self.wal_before = self.wal_size()
        self.out = out
        self.unnamed = [
            path for path in (os.path.join(out, f"machine-{n:05}.license") for n in (0, 256))
            if not os.path.exists(path)]

    def wal_size(self):
        try:
            return os.stat(self.wal).st_size
        except FileNotFoundError:
            return 0

    def has_write_lock(self):
        """Whether it holds byte 120 of the -shm file: SQLite's lock for the one writer of a write-ahead log."""
        with open("/proc/locks") as locks:
            return any(f" {self.process.pid} " in line and line.split()[-2] == "120" for line in locks)

    def has_committed(self):
        return self.wal_size() != self.wal_before

    def is_writing(self):
        """Whether a file is open that has no name yet, or one of its own: which, is the file system's matter."""
        if any(name.endswith(".tmp") for name in os.listdir(self.out)):
            return True
        folder = f"/proc/{self.process.pid}/fd"
        try:
            return any(self.is_nameless(f"{folder}/{number}") for number in os.listdir(folder))
        except OSError:
            return False

    def is_nameless(self, descriptor):
        try:
            path = os.readlink(descriptor)
        except OSError:
            return False
        return path.startswith(os.path.realpath(self.out) + "/#") and path.endswith(" (deleted)")

    def has_named(self):
        """Whether the first license of a transaction has its name."""
        return any(os.path.exists(path) for path in self.unnamed)


def kill_once(world, requests, out, duration, target):
    """Kills one run at one moment; the phase in which it was."""
    before, files_before = committed(world), len(files(out, ".license"))
    process = subprocess.Popen(
        world.responder_command("respond", requests, "--out", out), stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL)
    sight = Sight(world, process, out)
    # What to wait for, and how long at most after that, in seconds.
    seen, delay = {
        DECIDING: (sight.has_write_lock, 0.03),
        COMMITTED: (sight.has_committed, 0.003),
        WRITING: (sight.is_writing, 0.01),
        NAMING: (sight.has_named, 0.0005),
    }.get(target, (lambda: True, duration * 1.02))
    while not seen() and process.poll() is None:
        pass
    pause(random.uniform(0, delay))
    was_deciding = target in (None, DECIDING) and sight.has_write_lock()
    was_writing = sight.is_writing()
    process.send_signal(signal.SIGKILL)
    process.wait()
    return phase(committed(world) - before, len(files(out, ".license")) - files_before, was_deciding, was_writing)


def pause(seconds):
    """Sleeps, or, where that would take too long, does nothing for as long."""
    if seconds > 0.005:
        time.sleep(seconds)
    end = time.monotonic() + (seconds if seconds <= 0.005 else 0)
    while time.monotonic() < end:
        pass


def phase(answers, licenses, was_deciding, was_writing):
    """Where a run was that had committed so many answers, and named so many files."""
    if answers > licenses > 0:
        return NAMING
    if answers > 0 and licenses == 0:
        return WRITING if was_writing else COMMITTED
    if answers == 0 and licenses == 0:
        return DECIDING if was_deciding else STARTING
    return LATER


def committed(world):
    return world.count("answers")


def check_nothing_unknown(world, out):
    """No license has left that the ledger does not hold, byte for byte, and none is half a file."""
    held = set(world.answers())
    for path in files(out, ".license"):
        require(license_bytes(path) in held, f"{path} is a license that the ledger does not hold")


def finish(world, requests, out):
    result = world.responder("respond", requests, "--out", out).expect(0).json
    require(
        result["granted"] + result["repeated"] == MACHINES and not result["refused"],
        f"the last run granted {result['granted']} and repeated {result['repeated']} of {MACHINES}")
    check_nothing_unknown(world, out)
    written = {license_bytes(path) for path in files(out, ".license")}
    require(len(written) == MACHINES, f"{len(written)} licenses are there, and {MACHINES} were asked for")
    seats = world.count("activations WHERE returned_at IS NULL")
    require(seats == MACHINES, f"{seats} seats are in use, by {MACHINES} machines")
    granted = world.event_count("request.granted")
    require(granted == MACHINES, f"the audit log has {granted} grants, and {MACHINES} machines were granted")
    world.verify_audit()
