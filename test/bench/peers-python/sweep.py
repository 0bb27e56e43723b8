"""Dual moving averages, long only: total return, Sharpe ratio and maximum drawdown of each combination."""

import itertools

import numpy as np
from answering import serve
from numba import njit, prange, set_num_threads

CASH, FEES, SLIPPAGE = 10_000.0, 0.0005, 0.0002
YEAR_BARS = 365 * 24


def pairs(question):
    return list(itertools.combinations(question["windows"], 2))


def closes(question):
    return np.fromfile(question["file"], dtype=np.float64)


@njit
def moving_average(close, window, out):
    total = 0.0
    for t in range(close.shape[0]):
        total += close[t]
        if t >= window:
            total -= close[t - window]
        out[t] = total / window if t >= window - 1 else np.nan


@njit
def fused(close, fast, slow, start, cash, fees, slippage, out):
    """One combination in one pass: cross, fill, equity, sums of returns, drawdown."""
    T = close.shape[0]
    initial = cash
    units = 0.0
    last = cash
    peak = -np.inf
    deepest = 1.0
    total = 0.0
    squares = 0.0
    was_below = False
    was_above = False
    for t in range(T):
        price = close[t]
        if t >= start:
            if fast[t] > slow[t]:
                if was_below and units == 0.0:
                    units = cash / (1 + fees) / (price * (1 + slippage))
                    cash = 0.0
                was_above = True
                was_below = False
            elif fast[t] < slow[t]:
                if was_above and units > 0.0:
                    cash = units * price * (1 - slippage) * (1 - fees)
                    units = 0.0
                was_below = True
                was_above = False
        equity = cash + units * price
        change = equity / last - 1
        total += change
        squares += change * change
        if equity > peak:
            peak = equity
        elif equity < deepest * peak:
            deepest = equity / peak
        last = equity
    mean = total / T
    deviation = np.sqrt((squares - total * mean) / (T - 1))
    out[0] = last / initial - 1
    out[1] = mean / deviation * np.sqrt(YEAR_BARS)
    out[2] = deepest - 1


@njit
def all_fused(close, windows, fast, slow, out):
    averages = np.empty((windows.shape[0], close.shape[0]))
    for w in range(windows.shape[0]):
        moving_average(close, windows[w], averages[w])
    for j in range(fast.shape[0]):
        fused(close, averages[fast[j]], averages[slow[j]], windows[slow[j]] - 1, CASH, FEES, SLIPPAGE, out[j])


@njit(parallel=True)
def all_fused_parallel(close, windows, fast, slow, out):
    averages = np.empty((windows.shape[0], close.shape[0]))
    for w in prange(windows.shape[0]):
        moving_average(close, windows[w], averages[w])
    for j in prange(fast.shape[0]):
        fused(close, averages[fast[j]], averages[slow[j]], windows[slow[j]] - 1, CASH, FEES, SLIPPAGE, out[j])


def by_numba(question):
    close = closes(question)
    windows = np.array(question["windows"])
    fast, slow = (np.array(side) for side in zip(*itertools.combinations(range(len(windows)), 2)))
    out = np.empty((len(fast), 3))
    threads = question["threads"]
    run = all_fused
    if threads > 1:
        set_num_threads(threads)
        run = all_fused_parallel
    # Compiles, on little.
    run(close[:1000], windows, fast, slow, out.copy())

    def work():
        run(close, windows, fast, slow, out)
        return {"totalReturn": out[:, 0].tolist(), "sharpe": out[:, 1].tolist(), "maxDrawdown": out[:, 2].tolist()}

    return work


def by_vectorbt(question):
    import pandas as pd
    import vectorbt as vbt

    engine = question["engine"]
    close = closes(question)
    close = pd.Series(close, index=pd.date_range("2015-01-01", periods=len(close), freq="1h"))

    def run(price, chosen):
        found = {"totalReturn": [], "sharpe": [], "maxDrawdown": []}
        for start in range(0, len(chosen), question["columns"]):
            fast, slow = zip(*chosen[start : start + question["columns"]])
            quick = vbt.MA.run(price, list(fast), short_name="fast", engine=engine)
            steady = vbt.MA.run(price, list(slow), short_name="slow", engine=engine)
            portfolio = vbt.Portfolio.from_signals(
                price,
                quick.ma_crossed_above(steady),
                quick.ma_crossed_below(steady),
                init_cash=CASH,
                fees=FEES,
                slippage=SLIPPAGE,
                freq="1h",
                engine=engine,
            )
            found["totalReturn"] += portfolio.total_return().tolist()
            found["sharpe"] += portfolio.sharpe_ratio().tolist()
            found["maxDrawdown"] += portfolio.max_drawdown().tolist()
        return found

    # Compiles, on little.
    run(close[:1000], pairs(question)[:2])
    return lambda: run(close, pairs(question))


serve({"numba": by_numba, "vectorbt": by_vectorbt})
