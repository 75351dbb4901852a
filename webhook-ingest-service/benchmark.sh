#!/usr/bin/env bash
# Measures the service on this machine, some minutes, loopback only:
#   ./benchmark.sh                       throughput and latency beside a bare server, with Kafka and without
#   ./benchmark.sh event-stream          events of Event Streams, one and fifty in a request, beside webhooks
#   ./benchmark.sh refused               unsigned requests, refused a second
#   ./benchmark.sh memory                memory over 2 million events
#   ./benchmark.sh memory-without-kafka  memory until the journal is at its limit of 4 GiB
# Further arguments go to Maven: -Dbenchmark.rounds=10, -Dbenchmark.seconds=10, -Dbenchmark.events=500000.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

case "${1:-}" in
  memory) what=memory && shift ;;
  memory-without-kafka) what=memoryWithoutKafka && shift ;;
  refused) what=refused && shift ;;
  event-stream) what=eventStream && shift ;;
  *) what=throughputAndLatency ;;
esac
date -u '+%Y-%m-%d'
java -version 2>&1 | head -n 1
uptime
mvn -q -B -DskipTests package -pl webhook-ingest-service -am
mvn -q -B test -pl webhook-ingest-service -am -Dtest="IngestBenchmark#$what" -Dsurefire.failIfNoSpecifiedTests=false \
  -Dtest.compiler=-XX:TieredStopAtLevel=4 "$@"
