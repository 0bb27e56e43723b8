"""A process that answers a line of JSON to each line of JSON, and times what it does."""

import json
import resource
import sys
import time


def serve(answers):
    """Serve the functions of `answers` by the name that a question's `run` gives.

    Each takes the question and returns a function without arguments, which is timed, and returns a dictionary.
    """
    for line in sys.stdin:
        question = json.loads(line)
        try:
            work = answers[question["run"]](question)
            start, before = time.perf_counter(), time.process_time()
            answer = work()
            answer["ms"] = 1000 * (time.perf_counter() - start)
            answer["processorMs"] = 1000 * (time.process_time() - before)
            answer["peakBytes"] = 1024 * resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        except Exception as error:  # noqa: BLE001
            answer = {"error": f"{type(error).__name__}: {error}"}
        print(json.dumps(answer), flush=True)
