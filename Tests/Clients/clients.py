"""The real clients against a running cloudsh: every check prints a line, the last line counts them."""

import json
import os
import pathlib
import subprocess
import sys
import urllib.request

import commands
import identity
import openstack
from support import Server, free_port, run_all, wait_for

BINARY, OPENSTACK = sys.argv[1:3]
DEPLOYMENTS = pathlib.Path(__file__).resolve().parents[3] / "shared/reference/deployments"
PROJECT = "demo"


class Cloud(Server):
    """One server on ports and a directory of its own, started from the two real deployment files."""

    def __init__(self):
        super().__init__("clients")
        self.network_port, self.volume_port = free_port(), free_port()
        for source in DEPLOYMENTS.iterdir():
            text = source.read_text().replace("9696", str(self.network_port)).replace("8776", str(self.volume_port))
            (self.directory / source.name).write_text(text)

    def start(self):
        self.launch(
            [BINARY, "--config-file", "cinder.conf", "--config-file", "neutron.conf", "--state-dir", "state", "serve"],
            f"{self.endpoints['network']}/v2.0/networks")

    def get(self, port, path):
        with urllib.request.urlopen(f"http://127.0.0.1:{port}{path}", timeout=5) as answer:
            return answer.status, json.load(answer)

    @property
    def endpoints(self):
        return {
            "network": f"http://127.0.0.1:{self.network_port}",
            "volume": f"http://127.0.0.1:{self.volume_port}/v3/{PROJECT}",
        }

    def sdk(self):
        return openstack.connection.Connection(
            auth_type="none", auth={"endpoint": self.endpoints["network"]},
            network_endpoint_override=self.endpoints["network"],
            block_storage_endpoint_override=self.endpoints["volume"], block_storage_api_version="3",
        )

    def cli(self, service, *words):
        """Runs the `openstack` client and returns its JSON."""
        arguments = [OPENSTACK, "--os-auth-type", "none", "--os-endpoint", self.endpoints[service]]
        environment = {k: v for k, v in os.environ.items() if not k.startswith("OS_")}
        if service == "volume":
            arguments += ["--os-volume-api-version", "3"]
        wants_json = words[1] in ("list", "show", "create") or words[2:3] in (("list",), ("show",), ("create",))
        result = subprocess.run(
            arguments + list(words) + (["-f", "json"] if wants_json else []), capture_output=True, text=True, env=environment, timeout=120)
        assert result.returncode == 0, f"openstack {' '.join(words)}: {result.stderr.strip()[-600:]}"
        return json.loads(result.stdout) if wants_json and result.stdout.strip() else None


def check_sdk_network(cloud):
    sdk = cloud.sdk()
    network = sdk.network.create_network(name="sdk-net")
    subnet = sdk.network.create_subnet(network_id=network.id, ip_version=4, cidr="10.8.0.0/24", name="sdk-subnet")
    ports = [sdk.network.create_port(network_id=network.id, name=f"sdk-port-{n}") for n in range(3)]
    assert len({p.fixed_ips[0]["ip_address"] for p in ports}) == 3
    assert all(p.fixed_ips[0]["subnet_id"] == subnet.id for p in ports)
    assert sdk.network.find_network("sdk-net").subnet_ids == [subnet.id]
    assert [p.id for p in sdk.network.ports(name="sdk-port-1")] == [ports[1].id]
    assert sdk.network.update_port(ports[0], name="renamed").name == "renamed"
    for port in ports:
        sdk.network.delete_port(port, ignore_missing=False)
    sdk.network.delete_subnet(subnet, ignore_missing=False)
    sdk.network.delete_network(network, ignore_missing=False)
    assert sdk.network.find_network("sdk-net") is None


def check_sdk_pagination(cloud):
    sdk = cloud.sdk()
    names = [f"page-{n:02}" for n in range(25)]
    created = [sdk.network.create_network(name=name) for name in names]
    listed = [n.name for n in sdk.network.networks(limit=10) if n.name.startswith("page-")]
    assert sorted(listed) == names, listed
    for network in created:
        sdk.network.delete_network(network)


def check_sdk_volume(cloud):
    sdk = cloud.sdk()
    volume = sdk.block_storage.create_volume(size=1, name="sdk-vol")
    volume = sdk.block_storage.wait_for_status(volume, "available", interval=0.05, wait=30)
    backing = cloud.directory / "state/volumes" / f"volume-{volume.id}"
    assert backing.stat().st_size == 1 << 30
    sdk.block_storage.extend_volume(volume, 2)
    wait_for(lambda: sdk.block_storage.get_volume(volume).size == 2, "the volume is extended")
    wait_for(lambda: sdk.block_storage.get_volume(volume).status == "available", "the volume is available again")
    assert backing.stat().st_size == 2 << 30
    assert [v.name for v in sdk.block_storage.volumes(name="sdk-vol")] == ["sdk-vol"]
    sdk.block_storage.delete_volume(volume)
    sdk.block_storage.wait_for_delete(volume, interval=0.05, wait=30)
    wait_for(lambda: not backing.exists(), "the backing file is gone")


def check_cli_network(cloud):
    network = cloud.cli("network", "network", "create", "cli-net")
    subnet = cloud.cli("network", "subnet", "create", "--network", "cli-net", "--subnet-range", "10.9.0.0/24", "cli-subnet")
    port = cloud.cli("network", "port", "create", "--network", "cli-net", "cli-port")
    assert port["fixed_ips"][0]["subnet_id"] == subnet["id"]
    assert [n["ID"] for n in cloud.cli("network", "network", "list", "--name", "cli-net")] == [network["id"]]
    assert cloud.cli("network", "network", "show", "cli-net")["subnets"] == [subnet["id"]]
    cloud.cli("network", "network", "set", "--description", "changed", "cli-net")
    assert cloud.cli("network", "network", "show", "cli-net")["description"] == "changed"
    assert {"cli-port"} <= {p["Name"] for p in cloud.cli("network", "port", "list", "--network", "cli-net")}
    assert cloud.cli("network", "extension", "list", "--network")
    cloud.cli("network", "port", "delete", "cli-port")
    cloud.cli("network", "subnet", "delete", "cli-subnet")
    cloud.cli("network", "network", "delete", "cli-net")


def check_cli_volume(cloud):
    assert {"__DEFAULT__"} <= {t["Name"] for t in cloud.cli("volume", "volume", "type", "list")}
    volume = cloud.cli("volume", "volume", "create", "--size", "1", "cli-vol")
    wait_for(lambda: cloud.cli("volume", "volume", "show", "cli-vol")["status"] == "available", "the volume is available")
    assert [v["ID"] for v in cloud.cli("volume", "volume", "list")] == [volume["id"]]
    cloud.cli("volume", "volume", "set", "--size", "2", "cli-vol")
    wait_for(lambda: cloud.cli("volume", "volume", "show", "cli-vol")["size"] == 2, "the volume is extended")
    cloud.cli("volume", "volume", "set", "--name", "renamed", "cli-vol")
    cloud.cli("volume", "volume", "delete", "renamed")
    wait_for(lambda: cloud.cli("volume", "volume", "list") == [], "the volume is gone")


def check_kill_and_restart(cloud):
    """Nothing that was acknowledged before a kill -9 is missing afterwards."""
    import threading

    acknowledged, lock = [], threading.Lock()

    def write(thread):
        for n in range(10_000):
            body = json.dumps({"network": {"name": f"kill-{thread}-{n}"}}).encode()
            request = urllib.request.Request(
                f"{cloud.endpoints['network']}/v2.0/networks", data=body, headers={"Content-Type": "application/json"})
            try:
                with urllib.request.urlopen(request, timeout=5) as answer:
                    with lock:
                        acknowledged.append(json.load(answer)["network"]["id"])
            except OSError:
                return

    urllib.request.urlopen(urllib.request.Request(
        f"{cloud.endpoints['network']}/v2.0/quotas/{PROJECT}", method="PUT",
        data=json.dumps({"quota": {"network": -1}}).encode(), headers={"Content-Type": "application/json"}))
    writers = [threading.Thread(target=write, args=(n,)) for n in range(8)]
    for writer in writers:
        writer.start()
    wait_for(lambda: len(acknowledged) > 60, "networks are written")
    cloud.kill()
    for writer in writers:
        writer.join()
    cloud.start()
    present = {n["id"] for n in cloud.get(cloud.network_port, "/v2.0/networks?fields=id")[1]["networks"]}
    missing = set(acknowledged) - present
    assert not missing, f"{len(missing)} of {len(acknowledged)} acknowledged networks are missing"


if __name__ == "__main__":
    run_all((Cloud(), globals()), (identity.Cloud(), vars(identity)), (commands.Cloud(), vars(commands)))
