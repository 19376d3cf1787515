"""Photographs, bombs and broken pictures are given to the desk; what is ours is answered, all else does no harm."""

import os
import random
import shutil
import signal
import struct
import subprocess
import sys
import tempfile
import threading
import time
import zlib

from harness import Skip, files, license_bytes, require

MEBIBYTE = 1 << 20
# The reader's own limits: ReaderLimits.usual, and what its program and libraries need beside.
READER_MEMORY = 1024 + 512
# What a large picture may come to in a build for debugging, or where the machine has much to do.
OUT_OF_TIME = ("picture.out-of-time", "picture.reader-failed")


def run(world):
    try:
        from PIL import Image, ImageDraw  # noqa: F401
    except ImportError:
        raise Skip("Python's Pillow is needed") from None
    world.make_vault()
    desk = Desk(world)
    yield desk.formats()
    yield desk.several_in_one()
    yield desk.a_series()
    yield desk.other_kinds()
    yield from desk.bombs()
    yield desk.bombs_in_a_folder()
    yield desk.odd_inputs()
    yield desk.out_of_time()
    yield desk.killed_reader()
    yield desk.killed_desk()
    yield desk.what_a_reader_has()
    yield desk.ordinary_user()
    world.verify_audit()


class Desk:
    def __init__(self, world):
        self.world = world
        self.key = world.add_license(100)
        self.folder = world.make_folder("pictures")
        self.made = 0

    def code(self, *more):
        """The picture of a new request's code; its request and state folder are beside it."""
        self.made += 1
        place = self.world.path("pictures", f"code-{self.made}")
        self.world.request(
            self.key, place + ".request", "--qr-image", place + ".png", *more, state=place + ".state").expect(0)
        return place + ".png"

    def photograph(self, *codes, name, angle=6, size=(4000, 3000), **options):
        """Codes on a grey page of twelve megapixels, crooked."""
        from PIL import Image, ImageFilter
        page = Image.new("L", size, 190)
        for place, code in enumerate(codes):
            with Image.open(code) as drawn:
                side = 1400 if len(codes) > 1 else 2000
                picture = drawn.convert("L").resize((side, side)).rotate(angle, expand=True, fillcolor=190)
            page.paste(picture, (300 + 1800 * place, 300))
        page = page.filter(ImageFilter.GaussianBlur(2))
        path = os.path.join(self.folder, name)
        if name.endswith((".heic", ".avif")):
            page.save(path + ".png")
            subprocess.run(
                ["heif-enc", *(["-A"] if name.endswith(".avif") else []), "-q", "70", path + ".png", "-o", path],
                check=True, capture_output=True)
            os.remove(path + ".png")
        else:
            page.save(path, **options)
        return path

    def requests(self):
        return self.world.count("answers")

    def respond(self, *inputs, **more):
        return self.world.responder("respond", *inputs, **more)

    def formats(self):
        names = ["a.png", "a.jpg", "a.webp", "progressive.jpg", "interlaced"]
        if shutil.which("heif-enc"):
            names += ["a.heic"]
        for name in names:
            options = {"progressive": True} if name.startswith("prog") else {}
            photograph = self.photograph(self.code(), name=name + ("" if "." in name else ".png"), **options)
            if "." not in name:  # the name is not what tells a picture
                photograph = shutil.move(photograph, photograph + ".request")
            out = self.world.path(f"{name}.license")
            self.respond(photograph, "--out", out).expect(0)
            license_bytes(out)
            state = self.world.path("pictures", f"code-{self.made}.state")
            self.world.client("install", out, state=state).expect(0)
        carriers = self.world.query("SELECT DISTINCT carrier FROM answers")
        require(carriers == [("picture",)], f"the ledger says they came by {carriers}")
        photograph = self.photograph(self.code(), name="piped.jpg")
        with open(photograph, "rb") as picture:
            done = self.world.run(self.world.responder_command("respond", "-"), stdin=picture)
        require(done.expect(0).json["outcome"] == "granted", done.out)
        return f"{', '.join(names)} and one on standard input: answered, and the licenses installed"

    def several_in_one(self):
        both = self.photograph(self.code(), self.code(), name="both.png")
        before = self.requests()
        self.respond(both).expect(64, "usage.invalid")
        self.respond(both, "--out", self.world.path("one.license")).expect(64, "usage.invalid")
        require(self.requests() == before, "something was answered that had nowhere to go")
        out = self.world.make_folder("both")
        refusal = self.respond(both, "--sheet", self.world.path("both.html")).expect(64, "usage.invalid")
        require("inspect LICENSE --sheet" in refusal.err, refusal.err)
        summary = self.respond(both, "--out", out).expect(0).json
        require(summary["granted"] == 2, summary)
        for answer in summary["written"]:
            facts = self.world.locked("inspect", answer["file"]).expect(0).out
            require(answer["request"] in facts, f"{answer} is not in {facts}")
        names = [os.path.basename(path) for path in files(out, ".license")]
        require(names == ["both.png-2.license", "both.png.license"], names)
        one, two = (license_bytes(path) for path in files(out, ".license"))
        require(one != two, "both got the same license")
        return "two requests in one picture: two licenses, in a folder"

    def a_series(self):
        parts = self.parts(self.code()[:-len(".png")] + ".request")
        require(len(parts) > 2, f"no series was made: {parts}")
        shots = [self.photograph(path, name=f"part-{place}.jpg") for place, path in enumerate(parts)]
        before = self.requests()
        result = self.respond(shots[0]).expect(65, "document.incomplete")
        require("missing" in result.message, result.message)
        out = self.world.make_folder("series")
        self.respond(*shots[1:], "--out", out).expect(65, "document.incomplete")
        other = self.photograph(self.code(), name="other.jpg")
        self.respond(*shots, other, "--out", self.world.path("two.license")).expect(73, "folder.missing")
        self.respond(*shots, other, "--sheet", self.world.path("two.html")).expect(64, "usage.invalid")
        empty = self.photograph(name="nothing.jpg", size=(4000, 3000))
        require_empty(self.respond(*shots[1:], empty, "--sheet", self.world.path("two.html")))
        require(self.requests() == before, "half a request was answered")
        random.shuffle(shots)
        summary = self.respond(*shots, other, "--out", out).expect(0).json
        require(summary["granted"] == 2 and not summary["refused"], summary)
        # Nothing else is in these: they are answered like one request, also if one was taken twice.
        one, page = self.world.path("one-of-parts.license"), self.world.path("one-of-parts.html")
        result = self.respond(*shots, shots[0], "--out", one, "--sheet", page).expect(0).json
        require(result["outcome"] == "repeated" and os.path.exists(page), result)
        require(license_bytes(one) in [license_bytes(path) for path in files(out, ".license")], "another license")
        self.world.locked("inspect", *shots).expect(0)
        return f"a request in {len(shots)} codes on {len(shots)} photographs: joined, and missing ones named"

    def parts(self, request):
        """A request as a terminal shows it that is too small for one code: a picture of each part."""
        from PIL import Image
        environment = {"LANG": "C.UTF-8", "TERM": "dumb", "NO_COLOR": "1", "HOME": self.world.folder}
        shown = subprocess.run(
            [f"{self.world.bin}/countersign-client", "inspect", request, "--qr-parts", "--qr-background", "light"],
            capture_output=True, env=environment, check=True).stdout.decode()
        pictures = []
        for part in shown.split("\nRequest for ")[1:]:
            lines = [line for line in part.split("\n")[1:] if line]
            picture = Image.new("L", (max(map(len, lines)), 2 * len(lines)), 255)
            for row, line in enumerate(lines):
                for column, block in enumerate(line):
                    for half in range(2):
                        if block == "█" or block == "▀▄"[half]:
                            picture.putpixel((column, 2 * row + half), 0)
            path = os.path.join(self.folder, f"shown-{len(pictures) + 1}.png")
            picture.resize((picture.width * 12, picture.height * 12), Image.Resampling.NEAREST).save(path)
            pictures.append(path)
        return pictures

    def other_kinds(self):
        code = self.code()
        picture = self.world.path("license.png")
        self.respond(code, "--qr-image", picture, "--out", self.world.path("other.license")).expect(0)
        photograph = self.photograph(picture, name="license.jpg")
        self.respond(photograph).expect(65, "document.wrong-kind")
        self.world.locked("inspect", photograph).expect(0)
        # What is asked for is answered even with something else beside it.
        together = self.photograph(self.code(), picture, name="together.jpg")
        self.respond(together, "--out", self.world.path("together.license")).expect(0)
        empty = self.photograph(name="empty.jpg", size=(800, 600))
        require_empty(self.respond(empty))
        return "a license's picture is of the wrong kind, an empty page has no code"

    def bombs(self):
        """Each alone, before the reader itself: its memory is measured there."""
        worst = 0
        for name, content, code in bombs():
            path = self.world.write(f"pictures/{name}", content)
            before = self.requests()
            started = time.monotonic()
            for result in (self.world.locked("inspect", path), self.respond(path)):
                # A build for debugging may not be done with a large one in time.
                if name != "allowed.png" or result.code not in OUT_OF_TIME:
                    result.expect(65, code)
            seconds = (time.monotonic() - started) / 2
            require(self.requests() == before, f"{name} got into the ledger")
            peak = reader_peak(self.world, path)
            worst = max(worst, peak)
            require(peak <= READER_MEMORY, f"{name}: the reader had {peak} MiB")
            if name == "allowed.png":
                require(peak > 49, f"{name}: the reader had only {peak} MiB, so that it did not look at its pixels")
            require(seconds < 30, f"{name}: {seconds:.0f} s")
            yield f"{name} ({len(content):,} bytes): {code}, {seconds:.1f} s, the reader had {peak} MiB"
        photograph = self.photograph(self.code(), name="measured.jpg")
        with Watch() as watch:
            self.respond(photograph, "--out", self.world.path("measured.license")).expect(0)
        yield (f"a photograph of 12 megapixels: the desk had {watch.desk} MiB (64 of them the vault's key), "
               f"its reader {watch.reader} MiB")

    def bombs_in_a_folder(self):
        folder = self.world.make_folder("mixed")
        for name, content, _ in bombs():
            self.world.write(f"mixed/{name}", content)
        self.world.write("mixed/a-letter.txt", "Dear vendor,\n" * 30)
        good = [self.photograph(self.code(), name=f"good-{place}.jpg") for place in range(3)]
        for path in good:
            shutil.move(path, folder)
        self.world.write("mixed/b-video.mov", b"\0\0\0\x14ftypqt  " + bytes(3 * MEBIBYTE))
        with Watch() as watch:
            result = self.respond(folder)
        summary = result.json
        require(summary["granted"] == 3, summary)
        require(result.status == 1, f"exit status {result.status}")
        codes = {os.path.basename(line["file"]): line["code"] for line in summary["refused"]}
        expected = {name: code for name, _, code in bombs()} | {"b-video.mov": "picture.unreadable"}
        wrong = {name for name in codes.keys() | expected.keys()
                 if codes.get(name) not in (expected.get(name), *OUT_OF_TIME)}
        require(not wrong, f"{wrong}: {codes}")
        require([os.path.basename(name) for name in summary["unrecognized"]] == ["a-letter.txt"], summary)
        require(not watch.zombies, f"{watch.zombies} readers stayed as zombies")
        require(watch.most <= max(1, os.cpu_count() or 1), f"{watch.most} readers at a time")
        return (f"a folder with all of them and 3 photographs: the 3 were answered, each picture refused by its "
                f"code, and a letter passed over; at most "
                f"{watch.most} readers at a time, the desk had {watch.desk} MiB")

    def odd_inputs(self):
        many = self.respond(self.world.path("pictures", "many-pixels.png"))
        require("2500 megapixels; at most 50" in many.message, many.message)
        self.respond("/dev/zero").expect(65, "document.too-large")
        large = self.world.write("pictures/large.png", PNG + bytes(33 * MEBIBYTE))
        self.respond(large).expect(65, "picture.too-large")
        for name, content in [
            ("page.pdf", b"%PDF-1.7\n" + bytes(200_000)), ("fax.tif", b"II*\0" + bytes(200_000)),
            ("video.mov", b"\0\0\0\x14ftypqt  " + bytes(200_000)), ("dance.gif", gif(frames=3000)),
        ]:
            self.respond(self.world.write(f"pictures/{name}", content)).expect(65, "picture.unreadable")
        photograph = self.photograph(self.code(), name="through-a-pipe.jpg")
        pipe = self.world.path("pictures", "pipe")
        os.mkfifo(pipe)
        writer = subprocess.Popen(["cp", photograph, pipe])
        self.respond(pipe, "--out", self.world.path("pipe.license")).expect(0)
        writer.wait()
        return "a pipe with a picture is read; /dev/zero, 33 MiB, PDF, TIFF, GIF and a video are named and refused"

    def out_of_time(self):
        slow = self.world.write("pictures/noise.png", noise())
        result = self.respond(slow)
        # A machine that is fast enough finds that there is none.
        require(result.code in (*OUT_OF_TIME, "picture.no-code"), f"{result.code}: {result.message}")
        return f"a picture that takes too long to search: {result.code}"

    def killed_reader(self):
        slow = self.world.path("pictures", "noise.png")
        good = self.photograph(self.code(), name="after.jpg")
        out = self.world.make_folder("after-the-kill")
        desk = subprocess.Popen(
            self.world.responder_command("respond", slow, good, "--out", out), stdout=subprocess.PIPE,
            stderr=subprocess.PIPE)
        os.kill(next_reader(desk.pid, largest=True), signal.SIGKILL)
        output, _ = desk.communicate(timeout=120)
        require(desk.returncode == 1, f"{desk.returncode}: {output}")
        require(b"picture.reader-failed" in output, output)
        require(len(files(out, ".license")) == 1, "the other picture was not answered")
        return "a reader that is killed: its picture is refused, the next is answered"

    def killed_desk(self):
        slow = self.world.path("pictures", "noise.png")
        desk = subprocess.Popen(
            self.world.responder_command("respond", slow), stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        reader = next_reader(desk.pid)
        wait_until(lambda: "nobody" if filtered(reader) else None, "the reader did not confine itself")
        desk.kill()
        desk.communicate()
        wait_until(lambda: not alive(reader) or None, "a reader outlived its desk")
        return "a desk that is killed takes its reader along"

    def what_a_reader_has(self):
        slow = self.world.path("pictures", "noise.png")
        desk = subprocess.Popen(
            self.world.responder_command("respond", slow), stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        reader = next_reader(desk.pid)
        wait_until(lambda: filtered(reader) or None, "the reader did not confine itself")
        os.kill(reader, signal.SIGSTOP)
        try:
            descriptors = sorted(os.listdir(f"/proc/{reader}/fd"))
            require(descriptors == ["0", "1", "2"], f"it has the descriptors {descriptors}")
            status = text(f"/proc/{reader}/status")
            for line in ["NoNewPrivs:\t1", "Seccomp:\t2", "CapEff:\t0000000000000000", "CapPrm:\t0000000000000000"]:
                require(line in status, f"{line} is not so:\n{status}")
            if os.geteuid() == 0:
                require("Uid:\t65534\t65534\t65534\t65534" in status, status)
                memory = whole_memory(reader)
                require(len(memory) > MEBIBYTE, f"only {len(memory)} bytes were seen")
                with open(self.world.passphrase_file, "rb") as file:
                    require(file.read().strip() not in memory, "the passphrase is in the reader's memory")
                require(self.world.vault.encode() not in memory, "the reader knows where the vault is")
        finally:
            os.kill(reader, signal.SIGCONT)
            desk.communicate(timeout=120)
        return "a reader has three descriptors, no rights, and neither the passphrase nor the vault's name in memory"

    def ordinary_user(self):
        if os.geteuid() != 0:
            return "(run as an ordinary user throughout)"
        photograph = self.photograph(self.code(), name="for-all.jpg")
        os.chmod(self.world.folder, 0o755)
        os.chmod(self.folder, 0o755)
        command = [f"{self.world.bin}/countersign-responder", "inspect", photograph, "--format", "json"]
        done = self.world.run(command, user=65534, group=65534, extra_groups=[], env={"HOME": "/"})
        if done.status in (126, 127):
            return "(an ordinary user cannot reach the programs here)"
        done.expect(0)
        bomb = self.world.path("pictures", "many-pixels.png")
        command[2] = bomb
        self.world.run(command, user=65534, group=65534, extra_groups=[], env={"HOME": "/"}).expect(
            65, "picture.too-large")
        return "the same for an ordinary user"


def require_empty(result):
    """No code was found; a build for debugging may not be done with twelve megapixels in time."""
    result.expect(65, "picture.out-of-time" if result.code == "picture.out-of-time" else "picture.no-code")


# Pictures that are meant to do harm.

PNG = b"\x89PNG\r\n\x1a\n"


def chunk(kind, content):
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))


def png(width, height, content, bits=1, colour=0):
    return (PNG + chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, bits, colour, 0, 0, 0))
            + chunk(b"IDAT", content) + chunk(b"IEND", b""))


def zeros(count):
    """So many zero bytes, deflated; a thousandth of that."""
    maker = zlib.compressobj(9)
    piece = bytes(MEBIBYTE)
    packed = b"".join(maker.compress(piece[:min(MEBIBYTE, count - done)]) for done in range(0, count, MEBIBYTE))
    return packed + maker.flush()


def jpeg(width, height):
    """A JPEG that claims to be so large, with data for the first rows."""
    from io import BytesIO

    from PIL import Image
    made = BytesIO()
    Image.new("L", (64, 64), 128).save(made, "JPEG")
    content = bytearray(made.getvalue())
    frame = content.index(b"\xff\xc0")
    content[frame + 5:frame + 9] = struct.pack(">HH", height, width)
    return bytes(content)


def webp(width, height):
    """A lossless WebP that claims to be so large."""
    header = 0x2f | (width - 1) << 8 | (height - 1) << 22
    payload = b"VP8L" + struct.pack("<I", 105) + header.to_bytes(5, "little") + bytes(100)
    payload += b"\0" * (len(payload) & 1)
    return b"RIFF" + struct.pack("<I", 4 + len(payload)) + b"WEBP" + payload


def extended_webp(width, height):
    """The same, said by the header of an animated one."""
    size = (width - 1).to_bytes(3, "little") + (height - 1).to_bytes(3, "little")
    payload = b"VP8X" + struct.pack("<I", 10) + b"\x02\0\0\0" + size
    return b"RIFF" + struct.pack("<I", 4 + len(payload)) + b"WEBP" + payload


def gif(frames):
    frame = b"\x2c" + struct.pack("<HHHH", 0, 0, 1, 1) + b"\0\x02\x02\x44\x01\0"
    return b"GIF89a" + struct.pack("<HH", 1, 1) + b"\x80\0\0\0\0\0\xff\xff\xff" + frame * frames + b";"


def box(kind, content):
    return struct.pack(">I", 8 + len(content)) + kind + content


def heif(width, height):
    """The boxes of a HEIC picture that claims to be so large, without anything in it."""
    def full(kind, content, version=0):
        return box(kind, bytes([version, 0, 0, 0]) + content)

    properties = box(b"ipco", full(b"ispe", struct.pack(">II", width, height)))
    association = full(b"ipma", struct.pack(">IHBB", 1, 1, 1, 1))
    item = full(b"infe", struct.pack(">HH", 1, 0) + b"hvc1\0", version=2)
    meta = full(b"meta", (
        full(b"hdlr", bytes(4) + b"pict" + bytes(13)) + full(b"pitm", struct.pack(">H", 1))
        + full(b"iinf", struct.pack(">H", 1) + item) + box(b"iprp", properties + association)
        + full(b"iloc", b"\x44\0\0\x01" + struct.pack(">HHHII", 1, 0, 1, 0, 16))))
    return box(b"ftyp", b"heic" + bytes(4) + b"heicmif1") + meta


def real_heif(width, height):
    """A HEIC picture of 512 by 512 that claims to be of another size."""
    with tempfile.TemporaryDirectory() as folder:
        source, made = os.path.join(folder, "a.png"), os.path.join(folder, "a.heic")
        with open(source, "wb") as file:
            file.write(png(512, 512, zlib.compress(bytes(513 * 512)), bits=8))
        subprocess.run(["heif-enc", source, "-o", made], check=True, capture_output=True)
        with open(made, "rb") as file:
            content = bytearray(file.read())
    place = content.index(b"ispe") + 8
    content[place:place + 8] = struct.pack(">II", width, height)
    return bytes(content)


def noise():
    """A picture that keeps the reader busy: black and white dust, in which a code could be anywhere."""
    random.seed(7)
    side = 5000
    rows = b"".join(b"\0" + random.randbytes(side // 8) for _ in range(side))
    return png(side, side, zlib.compress(rows, 1))


def bombs():
    whole = png(64, 64, zlib.compress(bytes(9 * 64)))
    yield "many-pixels.png", png(50_000, 50_000, zeros(50_000 * 6_251)), "picture.too-large"
    yield "most-pixels.png", png(2**31 - 1, 2**31 - 1, zeros(MEBIBYTE)), "picture.unreadable"
    yield "too-much-data.png", png(64, 64, zeros(512 * MEBIBYTE)), "picture.no-code"
    yield "text-bomb.png", (PNG + whole[8:33] + chunk(b"zTXt", b"a\0\0" + zeros(512 * MEBIBYTE)) * 4
                            + whole[33:]), "picture.no-code"
    yield "allowed.png", png(7_000, 7_000, zeros(7_000 * 28_001), bits=8, colour=6), "picture.no-code"
    yield "cut.png", whole[:40], "picture.unreadable"
    yield "no-size.png", png(0, 0, zlib.compress(b"")), "picture.unreadable"
    yield "beginning.png", PNG, "picture.unreadable"
    yield "many-pixels.jpg", jpeg(65_500, 65_500), "picture.too-large"
    yield "cut.jpg", jpeg(64, 64)[:200], "picture.unreadable"
    yield "many-pixels.webp", webp(16_384, 16_384), "picture.too-large"
    yield "animated.webp", extended_webp(16_777_216, 256), "picture.unreadable"
    yield "nothing-in-it.webp", webp(4_000, 4_000), "picture.unreadable"
    yield "many-pixels.heic", heif(65_000, 65_000), "picture.unreadable"
    yield "nothing-in-it.heic", heif(4_000, 3_000), "picture.unreadable"
    if shutil.which("heif-enc"):
        yield "larger-than-said.heic", real_heif(16, 16), "picture.unreadable"
        yield "smaller-than-said.heic", real_heif(6_000, 5_000), "picture.unreadable"
        yield "most-pixels.heic", real_heif(32_000, 32_000), "picture.too-large"


# Looking at processes.

def text(path):
    with open(path, encoding="utf-8", errors="replace") as file:
        return file.read()


def alive(process):
    try:
        return "State:\tZ" not in text(f"/proc/{process}/status")
    except OSError:
        return False


def filtered(process):
    try:
        return "Seccomp:\t2" in text(f"/proc/{process}/status")
    except OSError:
        return False


def wait_until(found, otherwise):
    end = time.monotonic() + 30
    while time.monotonic() < end:
        result = found()
        if result is not None:
            return result
        time.sleep(0.002)
    require(False, otherwise)
    return None


def readers(desk=None):
    """The processes that read a picture, of one desk or of anybody: their numbers and states."""
    found = []
    for name in os.listdir("/proc"):
        if not name.isdigit():
            continue
        try:
            fields = text(f"/proc/{name}/stat").rpartition(")")[2].split()
            command = text(f"/proc/{name}/cmdline").split("\0")
        except OSError:
            continue
        if desk is not None and int(fields[1]) != desk:
            continue
        if fields[0] == "Z" or command[1:2] == ["read-picture"]:
            found.append((int(name), fields[0]))
    return found


def next_reader(desk, largest=False):
    """Waits for a reader of the desk to be there, or for the one with the larger picture."""
    def found():
        there = [process for process, state in readers(desk) if state != "Z"]
        if largest:
            there = [process for process in there if picture_size(process) > MEBIBYTE]
        return there[0] if there else None

    return wait_until(found, "no reader was started")


def picture_size(process):
    try:
        return os.stat(f"/proc/{process}/fd/0").st_size
    except OSError:
        return 0


def peak(process):
    """The most memory that it had, in MiB; 0 if it is gone."""
    try:
        for line in text(f"/proc/{process}/status").splitlines():
            if line.startswith("VmHWM:"):
                return int(line.split()[1]) // 1024
    except OSError:
        pass
    return 0


def reader_peak(world, path):
    """The most memory that a reader had for one picture, in MiB."""
    # Measured from a small process: what this one had before it started another would be counted too.
    with open(path, "rb") as picture:
        done = subprocess.run(
            [sys.executable, "-I", "-S", "-c", MEASURE, f"{world.bin}/countersign-responder"], stdin=picture,
            capture_output=True, check=True)
    peak, status, said = (int(number) for number in done.stdout.split())
    # That it was the reader, and came to an end of its own or was stopped by its limits.
    require(said > 0 or os.WIFSIGNALED(status), f"the reader of {path} ended with {status} and said nothing")
    return peak // 1024


MEASURE = """
import os, sys
parent, (read, write) = os.getpid(), os.pipe()
process = os.fork()
if process == 0:
    os.dup2(write, 1)
    os.closerange(3, 64)
    os.execv(sys.argv[1], [sys.argv[1], "read-picture", str(parent)])
os.close(write)
said = sum(map(len, iter(lambda: os.read(read, 65536), b"")))
_, status, usage = os.wait4(process, 0)
print(usage.ru_maxrss, status, said)
"""


def whole_memory(process):
    seen = []
    with open(f"/proc/{process}/maps", encoding="ascii", errors="replace") as maps, \
            open(f"/proc/{process}/mem", "rb", 0) as memory:
        for line in maps:
            fields = line.split()
            if "r" not in fields[1] or fields[-1] in ("[vvar]", "[vvar_vclock]", "[vsyscall]"):
                continue
            start, end = (int(part, 16) for part in fields[0].split("-"))
            try:
                memory.seek(start)
                seen.append(memory.read(end - start))
            except (OSError, OverflowError):
                continue
    return b"".join(seen)


class Watch:
    """Looks at the desk and its readers while something runs, every few milliseconds."""

    def __enter__(self):
        self.desk, self.reader, self.most, self.zombies = 0, 0, 0, 0
        self.seen_dead = {}
        self.stop = threading.Event()
        self.thread = threading.Thread(target=self.look)
        self.thread.start()
        return self

    def __exit__(self, *_):
        self.stop.set()
        self.thread.join()

    def look(self):
        while not self.stop.wait(0.003):
            there = 0
            for process, state in readers():
                if state == "Z":
                    first = self.seen_dead.setdefault(process, time.monotonic())
                    if time.monotonic() - first > 1 and parent_is_a_desk(process):
                        self.zombies += 1
                    continue
                # A reader has a helper for a moment, on its way into an empty root folder.
                if not parent_is_a_desk(process):
                    continue
                there += 1
                self.reader = max(self.reader, peak(process))
                self.desk = max(self.desk, peak(parent(process)))
            self.most = max(self.most, there)


def parent(process):
    try:
        return int(text(f"/proc/{process}/stat").rpartition(")")[2].split()[1])
    except (OSError, IndexError):
        return 0


def parent_is_a_desk(process):
    try:
        command = text(f"/proc/{parent(process)}/cmdline").split("\0")
    except OSError:
        return False
    return command[0].endswith("/countersign-responder") and command[1:2] != ["read-picture"]
