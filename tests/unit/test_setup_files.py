"""The files around the code: compose, the image, the deployments. They protect what no engine here can run."""

import ast
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).resolve().parents[2]
COMPOSE = yaml.safe_load((ROOT / "docker-compose.yml").read_text())
SERVICES = COMPOSE["services"]
DEPLOYMENTS = yaml.safe_load((ROOT / "prefect.yaml").read_text())
LOCK = (ROOT / "requirements.lock").read_text()
NEEDED = re.compile(r"\$\{([A-Z_]+):\?")


@pytest.mark.parametrize("service", SERVICES)
def test_ports_are_published_on_loopback_only(service: str) -> None:
    assert all(port.startswith("127.0.0.1:") for port in SERVICES[service].get("ports", []))


def test_the_workers_health_is_for_its_own_container_only() -> None:
    """Prefect's default is 0.0.0.0, and it knows no login."""
    assert SERVICES["worker"]["environment"]["PREFECT_WORKER_WEBSERVER_HOST"] == "127.0.0.1"


def test_the_published_ports_are_the_documented_ones() -> None:
    published = {port for each in SERVICES.values() for port in each.get("ports", [])}
    assert published == {"127.0.0.1:27017:27017", "127.0.0.1:4200:4200"}


@pytest.mark.parametrize("service", SERVICES)
def test_images_are_pinned_to_a_full_version(service: str) -> None:
    assert re.fullmatch(r"[a-z]+:\d+\.\d+(\.\d+)?", SERVICES[service]["image"])


@pytest.mark.parametrize("service", SERVICES)
def test_every_secret_is_required_and_none_is_written_down(service: str) -> None:
    for name, value in SERVICES[service].get("environment", {}).items():
        if re.search(r"PASSWORD|KEY|AUTH_STRING|STORE|CONNECTION_URL", name):
            assert NEEDED.search(value), f"{name} has no required variable"
            assert not re.search(r"\$\{[A-Z_]+:-", value), f"{name} has a default"


def test_make_env_writes_every_variable_that_compose_requires() -> None:
    recipe = re.search(r"^env:.*?(?=^\S)", (ROOT / "Makefile").read_text(), re.DOTALL | re.MULTILINE)
    assert recipe is not None
    wanted = set(NEEDED.findall((ROOT / "docker-compose.yml").read_text()))
    assert wanted
    assert wanted == set(re.findall(r"\b(?:MONGO|POSTGRES|PREFECT)[A-Z_]*\b", recipe[0]))


def test_what_a_service_waits_for_exists_and_can_be_waited_for() -> None:
    for service in SERVICES.values():
        for name, how in service.get("depends_on", {}).items():
            awaited = SERVICES[name]
            if how["condition"] == "service_healthy":
                assert "healthcheck" in awaited
            else:
                assert how["condition"] == "service_completed_successfully"
                assert awaited.get("restart", "no") == "no", f"{name} would be started again for ever"


def test_named_volumes_are_declared() -> None:
    mounts = [mount.split(":")[0] for each in SERVICES.values() for mount in each.get("volumes", [])]
    named = {mount for mount in mounts if re.fullmatch(r"[a-z][a-z-]+", mount)}
    assert named
    assert named == set(COMPOSE["volumes"])


def test_the_prefect_server_asks_for_a_password_and_a_csrf_token() -> None:
    server = SERVICES["prefect-server"]["environment"]
    assert server["PREFECT_SERVER_API_CSRF_PROTECTION_ENABLED"] == "true"
    assert "flows.serving.guarding:create_app" in SERVICES["prefect-server"]["command"]  # the login first
    for client in ("deploy", "worker"):
        assert SERVICES[client]["environment"]["PREFECT_API_AUTH_STRING"] == server["PREFECT_SERVER_API_AUTH_STRING"]


def test_server_worker_and_deployments_run_one_image_from_the_lock() -> None:
    images = {SERVICES[name]["image"] for name in ("prefect-server", "deploy", "worker")}
    version = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["version"]
    assert images == {f"copytaster:{version}"}
    assert DEPLOYMENTS["prefect-version"] in re.findall(r"^prefect==(\S+)", LOCK, re.MULTILINE)


def test_the_image_is_built_from_hashes_as_an_ordinary_user() -> None:
    dockerfile = (ROOT / "Dockerfile").read_text()
    assert "--require-hashes -r requirements.lock" in dockerfile
    assert "index-url" not in dockerfile
    last_stage = dockerfile.rsplit("\nFROM ", 1)[1]
    assert re.search(r"^USER (?!root)\w+", last_stage, re.MULTILINE)


def test_what_the_image_takes_out_again_is_for_development_only() -> None:
    gone = re.search(r"uninstall --yes (.+)", (ROOT / "Dockerfile").read_text())
    assert gone is not None
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    development = {re.split(r"[<>=]", each)[0] for each in project["optional-dependencies"]["dev"]}
    needed = {re.split(r"[<>=\[]", each)[0] for each in project["dependencies"]}
    assert set(gone[1].split()) <= development - needed


@pytest.mark.parametrize("deployment", DEPLOYMENTS["deployments"], ids=lambda each: each["name"])
def test_a_deployment_names_a_flow_and_parameters_it_has(deployment: dict[str, object]) -> None:
    path, name = str(deployment["entrypoint"]).split(":")
    tree = ast.parse((ROOT / path).read_text())
    (flow,) = [
        node for node in tree.body if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)) and node.name == name
    ]
    assert set(deployment.get("parameters", {})) <= {argument.arg for argument in flow.args.args + flow.args.kwonlyargs}


@pytest.mark.parametrize("deployment", DEPLOYMENTS["deployments"], ids=lambda each: each["name"])
def test_a_deployment_has_no_concurrency_limit(deployment: dict[str, object]) -> None:
    """With one Prefect drops a flow's retries (prefect#22885); the lease in the store keeps runs apart instead."""
    assert not {key for key in deployment if "concurrency" in key}
    assert "concurrency_limit" not in str(deployment["work_pool"])


@pytest.mark.parametrize("deployment", DEPLOYMENTS["deployments"], ids=lambda each: each["name"])
def test_a_schedule_keeps_its_name_and_a_pause_over_deployments(deployment: dict[str, object]) -> None:
    for schedule in deployment.get("schedules", []):
        assert schedule["slug"]
        assert schedule["timezone"]
        assert "active" not in schedule, "each deployment would undo a pause made in the UI"


def test_compose_keeps_to_its_schema() -> None:
    done = called("check-jsonschema", "--builtin-schema", "vendor.compose-spec", "docker-compose.yml")
    assert done.returncode == 0, done.stdout


def test_the_linter_has_nothing_to_say_of_the_image() -> None:
    done = called("hadolint", "--failure-threshold", "info", "Dockerfile")
    assert done.returncode == 0, done.stdout


def called(command: str, *arguments: str) -> "subprocess.CompletedProcess[str]":
    program = Path(sys.executable).with_name(command)
    return subprocess.run([program, *arguments], cwd=ROOT, capture_output=True, text=True, check=False)
