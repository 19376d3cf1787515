"""What all scenarios need: the programs, a vault, a look into the ledger that does not disturb it."""

import base64
import json
import os
import shutil
import sqlite3
import subprocess

PASSPHRASE = "violet harbour seventeen kettles"
PRODUCT = "acme.shipcad"


class Failure(Exception):
    """Something does not hold."""


class Skip(Exception):
    """The scenario can not be played here."""


def require(condition, claim):
    if not condition:
        raise Failure(claim)


class Result:
    """How a command ended."""

    def __init__(self, arguments, status, out, err):
        self.arguments, self.status, self.out, self.err = arguments, status, out, err

    @property
    def json(self):
        return json.loads(self.out)

    @property
    def code(self):
        """The code of the refusal, or None."""
        for line in self.err.splitlines():
            if line.startswith('{"error"'):
                return json.loads(line)["error"]["code"]
        return None

    @property
    def message(self):
        for line in self.err.splitlines():
            if line.startswith('{"error"'):
                return json.loads(line)["error"]["message"]
        return ""

    def expect(self, status, code=None):
        """Fails unless the command ended so."""
        if self.status != status or self.code != code:
            raise Failure(
                f"{' '.join(self.arguments)}\n    ended with {self.status} and {self.code}, and should have with "
                f"{status} and {code}:\n    {self.err.strip() or self.out.strip()[:400]}")
        return self


class World:
    """A folder with a vault, a state folder and whatever else a scenario makes."""

    def __init__(self, folder):
        self.folder = folder
        self.bin = os.environ["COUNTERSIGN_BIN"]
        self.vault = self.path("vault")
        self.state = self.path("state")
        self.passphrase_file = self.path("passphrase")
        self.write("passphrase", PASSPHRASE + "\n", mode=0o600)

    def path(self, *parts):
        return os.path.join(self.folder, *parts)

    def write(self, name, content, mode=0o644):
        path = self.path(name)
        with open(path, "wb") as file:
            file.write(content.encode() if isinstance(content, str) else content)
        os.chmod(path, mode)
        return path

    def make_folder(self, *parts):
        path = self.path(*parts)
        os.makedirs(path)
        return path

    def client_command(self, *arguments, state=None):
        return [f"{self.bin}/countersign-client", *arguments, "--state", state or self.state, "--format", "json"]

    def responder_command(self, *arguments, vault=None, passphrase_file=None):
        """For the commands that open the vault."""
        return [
            f"{self.bin}/countersign-responder", *arguments, "--vault", vault or self.vault, "--passphrase-file",
            passphrase_file or self.passphrase_file, "--format", "json",
        ]

    def run(self, command, **more):
        done = subprocess.run(command, capture_output=True, timeout=120, **more)
        return Result(command, done.returncode, done.stdout.decode(), done.stderr.decode())

    def client(self, *arguments, **places):
        return self.run(self.client_command(*arguments, **places))

    def responder(self, *arguments, **places):
        return self.run(self.responder_command(*arguments, **places))

    def locked(self, *arguments):
        """The responder's commands that only read, and ask for no passphrase."""
        return self.run(
            [f"{self.bin}/countersign-responder", *arguments, "--vault", self.vault, "--format", "json"])

    def make_vault(self):
        """A vault with one product; its file is product.product."""
        self.responder("init", "--passphrase-cost", "interactive").expect(0)
        self.responder(
            "product", "add", PRODUCT, "--name", "ShipCAD", "--vendor", "Acme", "--features", "cad,nest").expect(0)
        self.product_file = self.path("product.product")
        self.responder("product", "export", PRODUCT, "--out", self.product_file).expect(0)

    def add_license(self, seats, *more):
        """The activation key of a new license."""
        terms = more or ("--perpetual",)
        result = self.responder(
            "license", "add", "--product", PRODUCT, "--customer", "Nordic Yard", "--seats", str(seats), *terms)
        return result.expect(0).json["activation_key"]

    def fleet(self, key, machines, folder, *more):
        os.makedirs(folder, exist_ok=True)
        self.run([
            f"{self.bin}/fleet", "--product", self.product_file, "--key", key, "--machines", str(machines), "--out",
            folder, *more,
        ]).expect(0)
        return folder

    def request(self, key, out, *more, **places):
        return self.client(
            "request", "--new", "--product", self.product_file, "--key", key, "--out", out, *more, **places)

    def verify_audit(self, **places):
        return self.responder("audit", "verify", **places).expect(0).json

    def checkpoint(self, name):
        """A checkpoint of the vault as it lies there, made from a copy, so that a killed writer's log is left for the
        real program; its path."""
        copy = self.path("vault-copy")
        shutil.rmtree(copy, ignore_errors=True)
        os.makedirs(copy, mode=0o700)
        for file in ("vault.key", "ledger.sqlite", "ledger.sqlite-wal"):
            if os.path.exists(os.path.join(self.vault, file)):
                shutil.copyfile(os.path.join(self.vault, file), os.path.join(copy, file))
        path = self.path(name)
        self.run([
            f"{self.bin}/countersign-responder", "audit", "checkpoint", "--vault", copy, "--out", path, "--format", "json",
        ]).expect(0)
        return path

    def verify_checkpoints(self, paths):
        """The log extends each of them; nobody's passphrase is needed for that."""
        for path in paths:
            self.locked("audit", "verify", "--checkpoint", path).expect(0)

    def ledger(self, vault=None):
        """The ledger as it lies there, opened as a copy: so a killed writer's log is left for the real program."""
        copy = self.path("ledger-copy")
        shutil.rmtree(copy, ignore_errors=True)
        os.makedirs(copy)
        for name in ("ledger.sqlite", "ledger.sqlite-wal"):
            source = os.path.join(vault or self.vault, name)
            if os.path.exists(source):
                shutil.copyfile(source, os.path.join(copy, name))
        return sqlite3.connect(os.path.join(copy, "ledger.sqlite"))

    def query(self, sql, vault=None):
        ledger = self.ledger(vault)
        try:
            return ledger.execute(sql).fetchall()
        finally:
            ledger.close()

    def answers(self, condition="1"):
        """The bytes of all answers in the ledger."""
        return [row[0] for row in self.query(
            f"SELECT bytes FROM answers JOIN documents ON digest = response WHERE {condition}")]

    def event_count(self, action):
        return self.count(f"events WHERE action = '{action}'")

    def count(self, sql, vault=None):
        return self.query(f"SELECT count(*) FROM {sql}", vault)[0][0]


def license_bytes(path):
    """The license in a file; fails if the file is not whole."""
    with open(path, "rb") as file:
        lines = file.read().decode("ascii", "replace").split("\n")
    whole = (
        len(lines) > 3 and lines[0] == "-----BEGIN COUNTERSIGN LICENSE-----"
        and lines[-2:] == ["-----END COUNTERSIGN LICENSE-----", ""])
    require(whole, f"{path} is half a license")
    return base64.b64decode("".join(lines[1:-2]), validate=True)


def files(folder, suffix):
    return sorted(os.path.join(folder, name) for name in os.listdir(folder) if name.endswith(suffix))
