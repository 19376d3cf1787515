"""Runs the real programs."""

import base64
import json
import os
import subprocess
import tempfile

BIN = os.environ["COUNTERSIGN_BIN"]
NO_STATE = os.path.join(tempfile.gettempdir(), "countersign-interop-no-state")


class Result:
    def __init__(self, status, out, err):
        self.status, self.out, self.err = status, out, err
        refusals = [json.loads(line)["error"] for line in err.splitlines() if line.startswith('{"error"')]
        self.code = refusals[0]["code"] if refusals else None
        self.message = refusals[0]["message"] if refusals else ""

    @property
    def json(self):
        return json.loads(self.out)

    def expect(self, status, code=None):
        assert (self.status, self.code) == (status, code), f"{self.status} {self.code}: {self.err}{self.out}"
        return self


def run(program, *arguments):
    done = subprocess.run(
        [f"{BIN}/{program}", *map(str, arguments), "--format", "json"], capture_output=True, text=True, timeout=60)
    return Result(done.returncode, done.stdout, done.stderr)


def run_client(*arguments, state=NO_STATE):
    return run("countersign-client", *arguments, "--state", state)


class Responder:
    """A vault of its own."""

    def __init__(self, folder):
        self.vault, self.passphrase = os.path.join(folder, "vault"), os.path.join(folder, "passphrase")
        with open(os.open(self.passphrase, os.O_WRONLY | os.O_CREAT, 0o600), "w") as file:
            file.write("violet harbour seventeen kettles\n")
        self.run("init", "--passphrase-cost", "interactive").expect(0)

    def run(self, *arguments):
        return run(
            "countersign-responder", *arguments, "--vault", self.vault, "--passphrase-file", self.passphrase)


def armour(kind, data):
    """RFC 7468."""
    text = base64.b64encode(data).decode()
    lines = [text[start:start + 64] for start in range(0, len(text), 64)]
    label = f"COUNTERSIGN {kind.upper()}"
    return "\n".join([f"-----BEGIN {label}-----", *lines, f"-----END {label}-----", ""]).encode()


def unarmour(path, kind):
    with open(path) as file:
        lines = file.read().splitlines()
    label = f"COUNTERSIGN {kind.upper()}"
    assert lines[0] == f"-----BEGIN {label}-----" and lines[-1] == f"-----END {label}-----", lines
    return base64.b64decode("".join(lines[1:-1]), validate=True)
