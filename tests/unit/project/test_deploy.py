"""What docs/deploy.md hands to an administrator is sound, as far as it can be told without them."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys

import kubernetes_validate
import pytest
from ruamel.yaml import YAML

from runtime.settings import Settings
from runtime.version import app_version
from testing.running import ROOT

DEPLOY = ROOT / "deploy"
MANIFESTS = sorted((DEPLOY / "kubernetes").glob("*.yaml"))
_KUBERNETES = "1.32"
# Settings of the images that are not ours.
_OTHERS = {"POSTGRES_PASSWORD", "POSTGRES_USER", "POSTGRES_DB", "PGDATA", "SITE"}


def documents(path) -> list[dict]:
    return [document for document in YAML(typ="safe").load_all(path.read_text()) if document]


def known_settings() -> set[str]:
    fields = Settings.model_fields.items()
    return {str(field.validation_alias or name).upper() for name, field in fields} | _OTHERS


@pytest.mark.parametrize("path", MANIFESTS, ids=lambda path: path.name)
def test_every_manifest_follows_the_schema_of_kubernetes(path):
    for document in documents(path):
        if document["kind"] != "Kustomization":
            kubernetes_validate.validate(document, _KUBERNETES, strict=True)


def test_every_manifest_is_applied_but_the_example_of_a_secret():
    listed = documents(DEPLOY / "kubernetes" / "kustomization.yaml")[0]["resources"]

    names = {path.name for path in MANIFESTS}
    assert set(listed) == names - {"kustomization.yaml", "secret.example.yaml"}


def test_the_image_is_named_by_the_version():
    listed = documents(DEPLOY / "kubernetes" / "kustomization.yaml")[0]["images"]
    built = re.findall(r"--tag conseiller:(\S+)", (ROOT / "docs" / "deploy.md").read_text())

    assert [image["newTag"] for image in listed] == built == [app_version()]


@pytest.mark.skipif(not shutil.which("kubectl"), reason="kubectl is not installed")
def test_kubectl_puts_the_manifests_together():
    command = ["kubectl", "kustomize", str(DEPLOY / "kubernetes")]

    done = subprocess.run(command, capture_output=True, text=True)

    assert done.returncode == 0, done.stderr
    made = [document for document in YAML(typ="safe").load_all(done.stdout) if document]
    assert {"Deployment", "Service", "Ingress", "StatefulSet"} <= {each["kind"] for each in made}
    for document in made:
        kubernetes_validate.validate(document, _KUBERNETES, strict=True)
        is_in_a_namespace = document["kind"] != "Namespace"
        assert document["metadata"].get("namespace") == (
            "conseiller" if is_in_a_namespace else None
        )


def test_the_compose_file_follows_its_specification():
    done = subprocess.run(
        [
            *(sys.executable, "-m", "check_jsonschema"),
            *("--builtin-schema", "vendor.compose-spec", str(DEPLOY / "compose.yml")),
        ],
        capture_output=True,
        text=True,
    )

    assert done.returncode == 0, done.stdout + done.stderr


def test_every_setting_that_is_deployed_exists():
    pods = documents(DEPLOY / "kubernetes" / "conseiller.yaml")[0]["spec"]["template"]["spec"]
    secret = documents(DEPLOY / "kubernetes" / "secret.example.yaml")[0]["stringData"]
    compose = documents(DEPLOY / "compose.yml")[0]["services"]["conseiller"]["environment"]

    deployed = {variable["name"] for variable in pods["containers"][0]["env"]}
    assert deployed | set(secret) | set(compose) <= known_settings()


def test_what_production_needs_is_in_the_example_of_a_secret():
    secret = documents(DEPLOY / "kubernetes" / "secret.example.yaml")[0]["stringData"]

    assert {"SECRET_KEY", "RASA_TOKEN", "SMTP_URL", "PUBLIC_URL", "STAFF_EMAIL"} <= set(secret)


def test_all_probes_ask_what_the_web_answers():
    probes = (ROOT / "web" / "probes.py").read_text()
    asked = re.findall(r"path: (/\w+)", (DEPLOY / "kubernetes" / "conseiller.yaml").read_text())

    assert set(asked) == {"/healthz", "/readyz"}
    assert all(f'"{path}"' in probes for path in asked)


def test_everything_the_image_copies_is_there():
    copied = re.findall(r"^COPY (?!--from)(\S+)", (DEPLOY / "Dockerfile").read_text(), re.MULTILINE)

    assert copied
    assert all((ROOT / path).exists() for path in copied)
