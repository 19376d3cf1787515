"""The machine that this runs on shows the same components whoever looks, and whatever software adds to its network."""

import glob
import json
import os
import shutil
import subprocess

from harness import Skip, require

READINGS = 100
# What makes a virtual interface of each kind; kernels differ in which they have.
INTERFACES = {
    "dummy": "ip link add cs0 type dummy",
    "bridge": "ip link add cs1 type bridge",
    "bond": "ip link add cs2 type bond",
    "veth pair": "ip link add cs3 type veth peer name cs4",
    "tunnel (VPN)": "ip tuntap add dev cs5 mode tun",
    "tap": "ip tuntap add dev cs6 mode tap",
}

# What a sandbox may put an empty folder in the place of, or an empty file.
HIDDEN = {
    "/sys": ["/sys"],
    "disks": ["/sys/block"],
    "cards": ["/sys/class/net"],
    "disks and cards": ["/sys/block", "/sys/class/net"],
    "devices": ["/sys/devices"],
    "classes": ["/sys/class"],
    "/proc": ["/proc"],
    "numbers of disks": ["/sys/block/*/serial", "/sys/block/*/device/serial", "/sys/block/*/device/vpd_pg80"],
    "addresses of cards": ["/sys/class/net/*/address"],
    "the machine id": ["/etc/machine-id", "/var/lib/dbus/machine-id"],
}


def run(world):
    world.make_vault()
    program = shutil.copy(os.path.join(world.bin, "countersign-client"), world.path("client"))
    os.chmod(program, 0o755)
    os.chmod(world.product_file, 0o644)
    command = [program, "fingerprint", "--product", world.product_file, "--format", "json", "--state", "/nowhere"]

    first = look(command)
    require(first["leaving"], "this machine shows no component")
    for _ in range(READINGS - 1):
        require(look(command) == first, "two readings of this machine differ")
    names = ", ".join(kind for kind, _, _ in first["leaving"])
    yield f"{READINGS} readings are alike: {names}; {first['environment']}"

    if os.geteuid() != 0:
        raise Skip("the rest needs root: other users, host names and interfaces")
    nobody = ["setpriv", "--reuid", "65534", "--regid", "65534", "--clear-groups"]
    require(look(nobody + command)["leaving"] == first["leaving"], "an ordinary user sees other components than root")
    yield "root and an ordinary user see the same"

    renamed = ["unshare", "--uts", "sh", "-c", 'hostname another && exec "$@"', "sh"]
    require(look(renamed + command) == first, "the host name changes the components")
    yield "another host name changes nothing"

    empty = world.path("empty")
    open(empty, "w").close()
    for hidden, mounts in HIDDEN.items():
        script = "".join(
            f"mount {'-t tmpfs none' if os.path.isdir(place) else '--bind ' + empty} {place} || exit 98; "
            for pattern in mounts for place in sorted(glob.glob(pattern)) if not os.path.islink(place))
        require_unreadable(hidden, ["unshare", "--mount", "sh", "-c", script + 'exec "$@"', "sh"] + command, first)
    network = ["unshare", "--net", "--mount", "sh", "-c", 'mount -t sysfs none /sys && exec "$@"', "sh"]
    require_unreadable("a network of its own", network + command, first)
    yield f"what is hidden is unreadable, and not gone: {', '.join(HIDDEN)}, the cards of another network namespace"

    yield from in_namespace(command)


def require_unreadable(hidden, command, first):
    """Each kind of which something leaves the machine, and nothing here, is one that cannot be read."""
    seen = subprocess.run(command, capture_output=True, timeout=60)
    require(seen.returncode == 0, f"without {hidden}: {seen.stderr.decode()}")
    shown = json.loads(seen.stdout)
    unreadable = {source["kind"] for source in shown["unreadable"]}
    gone = {kind for kind, _, _ in first["leaving"]} - {item["kind"] for item in shown["components"]}
    require(gone <= unreadable, f"without {hidden}, {gone - unreadable} were said to be gone")


def in_namespace(command):
    """A network of our own, with a /sys that shows it: what is added there is nobody's trouble."""
    enter = "mount -t sysfs none /sys 2>/dev/null; "
    before = look(["unshare", "--net", "--mount", "sh", "-c", enter + 'exec "$@"', "sh"] + command)
    made = []
    for name, add in INTERFACES.items():
        script = f"{enter}{add} 2>/dev/null || exit 99; ip link set lo up; exec \"$@\""
        after = look(["unshare", "--net", "--mount", "sh", "-c", script, "sh"] + command)
        if after is None:
            continue
        require(after == before, f"a {name} changes the components")
        made.append(name)
    require(made, "no virtual interface could be made at all")
    yield f"virtual interfaces change nothing: {', '.join(made)}"


def look(command):
    """What leaves the machine, and what it is; None if the kernel lacks the interface."""
    done = subprocess.run(command, capture_output=True, timeout=60)
    if done.returncode == 99:
        return None
    require(done.returncode == 0, f"{' '.join(command)} ended with {done.returncode}: {done.stderr.decode()}")
    shown = json.loads(done.stdout)
    leaving = [(item["kind"], item["source"], item["digest"]) for item in shown["components"] if item["leaves"]]
    return {"leaving": leaving, "environment": shown["environment"]}
