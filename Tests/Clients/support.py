"""What the checks of all clients share."""

import contextlib
import socket
import sys
import time


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
