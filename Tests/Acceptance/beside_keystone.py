"""A real Keystone and cloudsh side by side. beside_keystone.py BINARY PYTHON, where PYTHON has the packages of requirements.txt."""

import json
import logging
import pathlib
import subprocess
import sys
import uuid

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "Clients"))

import openstack
import shared_keys
from identity import ADMIN_PROJECT, RemotelyAuthenticated, behind_middleware, issue
from support import ACCOUNT_DOMAINS, Server, free_port, run_all, wait_for

BINARY, PYTHON = sys.argv[1:3]
HERE = pathlib.Path(__file__).resolve().parent


class Keystone(Server):
    """The real Keystone on SQLite, bootstrapped as its manual says; beside it the same one with tokens that live for a second."""

    end_status = -15

    def __init__(self):
        super().__init__("keystone")
        self.port = free_port()
        self.password = uuid.uuid4().hex
        self.brief = Server("keystone-brief")
        self.brief_port = free_port()
        for name in ("fernet-keys", "credential-keys"):
            (self.directory / name).mkdir(mode=0o700)
        common = (
            f"[database]\nconnection = sqlite:///{self.directory}/keystone.db\n"
            f"[fernet_tokens]\nkey_repository = {self.directory}/fernet-keys\n[credential]\nkey_repository = {self.directory}/credential-keys\n")
        self.write({"keystone.conf": common, "brief.conf": common + "[token]\nexpiration = 1\nallow_expired_window = 0\n"})

    @property
    def account(self):
        return {
            "auth_url": f"http://127.0.0.1:{self.port}/v3", "username": "admin", "password": self.password, "project_name": "admin",
        } | ACCOUNT_DOMAINS

    def sdk(self, **changes):
        return openstack.connection.Connection(auth=self.account | changes, identity_api_version="3", region_name="RegionOne")

    def manage(self, *words):
        command = [str(pathlib.Path(PYTHON).parent / "keystone-manage"), "--config-file", "keystone.conf", *words]
        result = subprocess.run(command, cwd=self.directory, capture_output=True, text=True)
        assert result.returncode == 0, f"{words[0]}: {result.stderr[-600:]}"

    def serve(self):
        self.launch([PYTHON, HERE / "keystone_server.py", str(self.port), "keystone.conf"], f"http://127.0.0.1:{self.port}/v3")

    def start(self):
        owner = subprocess.run(["id", "-un"], capture_output=True, text=True, check=True).stdout.strip()
        self.manage("db_sync")
        for verb in ("fernet_setup", "credential_setup"):
            self.manage(verb, "--keystone-user", owner, "--keystone-group", owner)
        self.manage(
            "bootstrap", "--bootstrap-password", self.password, "--bootstrap-region-id", "RegionOne",
            "--bootstrap-public-url", self.account["auth_url"])
        self.serve()
        self.brief.launch(
            [PYTHON, HERE / "keystone_server.py", str(self.brief_port), str(self.directory / "brief.conf")],
            f"http://127.0.0.1:{self.brief_port}/v3")
        service = self.sdk().identity.create_service(name="neutron", type="network")
        self.ours = RemotelyAuthenticated(self.account, cache_time=-1)
        self.sdk().identity.create_endpoint(
            service_id=service.id, interface="public", url=f"http://127.0.0.1:{self.ours.port}", region_id="RegionOne")
        self.ours.start()
        self.theirs = behind_middleware(self.account)

    def stop(self):
        self.ours.stop()
        self.brief.process.kill()
        super().stop()

    def remove(self):
        if hasattr(self, "ours"):
            self.ours.remove()
        self.brief.remove()
        super().remove()

    def member(self, name, role="member"):
        """A new user with a role in a new project; returns the user and a session of theirs."""
        sdk = self.sdk()
        project = sdk.identity.create_project(name=name)
        user = sdk.identity.create_user(name=name, password="pw", default_project_id=project.id)
        sdk.identity.assign_project_role_to_user(project, user, sdk.identity.find_role(role))
        return user, self.sdk(username=name, password="pw", project_name=name)

    def both(self, token, **arguments):
        """What our authtoken and keystonemiddleware say of `token`: the status, and of a refusal what the client gets but for the words."""
        ours, theirs = self.ours.ask(token, **arguments), self.theirs(token, **arguments)
        return tuple(
            (status, headers.get("WWW-Authenticate"), {**json.loads(text)["error"], "message": ""} if status == 401 else None)
            for status, headers, text in (
                (ours.status_code, ours.headers, ours.text), (theirs.status_int, theirs.headers, theirs.text)))

    def refused_alike(self, token):
        ours, theirs = self.both(token)
        return ours == theirs and theirs[0] == 401


def check_tokens_of_keystone(keystone):
    """Our authtoken takes a real Keystone's tokens, and what is written with one belongs to its project."""
    user, session = keystone.member("accepted")
    token = session.authorize()
    answer = keystone.ours.ask(token, "POST", json={"network": {"name": "theirs"}})
    assert answer.status_code == 201, answer.text
    assert answer.json()["network"]["project_id"] == session.current_project_id
    other = keystone.sdk(username=keystone.member("another")[0].name, password="pw", project_name="another").authorize()
    assert keystone.ours.ask(other).json() == {"networks": []}
    assert keystone.ours.ask(other, path=f"/v2.0/networks/{answer.json()['network']['id']}").status_code == 404
    assert "theirs" in {n["name"] for n in keystone.ours.ask(keystone.sdk().authorize()).json()["networks"]}, "an admin sees every network"


def check_refused_as_keystonemiddleware_does(keystone):
    token = keystone.sdk().authorize()
    assert [answer[0] for answer in keystone.both(token)] == [200, 200]
    for bad in (None, "bad", "", token[:-1], token[:40] + ("A" if token[40] != "A" else "B") + token[41:], token + "A", "x" * 8000):
        ours, theirs = keystone.both(bad)
        assert ours == theirs and theirs[0] == 401, f"{(bad or '')[:20]}: {ours} {theirs}"


def check_expired(keystone):
    """A token that has expired is refused as keystonemiddleware refuses it."""
    token, _ = issue(keystone.account | {"auth_url": f"http://127.0.0.1:{keystone.brief_port}/v3"}, ADMIN_PROJECT)
    wait_for(lambda: keystone.both(token)[1][0] == 401, "the token expires", seconds=10)
    assert keystone.refused_alike(token)


def check_expired_with_a_service_token(keystone):
    """Work that a service does for a user may outlive the user's token."""
    token, _ = issue(keystone.account | {"auth_url": f"http://127.0.0.1:{keystone.brief_port}/v3"}, ADMIN_PROJECT)
    service = keystone.member("nova", role="service")[1].authorize()
    other = keystone.member("no-service")[1].authorize()
    wait_for(lambda: keystone.both(token)[1][0] == 401, "the token expires", seconds=10)
    assert [answer[0] for answer in keystone.both(token, service_token=service)] == [200, 200]
    for bad in (other, "bad"):
        ours, theirs = keystone.both(token, service_token=bad)
        assert ours == theirs and theirs[0] == 401


def check_access_rules(keystone):
    """A token that is good for single requests is good for those alone."""
    session = keystone.member("limited")[1]
    credential = session.identity.create_application_credential(
        session.current_user_id, "reader", access_rules=[{"service": "network", "method": "GET", "path": "/v2.0/networks"}])
    account = {"auth_url": keystone.account["auth_url"], "application_credential_id": credential.id,
               "application_credential_secret": credential.secret}
    token = openstack.connection.Connection(auth_type="v3applicationcredential", auth=account, identity_api_version="3").authorize()
    assert [answer[0] for answer in keystone.both(token)] == [200, 200]
    ours, theirs = keystone.both(token, path="/v2.0/ports")
    assert ours == theirs and theirs[0] == 401


def check_revoked(keystone):
    sdk = keystone.sdk()
    token = keystone.member("revoked")[1].authorize()
    assert keystone.ours.ask(token).status_code == 200
    sdk.session.delete(keystone.account["auth_url"] + "/auth/tokens", headers={"X-Subject-Token": token})
    assert keystone.refused_alike(token)


def check_disabled(keystone):
    user, session = keystone.member("disabled")
    token = session.authorize()
    assert keystone.ours.ask(token).status_code == 200
    keystone.sdk().identity.update_user(user, is_enabled=False)
    assert keystone.refused_alike(token)


def check_outage(keystone):
    """Without an answer of the identity service both say 503, and both go on when it is back."""
    token = keystone.sdk().authorize()
    Server.stop(keystone)
    assert [answer[0] for answer in keystone.both(token)] == [503, 503]
    keystone.serve()
    assert [answer[0] for answer in keystone.both(token)] == [200, 200]


if __name__ == "__main__":
    logging.disable()  # keystonemiddleware tells of each refusal
    run_all((Keystone(), globals()), (shared_keys.SharedKeys(PYTHON), vars(shared_keys)))
