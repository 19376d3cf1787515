"""Somebody who can write the ledger's file edits, deletes, swaps and inserts events and rows; `audit verify` names the event.

With the passphrase, and without it by the root key's thumbprint. A ledger that is put back as a whole is found with a
checkpoint that was kept.
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
    early_size = world.verify_audit()["events"]
    early = world.checkpoint("early.checkpoint")
    world.responder("respond", requests).expect(0)
    noted = world.verify_audit()
    late = world.checkpoint("late.checkpoint")
    root_key = ("--root-key", noted["root_key_thumbprint"])
    whole, last = keep(world, "whole"), noted["events"]
    require(last >= 9, f"there are {last} events only")
    middle = last // 2

    count = 0
    for what, event, script in forgeries(middle, last, earlier):
        put_back(world, whole)
        forge(world, script)
        for result in (world.responder("audit", "verify"), world.locked("audit", "verify", *root_key)):
            result.expect(1, "audit.broken")
            check_event(result, event, what)
        count += 1
    yield f"{count} forgeries: audit.broken, 1, and the event is named, with the passphrase and without"

    put_back(world, whole)
    forge(world, "UPDATE licenses SET row_code = randomblob(16)")
    check_event(world.responder("audit", "verify").expect(1, "audit.broken"), early_size, "the code of a row")
    world.locked("audit", "verify", *root_key).expect(0)
    yield "the code of a row: found with the passphrase, which alone has its key"

    put_back(world, whole)
    world.verify_checkpoints([early, late])
    world.responder("audit", "verify", "--checkpoint", late).expect(0)
    put_back(world, earlier)
    world.responder("audit", "verify").expect(0)
    for verify in (world.responder, world.locked):
        result = verify("audit", "verify", "--checkpoint", late).expect(1, "audit.broken")
        require(f"has {last} events, and the log only {early_size}" in result.message, result.message)
    world.responder("respond", requests, "--out", world.make_folder("out")).expect(0)
    require(world.verify_audit()["events"] == last, "it has not grown again as it was")
    for verify in (world.responder, world.locked):
        result = verify("audit", "verify", "--checkpoint", late).expect(1, "audit.broken")
        require(f"The first {last} events are not those of the checkpoint" in result.message, result.message)
    world.verify_checkpoints([early])
    yield "a ledger put back is a whole log without a checkpoint, and is found with it, even when it has grown again"


def forgeries(middle, last, earlier):
    """What is done, the event that must be named, and how."""
    changes = {
        "at": "at + 1", "action": "'request.refused'", "thing": "x'0230'", "scope": "coalesce(scope, 0) + 1",
        "tallied": "CASE WHEN tallied IS NULL THEN 1 END",
        "bytes": "randomblob(length(bytes))", "beside": "NULL",
    }
    for event in (1, middle, last):
        for column, value in changes.items():
            yield f"{column} of event {event} edited", event, f"UPDATE events SET {column} = {value} WHERE number = {event}"
        # In some events the last byte is random, and only the root tells; in others it says on what they rest.
        yield f"the last byte of event {event} edited", None, (
            f"UPDATE events SET bytes = flipped(bytes) WHERE number = {event}")
        other = event % last + 1
        yield f"what stands beside event {other} put beside event {event}", event, (
            f"UPDATE events SET beside = (SELECT beside FROM events WHERE number = {other}) WHERE number = {event}")
        yield f"event {event} deleted", event, f"DELETE FROM events WHERE number = {event}"
        yield f"event {event} deleted, the rest moved up", event, (
            f"DELETE FROM events WHERE number = {event}; {shifted(event, -1)}")
    yield "the last three deleted", last - 2, f"DELETE FROM events WHERE number > {last - 3}"
    yield "the last deleted, the end's size too", None, (
        f"DELETE FROM events WHERE number = {last}; UPDATE log_end SET size = size - 1")
    for other in (middle + 1, last):
        yield f"events {middle} and {other} swapped", middle, (
            f"UPDATE events SET number = 9999 WHERE number = {middle};"
            f"UPDATE events SET number = {middle} WHERE number = {other};"
            f"UPDATE events SET number = {other} WHERE number = 9999")
    yield "an event inserted", middle, f"{shifted(middle - 1, 1)}; {copied(middle - 1, middle)}"
    yield "an event appended", last + 1, copied(last, last + 1)
    yield "an event appended, with the end's size", last + 1, (
        f"{copied(last, last + 1)}; UPDATE log_end SET size = size + 1")
    yield "the end deleted", None, "DELETE FROM log_end"
    yield "all deleted", 1, "DELETE FROM events"
    attach = f"ATTACH '{earlier}' AS earlier;"
    yield "an earlier head put back", None, (
        f"{attach} UPDATE log_end SET head = (SELECT head FROM earlier.log_end)")
    yield "an earlier end put back", None, (
        f"{attach} DELETE FROM log_end; INSERT INTO log_end SELECT * FROM earlier.log_end")
    yield from forged_rows(last, attach)


def forged_rows(last, attach):
    """The tables that follow from the events."""
    license, product, first_answer = 5, 4, 6
    yield "more seats", license, "UPDATE licenses SET seats = 500"
    yield "another customer's name", license, "UPDATE customers SET name = 'Somebody'"
    yield "another policy", product, "UPDATE products SET rebindings = 1000"
    yield "seats counted down", last, "UPDATE seat_tallies SET taken = 0"
    yield "an earlier row put back", last, (
        f"{attach} DELETE FROM seat_tallies; INSERT INTO seat_tallies SELECT * FROM earlier.seat_tallies")
    yield "a row deleted", first_answer, f"DELETE FROM answers WHERE event = {first_answer}"
    yield "a row added", None, (
        "INSERT INTO customers SELECT 2, 'Somebody', created_at, event, row_code FROM customers")
    yield "a row of another event", last, f"UPDATE answers SET event = {last - 1} WHERE event = {last}"
    yield "a document edited", first_answer, (
        f"UPDATE documents SET bytes = flipped(bytes) WHERE digest = (SELECT response FROM answers WHERE event = {first_answer})")
    yield "a document deleted", first_answer, (
        f"DELETE FROM documents WHERE digest = (SELECT request FROM answers WHERE event = {first_answer})")
    yield "a document added", None, "INSERT INTO documents VALUES (randomblob(32), x'00')"
    yield "traces of machines deleted", None, "DELETE FROM activation_marks"
    yield "traces of machines moved", None, "UPDATE activation_marks SET mark = mark + 1 << 20"


def check_event(result, event, what):
    said = result.message + " ".join(finding["message"] for finding in findings(result))
    if event is not None:
        require(re.search(rf"\bevents? (up to )?{event}\b", said, re.I), f"{what}: event {event} should be named: {said}")


def findings(result):
    return result.json["findings"] if result.out else []


def copied(event, number):
    """One event once more, with another number."""
    return (
        f"CREATE TEMP TABLE one AS SELECT * FROM events WHERE number = {event}; UPDATE one SET number = {number};"
        "INSERT INTO events SELECT * FROM one; DROP TABLE one")


def shifted(after, by):
    """Numbers all events after one anew, without two being the same in between."""
    return (
        f"UPDATE events SET number = number + 100000 WHERE number > {after};"
        f"UPDATE events SET number = number - 100000 + {by} WHERE number > 100000")


def flipped(content):
    return content[:-1] + bytes([content[-1] ^ 1])


def forge(world, script):
    ledger = sqlite3.connect(os.path.join(world.vault, "ledger.sqlite"))
    ledger.create_function("flipped", 1, flipped)
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
