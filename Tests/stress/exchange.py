"""An activation without a single file: screens, photographs, a sheet of paper, and fingers that slip."""

import os
import pty
import random
import re
import select
import shutil
import subprocess
import time

from carried import ALPHABET
from harness import Failure, Skip, require
from screens import Screen
from site_machine import prepare

PORTAL = "https://activate.acme.example"


def run(world):
    for program in ("zbarimg", "pdftoppm"):
        if not shutil.which(program):
            raise Skip(f"{program} is needed")
    key = prepare(world)
    screen = Screen(world.folder)
    try:
        yield by_pictures(world, key, screen)
        world.responder("product", "set", "acme.shipcad", "--portal", PORTAL).expect(0)
        os.remove(world.product_file)
        world.responder("product", "export", "acme.shipcad", "--out", world.product_file).expect(0)
        yield by_pictures(world, key, screen, portal=True)
    finally:
        screen.close()
    yield by_hand(world, key)
    yield by_hand_with_errors_that_hide(world, key)
    yield wrapped(world, key)
    yield pasted(world)


def fresh(world, name):
    world.state = world.path(name)
    return world.state


def by_pictures(world, key, screen, portal=False):
    """The request from a screen, the license from a sheet of paper."""
    name = "portal" if portal else "plain"
    fresh(world, f"state-{name}")
    command = [
        f"{world.bin}/countersign-client", "request", "--product", world.product_file, "--key", key, "--qr", "--state",
        world.state]
    window = screen.terminal(command, 132, 60, "dark")
    try:
        window.wait("scan it")
        photograph = window.picture(f"{name}.png")
    finally:
        window.close()
    sheet = world.path(f"{name}.pdf")
    answer = world.responder("respond", photograph, "--sheet", sheet).expect(0).json
    require(answer["outcome"] == "granted", f"the answer to the photograph was {answer}")
    page = world.path(f"{name}-page")
    subprocess.run(["pdftoppm", "-r", "120", "-gray", "-png", "-singlefile", sheet, page], check=True)
    # As it is documented: the output of zbarimg goes into the client, with and without --raw.
    for more in (["--raw"], []):
        read = subprocess.run(["zbarimg", "-q", *more, f"{page}.png"], capture_output=True, timeout=60)
        require(read.stdout, "zbarimg found no code on the sheet")
        world.run(world.client_command("install", "-"), input=read.stdout).expect(0)
    require(world.client("verify").status == 0, "the machine is not licensed")
    return f"{name}: request on a terminal, read from its picture; license on a sheet, read by zbarimg: licensed"


class Prompt:
    """A person at a terminal."""

    def __init__(self, command):
        self.child, self.terminal = pty.fork()
        if self.child == 0:
            os.environ.update(TERM="xterm", LC_ALL="C.UTF-8", NO_COLOR="1")
            os.execv(command[0], command)
        self.text = ""
        self.seen = 0

    def read(self, wanted, seconds=30):
        """What was said since the last time, up to a prompt that has these words."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            said = self.text[self.seen:]
            if re.search(wanted, said):
                self.seen = len(self.text)
                return said
            if not select.select([self.terminal], [], [], 0.2)[0]:
                continue
            try:
                self.text += os.read(self.terminal, 65_536).decode(errors="replace").replace("\r\n", "\n")
            except OSError:
                break
        raise Failure(f"the prompt never said /{wanted}/, but:\n{self.text[self.seen:]}")

    def type(self, line):
        os.write(self.terminal, line.encode() + b"\n")

    def status(self):
        return os.waitstatus_to_exitcode(os.waitpid(self.child, 0)[1])


def groups_of(world, document):
    """The text form of a document, in groups as they are printed."""
    text = world.locked("inspect", document, "--qr").json["qr_text"]
    data = text.rsplit("/", 1)[1]
    return text[:-len(data)], [data[start:start + 10] for start in range(0, len(data), 10)]


def slips(groups):
    """Ten groups as fingers may mistype them, by their numbers."""
    places = random.sample(range(2, len(groups) - 2), 10)
    # No two of them side by side, so that each error has a right group before and after it.
    while any(abs(one - other) == 1 for one in places for other in places):
        places = random.sample(range(2, len(groups) - 2), 10)

    def another(symbol):
        return random.choice([other for other in "0123456789ABCDEFGHJKMNPQRSTVWXYZ" if other != symbol])

    def replaced(group, place):
        return group[:place] + another(group[place]) + group[place + 1:]

    def swapped(group):
        places = [place for place in range(9) if group[place] != group[place + 1]]
        place = random.choice(places)
        return group[:place] + group[place + 1] + group[place] + group[place + 2:]

    kinds = [
        lambda at: replaced(groups[at], 0), lambda at: replaced(groups[at], 9), lambda at: replaced(groups[at], 4),
        lambda at: swapped(groups[at]), lambda at: swapped(groups[at]),
        lambda at: groups[at][:4] + groups[at][5:],  # One character left out.
        lambda at: groups[at][:4] + another("") + groups[at][4:],  # One too many.
        lambda at: groups[at][:3] + "U" + groups[at][4:],
        lambda at: groups[at + 1],  # A group left out.
        lambda at: groups[at - 1],  # A group typed twice.
    ]
    return {at + 1: kind(at) for at, kind in zip(places, kinds)}


def by_hand(world, key):
    """The license typed from a sheet, with ten errors: at the prompt, and all at once."""
    answer = answered(world, key, "hand")
    head, groups = groups_of(world, answer)
    wrong = slips(groups)

    whole = "\n".join(wrong.get(number, group) for number, group in enumerate(groups, 1))
    refused = world.run(world.client_command("install", "-"), input=(head + whole).encode())
    refused.expect(65, "document.mistyped")
    unnamed = [number for number in wrong if not re.search(rf"\b{number} \(", refused.message)]
    require(not unnamed, f"groups {unnamed} are wrong and were not named: {refused.message}")

    command = world.client_command("install", "-")[:-2]
    person = Prompt(command)
    person.read("> $")
    for number, group in enumerate(groups, 1):
        if number in wrong:
            person.type(shown(wrong[number]).lower())
            said = person.read(r"group \d+> $")
            known = (f"Group {number} is wrong", f"Group {number} is missing", f"group {number} is next")
            require(any(words in said for words in known), f"the slip in group {number} was answered with:\n{said}")
            # The number may be typed with the group, or left out.
            person.type(f"{number:02}. {shown(group)}")
        else:
            person.type(shown(group).lower() if number % 3 else group)
        said = person.read(r"group \d+> $|every check is right" if number < len(groups) else "every check is right")
        require("wrong" not in said, f"group {number} is right and was answered with:\n{said}")
    status = person.status()
    require(status == 0, f"install ended with {status}")
    require(world.client("verify").status == 0, "the machine is not licensed")
    return f"by hand: {len(groups)} groups typed with ten errors, each named, at the prompt and all at once: licensed"


def by_hand_with_errors_that_hide(world, key):
    """Errors that no check symbol shows, half groups and a group of another place, typed by somebody who obeys."""
    answer = answered(world, key, "hidden")
    _, groups = groups_of(world, answer)
    slips = {3: [groups[2][:5]], 6: [groups[5][:4], ""], 2: [groups[33]], 9: [hiding(groups[8], 9)]}
    person = Prompt(world.client_command("install", "-")[:-2])
    person.read("> $")
    asked, shown_group, lines = 1, None, 0
    while asked:
        lines += 1
        require(lines < 3 * len(groups), f"the prompt never came to an end:\n{person.text[-2000:]}")
        if slips.get(asked):
            line = slips[asked].pop(0)
        elif asked > len(groups) or shown_group == shown(groups[asked - 1]):
            line = ""
        else:
            line = shown(groups[asked - 1])
        person.type(line)
        said = person.read(r"group \d+[^>\n]*> $|every check is right")
        prompt = re.search(r"group (\d+)(?:, Enter if it is (\S+))?> $", said)
        asked, shown_group = (int(prompt[1]), prompt[2]) if prompt else (None, None)
    require(person.status() == 0, "install failed")
    require("most likely in group 9" in " ".join(person.text.split()), "the group with two errors was not named")
    require(world.client("verify").status == 0, "the machine is not licensed")
    return f"by hand: half groups, a group of another place and two errors that hide: {lines} lines, licensed"


def hiding(group, number):
    """Another group with the same check: two symbols of it are others."""
    other = next(symbol for symbol in ALPHABET if symbol != group[1])
    data = group[0] + other + group[2:-1]
    return data + check(data, number)


def check(data, number):
    """The check symbol, as docs/formats.md has it."""
    factor, total = 1, number & 31
    for symbol in data:
        factor <<= 1
        if factor & 32:
            factor ^= 0b100101
        value, shifted = ALPHABET.index(symbol), factor
        for bit in range(5):
            if value >> bit & 1:
                total ^= shifted
            shifted <<= 1
            if shifted & 32:
                shifted ^= 0b100101
    return ALPHABET[total]


def wrapped(world, key):
    """The text of a license as mail programs wrap and quote it, pasted at the prompt."""
    answer = answered(world, key, "wrapped")
    head, groups = groups_of(world, answer)
    text = head + "".join(groups)
    mail = f"Dear customer,\n\nhere is your license.\n\n{text}\n\nRegards\nhttps://www.reddit.com/r/shipcad"
    count = 0
    for width in (38, 40, 64, 72, 76, 100):
        plain, whole = folded(text, width), folded(mail, width)
        for lines in (plain, quoted(plain), whole, quoted(whole)):
            person = Prompt(world.client_command("install", "-")[:-2])
            person.read("> $")
            person.type("\n".join(lines))
            person.read("installed")
            status = person.status()
            require(status == 0, f"install of {lines[0]} at {width} ended with {status}:\n{person.text}")
            require("Group" not in person.text, f"groups were judged at {width}:\n{person.text}")
            count += 1
    return f"a license wrapped at 38 to 100 columns, quoted and in a mail, pasted at the prompt: {count} times installed"


def answered(world, key, name):
    """A license for another machine folder."""
    fresh(world, f"state-{name}")
    request, answer = world.path(f"{name}.request"), world.path(f"{name}.license")
    world.request(key, request).expect(0)
    world.responder("respond", request, "--out", answer).expect(0)
    return answer


def folded(text, width):
    return [line[at:at + width] for line in text.split("\n") for at in range(0, max(1, len(line)), width)]


def quoted(lines):
    return [f"> {line}" for line in lines]


def pasted(world):
    """A mail pasted into a shell where the client asks: what follows the license must not become commands."""
    head, groups = groups_of(world, world.path("hand.license"))
    with open(world.path("hand.license"), encoding="ascii") as file:
        armour = file.read()
    for number, form in enumerate((head + "".join(groups) + "\n", armour)):
        trap = world.path(f"trap-{number}")
        shell = Prompt(["/bin/sh"])
        shell.type("PS1='shell$ '")
        shell.read(r"shell\$ $")
        shell.type(" ".join(world.client_command("inspect", "-")[:-2]))
        shell.read("> $")
        # Some of it comes late, as over a slow line.
        shell.type(f"Dear customer,\n{form}Regards\ntouch {trap}")
        time.sleep(0.2)
        shell.type(f"touch {trap}")
        shell.read(r"shell\$ $")
        shell.type("exit")
        shell.status()
        require(not os.path.exists(trap), "the end of a pasted mail was run by the shell")
    return "a mail pasted at the prompt: what follows the document never reaches the shell"


def shown(group):
    return f"{group[:5]}-{group[5:]}" if len(group) > 5 else group
