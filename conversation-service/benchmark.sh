#!/bin/sh
# Measures the service with a million messages in fifty thousand conversations and writes docs/benchmarks/conversation-service.md, and PostgreSQL's plans to conversation-service/target.
# Takes about nine minutes on two cores. Smaller: BENCHMARK="-Dbenchmark.conversations=1000 -Dbenchmark.seconds=2" ./benchmark.sh
# A part of it, without writing: BENCHMARK="-Dbenchmark.parts=lists,searches,threads,mirror" (some of these). LOADED=<directory> keeps the loaded database there and
# measures a copy of it: the next run with the same directory need not load.
set -eu
cd "$(dirname "$0")/.."

benchmark() {
  JAVA_TOOL_OPTIONS="-Dbenchmark=true -Dbaboo.postgres.shared-buffers=2GB ${BENCHMARK:-} $1" mvn -q -B test -pl conversation-service -am \
    -Dtest=ConversationBenchmark -Dsurefire.failIfNoSpecifiedTests=false -Dtest.compiler=-XX:TieredStopAtLevel=4
}

if [ -z "${LOADED:-}" ]; then
  benchmark ""
  exit
fi
[ -d "$LOADED" ] || benchmark "-Dbaboo.postgres.data=$LOADED -Dbenchmark.parts=load"
copy="$LOADED.measured"
trap 'rm -rf "$copy"' EXIT
rm -rf "$copy"
cp -a "$LOADED" "$copy"
sync "$copy"
benchmark "-Dbaboo.postgres.data=$copy"
