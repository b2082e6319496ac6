"""The real clients, and keystonemiddleware, against the identity service of a running cloudsh. The last line counts the checks."""

import json
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import urllib.error
import urllib.request

import openstack
import webob
import yaml
from keystonemiddleware import auth_token

from support import free_port, run_all, wait_for

BINARY, OPENSTACK = sys.argv[1:3]


class Cloud:
    """One server with the three services behind the keystone pipelines, in a directory of its own."""

    def __init__(self):
        self.directory = pathlib.Path(tempfile.mkdtemp(prefix="cloudsh-identity-"))
        self.identity_port, self.network_port, self.volume_port = free_port(), free_port(), free_port()
        files = {
            "keystone.conf": f"[DEFAULT]\nbind_host = 127.0.0.1\nbind_port = {self.identity_port}\n",
            "neutron.conf": f"[DEFAULT]\nbind_host = 127.0.0.1\nbind_port = {self.network_port}\nauth_strategy = keystone\n",
            "cinder.conf":
                f"[DEFAULT]\nosapi_volume_listen = 127.0.0.1\nosapi_volume_listen_port = {self.volume_port}\nauth_strategy = keystone\n",
        }
        for name, text in files.items():
            (self.directory / name).write_text(text)
        self.process = None

    def start(self):
        log = open(self.directory / "stderr.log", "ab")
        words = [word for name in ("keystone", "neutron", "cinder") for word in ("--config-file", f"{name}.conf")]
        self.process = subprocess.Popen(
            [BINARY, *words, "--state-dir", "state", "serve"], cwd=self.directory, stdin=subprocess.DEVNULL, stdout=log, stderr=log)
        for port in (self.identity_port, self.network_port, self.volume_port):
            wait_for(lambda: self.answers(port), f"the service on port {port} answers")

    def answers(self, port):
        try:
            return urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=5).status < 400
        except urllib.error.HTTPError as error:
            return error.code < 400

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

    def stop(self):
        if self.process and self.process.poll() is None:
            self.process.terminate()
            status = self.process.wait(timeout=30)
            assert status == 143, f"exit status {status} after SIGTERM"

    def remove(self):
        if self.process and self.process.poll() is None:
            self.process.kill()
            self.process.wait()
        shutil.rmtree(self.directory)


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


def check_middleware(cloud):
    """A WSGI application behind keystonemiddleware takes our tokens, and refuses those that are none or no more."""
    account = cloud.account

    def application(environment, start_response):
        start_response("200 OK", [("Content-Type", "application/json")])
        return [json.dumps({k: v for k, v in environment.items() if k.startswith("HTTP_")}).encode()]

    protected = auth_token.AuthProtocol(
        application, {
            "auth_type": "password", "auth_url": account["auth_url"], "username": account["username"], "password": account["password"],
            "project_name": account["project_name"], "user_domain_name": "Default", "project_domain_name": "Default",
            "www_authenticate_uri": account["auth_url"], "token_cache_time": "-1", "interface": "public",
        })

    def ask(token):
        return webob.Request.blank("/", headers={"X-Auth-Token": token}).get_response(protected)

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
    directory = cloud.directory / "other"
    directory.mkdir()
    port = free_port()
    (directory / "neutron.conf").write_text(
        f"[DEFAULT]\nbind_host = 127.0.0.1\nbind_port = {port}\nauth_strategy = keystone\n[keystone_authtoken]\n"
        f"auth_url = {account['auth_url']}\nusername = {account['username']}\npassword = {account['password']}\n"
        "project_name = admin\nuser_domain_name = Default\nproject_domain_name = Default\ntoken_cache_time = 1\n")
    log = open(directory / "stderr.log", "ab")
    process = subprocess.Popen(
        [BINARY, "--config-file", "neutron.conf", "--state-dir", "state", "serve"], cwd=directory, stdin=subprocess.DEVNULL, stdout=log,
        stderr=log)
    try:
        sdk = cloud.sdk()
        token = sdk.authorize()
        url = f"http://127.0.0.1:{port}/v2.0/networks"

        def ask(token):
            return sdk.session.get(url, authenticated=False, headers={"X-Auth-Token": token}, raise_exc=False).status_code

        def answers():
            try:
                return ask(token) == 200
            except Exception:
                return False

        wait_for(answers, "the other instance answers")
        assert ask("bad") == 401
        sdk.session.delete(account["auth_url"] + "/auth/tokens", headers={"X-Subject-Token": token})
        wait_for(lambda: ask(token) == 401, "the revocation is noticed when the cache time is over", seconds=10)
    finally:
        process.terminate()
        process.wait(timeout=30)


if __name__ == "__main__":
    run_all((Cloud(), globals()))
