"""The real clients, and keystonemiddleware, against the identity service of a running cloudsh. The last line counts the checks."""

import json
import os
import subprocess
import sys

import openstack
import requests
import webob
import yaml
from keystonemiddleware import auth_token

from support import ACCOUNT_DOMAINS, Server, free_port, wait_for

BINARY, OPENSTACK = sys.argv[1:3]
ADMIN_PROJECT = {"project": {"name": "admin", "domain": {"id": "default"}}}


def issue(account, scope):
    """A token of `account` with `scope`, and its body, by the plain request of the API."""
    user = {"name": account["username"], "domain": {"id": "default"}, "password": account["password"]}
    body = {"auth": {"identity": {"methods": ["password"], "password": {"user": user}}, "scope": scope}}
    answer = requests.post(account["auth_url"] + "/auth/tokens", json=body, timeout=30)
    assert answer.status_code == 201, answer.text
    return answer.headers["X-Subject-Token"], answer.json()["token"]


class Cloud(Server):
    """One server with the three services behind the keystone pipelines, in a directory of its own."""

    def __init__(self):
        super().__init__("identity")
        self.identity_port, self.network_port, self.volume_port = free_port(), free_port(), free_port()
        self.write({
            "keystone.conf": f"[DEFAULT]\nbind_host = 127.0.0.1\nbind_port = {self.identity_port}\n",
            "neutron.conf": f"[DEFAULT]\nbind_host = 127.0.0.1\nbind_port = {self.network_port}\nauth_strategy = keystone\n",
            "cinder.conf":
                f"[DEFAULT]\nosapi_volume_listen = 127.0.0.1\nosapi_volume_listen_port = {self.volume_port}\nauth_strategy = keystone\n",
        })

    def start(self):
        words = [word for name in ("keystone", "neutron", "cinder") for word in ("--config-file", f"{name}.conf")]
        self.launch(
            [BINARY, *words, "--state-dir", "state", "serve"],
            *(f"http://127.0.0.1:{port}/" for port in (self.identity_port, self.network_port, self.volume_port)))

    @property
    def clouds(self):
        return self.directory / "state/clouds.yaml"

    @property
    def account(self):
        return yaml.safe_load(self.clouds.read_text())["clouds"]["cloudsh"]["auth"]

    def sdk(self):
        return openstack.connection.Connection(auth=self.account, identity_api_version="3", region_name="RegionOne")

    def cli(self, *words):
        """Runs the `openstack` client and returns its JSON."""
        environment = {k: v for k, v in os.environ.items() if not k.startswith("OS_")} | {"OS_CLIENT_CONFIG_FILE": str(self.clouds)}
        result = subprocess.run(
            [OPENSTACK, "--os-cloud", "cloudsh", *words, "-f", "json"], capture_output=True, text=True, env=environment, timeout=120)
        assert result.returncode == 0, f"openstack {' '.join(words)}: {result.stderr.strip()[-600:]}"
        return json.loads(result.stdout)


def tokens(token, service_token=None):
    return {name: value for name, value in (("X-Auth-Token", token), ("X-Service-Token", service_token)) if value is not None}


class RemotelyAuthenticated(Server):
    """A network service alone, whose tokens another identity service validates."""

    def __init__(self, account, cache_time=1):
        super().__init__("remote")
        self.port = free_port()
        options = {k: v for k, v in account.items() if k in ("auth_url", "username", "password", "project_name")} | ACCOUNT_DOMAINS
        self.write({
            "neutron.conf": f"[DEFAULT]\nbind_host = 127.0.0.1\nbind_port = {self.port}\nauth_strategy = keystone\n"
                "[keystone_authtoken]\n" + "".join(f"{k} = {v}\n" for k, v in options.items()) + f"token_cache_time = {cache_time}\nservice_type = network\n"
        })

    def start(self):
        self.launch(
            [BINARY, "--config-file", "neutron.conf", "--state-dir", "state", "serve"], f"http://127.0.0.1:{self.port}/")

    def ask(self, token, method="GET", path="/v2.0/networks", service_token=None, **arguments):
        headers = tokens(token, service_token)
        return requests.request(method, f"http://127.0.0.1:{self.port}{path}", headers=headers, timeout=30, **arguments)


def check_first_login(cloud):
    assert cloud.clouds.stat().st_mode & 0o777 == 0o600
    token = cloud.cli("token", "issue")
    assert token["id"].startswith("gAAAA") and token["project_id"]
    types = {service["Type"] for service in cloud.cli("catalog", "list")}
    assert {"identity", "network"} <= types and types & {"block-storage", "volumev3"}, types


def check_services_behind_keystone(cloud):
    network = cloud.cli("network", "create", "behind-keystone")
    assert network["project_id"] == cloud.sdk().current_project_id
    assert network["id"] in {n["ID"] for n in cloud.cli("network", "list")}
    volume = cloud.cli("volume", "create", "--size", "1", "behind-keystone")
    wait_for(lambda: cloud.cli("volume", "show", volume["id"])["status"] == "available", "the volume is available")


def check_disabled_user(cloud):
    """A token of a user who is disabled fails at the next request."""
    sdk = cloud.sdk()
    project = sdk.identity.create_project(name="short-lived")
    user = sdk.identity.create_user(name="short-lived", password="pw", default_project_id=project.id)
    sdk.identity.assign_project_role_to_user(project, user, sdk.identity.find_role("member"))
    account = cloud.account | {"username": "short-lived", "password": "pw", "project_name": "short-lived"}
    theirs = openstack.connection.Connection(auth=account, identity_api_version="3", region_name="RegionOne")
    assert list(theirs.network.networks()) == []
    token = theirs.auth_token
    headers = {"X-Auth-Token": token}
    url = f"http://127.0.0.1:{cloud.network_port}/v2.0/networks"
    assert theirs.session.get(url, authenticated=False, headers=headers).status_code == 200
    sdk.identity.update_user(user, is_enabled=False)
    answer = theirs.session.get(url, authenticated=False, headers=headers, raise_exc=False)
    assert answer.status_code == 401 and answer.headers["WWW-Authenticate"].startswith("Keystone uri=")


def behind_middleware(account):
    """Asks a WSGI application behind keystonemiddleware, which answers with the headers that reach it."""

    def application(environment, start_response):
        start_response("200 OK", [("Content-Type", "application/json")])
        return [json.dumps({k: v for k, v in environment.items() if k.startswith("HTTP_")}).encode()]

    protected = auth_token.AuthProtocol(
        application, ACCOUNT_DOMAINS | {
            "auth_type": "password", "auth_url": account["auth_url"], "username": account["username"], "password": account["password"],
            "project_name": account["project_name"], "token_cache_time": "-1", "interface": "public", "service_type": "network",
        })

    def ask(token, path="/v2.0/networks", service_token=None):
        return webob.Request.blank(path, headers=tokens(token, service_token)).get_response(protected)

    return ask


def check_middleware(cloud):
    """A WSGI application behind keystonemiddleware takes our tokens, and refuses those that are none or no more."""
    account = cloud.account
    ask = behind_middleware(account)

    sdk = cloud.sdk()
    token = sdk.authorize()
    answer = ask(token)
    assert answer.status_int == 200, answer.text
    assert answer.json["HTTP_X_PROJECT_ID"] == sdk.current_project_id
    assert "admin" in answer.json["HTTP_X_ROLES"].split(",")
    for bad in ("bad", token[:-1], token[:40] + ("A" if token[40] != "A" else "B") + token[41:]):
        assert ask(bad).status_int == 401
    sdk.session.delete(account["auth_url"] + "/auth/tokens", headers={"X-Subject-Token": token})
    # The middleware's own token was issued in another second, so it is not the one that was revoked.
    answer = ask(token)
    assert answer.status_int == 401 and answer.headers["WWW-Authenticate"] == f'Keystone uri="{account["auth_url"]}"'


def check_remote_validation(cloud):
    """Our authtoken asks another identity service, as it would ask a keystone: here, one of its own kind."""
    account = cloud.account
    other = RemotelyAuthenticated(account)
    try:
        other.start()
        sdk = cloud.sdk()
        token = sdk.authorize()
        assert other.ask(token).status_code == 200
        assert other.ask("bad").status_code == 401
        sdk.session.delete(account["auth_url"] + "/auth/tokens", headers={"X-Subject-Token": token})
        wait_for(lambda: other.ask(token).status_code == 401, "the revocation is noticed when the cache time is over", seconds=10)
        other.stop()
    finally:
        other.remove()
