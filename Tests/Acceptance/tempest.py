"""Tempest against cloudsh with the services it starts behind keystone pipelines: tempest.py BINARY SUITE...

The suites are those of the acceptance environment, less the tests that not-yet.txt names.
"""

import os
import pathlib
import subprocess
import sys

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "Clients"))

from identity import Cloud

ACCEPTANCE = HERE.parents[2] / "shared/acceptance"


def selected(suite, directory):
    """A file with the suite's tests that shall pass; its name is what the report calls the suite."""
    left_out = [line for line in (HERE / "not-yet.txt").read_text().split("\n") if line and not line.startswith("#")]
    tests = (ACCEPTANCE / f"expected/tempest.api.{suite}.txt").read_text().splitlines()
    known = [test for test in tests if test.split("[")[0] not in left_out]
    print(f"tempest {suite}: {len(known)} of {len(tests)} expected tests; not served yet: {len(tests) - len(known)}", flush=True)
    path = directory / suite
    path.write_text("\n".join(known) + "\n")
    return path


cloud = Cloud()
try:
    cloud.start()
    suites = [selected(suite, cloud.directory) for suite in sys.argv[2:]]
    account = cloud.account
    environment = {name: value for name, value in os.environ.items() if not name.startswith("OS_")} | {
        "OS_AUTH_URL": account["auth_url"], "OS_USERNAME": account["username"], "OS_PASSWORD": account["password"],
        "OS_PROJECT_NAME": account["project_name"], "ACCEPTANCE_DIR": str(pathlib.Path(sys.prefix).parent),
    }
    status = subprocess.run([ACCEPTANCE / "run-tempest.sh", *suites], env=environment).returncode
    cloud.stop()
finally:
    cloud.remove()
sys.exit(status)
