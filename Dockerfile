# syntax=docker/dockerfile:1
# PerfTrack in a container: one image serves the API and the app, migrates, and does the other chores.

FROM rust:1.95-slim-bookworm AS build
RUN apt-get update \
 && apt-get install -y --no-install-recommends ca-certificates libpq-dev libssl-dev make nodejs npm pkg-config \
 && rm -rf /var/lib/apt/lists/* \
 && rustup target add wasm32-unknown-unknown
WORKDIR /src
COPY . .
# What whoever builds says of it, for the page Trust: the day of `cargo xtask advisories`, and the revision (which Render says
# by itself while the server runs, as RENDER_GIT_COMMIT). And the time that tools write into files, one for all of them.
ARG PERFTRACK_DEPENDENCY_CHECK=
ARG PERFTRACK_REVISION=
ARG SOURCE_DATE_EPOCH=0
ENV PERFTRACK_DEPENDENCY_CHECK=$PERFTRACK_DEPENDENCY_CHECK \
    PERFTRACK_REVISION=$PERFTRACK_REVISION \
    SOURCE_DATE_EPOCH=$SOURCE_DATE_EPOCH
RUN --mount=type=cache,target=/usr/local/cargo/registry \
    --mount=type=cache,target=/root/.cache/perftrack \
    --mount=type=cache,target=/src/target \
    cargo build --release --locked --package api --bin perftrack \
 && cargo run --locked --quiet --package xtask -- web \
 && cp target/release/perftrack /perftrack

FROM debian:bookworm-slim
RUN apt-get update \
 && apt-get install -y --no-install-recommends ca-certificates curl fonts-noto-core postgresql-common \
 # Backups take a pg_dump that is at least as new as the server; Debian's own is older.
 && /usr/share/postgresql-common/pgdg/apt.postgresql.org.sh -y \
 && apt-get install -y --no-install-recommends libpq5 postgresql-client-17 \
 && rm -rf /var/lib/apt/lists/* \
 && useradd --system --uid 10001 --no-create-home perftrack
COPY --from=build /perftrack /usr/local/bin/perftrack
COPY --from=build /src/web/dist/wasm-release /srv/web
ENV PERFTRACK_MODE=production \
    PERFTRACK_LISTEN=0.0.0.0:8080 \
    PERFTRACK_WEB_DIR=/srv/web \
    # Names in any script have their letters in PDF documents; with fonts-noto-cjk Chinese, Japanese and Korean, too.
    PERFTRACK_FONTS=/usr/share/fonts
USER perftrack
EXPOSE 8080
HEALTHCHECK --interval=10s --timeout=3s --start-period=20s \
  CMD curl --fail --silent --show-error --output /dev/null http://127.0.0.1:8080/health/ready
# No entry point: platforms differ in whether a command of theirs replaces it.
CMD ["perftrack", "serve"]
