"""Whoever has the ledger's file edits, deletes, swaps and inserts rows of the audit log; `audit verify` names the row.

A ledger that is put back as a whole is found with the head that was noted before.
"""

import os
import re
import shutil
import sqlite3

from harness import require

TRIGGERS = "SELECT name FROM sqlite_master WHERE type = 'trigger'"


def run(world):
    world.make_vault()
    requests = world.fleet(world.add_license(5), 5, world.path("requests"))
    earlier = keep(world, "earlier")
    early_head = world.verify_audit()["head"]
    world.responder("respond", requests).expect(0)
    noted = world.verify_audit()
    whole, last = keep(world, "whole"), noted["rows"]
    require(last >= 8, f"there are {last} rows only")
    middle = last // 2

    count = 0
    for what, row, script in forgeries(middle, last):
        put_back(world, whole)
        forge(world, script)
        result = world.responder("audit", "verify")
        result.expect(1, "audit.broken")
        check_row(result, row, what)
        count += 1
    yield f"{count} forgeries: audit.broken, 1, and the row is named"

    put_back(world, whole)
    world.responder("audit", "verify", "--head", noted["head"]).expect(0)
    world.responder("audit", "verify", "--head", early_head).expect(0)
    put_back(world, earlier)
    world.responder("audit", "verify").expect(0)
    result = world.responder("audit", "verify", "--head", noted["head"]).expect(1, "audit.broken")
    rows = int(early_head.split(":")[0])
    check_row(result, rows + 1, "put back to an earlier state")
    world.responder("respond", requests, "--out", world.make_folder("out")).expect(0)
    result = world.responder("audit", "verify", "--head", noted["head"]).expect(1, "audit.broken")
    check_row(result, last, "put back, and grown again")
    yield "a ledger put back is a whole log without --head, and is found with it, even when it has grown again"


def forgeries(middle, last):
    """What is done, the row that must be named, and how."""
    changes = {
        "at": "at + 1", "actor": "'somebody@elsewhere'", "action": "'request.refused'", "carrier": "'phone'",
        "subject": "'0000-0000'", "detail": "detail || ' '", "hash": "randomblob(32)",
    }
    for row in (1, middle, last):
        for column, value in changes.items():
            yield f"{column} of row {row} edited", row, f"UPDATE audit SET {column} = {value} WHERE seq = {row}"
    yield "a blank moved from one text to the next", middle, (
        f"UPDATE audit SET carrier = carrier || substr(subject, 1, 1), subject = substr(subject, 2) WHERE seq = {middle}")
    for row in (1, middle, last):
        yield f"row {row} deleted", row, f"DELETE FROM audit WHERE seq = {row}"
        yield f"row {row} deleted, the rest moved up", row, (
            f"DELETE FROM audit WHERE seq = {row}; {shifted(row, -1)}")
    yield "the last three deleted", last - 2, f"DELETE FROM audit WHERE seq > {last - 3}"
    yield "the last deleted, the head's count too", last - 1, (
        f"DELETE FROM audit WHERE seq = {last}; UPDATE audit_head SET count = count - 1, "
        f"hash = (SELECT hash FROM audit WHERE seq = {last - 1})")
    for other in (middle + 1, last):
        yield f"rows {middle} and {other} swapped", middle, (
            f"UPDATE audit SET seq = 9999 WHERE seq = {middle}; UPDATE audit SET seq = {middle} WHERE seq = {other};"
            f"UPDATE audit SET seq = {other} WHERE seq = 9999")
    copy = "INSERT INTO audit SELECT {}, at, actor, action, carrier, subject, detail, hash FROM audit WHERE seq = {}"
    yield "a row inserted", middle, f"{shifted(middle - 1, 1)}; {copy.format(middle, middle - 1)}"
    yield "a row appended", last + 1, copy.format(last + 1, last)
    yield "a row appended, with the head's count", last + 1, (
        f"{copy.format(last + 1, last)}; UPDATE audit_head SET count = count + 1")
    yield "the head deleted", last, "DELETE FROM audit_head"
    yield "all deleted", 1, "DELETE FROM audit"


def check_row(result, row, what):
    require(
        re.search(rf"\brow {row}\b", result.message), f"{what}: row {row} should be named: {result.message}")


def shifted(after, by):
    """Numbers all rows after one anew, without two being the same in between."""
    return (
        f"UPDATE audit SET seq = seq + 100000 WHERE seq > {after};"
        f"UPDATE audit SET seq = seq - 100000 + {by} WHERE seq > 100000")


def forge(world, script):
    ledger = sqlite3.connect(os.path.join(world.vault, "ledger.sqlite"))
    for (name,) in ledger.execute(TRIGGERS).fetchall():
        ledger.execute(f"DROP TRIGGER {name}")
    before = ledger.total_changes
    ledger.executescript(script)
    require(ledger.total_changes > before, f"nothing was changed by {script}")
    ledger.commit()
    ledger.close()


def keep(world, name):
    copy = world.path(f"{name}.sqlite")
    require(not os.path.exists(os.path.join(world.vault, "ledger.sqlite-wal")), "the ledger is open")
    shutil.copyfile(os.path.join(world.vault, "ledger.sqlite"), copy)
    return copy


def put_back(world, copy):
    for suffix in ("-wal", "-shm"):
        if os.path.exists(os.path.join(world.vault, f"ledger.sqlite{suffix}")):
            os.remove(os.path.join(world.vault, f"ledger.sqlite{suffix}"))
    shutil.copyfile(copy, os.path.join(world.vault, "ledger.sqlite"))
