"""Probability of backtest overfitting by pypbo, which is no package: its folder comes with the question."""

import sys

import numpy as np
from answering import serve


def sharpe(returns):
    return returns.mean(axis=0) / returns.std(axis=0, ddof=1)


def by_pypbo(question):
    import matplotlib

    matplotlib.use("Agg")
    sys.path.insert(0, question["folder"])
    import pypbo

    columns = np.fromfile(question["file"], dtype=np.float64).reshape(question["strategies"], -1)
    matrix = np.ascontiguousarray(columns.T)

    def work():
        found = pypbo.pbo(matrix, question["blocks"], sharpe, 0)
        return {
            "probability": float(found.pbo),
            "probabilityOfLoss": float(found.prob_oos_loss),
            "slope": float(found.linear_model.slope),
            "intercept": float(found.linear_model.intercept),
            "logits": sorted(float(logit) for logit in found.logits),
        }

    return work


serve({"pypbo": by_pypbo})
