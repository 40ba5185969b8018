#!/usr/bin/env bash
# Measures how fast the programs start, beside java -version, and prints a Markdown table.
#
#   system-tests/start-bench.sh [RUNS [JAVA]]
#
# Seven runs are the default, by the java on the path; the commands alternate, and the table holds
# medians. CPU seconds tell more than the wall on a busy machine. Takes the programs as they were
# built last, with their archives of classes, which it makes where there are none. From kill -9 to
# the sentinels' work: system-tests/takeover-bench.sh.
set -euo pipefail
cd "$(dirname -- "$0")/.."
command -v python3 >/dev/null || { echo "This needs python3." >&2; exit 1; }
java=${2:-$(command -v java)}
server=$PWD/server/target/sbs-server.jar
lpm=$PWD/label-manager/target/lpm.jar
kind=jsa option=-XX:SharedArchiveFile
if "$java" -version 2>&1 | grep -q 'openjdk version "\(2[5-9]\|[3-9]\)'; then
  kind=aot option=-XX:AOTCache
fi
if ! [ "${server%.jar}.$kind" -nt "$server" ]; then
  build/class-archive "$java" "$server" "$lpm" "$PWD/label-manager/samples/settings"
fi
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
exec 3<<'PY'
import os, resource, statistics, subprocess, sys, time

runs, java, jar, archive, work = int(sys.argv[1]), *sys.argv[2:6]
TICKS = os.sysconf("SC_CLK_TCK")
SHORT = [java, "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"]
NODE = [java, "-Xmx256m", "-XX:+UseSerialGC", "-XX:MaxInlineLevel=4", "-XX:FreqInlineSize=50",
        "-XX:InlineSmallCode=500", archive, "-jar", jar]
home, files = work + "/home", work + "/files"
os.mkdir(home), os.mkdir(files)
port = 20000 + os.getpid() % 10000
with open(home + "/sbs.toml", "w") as toml:
    toml.write(f'''[pair]
local-address = "127.0.0.1"
peer-address = "127.0.0.1:{port}"
port = {port + 10000}
start-wait-seconds = 1
[service]
adapter = "command"
settings-folder = "{files}"
run = ["/bin/cat"]
list = ["/bin/true"]
activate = ["/bin/true"]
[admin]
listen = "127.0.0.1:0"
''')
SBS = SHORT + [archive, "-jar", jar]
subprocess.run(SBS + ["pair", "new", "--home", home], check=True, stdout=subprocess.DEVNULL)


def command(words):
    before, began = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    subprocess.run(words, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    wall, after = time.perf_counter() - began, resource.getrusage(resource.RUSAGE_CHILDREN)
    return wall, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def used(pid):
    with open(f"/proc/{pid}/stat") as stat:
        fields = stat.read().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / TICKS


def node():
    began = time.perf_counter()
    process = subprocess.Popen(NODE + ["run", "--home", home], stderr=subprocess.PIPE,
                               stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL)
    for line in process.stderr:
        if "→ primary".encode() in line:
            break
    return process, time.perf_counter() - began, used(process.pid)


def end(process):
    process.terminate()
    process.stderr.read()
    process.wait()


rows = {}
process, _, _ = node()
asked = {"java -version": SHORT + ["-version"], "sbs status": SBS + ["status", "--home", home],
         "sbs --help": SBS + ["--help"]}
for _ in range(runs):
    for name, words in asked.items():
        rows.setdefault(name, []).append(command(words))
end(process)
idle = []
for _ in range(runs):
    process, wall, cpu = node()
    rows.setdefault("sbs run to role decided", []).append((wall, cpu))
    time.sleep(3)
    with open(f"/proc/{process.pid}/status") as status:
        idle += [int(line.split()[1]) / 1024 for line in status if line.startswith("VmRSS")]
    end(process)
print("| what | s, median (least–most) | CPU s, median (least–most) |")
print("| --- | --- | --- |")
for name, values in rows.items():
    cells = [f"{statistics.median(v):.2f} ({min(v):.2f}–{max(v):.2f})" for v in zip(*values)]
    print(f"| {name} | " + " | ".join(cells) + " |")
print(f"\nA node 3 s after its start: {statistics.median(idle):.0f} MiB resident.")
PY
python3 /dev/fd/3 "${1:-7}" "$java" "$server" "$option=${server%.jar}.$kind" "$work"
