"""Keystone's own reader and writer of Fernet tokens, with the keys of a directory.

token_formats.py KEYS: for each JSON line of standard input a line of standard output. {"read": TOKEN} gives what the token says, as JSON;
{"write": {user, methods, expires, audit_ids, and one of project, domain, system or none}} gives a token.
"""

import json
import logging
import sys

from keystone import server
from keystone.conf import CONF
from keystone.token import token_formatters as formats

NAMES = (
    "user", "methods", "audit_ids", "system", "domain", "project", "trust", "groups", "provider", "protocol", "access_token",
    "application_credential", "thumbprint", "issued", "expires")
PAYLOADS = {"project": formats.ProjectScopedPayload, "domain": formats.DomainScopedPayload, "system": formats.SystemScopedPayload}


def read(formatter, token):
    return json.dumps(dict(zip(NAMES, formatter.validate_token(token))))


def write(formatter, said):
    scope = next((name for name in PAYLOADS if name in said), None)
    return formatter.create_token(
        said["user"], said["expires"], said["audit_ids"], PAYLOADS.get(scope, formats.UnscopedPayload), methods=said["methods"],
        system=said.get("system"), domain_id=said.get("domain"), project_id=said.get("project"))


keys = sys.argv.pop()  # before the options are read, which know no such argument
server.configure(config_files=[])
logging.disable()  # it would go to standard output
CONF.set_override("key_repository", keys, group="fernet_tokens")
formatter = formats.TokenFormatter()
for line in sys.stdin:
    [(verb, value)] = json.loads(line).items()
    print({"read": read, "write": write}[verb](formatter, value), flush=True)
