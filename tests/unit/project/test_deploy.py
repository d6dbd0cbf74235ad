"""What docs/deploy.md hands to an administrator is sound, as far as it can be told without them."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import kubernetes_validate
import pytest
from ruamel.yaml import YAML

from runtime.settings import Settings
from runtime.version import app_version
from testing.running import ROOT

DEPLOY = ROOT / "deploy"
MANIFESTS = sorted((DEPLOY / "kubernetes").glob("*.yaml"))
_KUBERNETES = "1.32"
_PARENT = """
import subprocess, sys
child = subprocess.Popen(["sleep", "60"])
print(child.pid, flush=True)
sys.exit(0 if child.wait() == -9 else 1)
"""
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


def test_nothing_is_learnt_where_pods_forget_it_or_each_would_learn_alone():
    (deployment,) = (
        each
        for each in documents(DEPLOY / "kubernetes" / "conseiller.yaml")
        if each["kind"] == "Deployment"
    )
    pod = deployment["spec"]["template"]["spec"]
    home = next(each for each in pod["volumes"] if each["name"] == "home")
    named = {each["name"]: each["value"] for each in pod["containers"][0]["env"]}

    holds = deployment["spec"]["replicas"] == 1 and "emptyDir" not in home
    assert holds or named.get("LEARNING") == "no"


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


def pods() -> list[dict]:
    made = []
    for path in MANIFESTS:
        for each in documents(path):
            spec = each.get("spec", {})
            template = spec.get("jobTemplate", {"spec": spec})["spec"].get("template")
            made += [template["spec"]] if template else []
    return made


@pytest.mark.parametrize("pod", pods(), ids=lambda pod: pod["containers"][0]["name"])
def test_every_pod_is_as_restricted_as_its_namespace_enforces(pod):
    namespace = documents(DEPLOY / "kubernetes" / "namespace.yaml")[0]["metadata"]["labels"]
    assert namespace["pod-security.kubernetes.io/enforce"] == "restricted"
    assert pod["securityContext"]["runAsNonRoot"]
    assert pod["securityContext"]["seccompProfile"]["type"] == "RuntimeDefault"
    assert pod["automountServiceAccountToken"] is False
    assert not {"hostNetwork", "hostPID", "hostIPC"} & set(pod)
    for container in pod["containers"]:
        confined = container["securityContext"]
        assert confined["allowPrivilegeEscalation"] is False
        assert confined["readOnlyRootFilesystem"] is True
        assert confined["capabilities"] == {"drop": ["ALL"]}
        assert {"memory", "ephemeral-storage"} <= set(container["resources"]["limits"])
        is_a_job = pod.get("restartPolicy") == "Never"
        assert is_a_job or {"livenessProbe", "readinessProbe"} <= set(container)
    for volume in pod.get("volumes", ()):
        assert "hostPath" not in volume
        assert "emptyDir" not in volume or volume["emptyDir"]["sizeLimit"]


def test_in_the_cluster_nothing_speaks_to_anything_but_by_a_policy_of_its_own():
    policies = documents(DEPLOY / "kubernetes" / "network.yaml")
    closed = {"podSelector": {}, "policyTypes": ["Ingress", "Egress"]}

    assert closed in [policy["spec"] for policy in policies]
    for policy in policies:
        for rule in [*policy["spec"].get("egress", ()), *policy["spec"].get("ingress", ())]:
            assert rule["ports"], f"{policy['metadata']['name']} opens every port"


def test_every_service_of_compose_is_confined_and_started_again_where_it_is_unhealthy():
    compose = documents(DEPLOY / "compose.yml")[0]
    for name, service in compose["services"].items():
        assert service["read_only"] and service["init"], name
        assert service["cap_drop"] == ["ALL"], name
        assert service["security_opt"] == ["no-new-privileges:true"], name
        assert service["restart"] == "unless-stopped", name
        assert {"mem_limit", "pids_limit", "networks"} <= set(service), name
        assert service["healthcheck"]["test"][:2] == ["CMD", "/check-or-restart"], name
    stores = [compose["services"][name]["networks"] for name in ("postgres", "redis")]
    assert stores == [["back"], ["back"]]
    assert compose["networks"]["back"]["internal"]


def test_what_is_unhealthy_for_long_is_ended_and_what_recovers_is_not(tmp_path):
    with subprocess.Popen([sys.executable, "-c", _PARENT], stdout=subprocess.PIPE) as parent:
        child = int(parent.stdout.readline())
        environment = {**os.environ, "INIT": str(parent.pid), "STATE": str(tmp_path / "ill")}

        def check(command: str) -> int:
            script = [DEPLOY / "check-or-restart", "3", command]
            return subprocess.run(script, env=environment).returncode

        assert [check("false"), check("false"), check("true")] == [1, 1, 0]
        assert [check("false"), check("false")] == [1, 1]
        assert Path(f"/proc/{child}").exists()
        assert check("false") == 1
        assert parent.wait(10) == 0  # it saw its child killed


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


def test_every_image_of_others_is_pinned_by_digest_and_named_once():
    texts = [path.read_text() for path in (DEPLOY / "Dockerfile", DEPLOY / "compose.yml")]
    named = re.findall(
        r"^(?:FROM|\s+image:) (\S+:\S+)",
        "\n".join([*texts, *(path.read_text() for path in MANIFESTS)]),
        re.MULTILINE,
    )

    assert len(named) >= 8
    assert [image for image in named if not re.search(r"@sha256:[0-9a-f]{64}$", image)] == []
    versions = {image.partition("@")[0] for image in named}
    assert len(set(named)) == len(versions)


def test_one_command_pins_every_image_to_what_its_registry_gives(tmp_path):
    digest = "sha256:" + "a" * 64
    registry = tmp_path / "docker"  # the network is no part of what is tried
    registry.write_text(f"#!/bin/sh\necho {digest}\n")
    registry.chmod(0o755)
    shutil.copytree(DEPLOY, tmp_path / "deploy")
    (tmp_path / "scripts").mkdir()
    script = shutil.copy(ROOT / "scripts" / "pin-images", tmp_path / "scripts")
    environment = {**os.environ, "PATH": f"{tmp_path}:{os.environ['PATH']}"}

    subprocess.run([script], env=environment, check=True)

    pinned = (tmp_path / "deploy" / "compose.yml").read_text()
    assert f"image: postgres:17@{digest}\n" in pinned
    assert (
        f"FROM python:3.12-slim-bookworm@{digest} AS both"
        in (tmp_path / "deploy" / "Dockerfile").read_text()
    )
