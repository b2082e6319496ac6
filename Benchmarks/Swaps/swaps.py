"""Swaps under load: what they cost those who swap and those who are served meanwhile."""

import json
import pathlib
import re
import shutil
import socket
import statistics
import subprocess
import threading
import time

# Each round ends as it began. A swap is a list of commands, of which the last publishes, and the status of GET /v2.0/networks without a token after it.
ROUND = [
    (["auth use keystone --app neutron"], 401),
    (["auth use noauth --app neutron"], 200),
    (["pipeline insert neutron sizelimit --use"], 200),
    (["pipeline remove neutron sizelimit --use"], 200),
    (["pipeline load neutron whole-{n} whole.ini#neutron", "pipeline use neutron whole-{n}"], 200),
]
# The same without those that refuse requests.
QUIET = [swap for swap in ROUND if swap[1] == 200]
SLOW_SECONDS = 4


class Failure(Exception):
    pass


class Connection:
    """A client that never connects again: a connection that is closed is a failure."""

    def __init__(self, family, address):
        self.socket = socket.socket(family)
        self.socket.settimeout(30)
        self.socket.connect(address)
        if family == socket.AF_INET:
            self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.file = self.socket.makefile("rb")

    def send(self, text):
        self.socket.sendall(text.encode())

    def head(self):
        line = self.file.readline()
        if not line:
            raise Failure("the connection was closed")
        headers = {}
        while (field := self.file.readline().strip()):
            name, value = field.decode().split(":", 1)
            headers[name.lower()] = value.strip()
        return int(line.split()[1]), headers

    def answer(self):
        status, headers = self.head()
        body = b""
        if headers.get("transfer-encoding") == "chunked":
            while (size := int(self.file.readline(), 16)):
                body += self.file.read(size)
                self.file.readline()
            while self.file.readline().strip():
                pass
        elif status >= 200:
            body = self.file.read(int(headers.get("content-length", 0)))
        if headers.get("connection") == "close":
            raise Failure("the server closes the connection")
        return status, headers, body


class Control:
    """One session of the control socket."""

    def __init__(self, path):
        for _ in range(1000):
            try:
                self.connection = Connection(socket.AF_UNIX, path)
                return
            except OSError:
                # An app may serve a moment before the instance can be controlled.
                time.sleep(0.01)
        raise Failure(f"nobody listens on {path}")

    def run(self, line):
        self.connection.send(
            f"POST /v1/run HTTP/1.1\r\nHost: x\r\nX-Cloudsh-User: bench\r\nX-Cloudsh-Session: bench\r\n"
            f"Accept: application/x-ndjson\r\nContent-Length: {len(line)}\r\n\r\n{line}")
        _, _, body = self.connection.answer()
        frames = [json.loads(frame) for frame in body.splitlines()]
        if not frames or frames[-1].get("finished") != 0:
            raise Failure(f"{line}: {frames}")


class Swapper:
    """Makes swaps and keeps the journal of them: which generation each made, and which status goes with it."""

    def __init__(self, server, swaps):
        self.server, self.swaps = server, swaps
        shutil.copy(pathlib.Path(__file__).parents[2] / "etc/neutron-api-paste.ini", server.directory / "whole.ini")
        self.control = Control(str(server.directory / "state/cloudsh.sock"))
        self.probe = Connection(socket.AF_INET, ("127.0.0.1", server.port))
        self.begun, self.ended, self.times = 0, 0, []
        self.order = {}
        self.note(200)

    def note(self, expected):
        self.probe.send("GET /v2.0/networks?limit=1 HTTP/1.1\r\nHost: x\r\n\r\n")
        status, headers, _ = self.probe.answer()
        if status != expected:
            raise Failure(f"{status} after swap {self.ended}, not {expected}")
        if "x-cloudsh-generation" in headers:
            self.order.setdefault(headers["x-cloudsh-generation"], ([], expected))[0].append(self.ended)

    def swap(self, check=False):
        commands, expected = self.swaps[self.begun % len(self.swaps)]
        self.begun += 1
        begin = time.perf_counter()
        for command in commands:
            self.control.run(command.format(n=self.begun).replace("whole.ini", str(self.server.directory / "whole.ini")))
        self.times.append(time.perf_counter() - begin)
        self.ended += 1
        if check:
            self.note(expected)


def cost(server, count):
    swapper = Swapper(server, ROUND)
    for _ in range(100):
        swapper.swap()
    early = server.resident()
    for _ in range(count - 100):
        swapper.swap()
    late = server.resident()
    print(f"{count:,} swaps: resident memory {early:.1f} MB after 100, {late:.1f} MB at the end, {100 * (late / early - 1):+.1f} % "
          f"(expected within 10 %); median swap {1000 * statistics.median(swapper.times):.2f} ms, "
          f"p99 {1000 * statistics.quantiles(swapper.times, n=100)[98]:.2f} ms", flush=True)


def p99(url, seconds, script=None):
    command = ["wrk", "-t1", "-c16", f"-d{seconds}s", "--latency", url] + (["-s", script] if script else [])
    output = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    if errors := re.search(r"Non-2xx or 3xx responses: (\d+)|Socket errors: (.*)", output):
        raise Failure(errors[0])
    value, unit = re.search(r"99%\s+([\d.]+)(us|ms|s)", output).groups()
    return float(value) * {"us": 1e-3, "ms": 1, "s": 1e3}[unit]


def latency(server, seconds, rounds):
    """Swaps every 10 ms beside a load, and the same load alone."""
    swapper = Swapper(server, QUIET)
    alone, beside = [], []
    for _ in range(rounds):
        alone.append(p99(server.url("/v2.0/networks?limit=10"), seconds))
        stopped = threading.Event()

        def swap():
            while not stopped.wait(0.01):
                swapper.swap()

        thread = threading.Thread(target=swap)
        thread.start()
        beside.append(p99(server.url("/v2.0/networks?limit=10"), seconds))
        stopped.set()
        thread.join()
    a, b = statistics.median(alone), statistics.median(beside)
    print(f"p99 of requests: {b:.2f} ms during {swapper.ended / rounds / seconds:.0f} swaps/s, {a:.2f} ms without, ratio {b / a:.2f}", flush=True)


class Load:
    """Requests of several kinds, each on a connection of its own, until the swaps are over."""

    def __init__(self, server, swapper):
        self.server, self.swapper = server, swapper
        self.stopped, self.admitted, self.failures = threading.Event(), threading.Event(), []
        # (kind, status, generation, swaps that had ended when it was sent, swaps that had begun when its answer came)
        self.answers = []

    def run(self, body):
        def guarded():
            try:
                body(Connection(socket.AF_INET, ("127.0.0.1", self.server.port)))
            except Exception as error:
                self.failures.append(f"{body.__name__}: {error}")

        thread = threading.Thread(target=guarded)
        thread.start()
        return thread

    def note(self, kind, answer, sent, bound=None):
        status, headers, _ = answer
        self.answers.append((kind, status, headers.get("x-cloudsh-generation"), sent, self.swapper.begun if bound is None else bound))

    def keep_alive(self, connection):
        while not self.stopped.is_set():
            sent = self.swapper.ended
            connection.send("GET /v2.0/networks?limit=2 HTTP/1.1\r\nHost: x\r\n\r\n")
            self.note("keep-alive", connection.answer(), sent)

    def pipelined(self, connection):
        while not self.stopped.is_set():
            sent = self.swapper.ended
            connection.send("GET /v2.0/networks?limit=2 HTTP/1.1\r\nHost: x\r\n\r\n" * 8)
            for _ in range(8):
                self.note("pipelined", connection.answer(), sent)

    def chunked(self, connection):
        while not self.stopped.is_set():
            sent = self.swapper.ended
            connection.send("POST /v2.0/networks HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n")
            for part in ('{"network":', '{"name":', '"chunked"}}'):
                connection.send(f"{len(part):x}\r\n{part}\r\n")
                time.sleep(0.001)
            connection.send("0\r\n\r\n")
            self.note("chunked", connection.answer(), sent)

    def slow(self, connection):
        sent = self.swapper.ended
        connection.send("POST /v2.0/networks HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nExpect: 100-continue\r\n"
                        "Transfer-Encoding: chunked\r\n\r\n")
        connection.head()
        # The interim answer says that the head has been read: what begins from now on is not for this request.
        bound = self.swapper.begun
        self.admitted.set()
        for part in '{"network":{"name":"slow"}}':
            connection.send(f"1\r\n{part}\r\n")
            time.sleep(SLOW_SECONDS / 27)
        connection.send("0\r\n\r\n")
        self.note("slow", connection.answer(), sent, bound)

    def verdict(self):
        for kind, status, generation, sent, bound in self.answers:
            places, expected = self.swapper.order.get(generation, ([], None))
            if not any(sent <= place <= bound for place in places):
                yield f"{kind}: generation {generation} is of swap {places}, not one of {sent}...{bound}"
            elif status != (201 if expected == 200 and kind in ("chunked", "slow") else expected):
                yield f"{kind}: status {status} under generation {generation}, which answers {expected}"


def load(server, count):
    swapper = Swapper(server, ROUND)
    load = Load(server, swapper)
    threads = [load.run(load.slow)]
    # The slow request begins where it is let in.
    if not load.admitted.wait(10):
        raise Failure(f"the slow request was not let in: {load.failures}")
    threads += [load.run(body) for body in (load.keep_alive, load.keep_alive, load.pipelined, load.chunked)]
    begin = time.monotonic()
    while swapper.ended < count or time.monotonic() - begin < SLOW_SECONDS:
        swapper.swap(check=True)
    load.stopped.set()
    for thread in threads:
        thread.join()
    problems = load.failures + list(load.verdict())
    for problem in problems[:10]:
        print("  " + problem)
    print(f"{swapper.ended:,} swaps under {len(load.answers):,} requests: {len(problems)} unexpected statuses, generations or closed connections "
          f"(expected 0)", flush=True)
    return not problems
