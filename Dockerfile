# Two stages: the first installs what requirements/run.txt locks, the second has it and nothing else.
# docker build -t footnote . ; then see compose.yaml, or:
# docker run --env-file .env --read-only -v footnote-data:/data footnote
ARG PYTHON_IMAGE=python:3.13-slim-bookworm

FROM ${PYTHON_IMAGE} AS build
WORKDIR /build
RUN python -m venv /venv
ENV PATH=/venv/bin:$PATH
# The requirements first: they change less often than the bot, so their layer is kept.
COPY requirements/run.txt requirements/run.txt
RUN pip install --no-cache-dir --require-hashes --only-binary :all: -r requirements/run.txt
COPY pyproject.toml README.md LICENSE ./
COPY bot bot
RUN pip install --no-cache-dir --no-deps --no-build-isolation .

FROM ${PYTHON_IMAGE}
LABEL org.opencontainers.image.title="Footnote" \
      org.opencontainers.image.description="A Discord bot that answers from a newsroom's coverage and cites every sentence." \
      org.opencontainers.image.licenses="MIT"
RUN groupadd --system --gid 10001 footnote \
    && useradd --system --uid 10001 --gid footnote --no-create-home --home-dir /data footnote \
    && install --directory --owner footnote --group footnote --mode 0700 /data
COPY --from=build /venv /venv
COPY knowledge /knowledge
COPY config /app/config
WORKDIR /app
ENV PATH=/venv/bin:$PATH \
    PYTHONDONTWRITEBYTECODE=1 \
    PYTHONUNBUFFERED=1 \
    FOOTNOTE_KNOWLEDGE_DIR=/knowledge \
    FOOTNOTE_CACHE_DIR=/data/cache \
    FOOTNOTE_DATABASE_URL=sqlite+aiosqlite:////data/footnote.db
USER 10001:10001
# /data holds the log, the key of its hashes, the heartbeat and what was learned; nothing else is written.
VOLUME ["/data", "/knowledge"]
STOPSIGNAL SIGTERM
# Up to a minute to load, train and log in; then a heartbeat has to be younger than a minute.
HEALTHCHECK --start-period=60s --interval=30s --timeout=10s --retries=2 CMD ["footnote", "health", "/data/heartbeat"]
ENTRYPOINT ["footnote"]
CMD ["run", "--heartbeat", "/data/heartbeat"]
