#!/usr/bin/env bash
# Measures the service on this machine, about eight minutes, loopback only, each time after a warm-up of 16 rounds: deliveries a
# second from Kafka to a receiver over 10,000 lanes, beside a destination that hangs, and upon a backlog of a million deliveries, with PostgreSQL's plans of claiming.
# Arguments go to Maven: -Dbenchmark.events=40000, -Dbenchmark.lanes=10000, -Dbenchmark.backlog=1000000.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

mvn -q -B -DskipTests package -pl relay-service -am
mvn -q -B test -pl relay-service -am -Dtest=RelayBenchmark -Dsurefire.failIfNoSpecifiedTests=false \
  -Dtest.compiler=-XX:TieredStopAtLevel=4 "$@"
