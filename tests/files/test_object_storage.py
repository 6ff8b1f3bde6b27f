"""The same code against a real S3 server, through the settings that an operator sets."""

import hashlib
import os
import shutil
import socket
import subprocess
import sys
import time
from contextlib import ExitStack
from pathlib import Path

import boto3
import pytest
from botocore.exceptions import BotoCoreError, ClientError
from django.core.files.storage import default_storage

from tallystone.environment import file_storage
from tallystone.files import previews, store
from tests.files.test_previews import picture

KEY, SECRET = "tally", "stone-stone-stone"
PORTS = [
    "master.port",
    "master.port.grpc",
    "volume.port",
    "volume.port.grpc",
    "filer.port",
    "filer.port.grpc",
    "s3.port",
    "s3.port.grpc",
]


def free_ports(count: int) -> list[int]:
    with ExitStack() as held:
        sockets = [held.enter_context(socket.create_server(("127.0.0.1", 0))) for _ in range(count)]
        return [one.getsockname()[1] for one in sockets]


@pytest.fixture(scope="module")
def endpoint(tmp_path_factory):
    """The address of a SeaweedFS that ends with the tests of this file."""
    place, ports = tmp_path_factory.mktemp("weed"), dict(zip(PORTS, free_ports(len(PORTS)), strict=True))
    fixed = ["-ip=127.0.0.1", "-ip.bind=127.0.0.1", "-filer", "-s3", "-s3.port.iceberg=0", "-s3.port.lance=0", "-volume.max=4"]
    command = [weed(), "-v=-1", "server", f"-dir={place}", "-master.volumeSizeLimitMB=64", *fixed]
    environment = {"PATH": os.environ["PATH"], "HOME": str(place), "AWS_ACCESS_KEY_ID": KEY, "AWS_SECRET_ACCESS_KEY": SECRET}
    with (place / "log").open("wb") as log:
        ports_given = [f"-{name}={port}" for name, port in ports.items()]
        process = subprocess.Popen([*command, *ports_given], stdout=log, stderr=log, env=environment, cwd=place)
    try:
        yield ready(f"http://127.0.0.1:{ports['s3.port']}", process)
    finally:
        process.kill()
        process.wait()


def weed() -> str:
    found = shutil.which("weed", path=f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}")
    assert found, "weed is missing: install requirements/test.txt"
    return found


def ready(address: str, process: subprocess.Popen) -> str:
    client = boto3.client(
        "s3", endpoint_url=address, aws_access_key_id=KEY, aws_secret_access_key=SECRET, region_name="us-east-1"
    )
    for _ in range(200):
        assert process.poll() is None, "weed ended"
        try:
            client.create_bucket(Bucket="files")
            return address
        except (BotoCoreError, ClientError):
            time.sleep(0.1)
    raise AssertionError("weed does not answer")


@pytest.fixture
def _bucket(settings, endpoint, db):
    settings.STORAGES = {**settings.STORAGES, "default": file_storage("files", endpoint, KEY, SECRET, Path("/nowhere"))}


@pytest.mark.usefixtures("_bucket")
def test_kept_read_checked_drawn_and_erased():
    data = picture() + os.urandom(9 << 20)  # beyond one part of a multipart upload
    digest = store.keep(data).hash
    assert digest == hashlib.sha256(data).hexdigest() == store.keep(data).hash
    assert store.check(digest) == "whole"
    with store.open_blob(digest) as file:
        file.seek(-10, 2)
        assert file.read() == data[-10:]
    assert previews.make_previews(digest) == "ready"
    default_storage.bucket.Object(f"{digest[:2]}/{digest[2:4]}/{digest}").put(Body=b"other")
    assert store.check(digest) == "altered"
    default_storage.delete(f"{digest[:2]}/{digest[2:4]}/{digest}")
    assert store.check(digest) == "missing"
    store.erase(digest)
    assert store.check(digest) == "erased"
    assert not list(default_storage.bucket.objects.all())


@pytest.mark.usefixtures("_bucket")
def test_a_wrong_key_keeps_nothing(settings, endpoint):
    settings.STORAGES = {**settings.STORAGES, "default": file_storage("files", endpoint, KEY, "wrong", Path("/nowhere"))}
    with pytest.raises(ClientError):
        store.keep(b"content")
    assert not store.Blob.objects.exists()
