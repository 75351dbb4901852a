#!/bin/sh
# Measures the service with a million messages in fifty thousand conversations and writes docs/benchmarks/conversation-service*.md.
# Takes about seven minutes on two cores. Smaller: BENCHMARK="-Dbenchmark.conversations=1000 -Dbenchmark.seconds=2" ./benchmark.sh
set -eu
cd "$(dirname "$0")/.."
JAVA_TOOL_OPTIONS="-Dbenchmark=true -Dbaboo.postgres.shared-buffers=1GB ${BENCHMARK:-}" exec mvn -q -B test -pl common,sandbox,conversation-service -Dtest=ConversationBenchmark \
  -Dsurefire.failIfNoSpecifiedTests=false -Dtest.compiler=-XX:TieredStopAtLevel=4
