"""A ledger alone gives away nothing, and a secret that was moved within it does not open.

Neither without vault.key, nor with it and a wrong passphrase; and with the right one a proof that was put into
another license's row is refused, while the other licenses are still answered.
"""

import os
import shutil
import sqlite3

from harness import files, require
from unsealing import ISSUING_KEYS, opened, sealed_rows, vault_secrets


def run(world):
    world.make_vault()
    keys = [world.add_license(5) for _ in range(3)]
    request = world.fleet(keys[0], 1, world.path("one"))
    stolen = world.make_folder("stolen")
    os.chmod(stolen, 0o700)
    shutil.copy(os.path.join(world.vault, "ledger.sqlite"), stolen)

    for command in (("respond", request), ("audit", "verify"), ("license", "add", "--product", "acme.shipcad",
                    "--customer", "Thief", "--perpetual"), ("product", "export", "acme.shipcad", "--out", "x")):
        world.responder(*command, vault=stolen).expect(66, "vault.missing")
    nothing_opens(world, stolen)
    yield "the ledger alone: vault.missing, and what is sealed in it does not open with what else is in it"

    shutil.copy(os.path.join(world.vault, "vault.key"), stolen)
    wrong = world.write("wrong", "some other words entirely\n", mode=0o600)
    for command in (("respond", request), ("audit", "verify")):
        world.responder(*command, vault=stolen, passphrase_file=wrong).expect(77, "passphrase.wrong")
    yield "with vault.key and a wrong passphrase: passphrase.wrong, 77"

    another_vaults_key(world, stolen, request)
    yield "with another vault's key and its passphrase: vault.damaged"

    moved_proof(world, keys)
    yield "a proof in another license's row: vault.damaged for that license, the other two are answered"
    moved_issuing_key(world, request)
    yield "an issuing key's secret from another vault: vault.damaged, and nothing is signed"


def nothing_opens(world, stolen):
    """The sealed secrets do not open with anything that lies in the ledger as 32 bytes."""
    secrets = vault_secrets(world)
    ledger = sqlite3.connect(os.path.join(stolen, "ledger.sqlite"))
    blobs = [secret for row in ledger.execute("SELECT public_key FROM signing_keys") for secret in row]
    blobs += [row[0] for row in ledger.execute("SELECT public_key FROM audit_keys UNION SELECT root_key FROM audit_keys")]
    blobs += [row[0] for row in ledger.execute("SELECT last FROM log_end UNION SELECT code FROM log_end")]
    ledger.close()
    _, sealed, context = next(sealed_rows(world, ISSUING_KEYS, "issuing key"))
    require(all(opened(sealed, blob, context) is None for blob in blobs), "the issuing key opened")
    require(opened(sealed, secrets["sealing key"], context) is not None, "the right key does not open it")


def another_vaults_key(world, stolen, request):
    other = world.path("other-vault")
    world.responder("init", "--passphrase-cost", "interactive", vault=other).expect(0)
    shutil.copy(os.path.join(other, "vault.key"), stolen)
    result = world.responder("respond", request, vault=stolen)
    require((result.status, result.code) == (74, "vault.damaged"), f"{result.status} {result.code} {result.err}")


def moved_proof(world, keys):
    requests, out = world.path("three"), world.make_folder("out")
    for number, key in enumerate(keys):
        folder = world.fleet(key, 1, world.path(f"of-{number}"), "--seed", f"{number}")
        os.makedirs(requests, exist_ok=True)
        shutil.move(files(folder, ".request")[0], os.path.join(requests, f"{number}.request"))
    change(world.vault, """
        UPDATE licenses SET sealed_proof = (SELECT sealed_proof FROM licenses ORDER BY rowid LIMIT 1 OFFSET 1)
        WHERE rowid = (SELECT min(rowid) FROM licenses)""")
    result = world.responder("respond", requests, "--out", out)
    found = [(os.path.basename(line["file"]), line["code"]) for line in result.json["refused"]]
    require(
        result.status == 1 and found == [("0.request", "vault.damaged")] and result.json["granted"] == 2,
        f"{result.status}: {result.out}")
    require([os.path.basename(path) for path in files(out, ".license")] == ["1.license", "2.license"], "licenses")


def moved_issuing_key(world, request):
    other = sqlite3.connect(os.path.join(world.path("other-vault"), "ledger.sqlite"))
    sealed = other.execute("SELECT sealed_secret FROM signing_keys").fetchone()[0]
    other.close()
    before = world.count("answers")
    change(world.vault, "UPDATE signing_keys SET sealed_secret = ?", sealed)
    result = world.responder("respond", request)
    require((result.status, result.code) == (74, "vault.damaged"), f"{result.status} {result.code} {result.err}")
    require(world.count("answers") == before, "something was signed")


def change(vault, sql, *arguments):
    ledger = sqlite3.connect(os.path.join(vault, "ledger.sqlite"))
    require(ledger.execute(sql, arguments).rowcount == 1, f"nothing was changed by {sql}")
    ledger.commit()
    ledger.close()
