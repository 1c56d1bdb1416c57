# A throw-away Postgres on a unix socket, gone when standard input closes. Prints `ready FOLDER`, and then
# `done` after each line `stop` or `start` that it is told.
set -eu
trap '' INT HUP TERM
bin=$(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -V | tail -1)
bin=${bin:-$(dirname "$(command -v pg_ctl)")}
folder=$(mktemp -d /tmp/perftrack-pg.XXXXXX)
as_postgres() { "$@"; }
if [ "$(id -u)" = 0 ]; then # Postgres refuses to run as root
    chown postgres "$folder"
    as_postgres() { runuser -u postgres -- "$@"; }
fi
cd "$folder"
as_postgres "$bin/initdb" -D "$folder/data" -U postgres -A trust -E UTF8 --locale=C.UTF-8 --no-sync >"$folder/initdb.log" 2>&1 ||
    { cat "$folder/initdb.log" >&2; exit 1; }
settings="-c listen_addresses= -c unix_socket_directories=$folder -c max_connections=900 -c fsync=off"
settings="$settings -c synchronous_commit=off -c full_page_writes=off -c shared_preload_libraries=pg_stat_statements -c pg_stat_statements.max=50000 -c pg_stat_statements.track_utility=off"
start() {
    as_postgres "$bin/pg_ctl" -D "$folder/data" -l "$folder/data/log" -w -t 60 -o "$settings" start >"$folder/start.log" 2>&1 ||
        { cat "$folder/start.log" "$folder/data/log" >&2; exit 1; }
}
stop() {
    as_postgres "$bin/pg_ctl" -D "$folder/data" -m immediate stop >/dev/null 2>&1 || true
}
start
echo "ready $folder"
while read -r order; do
    case $order in start) start ;; stop) stop ;; esac
    echo done
done
stop
cd / && rm -rf "$folder"
