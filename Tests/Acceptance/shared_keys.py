"""Our identity service, and the code of the real Keystone on the same Fernet keys."""

import datetime
import json
import pathlib
import subprocess

import requests
from identity import ADMIN_PROJECT, Cloud, issue

HERE = pathlib.Path(__file__).resolve().parent


class SharedKeys(Cloud):
    """Our identity service, and Keystone's own code on the keys of its state directory."""

    def __init__(self, python):
        super().__init__()
        self.python = python

    def start(self):
        super().start()
        sdk = self.sdk()
        sdk.identity.assign_domain_role_to_user("default", sdk.current_user_id, sdk.identity.find_role("admin"))

    def formats(self, *lines):
        text = "".join(json.dumps(line) + "\n" for line in lines)
        result = subprocess.run(
            [self.python, HERE / "token_formats.py", self.directory / "state/fernet-keys"], input=text, capture_output=True, text=True)
        assert result.returncode == 0, result.stderr[-600:]
        return result.stdout.splitlines()


def check_keystone_reads_our_tokens(cloud):
    scopes = ADMIN_PROJECT, {"domain": {"id": "default"}}, {"system": {"all": True}}, "unscoped"
    issued = [issue(cloud.account, scope) for scope in scopes]
    for (_, token), line in zip(issued, cloud.formats(*({"read": text} for text, _ in issued))):
        said = json.loads(line)
        assert said["user"] == token["user"]["id"] and said["methods"] == token["methods"] and said["audit_ids"] == token["audit_ids"]
        assert said["project"] == token.get("project", {}).get("id") and said["domain"] == token.get("domain", {}).get("id")
        assert said["system"] == ("all" if "system" in token else None)
        assert said["expires"] == token["expires_at"] and said["issued"] == token["issued_at"]


def check_we_read_keystones_tokens(cloud):
    text, token = issue(cloud.account, ADMIN_PROJECT)
    expires = (datetime.datetime.now(datetime.timezone.utc) + datetime.timedelta(minutes=10)).strftime("%Y-%m-%dT%H:%M:%S.000000Z")
    common = {"user": token["user"]["id"], "methods": ["password"], "expires": expires, "audit_ids": ["3T2dc1CGQxyJsHdDu1xkcw"]}
    scopes = {"project": token["project"]["id"]}, {"domain": "default"}, {"system": "all"}, {}
    for written, scope in zip(cloud.formats(*({"write": common | scope} for scope in scopes)), scopes):
        answer = requests.get(
            cloud.account["auth_url"] + "/auth/tokens", headers={"X-Auth-Token": text, "X-Subject-Token": written}, timeout=30)
        assert answer.status_code == 200, f"{scope}: {answer.text}"
        body = answer.json()["token"]
        assert body["user"]["id"] == common["user"] and body["expires_at"] == expires and body["audit_ids"] == common["audit_ids"]
        assert [name for name in ("project", "domain", "system") if name in body] == list(scope)
