"""Reads the same pictures with this package's reader, with zbarimg and with zxing-cpp; see Tests/photographs.sh."""

import glob
import os
import statistics
import subprocess
import sys
import time

import zxingcpp
from PIL import Image

PREFIX = "COUNTERSIGN:"


def ours(bench, files):
    """The texts in each picture and the milliseconds."""
    output = subprocess.run([bench, "read", *files], capture_output=True, text=True, check=True).stdout
    readings = {}
    for line in output.splitlines():
        path, milliseconds, texts = (line + " ").split(" ", 2)
        readings[path] = (texts.split(), int(milliseconds))
    return readings


def zbar(path):
    command = ["zbarimg", "--quiet", "--raw", "-Sdisable", "-Sqrcode.enable", path]
    return subprocess.run(command, capture_output=True, text=True).stdout.split()


def zxing(path):
    with Image.open(path) as picture:
        return [code.text for code in zxingcpp.read_barcodes(picture, formats=zxingcpp.BarcodeFormat.QRCode)]


def is_wrong(texts, truth):
    return any(text.startswith(PREFIX) and text != truth for text in texts)


def compare(bench, severity, folder):
    files = sorted(path for path in glob.glob(folder + "/*") if not path.endswith(".txt"))
    readings = ours(bench, files)
    counts = {"ours": 0, "zbar": 0, "zxing": 0, "either": 0, "wrong": 0}
    for path in files:
        with open(os.path.splitext(path)[0] + ".txt") as text:
            truth = text.read()
        texts = readings[path][0]
        by_zbar, by_zxing = truth in zbar(path), truth in zxing(path)
        counts["ours"] += truth in texts
        counts["zbar"] += by_zbar
        counts["zxing"] += by_zxing
        counts["either"] += by_zbar or by_zxing
        counts["wrong"] += is_wrong(texts, truth)
        if truth not in texts and "-v" in os.environ.get("PHOTOGRAPHS", ""):
            print("not read:", path, "(but by others)" if by_zbar or by_zxing else "", file=sys.stderr)
    times = sorted(readings[path][1] for path in files)
    print(
        f"| {severity} | {len(files)} | **{counts['ours']}** | {counts['zxing']} | {counts['zbar']} | "
        f"{counts['either']} | {counts['wrong']} | {statistics.median(times):.0f} | {times[-1]} |", flush=True)


def cost(command):
    """Seconds and mebibytes of the processor's and the memory's use of a command."""
    before = time.monotonic()
    child = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, _, usage = os.wait4(child.pid, 0)
    elapsed = time.monotonic() - before
    return elapsed, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def large(bench, folder):
    files = [path for path in glob.glob(folder + "/*") if not path.endswith(".txt")]

    def pixels(path):
        with Image.open(path) as picture:
            return picture.width * picture.height

    path = min(files, key=lambda path: abs(pixels(path) - 12e6))
    python = (
        "import sys, zxingcpp; from PIL import Image; "
        "zxingcpp.read_barcodes(Image.open(sys.argv[1]), formats=zxingcpp.BarcodeFormat.QRCode)")
    print(f"\nOne photograph of {pixels(path) / 1e6:.1f} megapixels, best of three, the process and all:\n")
    print("| | seconds | of the processor | MiB at the most |\n|---|---|---|---|")
    for name, command in [
        ("this package", [bench, "read", path]), ("zbarimg", ["zbarimg", "--quiet", "--raw", path]),
        ("zxing-cpp in Python", [sys.executable, "-c", python, path]),
    ]:
        elapsed, processor, memory = min(cost(command) for _ in range(3))
        print(f"| {name} | {elapsed:.2f} | {processor:.2f} | {memory:.0f} |", flush=True)


def main():
    bench, pictures, *severities = sys.argv[1:]
    print("| severity | pictures | read here | zxing-cpp 3.1 | zbarimg | by one of the two | misread here "
          "| median ms | longest ms |")
    print("|---|---|---|---|---|---|---|---|---|")
    for severity in severities:
        compare(bench, severity, os.path.join(pictures, severity))
    if os.path.isdir(os.path.join(pictures, "large")):
        large(bench, os.path.join(pictures, "large"))


main()
