# compare in a container: docker build -t source-compare . && docker run --rm -v "$PWD:/work" source-compare check .
FROM python:3.13-slim AS build
WORKDIR /source
COPY pyproject.toml README.md LICENSE NOTICE ./
COPY src ./src
RUN python -m venv /opt/source-compare \
    && /opt/source-compare/bin/pip install --no-cache-dir --disable-pip-version-check ".[html]"

FROM python:3.13-slim
# git is for `compare check --since`; the folder that is checked belongs to somebody else.
RUN apt-get update \
    && apt-get install --yes --no-install-recommends git \
    && rm -rf /var/lib/apt/lists/* \
    && git config --system --add safe.directory '*' \
    && useradd --create-home --uid 1000 compare
COPY --from=build /opt/source-compare /opt/source-compare
ENV PATH="/opt/source-compare/bin:$PATH" PYTHONDONTWRITEBYTECODE=1 PYTHONUTF8=1
USER compare
WORKDIR /work
ENTRYPOINT ["compare"]
CMD ["--help"]
