"""The log of a real vault, read by independent libraries alone, from docs/ledger.md.

`sqlite3` opens the ledger and `cbor2` reads the events. Each is deterministically encoded, its salted hashes are those of the
values beside it, and it names the event before it about the same thing. The events are played again, and every row of every
table is compared. `scitt-cose` computes the root over all of them, and `cwt` checks the signature over it, from the root key
down; then the checkpoint, and the receipt of each event, as the real programs wrote them.
"""

import hashlib
import os
import sqlite3
import tempfile

import cbor2
from scitt_cose import merkle

from by_hand import encode, thumbprint
from programs import Responder, run_client, unarmour
from receipts import check_certificate, check_headers, check_inclusion, signed

# As the page has them: number, table, how many columns are the key.
TABLES = {1: ("customers", 1), 2: ("products", 1), 3: ("features", 2), 4: ("product_files", 2), 5: ("signing_keys", 1),
          6: ("audit_keys", 1), 7: ("licenses", 1), 8: ("seat_tallies", 1), 9: ("activations", 1), 10: ("devices", 3),
          11: ("answers", 1), 12: ("rebindings", 2), 13: ("calls", 1), 14: ("phone_attempts", 1), 15: ("phone_refusals", 1)}


def life(vendor, folder):
    """Something of everything that a vendor does without a telephone."""
    run = vendor.run
    run("product", "add", "hull", "--name", "Hull", "--features", "cad,nest").expect(0)
    run("product", "export", "hull", "--out", f"{folder}/hull.product").expect(0)
    key = run("license", "add", "--product", "hull", "--customer", "Nordic Yard", "--lease", "30", "--seats", "3").json
    gone = run("license", "add", "--product", "hull", "--customer", "Quay", "--perpetual").json
    for number in range(2):
        state = f"{folder}/state{number}"
        with open(os.open(f"{folder}/key", os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
            file.write(key["activation_key"])
        run_client("request", "--product", f"{folder}/hull.product", "--key-file", f"{folder}/key",
                   "--out", f"{folder}/{number}.request", state=state).expect(0)
        vendor.run("respond", f"{folder}/{number}.request", "--out", f"{folder}/{number}.license").expect(0)
    run("product", "set", "hull", "--name", "Hull 2").expect(0)
    run("license", "seats", key["license"], "5").expect(0)
    run("license", "revoke", gone["license"], "--reason", "sold on", "--yes").expect(0)


def resolved(row, values):
    """A row with the values that stand beside the event in the place of their hashes."""
    if row is None:
        return None
    found = []
    for item in row:
        if isinstance(item, list):
            salt, value = next(values)
            assert hashlib.sha256(salt + encode(value)).digest() == item[0]
            item = value
        found.append(item)
    return found


def play(ledger):
    """All events' bytes, and the rows that they tell of."""
    events, state, last, scopes = [], {}, {}, {}
    for number, data, beside in ledger.execute("SELECT number, bytes, beside FROM events ORDER BY number"):
        event = cbor2.loads(data)
        assert encode(event) == data and event[1] == 1 and event[2] == number == len(events) + 1
        assert set(event) <= set(range(1, 16)) and len(event[14]) == 16
        values = iter(cbor2.loads(beside) if beside else [])
        if 11 in event:
            salt, told = next(values)
            assert hashlib.sha256(salt + encode(told)).digest() == event[11]
        thing = (event.get(8), event.get(7))
        if thing != (None, None):
            assert event.get(10) == last.get(thing)
            last[thing] = number
        for about, scope, written in event.get(15, []):
            assert scopes[about, scope] == written
        if 9 in event:
            about = b"\x01" + event[8] if 8 in event else b"\x02" + event[7].encode()
            scopes[about, event[9]] = number
        for table, key, before, after in event.get(12, []):
            place = (table, tuple(key))
            assert resolved(before, values) == state.get(place, (None,))[0]
            state[place] = (resolved(after, values), number)
        assert next(values, None) is None
        for document in event.get(13, []):
            bytes_ = ledger.execute("SELECT bytes FROM documents WHERE digest = ?", (document,)).fetchone()[0]
            assert hashlib.sha256(bytes_).digest() == document
        events.append(data)
    return events, {place: row for place, row in state.items() if row[0] is not None}


def compare(ledger, state):
    """Every row of every table, both ways."""
    rows = 0
    for table, (name, keys) in TABLES.items():
        for row in ledger.execute(f"SELECT * FROM {name}"):
            columns, event = list(row[:-2]), row[-2]
            assert state[table, tuple(columns[:keys])] == (columns[keys:], event), f"{name}: {columns}"
            rows += 1
    assert rows == len(state)
    return rows


def main():
    with tempfile.TemporaryDirectory() as folder:
        vendor = Responder(folder)
        life(vendor, folder)
        ledger = sqlite3.connect(f"{vendor.vault}/ledger.sqlite")
        events, state = play(ledger)
        rows = compare(ledger, state)
        root = bytes.fromhex(merkle.merkle_root([event.hex() for event in events]))

        verified = vendor.run("audit", "verify").expect(0).json
        assert verified["root"] == root.hex() and verified["events"] == len(events)
        certificate, root_key = ledger.execute("SELECT certificate, root_key FROM audit_keys").fetchone()
        assert thumbprint(root_key).hex() == verified["root_key_thumbprint"]
        keys = [check_certificate(certificate, root_key)]
        head = ledger.execute("SELECT head FROM log_end").fetchone()[0]
        signed(head, check_headers(head, keys, len(events)), root)

        vendor.run("audit", "checkpoint", "--out", f"{folder}/checkpoint").expect(0)
        checkpoint = unarmour(f"{folder}/checkpoint", "checkpoint")
        assert signed(checkpoint, check_headers(checkpoint, keys, len(events)))[1] == root
        for number, event in enumerate(events, 1):
            vendor.run("audit", "prove", number, "--out", f"{folder}/{number}.receipt", "--cose", f"{folder}/{number}.cose",
                       "--event", f"{folder}/{number}.event").expect(0)
            with open(f"{folder}/{number}.cose", "rb") as cose, open(f"{folder}/{number}.event", "rb") as file:
                assert file.read() == event
                assert check_inclusion(cose.read(), event, keys, [event.hex() for event in events])
        print(f"a real log: {len(events)} events, {rows} rows, a checkpoint and {len(events)} receipts hold")


main()
