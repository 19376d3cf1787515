"""Real terminals on a screen that nobody sees: xterm and tmux under Xvfb, and pictures of them."""

import os
import shutil
import subprocess
import time

from harness import Failure, Skip, require

FONT = "DejaVu Sans Mono"


class Screen:
    """An X server without a screen."""

    def __init__(self, folder):
        for program in ("Xvfb", "xterm", "tmux", "import"):
            if not shutil.which(program):
                raise Skip(f"{program} is needed")
        self.folder, self.terminals = folder, 0
        read, write = os.pipe()
        # Without -noreset the server starts anew when its last window closes, and drops a window that comes just then.
        self.server = subprocess.Popen(
            ["Xvfb", "-displayfd", str(write), "-screen", "0", "1500x1400x24", "-nolisten", "tcp", "-noreset"],
            pass_fds=[write], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        os.close(write)
        with os.fdopen(read) as number:
            self.display = f":{number.readline().strip()}"

    def close(self):
        self.server.terminate()
        self.server.wait()

    def terminal(self, *arguments, **settings):
        return Terminal(self, *arguments, **settings)


class Terminal:
    """A window with a command in it, inside tmux unless it is told not to be."""

    def __init__(self, screen, command, columns, rows, ground, locale="C.UTF-8", kind="xterm-256color", tmux=True,
                 **environment):
        # A server that was told to end may still be there when the next one begins.
        screen.terminals += 1
        self.screen, self.socket, self.tmux = screen, os.path.join(screen.folder, f"tmux-{screen.terminals}"), tmux
        ink, paper = ("white", "black") if ground == "dark" else ("black", "white")
        self.environment = dict(
            os.environ, DISPLAY=screen.display, LC_ALL=locale, LANG=locale, **environment)
        for name in ("TERM", "COLORTERM", "TMUX", "COLUMNS", "LINES", "NO_COLOR"):
            if name not in environment:
                self.environment.pop(name, None)
        # The window stays until it is closed.
        inside = ["sh", "-c", '"$@"; sleep 60', "sh", *command]
        if tmux:
            utf8 = ["-u"] if "UTF-8" in locale else []
            inside = ["tmux", *utf8, "-S", self.socket, "-f", "/dev/null", "new-session", *inside]
        self.window = subprocess.Popen(
            ["xterm", "-geometry", f"{columns}x{rows}+0+0", "-tn", kind, "-fa", FONT, "-fs", "9", "-bg", paper, "-fg",
             ink, "-b", "0", "+sb", "-e", *inside],
            env=self.environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)

    def text(self):
        """What tmux has on its screen."""
        shown = subprocess.run(
            ["tmux", "-S", self.socket, "capture-pane", "-p"], capture_output=True, env=self.environment)
        return shown.stdout.decode(errors="replace")

    def wait(self, words):
        """Until the screen has these words."""
        for _ in range(150):
            if words in self.text():
                return self
            time.sleep(0.1)
        raise Failure(f"the terminal never said '{words}', but:\n{self.text()}")

    def type(self, key):
        subprocess.run(["tmux", "-S", self.socket, "send-keys", key], check=True, env=self.environment)

    def picture(self, name):
        """A picture of the whole screen."""
        time.sleep(0.4)  # For the window to be drawn.
        path = os.path.join(self.screen.folder, name)
        subprocess.run(
            ["import", "-silent", "-window", "root", path], check=True, timeout=30, env=self.environment)
        require(os.path.getsize(path) > 0, f"{path} is empty")
        return path

    def settled(self, name):
        """The same of a terminal that cannot be asked what it shows: when nothing changes any more."""
        before = None
        for _ in range(30):
            time.sleep(0.5)
            path = self.picture(name)
            with open(path, "rb") as file:
                shown = file.read()
            # An empty window is there first.
            if shown == before and len(shown) > 4000:
                return path
            before = shown
        raise Failure(f"the terminal of {name} does not come to rest")

    def close(self):
        if self.tmux:
            subprocess.run(
                ["tmux", "-S", self.socket, "kill-server"], capture_output=True, env=self.environment)
        self.window.terminate()
        self.window.wait()
