#!/usr/bin/env bash
# Measures how long each service takes from its start until it is ready, and its resident memory after ten idle seconds, each alone beside the
# local stack's PostgreSQL, Kafka and sandbox, with the memory of its container (a heap of 256 MiB):
#   end-to-end/start-up.sh [rounds [service…]]
# Prints a Markdown table. Columns: the Java that is on the PATH; Java 25 with the images' AOT cache, when JAVA_25_HOME says where one is; the
# native executables that are built. Some minutes; Linux only; this machine's loopback only.
set -euo pipefail
project="$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)"
rounds="${1:-3}"
offset="${START_UP_PORT_OFFSET:-24000}"
services="token-service conversation-service webhook-ingest-service relay-service"
measured="${*:2}"
cd "$project"

work="$(mktemp -d)"
launcher=""
finish() {
  # What is measured runs in a shell of its own, so its number is in a file.
  if [ -s "$work/measured" ]; then kill -TERM "$(cat "$work/measured")" 2>/dev/null || true; fi
  if [ -n "$launcher" ] && kill -0 "$launcher" 2>/dev/null; then
    kill -TERM "$launcher"
    wait "$launcher" 2>/dev/null || true
  fi
  rm -rf "$work"
}
trap finish EXIT

without=""
for service in $services; do without="$without --without $service"; done
# shellcheck disable=SC2086
./local up $without --port-offset "$offset" >"$work/local.log" 2>&1 &
launcher=$!
for ((second = 0; ; second++)); do
  if grep -q "Baboo Messaging is up" "$work/local.log"; then break; fi
  if [ "$second" -ge 600 ] || ! kill -0 "$launcher" 2>/dev/null; then
    cat "$work/local.log" >&2
    echo "The stack did not start." >&2
    exit 1
  fi
  sleep 1
done

is_ready() {
  { exec 3<>"/dev/tcp/127.0.0.1/$1" && printf 'GET /q/health/ready HTTP/1.0\r\n\r\n' >&3 && read -r -t 5 _ status _ <&3; } 2>/dev/null \
    && [ "$status" = 200 ]
}

median() { sort -n | awk '{ value[NR] = $1 } END { print value[int((NR + 1) / 2)] }'; }
# Whatever else the machine does makes a start longer, never shorter.
least() { sort -n | head -n 1; }

# measure <service> <command…>: "<milliseconds> <MiB>", the quickest start and the median of the memory
measure() {
  local service="$1" round begun millis process port
  shift
  # shellcheck disable=SC1090
  port="$(. ".local/environment/$service.env" && echo "$QUARKUS_MANAGEMENT_PORT")"
  : >"$work/millis"
  : >"$work/memory"
  for ((round = 0; round < rounds; round++)); do
    if is_ready "$port"; then
      echo "Something else answers on port $port: end it, or set START_UP_PORT_OFFSET." >&2
      exit 1
    fi
    begun="$(date +%s%N)"
    (
      set -a
      # shellcheck disable=SC1090
      . "$project/.local/environment/$service.env"
      exec "$@" >"$work/service.log" 2>&1
    ) &
    process=$!
    echo "$process" >"$work/measured"
    until is_ready "$port"; do
      if ! kill -0 "$process" 2>/dev/null || [ $((($(date +%s%N) - begun) / 1000000000)) -gt 120 ]; then
        tail -n 20 "$work/service.log" >&2
        echo "$service did not become ready." >&2
        kill -KILL "$process" 2>/dev/null || true
        exit 1
      fi
      sleep 0.02
    done
    millis=$((($(date +%s%N) - begun) / 1000000))
    sleep 10
    echo "$millis" >>"$work/millis"
    awk '/^VmRSS/ { print int($2 / 1024) }' "/proc/$process/status" >>"$work/memory"
    kill -TERM "$process"
    wait "$process" 2>/dev/null || true
    : >"$work/measured"
  done
  echo "$(least <"$work/millis") $(median <"$work/memory")"
}

# What is measured as JSON, a figure a line, for ./benchmark: figure <name> <value> <unit>
figure() { printf '{"name":"%s","value":%s,"unit":"%s"}\n' "$@" >>"$work/figures"; }

# cell <way> <service> <command…>
cell() {
  local figures way="$1"
  shift
  figures="$(measure "$@")"
  figure "$1, $way, ready" "${figures% *}" ms
  figure "$1, $way, resident" "${figures#* }" MiB
  printf ' %s s | %s MiB |' "$(awk -v ms="${figures% *}" 'BEGIN { printf "%.1f", ms / 1000 }')" "${figures#* }"
}

# The image's way: the jar unpacked, trained, and started with the image's own options.
train() {
  local folder="$work/image/$1"
  mkdir -p "$folder"
  cp -a "$1"/target/quarkus-app/. docker/java.options "$folder/"
  (cd "$folder" && PATH="$JAVA_25_HOME/bin:$PATH" "$project/docker/train" >"$work/train.log" 2>&1) || { cat "$work/train.log" >&2; exit 1; }
}

executable() { find "$1/target" -maxdepth 1 -name '*-runner' -type f -perm -u+x 2>/dev/null | head -n 1; }

echo "$(date -u +%Y-%m-%d), $(nproc) cores, load $(cut -d' ' -f1-3 /proc/loadavg), $rounds rounds; $(java -version 2>&1 | head -n 1)"
echo
echo "| | ready | resident | Java 25, AOT cache: ready | resident | native: ready | resident |"
echo "|---|---|---|---|---|---|---|"
for service in ${measured:-$services}; do
  printf '| %s |' "$service"
  cell JVM "$service" java -XX:+UseSerialGC -Xmx256m -jar "$service/target/quarkus-app/quarkus-run.jar"
  if [ -n "${JAVA_25_HOME:-}" ]; then
    train "$service"
    cell "AOT cache" "$service" env -C "$work/image/$service" "$JAVA_25_HOME/bin/java" @java.options -Xmx256m -XX:AOTCache=app.aot -jar quarkus-run.jar
  else
    printf ' | |'
  fi
  runner="$(executable "$service")"
  if [ -n "$runner" ]; then
    cell native "$service" "$runner" -Xmx256m
  else
    printf ' not built | |'
  fi
  echo
done

if [ -n "${BENCHMARK_RESULTS:-}" ]; then
  # most <way> <what>: the largest of all services, when each was measured
  most() {
    sed -n "s/.*, $1, $2\",\"value\":\([0-9]*\),.*/\1/p" "$work/figures" | sort -n \
      | awk -v all="$(wc -w <<<"$services")" '{ most = $1 } END { if (NR == all) print most }'
  }
  ready="$(most native ready)"
  resident="$(most native resident)"
  [ -z "$ready" ] || figure "native, slowest ready" "$ready" ms
  [ -z "$resident" ] || figure "native, largest resident" "$resident" MiB
  {
    printf '{"benchmark":"start","conditions":"One service at a time beside PostgreSQL, Kafka and the sandbox, with a heap of 256 MiB: '
    printf 'the fastest of %s starts until it is ready, and the median of its memory after ten idle seconds.","figures":[\n' "$rounds"
    sed '$!s/$/,/' "$work/figures"
    printf '],"latencies":[]}\n'
  } >"$BENCHMARK_RESULTS/start.json"
fi
