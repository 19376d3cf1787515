"""Runs the scenarios one after the other, each in a folder of its own, and says what came of each."""

import importlib
import os
import random
import shutil
import sys
import tempfile
import time

from harness import Failure, Skip, World

SCENARIOS = [
    "seats", "responder_kill", "writer_kill", "client_kill", "client_crowd", "disks", "odd_files", "secrets_kept",
    "stolen_ledger", "audit_forgery", "real_machine", "wrong_clock", "pictures", "codes", "sheets", "exchange", "phone",
]


def run(name, seed):
    """True unless the scenario failed."""
    random.seed(f"{seed} {name}")
    folder = tempfile.mkdtemp(prefix=f"countersign-{name}-")
    os.chmod(folder, 0o755)
    started = time.monotonic()
    scenario = importlib.import_module(name)
    print(f"{name}: {scenario.__doc__.splitlines()[0]}", flush=True)
    try:
        for note in scenario.run(World(folder)) or []:
            print(f"    {note}", flush=True)
        print(f"    ok, {time.monotonic() - started:.0f} s", flush=True)
    except Skip as reason:
        print(f"    SKIPPED: {reason}", flush=True)
        return not os.environ.get("STRESS_WHOLE")
    except Failure as reason:
        print(f"    FAILED: {reason}\n    the seed was {seed}; the folder is {folder}", flush=True)
        return False
    if not os.environ.get("STRESS_KEEP"):
        shutil.rmtree(folder, ignore_errors=True)
    return True


def main():
    wanted = sys.argv[1:] or SCENARIOS
    unknown = [name for name in wanted if name not in SCENARIOS]
    if unknown:
        sys.exit(f"stress: no scenario {', '.join(unknown)}; there are {', '.join(SCENARIOS)}")
    seed = os.environ.get("STRESS_SEED", str(random.SystemRandom().randrange(10**6)))
    failed = [name for name in wanted if not run(name, seed)]
    if failed:
        sys.exit(f"stress: FAILED: {', '.join(failed)}")
    print(f"stress: all {len(wanted)} scenarios hold")


main()
