"""The clock is set back, loses its time, and is ahead by mistake: the real client, with the clock faked under it."""

import os
import shutil

from harness import Skip, require
from site_machine import prepare

DAY = 86_400


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

    # A user who is not there for two weeks, while the clock is ten years ahead; it runs on by faked days.
    for day in range(14):
        verdict(world, 3_650 + day, hours_awake=24 * day)
    require(verdict(world, 0, hours_awake=24 * 14) == "clock-set-back", "the mark did not move in two weeks")
    refused = faked(world, 0, 24 * 14, "install", world.path("a.license"))
    require(refused.json["verdict"] == "clock-set-back", "installing the license again was a way around")
    faked(world, 0, 24 * 14, "request", "--correct-time", "--out", world.path("t.request")).expect(0)
    world.responder("respond", world.path("t.request"), "--out", world.path("t.answer")).expect(0)
    done = faked(world, 0, 24 * 14, "install", world.path("t.answer")).expect(0)
    require(done.json["outcome"] == "time_corrected", "the time was not corrected")
    require(verdict(world, 0, hours_awake=24 * 14) == "active", "the correction did not help")
    again = faked(world, 0, 24 * 14, "install", world.path("t.answer"))
    require(again.code == "correction.not-awaited", f"a used correction gave {again.code}")
    yield "ten years ahead for two weeks: put right by the vendor, once"

    os.remove(os.path.join(world.state, "acme.shipcad", "clock"))
    require(world.client("verify").code == "clock.record-lost", "the record's absence went unnoticed")
    lost = world.client("install", world.path("a.license"))
    require(lost.code != None, "installing the license again brought it back")
    yield "without its record the clock is not believed, and the old license does not come back"


def verdict(world, days, hours_awake=None):
    shown = faked(world, days, hours_awake, "status").json["products"]
    return shown[0]["verdict"] if "verdict" in shown[0] else None


def faked(world, days, hours_awake, *arguments):
    """Runs the client with its clock so many days ahead. The counter of running time goes on truly unless told."""
    command = world.client_command(*arguments)
    environment = dict(os.environ, FAKETIME_DONT_FAKE_MONOTONIC="1")
    if hours_awake is not None:
        # The counter too, from the same start: faketime shifts both by one offset.
        environment.pop("FAKETIME_DONT_FAKE_MONOTONIC")
    return world.run(["faketime", "-f", f"{days:+d}d", *command], env=environment)
