"""Sharpe ratios of stationary bootstrap resamples by arch."""

import numpy as np
from answering import serve


def sharpe(returns):
    return returns.mean() / returns.std(ddof=1)


def by_arch(question):
    from arch.bootstrap import StationaryBootstrap

    returns = np.fromfile(question["file"], dtype=np.float64)

    def work():
        bootstrap = StationaryBootstrap(question["blockLength"], returns, seed=1)
        draws = bootstrap.apply(sharpe, question["replications"])[:, 0]
        return {"mean": float(draws.mean()), "standardError": float(draws.std(ddof=1))}

    return work


serve({"arch": by_arch})
