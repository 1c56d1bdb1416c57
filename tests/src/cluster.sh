# A throw-away Postgres on a unix socket, gone when standard input closes. Prints `ready FOLDER`, and then
# `done` after each line that it is told: `stop`, `start`, `fill` and `free`.
# With `keeps` what was committed survives a crash, and the cluster has a small disk of its own if we may make one.
set -eu
trap '' INT HUP TERM
bin=$(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -V | tail -1)
bin=${bin:-$(dirname "$(command -v pg_ctl)")}
folder=$(mktemp -d /tmp/perftrack-pg.XXXXXX)
commit=off
small=
if [ "${1:-}" = keeps ]; then
    commit=on
    if [ "$(id -u)" = 0 ] && mount -t tmpfs -o size=400m perftrack "$folder" 2>/dev/null; then small=yes; fi
fi
as_postgres() { "$@"; }
if [ "$(id -u)" = 0 ]; then # Postgres refuses to run as root
    chown postgres "$folder"
    as_postgres() { runuser -u postgres -- "$@"; }
fi
cd "$folder"
as_postgres "$bin/initdb" -D "$folder/data" -U postgres -A trust -E UTF8 --locale=C.UTF-8 --no-sync >"$folder/initdb.log" 2>&1 ||
    { cat "$folder/initdb.log" >&2; exit 1; }
settings="-c listen_addresses= -c unix_socket_directories=$folder -c max_connections=900 -c fsync=off"
settings="$settings -c synchronous_commit=$commit -c full_page_writes=off -c shared_preload_libraries=pg_stat_statements -c pg_stat_statements.max=50000 -c pg_stat_statements.track_utility=off"
[ -z "$small" ] || settings="$settings -c min_wal_size=32MB -c max_wal_size=64MB"
start() {
    as_postgres "$bin/pg_ctl" -D "$folder/data" -l "$folder/data/log" -w -t 60 -o "$settings" start >"$folder/start.log" 2>&1 ||
        { cat "$folder/start.log" "$folder/data/log" >&2; exit 1; }
}
stop() {
    as_postgres "$bin/pg_ctl" -D "$folder/data" -m immediate stop >/dev/null 2>&1 || true
}
fill() {
    [ -n "$small" ] || return 1
    dd if=/dev/zero of="$folder/filler" bs=64k >/dev/null 2>&1 || true
}
# A full disk may end Postgres, sooner or later: it is started again, as whoever frees the disk would do.
free() {
    rm -f "$folder/filler"
    for _ in 1 2 3 4 5 6 7 8 9 10; do
        if ! as_postgres "$bin/pg_ctl" -D "$folder/data" status >/dev/null 2>&1; then
            start
            return
        fi
        if as_postgres "$bin/pg_isready" -q -h "$folder"; then return; fi
        sleep 1
    done
}
start
echo "ready $folder"
while read -r order; do
    answer=done
    case $order in
    start) start ;;
    stop) stop ;;
    fill) fill || answer="done not" ;;
    free) free ;;
    esac
    echo "$answer"
done
stop
cd /
[ -z "$small" ] || umount "$folder"
rm -rf "$folder"
