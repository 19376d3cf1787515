"""QR codes of every kind of document, in pictures and on real terminals, read by other people's programs."""

import importlib.util
import json
import os
import pty
import shutil
import subprocess
import sys

import carried
import site_machine
from harness import Skip, require
from screens import Screen

HERE = os.path.dirname(os.path.abspath(__file__))
FONT = "/usr/share/fonts/truetype/dejavu/DejaVuSansMono.ttf"
PORTAL = "https://activate.acme.example/ship"

READ = {"zbarimg": 0, "zxing-cpp": 0}


def run(world):
    require_eyes()
    documents = make_documents(world)
    pictures(world, documents)
    checkpoint(world)
    drawings(world, documents)
    screen = Screen(world.folder)
    try:
        terminals(world, screen, documents["request"])
        parts(world, screen, documents["request"])
        without_tmux(world, screen, documents["request"])
    finally:
        screen.close()
    return [f"codes read: {count} by {reader}" for reader, count in READ.items()]


def require_eyes():
    """Other people's readers of codes, and what draws pictures for them."""
    for program in ("zbarimg", "rsvg-convert"):
        if not shutil.which(program):
            raise Skip(f"{program} is needed")
    if not all(importlib.util.find_spec(name) for name in ("PIL", "zxingcpp")):
        raise Skip("Python's Pillow and zxing-cpp are needed")


def eyes(*arguments):
    done = subprocess.run(
        [sys.executable, "-B", os.path.join(HERE, "eyes.py"), *arguments], capture_output=True, timeout=120)
    require(done.returncode == 0, f"eyes.py {arguments}: {done.stderr.decode()}")
    return done.stdout


def zbar(path):
    done = subprocess.run(
        ["zbarimg", "--quiet", "--raw", "-Sdisable", "-Sqrcode.enable", path], capture_output=True, timeout=60)
    return done.stdout.decode().split("\n")[:-1]


def expect(paths, letter, content, what):
    """Both readers find exactly this document in the pictures together."""
    found = {
        "zbarimg": [text for path in paths for text in zbar(path)],
        "zxing-cpp": [text for texts in json.loads(eyes("read", *paths)) for text in texts],
    }
    for reader, texts in found.items():
        require(texts, f"{what}: {reader} finds no code in {paths}")
        require(carried.document(texts) == (letter, content), f"{what}: {reader} read another document")
        READ[reader] += len(texts)
    return found["zxing-cpp"]


def make_documents(world):
    """A file of every kind, with the letter of its text form."""
    key = site_machine.prepare(world)
    world.responder("product", "set", "acme.shipcad", "--portal", PORTAL).expect(0)
    world.responder("product", "export", "acme.shipcad", "--out", world.product_file, "--force").expect(0)
    paths = {kind: world.path(kind) for kind in ("request", "license", "time", "correction")}
    world.request(key, paths["request"]).expect(0)
    world.responder("respond", paths["request"], "--out", paths["license"]).expect(0)
    world.client("install", paths["license"]).expect(0)
    world.client("request", "--correct-time", "--out", paths["time"]).expect(0)
    world.responder("respond", paths["time"], "--out", paths["correction"]).expect(0)
    return {
        "product": ("P", world.product_file), "request": ("R", paths["request"]), "license": ("L", paths["license"]),
        "time request": ("R", paths["time"]), "correction": ("T", paths["correction"]),
    }


def pictures(world, documents):
    """As PNG and SVG, of both programs, and straight from the commands that make documents."""
    for kind, (letter, path) in documents.items():
        content = carried.armoured(path)
        for program in (world.client, world.locked):
            for suffix in ("png", "svg"):
                name = world.path(f"{kind} {program.__name__}.{suffix}")
                shown = program("inspect", path, "--qr-image", name).expect(0).json
                require(shown["qr_images"] == [name], f"the pictures of the {kind} are {shown['qr_images']}")
                texts = expect([rendered(name)], letter, content, f"{kind} as {suffix}")
                require(texts == [shown["qr_text"]], f"the text of the {kind} is not what its code holds")
                leads = texts[0].startswith(f"{PORTAL.upper()}/R/")
                require(leads == (letter == "R"), f"the {kind} leads to {texts[0][:40]}")
    name = world.path("granted.png")
    world.responder("respond", documents["request"][1], "--qr-image", name).expect(0)
    expect([name], "L", carried.armoured(documents["license"][1]), "license from respond")
    name = world.path("exported.svg")
    world.responder("product", "export", "acme.shipcad", "--qr-image", name).expect(0)
    expect([rendered(name)], "P", carried.armoured(documents["product"][1]), "product file from export")
    large = series(world)
    require(large > 1, "a large product file is a series")


def checkpoint(world):
    """Its code holds the file's text, line by line; what others read of it is a checkpoint to us."""
    for suffix in ("png", "svg"):
        path, name = world.path(f"checkpoint-{suffix}"), world.path(f"checkpoint.{suffix}")
        world.locked("audit", "checkpoint", "--out", path, "--qr-image", name).expect(0)
        with open(path) as file:
            text = file.read()
        picture = rendered(name)
        found = {"zbarimg": "\n".join(zbar(picture)), "zxing-cpp": "".join(json.loads(eyes("read", picture))[0])}
        for reader, read in found.items():
            require(read == text, f"{reader} read another checkpoint as {suffix}: {read}")
            READ[reader] += 1
        world.run(
            [f"{world.bin}/countersign-responder", "audit", "verify", "--vault", world.vault, "--checkpoint", "-"],
            input=found["zxing-cpp"].encode()).expect(0)
        world.locked("audit", "verify", "--checkpoint", picture).expect(0)


def series(world):
    """A product file too large for one code."""
    features = ",".join(f"feature-number-{number:03}" for number in range(100))
    world.responder("product", "add", "acme.large", "--name", "Large", "--features", features).expect(0)
    path, name = world.path("large.product"), world.path("large.png")
    shown = world.responder("product", "export", "acme.large", "--out", path, "--qr-image", name).expect(0).json
    count = len(shown["qr_parts"])
    require(
        shown["qr_images"] == [world.path(f"large-{number}.png") for number in range(1, count + 1)],
        f"the pictures are {shown['qr_images']}")
    expect(list(reversed(shown["qr_images"])), "P", carried.armoured(path), "a series of pictures")
    world.write("large-2.png", "precious")
    world.client("inspect", path, "--qr-image", name).expect(73, "file.exists")
    require(open(world.path("large-2.png")).read() == "precious", "a picture of the series was overwritten")
    return count


def rendered(name):
    if not name.endswith(".svg"):
        return name
    subprocess.run(["rsvg-convert", name, "-o", f"{name}.png"], check=True, timeout=60)
    return f"{name}.png"


def shown_on(columns, rows, command, **environment):
    """What a command writes to a terminal of this size."""
    settings = {
        name: value for name, value in os.environ.items()
        if name not in ("COLORTERM", "NO_COLOR", "LC_ALL", "LC_CTYPE", "LANG")}
    settings.update(COLUMNS=str(columns), LINES=str(rows), **environment)
    master, slave = pty.openpty()
    process = subprocess.Popen(
        command, stdin=subprocess.DEVNULL, stdout=slave, stderr=subprocess.DEVNULL, env=settings,
        start_new_session=True)
    os.close(slave)
    output = b""
    while True:
        try:
            piece = os.read(master, 65536)
        except OSError:
            break
        output += piece
    os.close(master)
    process.wait(timeout=60)
    return output.decode().replace("\r\n", "\n")


WAYS = [
    (dict(TERM="xterm-256color", LANG="C.UTF-8"), [], ("dark", "light")),
    (dict(TERM="linux", LANG="C.UTF-8"), [], ("dark", "light")),
    (dict(TERM="xterm", LANG="C"), [], ("dark", "light")),
    (dict(TERM="xterm", LANG="C.UTF-8", NO_COLOR="1"), [], ("dark",)),
    (dict(TERM="xterm", LANG="C.UTF-8", NO_COLOR="1"), ["--qr-background", "light"], ("light",)),
    (dict(TERM="dumb", LANG="C.UTF-8"), [], ("dark",)),
    (dict(TERM="dumb", LANG="C.UTF-8"), ["--qr-background", "light"], ("light",)),
    (dict(TERM="vt220", LANG="C"), [], ("dark",)),
    (dict(TERM="vt220", LANG="C"), ["--qr-background", "light"], ("light",)),
]


def drawings(world, documents):
    """Every way that a terminal's text is drawn, as a picture."""
    for kind in ("request", "license", "correction"):
        letter, path = documents[kind]
        for number, (environment, options, grounds) in enumerate(WAYS):
            command = [f"{world.bin}/countersign-client", "inspect", path, "--state", world.state, "--qr", *options]
            text = world.write(f"{kind} {number}.txt", shown_on(200, 100, command, **environment))
            for ground in grounds:
                name = world.path(f"{kind} {number} {ground}.png")
                eyes("draw", text, name, FONT, ground)
                expect([name], letter, carried.armoured(path), f"{kind} drawn for {environment} on {ground}")


def inspect(world, path, *options):
    return [f"{world.bin}/countersign-client", "inspect", path, "--state", world.state, "--qr", *options]


def terminals(world, screen, document):
    """One code on real terminals of two sizes."""
    letter, path = document
    content = carried.armoured(path)
    for columns, rows in ((80, 50), (132, 43)):
        for ground in ("dark", "light"):
            for kind in ("xterm-256color", "xterm"):
                what = f"{columns}x{rows} {ground} {kind}"
                terminal = screen.terminal(inspect(world, path), columns, rows, ground, kind=kind)
                try:
                    terminal.wait("photograph it")
                    expect([terminal.picture(f"screen {what}.png")], letter, content, what)
                finally:
                    terminal.close()


def parts(world, screen, document):
    """A series, where one code does not fit; and a clear word where none is asked for."""
    letter, path = document
    for columns, rows, locale in ((80, 24, "C.UTF-8"), (80, 50, "C"), (132, 43, "C")):
        for ground in ("dark", "light"):
            what = f"{columns}x{rows} {ground} parts {locale}"
            terminal = screen.terminal(inspect(world, path, "--qr-parts"), columns, rows, ground, locale=locale)
            names = []
            try:
                terminal.wait("part 1 of ")
                count = int(terminal.text().split("part 1 of ")[1].split()[0])
                for number in range(1, count + 1):
                    terminal.wait(f"part {number} of ")
                    names.append(terminal.picture(f"screen {what} {number}.png"))
                    terminal.type("Enter")
            finally:
                terminal.close()
            expect(names, letter, carried.armoured(path), what)
    terminal = screen.terminal(inspect(world, path), 80, 24, "dark")
    try:
        terminal.wait("terminal.too-small")
    finally:
        terminal.close()


def without_tmux(world, screen, document):
    """A VT220, which has no colours, and a person who wants none."""
    letter, path = document
    light = ["--qr-background", "light"]
    for ground, options in (("dark", []), ("light", light)):
        for what, settings in (
                ("without colours", dict(kind="xterm", NO_COLOR="1", columns=80, rows=50)),
                ("vt220", dict(kind="vt220", locale="C", columns=190, rows=90))):
            command = inspect(world, path, *options)
            terminal = screen.terminal(command, ground=ground, tmux=False, **settings)
            try:
                name = terminal.settled(f"screen {what} {ground}.png")
                expect([name], letter, carried.armoured(path), f"{what} on {ground}")
            finally:
                terminal.close()
