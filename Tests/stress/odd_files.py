"""A pipe, a device, a gigabyte of nothing, a folder and an empty file lie among the requests; none stops the others."""

import os
import socket

from harness import files, require

GIGABYTE = 1 << 30


def run(world):
    world.make_vault()
    requests = world.fleet(world.add_license(10), 10, world.path("requests"))
    good = files(requests, ".request")
    odd = put_odd_files(world, requests)
    out = world.make_folder("out")
    result = world.responder("respond", requests, "--out", out)
    check(result, out, refused=odd.refused)
    yield f"a folder with {len(os.listdir(requests)) - len(good)} odd things: the 10 requests were answered"

    out = world.make_folder("out-again")
    named = [path for path in odd.every if not path.endswith("pipe.request")]
    result = world.responder("respond", *named, *good, "--out", out)
    require(result.status == 1 and result.json["repeated"] == 10, f"{result.status}: {result.out}{result.err}")
    require(len(files(out, ".license")) == 10, "not all were written")
    yield f"{len(named)} odd things named before the requests: the 10 were answered"
    world.verify_audit()


def check(result, out, refused):
    require(result.status == 1, f"respond ended with {result.status}: {result.err}")
    summary = result.json
    require(summary["granted"] == 10, f"{summary['granted']} were granted")
    found = {os.path.basename(line["file"]): line["code"] for line in summary["refused"]}
    require(found == refused, f"refused were {found}, and should be {refused}")
    require(len(files(out, ".license")) == 10, "not all were written")


class OddFiles:
    def __init__(self):
        self.every, self.refused = [], {}


def put_odd_files(world, folder):
    """All sort before the requests. `refused` are those that are files; the others are passed over."""
    odd = OddFiles()

    def place(name, code=None):
        path = os.path.join(folder, name)
        odd.every.append(path)
        if code:
            odd.refused[name] = code
        return path

    os.mkfifo(place("a-pipe.request"))
    os.mkdir(place("a-folder.request"))
    os.symlink("/nowhere", place("a-link.request"))
    with open(place("an-empty.request", "document.truncated"), "wb"):
        pass
    with open(place("an-ocean.request", "document.too-large"), "wb") as file:
        file.truncate(GIGABYTE)
    with open(place("an-essay.request", "document.unrecognized"), "wb") as file:
        file.write(b"Dear vendor, " * 100)
    if os.geteuid() == 0:
        os.mknod(place("a-device.request"), 0o600 | 0o020000, os.makedev(1, 5))
    with socket.socket(socket.AF_UNIX) as listener:
        # Bound by a short relative name: the path of a socket is 107 bytes at most.
        here = os.getcwd()
        os.chdir(folder)
        listener.bind("a-socket.request")
        os.chdir(here)
        odd.every.append(os.path.join(folder, "a-socket.request"))
    return odd
