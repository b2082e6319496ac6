"""What the checks of all clients share."""

import contextlib
import pathlib
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request

ACCOUNT_DOMAINS = {"user_domain_name": "Default", "project_domain_name": "Default"}


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def wait_for(condition, what, seconds=60):
    """Polls until `condition` is true: a server that starts has no event to wait for."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        with contextlib.suppress(OSError):
            if condition():
                return
        time.sleep(0.02)
    raise AssertionError(f"timed out: {what}")


def answers(url):
    """Whether a service at `url` answers without an error."""
    try:
        return urllib.request.urlopen(url, timeout=5).status < 400
    except urllib.error.HTTPError as error:
        return error.code < 400


class Server:
    """One process in a directory of its own, both gone when it is removed."""

    end_status = 143

    def __init__(self, name):
        self.directory = pathlib.Path(tempfile.mkdtemp(prefix=f"cloudsh-{name}-"))
        self.process = None

    def write(self, files):
        for name, text in files.items():
            (self.directory / name).write_text(text)

    def launch(self, words, *urls):
        """Starts `words` in the directory and returns when each of `urls` answers."""
        with open(self.directory / "stderr.log", "ab") as log:
            self.process = subprocess.Popen(words, cwd=self.directory, stdin=subprocess.DEVNULL, stdout=log, stderr=log)
        for url in urls:
            wait_for(lambda: self.ended() or answers(url), f"{url} answers")

    def ended(self):
        if self.process.poll() is not None:
            raise AssertionError(f"{self.process.args[0]} ended: {(self.directory / 'stderr.log').read_text()[-600:]}")

    def kill(self):
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()

    def stop(self):
        if self.process and self.process.poll() is None:
            self.process.terminate()
            status = self.process.wait(timeout=30)
            assert status == self.end_status, f"exit status {status} after SIGTERM"

    def remove(self):
        if self.process and self.process.poll() is None:
            self.kill()
        shutil.rmtree(self.directory)


def run_all(*clouds):
    """Runs the checks (`check_...`) of each cloud against it, prints a line for each, and ends the process."""
    passed, failed = 0, 0
    for cloud, names in clouds:
        try:
            cloud.start()
            for check in [value for name, value in list(names.items()) if name.startswith("check_")]:
                try:
                    check(cloud)
                    passed += 1
                    print(f"ok: {check.__name__}", flush=True)
                except Exception as error:
                    failed += 1
                    print(f"FAILED: {check.__name__}: {type(error).__name__}: {error}", flush=True)
            cloud.stop()
        finally:
            cloud.remove()
    print(f"{passed} passed, {failed} failed")
    sys.exit(1 if failed else 0)
