#!/usr/bin/env bash
# Measures token-service and prints the figures that docs/benchmarks.md shows.
#   token-service/benchmark.sh [mint|endpoint]    both when nothing is named
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

case "${1:-both}" in
  mint) benchmarks=MintingBenchmark ;;
  endpoint) benchmarks=EndpointBenchmark ;;
  both) benchmarks=MintingBenchmark,EndpointBenchmark ;;
  *)
    echo "Usage: token-service/benchmark.sh [mint|endpoint]" >&2
    exit 2
    ;;
esac

date -u '+%Y-%m-%d'
java -version 2>&1 | head -n 1
uptime
mvn -q -B test -pl token-service -am -Dtest="$benchmarks" -Dsurefire.failIfNoSpecifiedTests=false \
  -Dtest.compiler=-XX:TieredStopAtLevel=4
uptime
