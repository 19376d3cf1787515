"""The clock is set back, loses its time, and is ahead by mistake: the real client, with the clock faked under it."""

import json
import os
import shutil

from harness import Skip, require
from site_machine import prepare


def run(world):
    if not shutil.which("faketime"):
        raise Skip("faketime is needed")
    key = prepare(world)
    world.request(key, world.path("a.request")).expect(0)
    world.responder("respond", world.path("a.request"), "--out", world.path("a.license")).expect(0)
    world.client("install", world.path("a.license")).expect(0)
    require(verdict(world, 0) == "active", "a fresh license is not active")

    require(verdict(world, 40) == "active", "a leap ahead is no reason to refuse")
    require(verdict(world, 0) == "active", "a leap that was taken back left a trace")
    yield "ahead by forty days for a moment: no trace"

    require(verdict(world, -3) == "clock-set-back", "three days back were not noticed")
    require(verdict(world, -20_000) == "clock-set-back", "an empty battery was not noticed")
    require(verdict(world, 0) == "active", "a clock put right is not believed")
    yield "set back, and with an empty battery: said, and good again once it is right"

    # faketime can put the counter of running time ahead too, by decades: as if they had been lived through.
    verdict(world, 3_650, fakes_counter=True)
    require(verdict(world, 0) == "clock-set-back", "the mark did not move in decades of running")
    refused = faked(world, 0, "install", world.path("a.license"))
    require(refused.json["verdict"] == "clock-set-back", "installing the license again was a way around")
    faked(world, 0, "request", "--correct-time", "--out", world.path("t.request")).expect(0)
    world.responder("respond", world.path("t.request"), "--out", world.path("t.answer")).expect(0)
    done = faked(world, 0, "install", world.path("t.answer")).expect(0)
    require(done.json["outcome"] == "time_corrected", "the time was not corrected")
    require(verdict(world, 0) == "active", "the correction did not help")
    again = faked(world, 0, "install", world.path("t.answer"))
    require(again.code == "correction.not-awaited", f"a used correction gave {again.code}")
    yield "a mark decades ahead: put right by the vendor, once"

    os.remove(os.path.join(world.state, "acme.shipcad", "clock"))
    require(world.client("verify").code == "clock.record-lost", "the record's absence went unnoticed")
    lost = world.client("install", world.path("a.license"))
    require(lost.code is not None, "installing the license again brought it back")
    yield "without its record the clock is not believed, and the old license does not come back"

    # What is granted under a clock that is ahead shows later that the clock is behind; an old answer again does not.
    world.request(key, world.path("u.request")).expect(0)
    for days, request in ((2, "t.request"), (0, "t.request"), (2, "u.request")):
        said = desk(world, days, request)
        require(said == {}, f"nothing is odd about the desk's clock, and it was said: {said}")
    require(list(desk(world, 0, "t.request")) == ["warning"], "the desk's clock is behind, and nothing was said")
    require(list(desk(world, 40, "t.request")) == ["note"], "the desk's clock is ahead, and nothing was said")
    yield "a desk whose own clock is wrong is told, and answers"


def desk(world, days, request):
    """What the desk says beside its answer, with its clock so many days ahead."""
    done = world.run(
        ["faketime", "-f", f"{days:+d}d", *world.responder_command("respond", world.path(request))]).expect(0)
    return json.loads(done.err or "{}")


def verdict(world, days, fakes_counter=False):
    return faked(world, days, "status", fakes_counter=fakes_counter).json["products"][0]["verdict"]


def faked(world, days, *arguments, fakes_counter=False):
    """Runs the client with its clock so many days ahead."""
    environment = dict(os.environ)
    if not fakes_counter:
        environment["FAKETIME_DONT_FAKE_MONOTONIC"] = "1"
    return world.run(["faketime", "-f", f"{days:+d}d", *world.client_command(*arguments)], env=environment)
