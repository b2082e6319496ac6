"""What authentication costs: requests with tokens beside requests without any, logins, and tokens that are forged."""

import json
import pathlib
import random
import re
import statistics
import string
import subprocess
import time
import urllib.request

from swaps import Connection, Failure, p99

USERS = 1_000
FORGED = 100_000
PIPELINED = 50
PASSWORD = "a password of the bench"
# All requests are made before the first one is sent; they take turns.
TURNS = """
local requests, turn = {}, 0
init = function()
  for token in io.lines("%s") do requests[#requests + 1] = wrk.format(nil, nil, {["X-Auth-Token"] = token}) end
end
request = function()
  turn = turn %% #requests + 1
  return requests[turn]
end
"""


class Cloud:
    """A server behind whose identity service the network service is, with an administrator's token."""

    def __init__(self, server):
        self.server, self.files = server, 0
        server.start()
        self.password = self.first_password()
        self.token = self.log_in("admin", self.password, "admin")

    def first_password(self):
        """Waits for the identity service, which may serve a moment after the network service."""
        path = self.server.directory / "state/clouds.yaml"
        for _ in range(1000):
            try:
                urllib.request.urlopen(self.identity("")).close()
                return re.search(r"^\s+password: (\S+)", path.read_text(), re.MULTILINE)[1]
            except (OSError, TypeError):
                time.sleep(0.01)
        raise Failure(f"there is no password in {path}")

    def ask(self, method, url, body=None, token=None):
        request = urllib.request.Request(
            url, json.dumps(body).encode() if body else None, {"Content-Type": "application/json", "X-Auth-Token": token or self.token},
            method=method)
        with urllib.request.urlopen(request) as answer:
            return json.loads(answer.read() or b"{}")

    def identity(self, path):
        return f"http://127.0.0.1:{self.server.identity_port}/v3{path}"

    @staticmethod
    def login(user, password, project):
        domain = {"id": "default"}
        return {"auth": {
            "identity": {"methods": ["password"], "password": {"user": {"name": user, "domain": domain, "password": password}}},
            "scope": {"project": {"name": project, "domain": domain}}}}

    def log_in(self, user, password, project):
        request = urllib.request.Request(
            self.identity("/auth/tokens"), json.dumps(self.login(user, password, project)).encode(), {"Content-Type": "application/json"})
        with urllib.request.urlopen(request) as answer:
            return answer.headers["X-Subject-Token"]

    def members(self, count):
        """Makes users with the role member on the project bench, and logs them in."""
        project = self.ask("POST", self.identity("/projects"), {"project": {"name": "bench"}})["project"]["id"]
        role = self.ask("GET", self.identity("/roles?name=member"))["roles"][0]["id"]
        for number in range(count):
            user = {"name": f"user{number}", "password": PASSWORD}
            identifier = self.ask("POST", self.identity("/users"), {"user": user})["user"]["id"]
            self.ask("PUT", self.identity(f"/projects/{project}/users/{identifier}/roles/{role}"))
        return [self.log_in(f"user{number}", PASSWORD, "bench") for number in range(count)]

    def network(self, token=None):
        """The address of a new network."""
        body = self.ask("POST", self.server.url("/v2.0/networks"), {"network": {"name": "shown"}}, token)
        return self.server.url("/v2.0/networks/" + body["network"]["id"])

    def write(self, text):
        self.files += 1
        path = self.server.directory / f"bench{self.files}.lua"
        path.write_text(text)
        return path

    def turns(self, tokens):
        """A script for wrk whose requests carry the tokens in turn."""
        return self.write(TURNS % self.write("".join(token + "\n" for token in tokens)))

    def logins(self, user, password, project):
        """A script for wrk that logs in."""
        body = json.dumps(self.login(user, password, project))
        return self.write(f"wrk.method='POST'\nwrk.headers['Content-Type']='application/json'\nwrk.body=[[{body}]]\n")


def requests(wrk, open_server, kept, unkept, seconds, rounds):
    """One network shown again and again, without authentication and with."""
    network = open_server.post("/v2.0/networks", {"network": {"name": "shown"}})["network"]["id"]
    members = kept.members(USERS)
    # Names of users are those of every server, the tokens are not.
    own, theirs = kept.network(members[0]), unkept.network()
    cases = [
        ("without authentication", open_server.url(f"/v2.0/networks/{network}"), None, None),
        ("a token that is known", own, kept.turns([kept.token]), 0.8),
        ("a member's token that is known", own, kept.turns(members[:1]), 0.8),
        (f"{len(members):,} users' tokens in turn", own, kept.turns(members), None),
        ("token_cache_time = -1", theirs, unkept.turns([unkept.token]), 0.5),
    ]
    rates = [[] for _ in cases]
    for _ in range(rounds):
        for (_, url, script, _), rate in zip(cases, rates):
            rate.append(wrk(url, seconds, script))
    base = statistics.median(rates[0])
    for (name, _, _, expected), rate in zip(cases, rates):
        rate = statistics.median(rate)
        ratio = f", ratio {rate / base:.2f}" if rate != base else ""
        print(f"GET /v2.0/networks/{{id}}, {name}: {rate:,.0f}/s{ratio}{f' (expected {expected})' if expected else ''}", flush=True)


def issue(cloud, cost, seconds, rounds):
    """Logins as fast as they go."""
    script = cloud.logins("admin", cloud.password, "admin")
    rates = []
    for _ in range(rounds):
        rates.append(rate(run(cloud.identity("/auth/tokens"), script, 8, seconds)))
    print(f"logins with a password, bcrypt cost {cost}: {statistics.median(rates):,.1f} tokens/s", flush=True)


def run(url, script, connections, seconds):
    return subprocess.Popen(["wrk", "-t1", f"-c{connections}", f"-d{seconds}s", "--timeout", "30s", "-s", script, url],
                            stdout=subprocess.PIPE, text=True)


def rate(process):
    output, _ = process.communicate()
    if errors := re.search(r"Non-2xx or 3xx responses: (\d+)|Socket errors: (.*)", output):
        raise Failure(errors[0])
    return float(re.search(r"Requests/sec:\s+([\d.]+)", output)[1])


def beside(cloud, seconds, rounds):
    """Requests while others log in, and the same requests alone."""
    url, script = cloud.network(), cloud.turns([cloud.token])
    logins = cloud.logins("admin", cloud.password, "admin")
    alone, during, made = [], [], []
    for _ in range(rounds):
        alone.append(p99(url, seconds, script))
        process = run(cloud.identity("/auth/tokens"), logins, 4, seconds + 1)
        during.append(p99(url, seconds, script))
        made.append(rate(process))
    a, b = statistics.median(alone), statistics.median(during)
    print(f"p99 of requests: {b:.2f} ms during {statistics.median(made):.1f} logins/s, {a:.2f} ms without, ratio {b / a:.2f}", flush=True)


def forge(token, count):
    """Texts that differ from a token in up to three places."""
    generator, alphabet = random.Random(42), string.ascii_letters + string.digits + "-_+/=.~"
    made = []
    while len(made) < count:
        text = list(token)
        for _ in range(generator.randint(1, 3)):
            place, character = generator.randrange(len(text)), generator.choice(alphabet)
            kind = generator.randrange(4)
            if kind == 0:
                text[place] = character
            elif kind == 1:
                text.insert(place, character)
            elif kind == 2:
                del text[place]
            else:
                other = generator.randrange(len(text))
                text[place], text[other] = text[other], text[place]
        if (forged := "".join(text)) != token:
            made.append(forged)
    return made


def attack(cloud, count):
    """Forged tokens: nobody takes one, and nothing of them is written down."""
    connection = Connection(2, ("127.0.0.1", cloud.server.port))
    forged = forge(cloud.token, count)
    accepted = 0
    begin = time.monotonic()
    for start in range(0, count, PIPELINED):
        batch = forged[start:start + PIPELINED]
        connection.send("".join(f"GET /v2.0/networks?limit=1 HTTP/1.1\r\nHost: x\r\nX-Auth-Token: {token}\r\n\r\n" for token in batch))
        for _ in batch:
            status, _, _ = connection.answer()
            accepted += status != 401
    elapsed = time.monotonic() - begin
    # Each forged token has most of these parts.
    parts = [cloud.token[place:place + 16].encode() for place in range(0, len(cloud.token) - 16, 16)]
    files = [path for path in pathlib.Path(cloud.server.directory).rglob("*") if path.is_file() and path.suffix != ".lua"]
    leaks = [path.name for path in files if any(part in path.read_bytes() for part in parts)]
    print(f"{count:,} forged tokens: {accepted} accepted (expected 0), {count / elapsed:,.0f}/s; parts of them in {len(leaks)} of {len(files)} "
          f"files of log and state (expected 0){': ' + ', '.join(leaks) if leaks else ''}", flush=True)
    return accepted == 0 and not leaks
