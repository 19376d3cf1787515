"""Pages to print, of every kind of document: rendered for A4 and Letter, read by other people's programs."""

import os
import re
import shutil
import subprocess

import carried
import codes
from harness import Skip, require

PAPERS = {"a4": ("A4", 595.3), "letter": ("Letter", 612)}
# The usual typeface, and the widest one that is usual.
TYPEFACES = [None, "DejaVu Sans"]

# A product whose every text is as long as it may be, in letters that are wide, square, or from right to left.
LETTERS = {"w": "W" * 128, "cjk": "船" * 42, "rtl": "ש" * 64}

# The longest names that people could have, product, vendor and customer; each has its own last word.
NAMES = (
    "Harbour Crane Structural Analysis and Plate Nesting Suite for Shipyards and Offshore Construction, "
    "Professional Edition Larboard",
    "Consolidated International Marine Engineering Software Development and Classification Services Limited "
    "Partnership of Stavanger",
    "Vereinigte Schiffbau- und Maschinenfabriken Norddeutschland Aktiengesellschaft und Compagnie, Zweigwerk "
    "Warnemuende-Hohe Duene")


def run(world):
    for program in ("chromium", "pdftoppm", "pdftotext", "pdfinfo", "pdffonts"):
        if not shutil.which(program):
            raise Skip(f"{program} is needed")
    codes.require_eyes()
    documents = codes.make_documents(world)
    for kind, (letter, path) in documents.items():
        printed(world, kind, letter, path)
        typeset(world, kind, letter, path)
    at_once(world, documents)
    named(world)
    pages = sum(longest(world, name, text) for name, text in LETTERS.items())
    series(world)
    return [f"codes read: {count} by {reader}" for reader, count in codes.READ.items()] + [
        f"extreme sheets, each on one page of either paper: {pages}"]


def chromium(world, *arguments):
    command = [
        "chromium", "--headless=new", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer",
        f"--user-data-dir={world.path('browser')}", *arguments]
    done = subprocess.run(command, capture_output=True, timeout=120)
    require(done.returncode == 0, f"{command}: {done.stderr.decode()[-400:]}")


def on_paper(world, page, paper, typeface=None):
    """What a browser prints."""
    with open(page, encoding="utf-8") as file:
        html = file.read()
    require("@page { margin" in html, "the page leaves the paper's size to the printer")
    html = html.replace("@page { margin", f"@page {{ size: {PAPERS[paper][0]}; margin", 1)
    if typeface:
        html = re.sub(r'"Helvetica Neue"[^;]*;', f'"{typeface}";', html, count=1)
    name = f"{page}.{paper}"
    copy = world.write(f"{os.path.basename(name)}.html", html)
    chromium(world, f"--print-to-pdf={name}.pdf", f"file://{copy}")
    return f"{name}.pdf"


def tool(*command):
    return subprocess.run(command, check=True, capture_output=True, timeout=60).stdout.decode()


def require_pages(pdf, paper, count=1):
    facts = dict(re.findall(r"^(Pages|Page size): +(\S+)", tool("pdfinfo", pdf), re.M))
    require(facts["Pages"] == str(count), f"{pdf} has {facts['Pages']} pages, not {count}")
    require(abs(float(facts["Page size"]) - PAPERS[paper][1]) < 1, f"{pdf} is {facts['Page size']} points wide")


def pictures(pdf, resolution=150, margin=0):
    """The pages at so many dots an inch, without so many dots at the left and at the top."""
    pages = f"{pdf[:-4]}-{margin}" if margin else pdf[:-4]
    tool("pdftoppm", "-r", str(resolution), "-x", str(margin), "-y", str(margin), "-gray", "-png", pdf, pages)
    folder, stem = os.path.split(pages)
    found = [name for name in os.listdir(folder) if re.fullmatch(re.escape(stem) + r"-\d+\.png", name)]
    return sorted(os.path.join(folder, name) for name in found)


def require_typed(world, pdf, letter, content):
    """The groups on the page are the document; and the commands take them, typed or copied with all the page."""
    text = tool("pdftotext", "-layout", pdf, "-")
    groups = re.findall(r"\b(\d+)\. +([0-9A-HJKMNP-TV-Z]{1,5}(?:-[0-9A-HJKMNP-TV-Z]{1,5})?)(?=\s)", text)
    groups = [group for number, group in sorted((int(number), group) for number, group in groups)]
    whole = "".join(groups).replace("-", "")
    require(carried.decode(f"COUNTERSIGN:{letter}/{whole}") == (letter, content), f"the groups of {pdf} are others")
    for what in (" ".join(groups).lower(), "\n".join(groups), text):
        command = world.client_command("inspect", "-")
        shown = world.run(command, input=f"{what}\n".encode()).expect(0).json
        require(shown["bytes"] == len(content), f"{pdf} is read as another document")


def printed(world, kind, letter, path):
    """As HTML, by the client."""
    content, page = carried.armoured(path), world.path(f"{kind}.html")
    shown = world.client("inspect", path, "--sheet", page).expect(0).json
    require(shown["sheet"] == page, f"the sheet is said to be {shown.get('sheet')}")
    for paper in PAPERS:
        pdf = on_paper(world, page, paper)
        require_pages(pdf, paper)
        codes.expect(pictures(pdf), letter, content, f"{kind} printed on {paper}")
        require_typed(world, pdf, letter, content)
    screen = world.path(f"{kind}-screen.png")
    chromium(world, f"--screenshot={screen}", "--window-size=900,1200", f"file://{page}")
    codes.expect([screen], letter, content, f"{kind} in a browser's window")


def typeset(world, kind, letter, path):
    """As PDF, by the responder."""
    content = carried.armoured(path)
    for paper in PAPERS:
        pdf = world.path(f"{kind}-{paper}.pdf")
        world.locked("inspect", path, "--sheet", pdf, "--paper", paper).expect(0)
        require_pages(pdf, paper)
        codes.expect(pictures(pdf), letter, content, f"{kind} typeset on {paper}")
        codes.expect(pictures(pdf, 100), letter, content, f"{kind} as a coarse fax of {paper}")
        require_typed(world, pdf, letter, content)
        fonts = [line.split() for line in tool("pdffonts", pdf).splitlines()[2:]]
        # From the right: emb sub uni object ID.
        require(fonts and all(line[-5] == "yes" for line in fonts), f"not all typefaces are in {pdf}")


def at_once(world, documents):
    """From the commands that make documents; what is there already stays."""
    pdf = world.path("granted.pdf")
    again = ("respond", documents["request"][1], "--sheet", pdf)
    world.responder(*again).expect(0)
    codes.expect(pictures(pdf), "L", carried.armoured(documents["license"][1]), "license from respond")
    require("Nordic Yard" in tool("pdftotext", pdf, "-"), "the customer's name is on the page")
    world.write("granted.pdf", "precious")
    world.responder(*again).expect(73, "file.exists")
    require(open(pdf).read() == "precious", "a sheet was overwritten")
    world.client("inspect", documents["license"][1], "--sheet", world.path("x.pdf")).expect(64, "usage.invalid")
    world.client("inspect", documents["license"][1], "--sheet", world.path("x.doc")).expect(64, "usage.invalid")


def named(world):
    """Long names stand in full on every page, and the groups for the telephone on that of a first request."""
    name, vendor, customer = NAMES
    require(all(120 <= len(one) <= 128 for one in NAMES), f"{list(map(len, NAMES))}")
    world.responder(
        "product", "add", "acme.named", "--name", name, "--vendor", vendor, "--features", "cad,nest", "--phone",
        "+49 381 5550 1234", "--portal", "https://activate.consolidated-marine.example/machines/new").expect(0)
    file, request, license = (world.path(f"named.{end}") for end in ("product", "request", "license"))
    world.responder("product", "export", "acme.named", "--out", file).expect(0)
    key = world.responder(
        "license", "add", "--product", "acme.named", "--customer", customer, "--features", "cad,nest", "--perpetual"
    ).expect(0).json["activation_key"]
    asked, granted = world.path("named-request.html"), world.path("named-license.html")
    made = world.client(
        "request", "--product", file, "--key", key, "--out", request, "--sheet", asked, state=world.path("named"))
    groups = made.expect(0).json["phone_groups"]
    world.responder("respond", request, "--out", license, "--sheet", granted).expect(0)
    for paper in PAPERS:
        pdf, copy = world.path(f"named-license-{paper}.pdf"), world.path(f"named-request-{paper}.pdf")
        world.responder("respond", request, "--sheet", pdf, "--paper", paper).expect(0)
        world.locked("inspect", request, "--sheet", copy, "--paper", paper).expect(0)
        asked_on_paper = on_paper(world, asked, paper)
        for page in (pdf, on_paper(world, granted, paper)):
            require_named(page, paper, NAMES)
        for page in (copy, asked_on_paper):
            require_named(page, paper, NAMES[:2])
        text = tool("pdftotext", "-layout", asked_on_paper, "-")
        require(len(groups) == 10 and all(group in text for group in groups), f"{groups} are not on the page")
    again = world.client("request", "--phone", "--product", file, state=world.path("named")).expect(0).json
    require(again["groups"] == groups and not again["new"], "the page's groups are awaited by telephone")


def require_named(pdf, paper, names):
    require_pages(pdf, paper)
    text = "".join(tool("pdftotext", "-raw", pdf, "-").split())
    for name in names:
        require(name.replace(" ", "") in text, f"'{name}' is not in full on {pdf}")


def longest(world, name, text):
    """As long as everything can be."""
    product, features = f"acme.{name}-as-long-as-it-".ljust(23, "x")[:23], [f"{'w' * 30}{n:02}" for n in range(32)]
    world.responder(
        "product", "add", product, "--name", text, "--vendor", text, "--features", ",".join(features), "--phone", text,
        "--email", text, "--portal", text).expect(0)
    file = world.path(f"{name}.product")
    world.responder("product", "export", product, "--out", file).expect(0)
    key = world.responder(
        "license", "add", "--product", product, "--customer", text, "--features", ",".join(features), "--expires",
        "2099-12-31", "--maintenance-until", "2099-12-31").expect(0).json["activation_key"]
    request, license = world.path(f"{name}.request"), world.path(f"{name}.license")
    world.client("request", "--product", file, "--key", key, "--out", request, state=world.path(name)).expect(0)
    world.responder("respond", request, "--out", license, "--sheet", world.path(f"{name}-license.html")).expect(0)
    world.locked("inspect", request, "--sheet", world.path(f"{name}-request.html")).expect(0)
    # With the groups for the telephone, too.
    world.run(world.client_command(
        "request", "--product", file, "--key", key, "--phone", "--sheet", world.path(f"{name}-call.html"),
        state=world.path(f"{name}-call"))).expect(0)
    for paper in PAPERS:
        call = on_paper(world, world.path(f"{name}-call.html"), paper)
        require_pages(call, paper)
        said = tool("pdftotext", "-layout", call, "-")
        require("By telephone" in said and re.search(r"\b10 +\d{3} \d{3}", said), "the groups are on the page")
    for kind, path in (("license", license), ("request", request)):
        for paper in PAPERS:
            for typeface in TYPEFACES:
                require_pages(on_paper(world, world.path(f"{name}-{kind}.html"), paper, typeface), paper)
            pdf = world.path(f"{name}-{kind}-{paper}.pdf")
            world.locked("inspect", path, "--sheet", pdf, "--paper", paper).expect(0)
            require_pages(pdf, paper)
            codes.expect(pictures(pdf), kind[0].upper(), carried.armoured(path), f"{name} {kind}")
    return 3


def series(world):
    """A product file in several codes, on several pages."""
    features = ",".join(f"feature-number-{number:03}" for number in range(200))
    world.responder("product", "add", "acme.several", "--name", "Several", "--features", features).expect(0)
    path, page = world.path("several.product"), world.path("several.html")
    world.responder("product", "export", "acme.several", "--out", path, "--sheet", page).expect(0)
    for paper in PAPERS:
        pdf = world.path(f"several-{paper}.pdf")
        world.locked("inspect", path, "--sheet", pdf, "--paper", paper).expect(0)
        for file in (on_paper(world, page, paper), pdf):
            text = tool("pdftotext", file, "-")
            count = int(re.search(r"page 1 of (\d+)", text)[1])
            require(count > 1, "a large product file has several pages")
            require_pages(file, paper, count)
            # Of four codes on a page zbarimg passes over one now and then, and finds it a dot further.
            pages = pictures(file, 200) + pictures(file, 200, margin=1)
            codes.expect(pages, "P", carried.armoured(path), f"series on {paper}")
