"""Rolling statistics by pandas and bottleneck."""

import numpy as np
from answering import serve


def by_pandas(question):
    import pandas as pd

    values = pd.Series(np.fromfile(question["file"], dtype=np.float64)[: question["rows"]])
    window = values.rolling(question["window"])
    statistics = {
        "mean": window.mean,
        "standard deviation": window.std,
        "z-score": lambda: (values - window.mean()) / window.std(),
        "minimum": window.min,
        "maximum": window.max,
        "median": window.median,
        "quantile": lambda: window.quantile(0.9),
        "rank": lambda: window.rank(pct=True),
    }

    def work():
        return {"last": float(statistics[question["statistic"]]().iloc[-1])}

    return work


def by_bottleneck(question):
    import bottleneck as bn

    values = np.fromfile(question["file"], dtype=np.float64)[: question["rows"]]
    window = question["window"]
    statistics = {
        "mean": lambda: bn.move_mean(values, window),
        "standard deviation": lambda: bn.move_std(values, window, ddof=1),
        "minimum": lambda: bn.move_min(values, window),
        "maximum": lambda: bn.move_max(values, window),
        "median": lambda: bn.move_median(values, window),
    }
    if question["statistic"] not in statistics:
        return lambda: {"last": None}

    def work():
        return {"last": float(statistics[question["statistic"]]()[-1])}

    return work


serve({"pandas": by_pandas, "bottleneck": by_bottleneck})
