"""Times a Jupyter kernel from outside, as a front end meets it."""

import os
import statistics
import subprocess
import time
from contextlib import ExitStack, closing
from queue import Empty

from answering import serve
from jupyter_client.manager import start_new_kernel

PATIENCE = 120
# Silence after which what has not arrived is lost, seconds.
LOST = 10

# Twenty-five lines that a researcher might write; `{i}` makes each one a new cell.
CELLS = {
    "typescript": """interface Row{i} {{ readonly time: number; readonly oi: number; readonly price: number }}
const rows{i}: Row{i}[] = [];
for (let t = 0; t < 200; t++) {{
  rows{i}.push({{ time: t * 3600000, oi: 1000 + Math.sin(t / 7) * 50, price: 100 + Math.cos(t / 11) * 5 }});
}}
function change{i}(values: readonly number[], horizon: number): number[] {{
  return values.map((value, t) => (t < horizon ? NaN : value / values[t - horizon]! - 1));
}}
const oi{i} = change{i}(rows{i}.map(({{ oi }}) => oi), 24);
const price{i} = change{i}(rows{i}.map(({{ price }}) => price), 24);
type Regime{i} = "long buildup" | "short buildup" | "short covering" | "long unwinding";
function regime{i}(p: number, o: number): Regime{i} | undefined {{
  if (Number.isNaN(p) || Number.isNaN(o)) return undefined;
  if (o > 0) return p > 0 ? "long buildup" : "short buildup";
  return p > 0 ? "short covering" : "long unwinding";
}}
const labels{i} = price{i}.map((p, t) => regime{i}(p, oi{i}[t]!));
const counts{i} = new Map<Regime{i}, number>();
for (const label of labels{i}) {{
  if (label === undefined) continue;
  counts{i}.set(label, (counts{i}.get(label) ?? 0) + 1);
}}
const sorted{i} = [...counts{i}].sort(([, a], [, b]) => b - a);
const total{i} = sorted{i}.reduce((sum, [, count]) => sum + count, 0);
console.log(total{i}, sorted{i}.length);
""",
    "python": """import math
rows{i} = []
for t in range(200):
    rows{i}.append((t * 3600000, 1000 + math.sin(t / 7) * 50, 100 + math.cos(t / 11) * 5))
def change{i}(values, horizon):
    return [math.nan if t < horizon else value / values[t - horizon] - 1 for t, value in enumerate(values)]
oi{i} = change{i}([row[1] for row in rows{i}], 24)
price{i} = change{i}([row[2] for row in rows{i}], 24)
def regime{i}(p, o):
    if math.isnan(p) or math.isnan(o):
        return None
    if o > 0:
        return "long buildup" if p > 0 else "short buildup"
    return "short covering" if p > 0 else "long unwinding"
labels{i} = [regime{i}(p, oi{i}[t]) for t, p in enumerate(price{i})]
counts{i} = dict()
for label in labels{i}:
    if label is None:
        continue
    counts{i}[label] = counts{i}.get(label, 0) + 1
sorted{i} = sorted(counts{i}.items(), key=lambda item: -item[1])
total{i} = sum(count for _, count in sorted{i})
print(total{i}, len(sorted{i}))
""",
}
LINES = {
    "typescript": "for (let i = 0; i < 20000; i++) console.log(i)",
    "python": "for i in range(20000): print(i)",
}
MEMBER = {"typescript": ("Math.ma", "max"), "python": ("str.low", "lower")}


class Kernel:
    def __init__(self, name):
        start = time.perf_counter()
        self.manager, self.client = start_new_kernel(kernel_name=name, startup_timeout=PATIENCE)
        self.run("1 + 1")
        self.first_ms = (time.perf_counter() - start) * 1000

    def run(self, code):
        """Milliseconds until idle and the reply are there, and what was printed."""
        start = time.perf_counter()
        message_id = self.client.execute(code)
        printed = []
        while True:
            message = self.client.get_iopub_msg(timeout=PATIENCE)
            if message["parent_header"].get("msg_id") != message_id:
                continue
            if message["msg_type"] == "stream":
                printed.append(message["content"]["text"])
            if message["msg_type"] == "status" and message["content"]["execution_state"] == "idle":
                break
        while self.client.get_shell_msg(timeout=PATIENCE)["parent_header"].get("msg_id") != message_id:
            pass
        return (time.perf_counter() - start) * 1000, "".join(printed)

    def print_lines(self, code):
        """What arrives of many lines; a kernel that loses messages may never say that it is done."""
        start, message_id, lines = time.perf_counter(), self.client.execute(code), 0
        try:
            while True:
                message = self.client.get_iopub_msg(timeout=LOST)
                if message["parent_header"].get("msg_id") != message_id:
                    continue
                if message["msg_type"] == "stream":
                    lines += len(message["content"]["text"].split())
                if message["msg_type"] == "status" and message["content"]["execution_state"] == "idle":
                    return {"ms": (time.perf_counter() - start) * 1000, "lines": lines}
        except Empty:
            return {"ms": None, "lines": lines}

    def complete(self, code):
        start = time.perf_counter()
        message_id = self.client.complete(code)
        while True:
            reply = self.client.get_shell_msg(timeout=PATIENCE)
            if reply["parent_header"].get("msg_id") == message_id:
                return (time.perf_counter() - start) * 1000, reply["content"]["matches"]

    def memory_mb(self):
        """Resident memory of the kernel's processes."""
        pid, children = self.manager.provisioner.process.pid, {}
        for line in subprocess.check_output(["ps", "-eo", "pid,ppid,rss"], text=True).splitlines()[1:]:
            child, parent, size = map(int, line.split())
            children.setdefault(parent, []).append((child, size))
            if child == pid:
                own = size
        waiting, total = [pid], own
        while waiting:
            for child, size in children.get(waiting.pop(), []):
                total += size
                waiting.append(child)
        return total / 1024

    def close(self):
        self.client.stop_channels()
        self.manager.shutdown_kernel(now=True)


def quantiles(times):
    ordered = sorted(times)
    return {"median": statistics.median(ordered), "p95": ordered[int(0.95 * (len(ordered) - 1))]}


def start(question):
    """First result of fresh kernels, taken by turns."""
    times = {name: [] for name in question["kernels"]}
    for turn in range(question["rounds"] + 1):
        for name in question["kernels"] if turn % 2 else reversed(question["kernels"]):
            kernel = Kernel(name)
            kernel.close()
            if turn > 0:
                times[name].append(kernel.first_ms)
    return {"times": {name: {**quantiles(all), "least": min(all)} for name, all in times.items()}}


def cells(question):
    """Small and long cells, completion and printed lines, by turns."""
    with ExitStack() as ending:
        kernels = {name: ending.enter_context(closing(Kernel(name))) for name in question["kernels"]}
        return measured(kernels, question["rounds"])


def measured(kernels, rounds):
    language = {name: "python" if name == "python3" else "typescript" for name in kernels}
    small = {name: [] for name in kernels}
    long, members, names = ({name: [] for name in kernels} for _ in range(3))
    for i in range(rounds + 3):
        for name, kernel in kernels.items():
            one, _ = kernel.run("1 + 1")
            many, _ = kernel.run(CELLS[language[name]].format(i=i))
            code, expected = MEMBER[language[name]]
            member, matches = kernel.complete(code)
            assert any(expected in match for match in matches), (name, matches[:5])
            bare, _ = kernel.complete(f"rows{i}"[:-1])
            if i >= 3:
                small[name].append(one)
                long[name].append(many)
                members[name].append(member)
                names[name].append(bare)
    printed = {}
    for name, kernel in kernels.items():
        printed[name] = kernel.print_lines(LINES[language[name]])
    memory = {name: kernel.memory_mb() for name, kernel in kernels.items()}
    tell = lambda all: {name: quantiles(times) for name, times in all.items()}
    return {
        "small": tell(small),
        "long": tell(long),
        "member": tell(members),
        "name": tell(names),
        "printed": printed,
        "memoryMb": memory,
    }


def growth(question):
    """Latency and memory of one kernel over many cells."""
    steps = []
    with closing(Kernel(question["kernel"])) as kernel:
        for i in range(question["cells"]):
            took, _ = kernel.run(CELLS["typescript"].format(i=i if question["distinct"] else 0))
            steps.append(took)
            if i == 99:
                early = kernel.memory_mb()
        late = kernel.memory_mb()
    return {
        "early": quantiles(steps[20:120]),
        "late": quantiles(steps[-100:]),
        "memoryEarlyMb": early,
        "memoryLateMb": late,
    }


if __name__ == "__main__":
    serve({run.__name__: lambda question, run=run: lambda: run(question) for run in (start, cells, growth)})
