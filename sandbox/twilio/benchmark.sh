#!/usr/bin/env bash
# Measures what connected SDKs cost the sandbox on this machine, about two minutes, loopback only. Needs Node and npm.
#   ./benchmark.sh                                     200 SDKs, 50 messages a second, each shown to four members
#   CLIENTS=20 RATE=10 DURATION=10 ./benchmark.sh
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."

date -u '+%Y-%m-%d'
java -version 2>&1 | head -n 1
uptime
mvn -q -B -DskipTests package -pl sandbox/twilio
npm --prefix packages/messaging ci --ignore-scripts --no-audit --no-fund --loglevel=error
npm --prefix packages/messaging run --silent build

port=18090
if curl -fs "http://127.0.0.1:$port/health" >/dev/null; then
  echo "Something listens on port $port already." >&2
  exit 1
fi
SANDBOX_PORT=$port java -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -Xmx256m \
  -jar sandbox/twilio/target/sandbox-twilio.jar &
sandbox=$!
trap 'kill $sandbox' EXIT
until curl -fs "http://127.0.0.1:$port/health" >/dev/null; do
  kill -0 $sandbox
  sleep 0.2
done
cd packages/messaging
SANDBOX_URL="http://127.0.0.1:$port" SANDBOX_PID=$sandbox node benchmark/sandbox.mjs
