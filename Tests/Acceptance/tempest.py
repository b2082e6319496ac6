"""Tempest against cloudsh with the services it starts behind keystone pipelines: tempest.py BINARY SUITE..."""

import os
import pathlib
import subprocess
import sys

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "Clients"))

from identity import Cloud

cloud = Cloud()
try:
    cloud.start()
    account = cloud.account
    environment = {name: value for name, value in os.environ.items() if not name.startswith("OS_")} | {
        "OS_AUTH_URL": account["auth_url"], "OS_USERNAME": account["username"], "OS_PASSWORD": account["password"],
        "OS_PROJECT_NAME": account["project_name"], "ACCEPTANCE_DIR": str(pathlib.Path(sys.prefix).parent),
    }
    status = subprocess.run([HERE.parents[2] / "shared/acceptance/run-tempest.sh", *sys.argv[2:]], env=environment).returncode
    cloud.stop()
finally:
    cloud.remove()
sys.exit(status)
