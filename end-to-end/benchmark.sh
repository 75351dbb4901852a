#!/usr/bin/env bash
# Measures how long a message takes from Twilio's webhook to Make.com, with the whole stack on this machine: some four minutes,
# loopback only; where the time goes, stage by stage, and what each process takes of the cores. It goes round at twice the rate until
# the JIT compilers rest, or for -Dbenchmark.warm-up seconds. Arguments go to Maven: -Dbenchmark.rate=200, -Dbenchmark.warm-up=150,
# -Dbenchmark.seconds=30, and -Dbenchmark.jvm=-XX:TieredStopAtLevel=4 for the compilers that the images have instead of a laptop's.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

date -u '+%Y-%m-%d'
java -version 2>&1 | head -n 1
uptime
mvn -q -B -DskipTests package
mvn -q -B test -Dtest=LatencyBenchmark -Dsurefire.failIfNoSpecifiedTests=false -Dtest.compiler=-XX:TieredStopAtLevel=4 "$@"
