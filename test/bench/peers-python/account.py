"""One account over many bars: entries and exits that are known beforehand, fees and slippage."""

import numpy as np
from answering import serve
from numba import njit

CASH, FEES, SLIPPAGE = 10_000.0, 0.0005, 0.0002


def columns(question):
    T = question["rows"]
    table = np.fromfile(question["file"], dtype=np.float64).reshape(-1, question["of"])[:, :T]
    return {name: table[place] for place, name in enumerate(["open", "high", "low", "close", "long"])}


def signals(held):
    before = np.concatenate([[0.0], held[:-1]])
    return (held > before), (held < before)


def by_vectorbt(question):
    import pandas as pd
    import vectorbt as vbt

    data = columns(question)
    entries, exits = signals(data["long"])
    index = pd.date_range("2015-01-01", periods=len(entries), freq="1h")

    def run(T):
        close, enter, leave = (pd.Series(each[:T], index=index[:T]) for each in (data["close"], entries, exits))
        portfolio = vbt.Portfolio.from_signals(
            close, enter, leave, init_cash=CASH, fees=FEES, slippage=SLIPPAGE, freq="1h", engine=question["engine"]
        )
        return {
            "totalReturn": float(portfolio.total_return()),
            "sharpe": float(portfolio.sharpe_ratio()),
            "maxDrawdown": float(portfolio.max_drawdown()),
        }

    run(1000)
    return lambda: run(len(entries))


@njit
def fused(opens, closes, held, fees, slippage, cash, equity):
    """Filled at the next open: equity at each close, sums of returns, drawdown."""
    units = 0.0
    last = cash
    peak = cash
    deepest = 0.0
    total = 0.0
    squares = 0.0
    for t in range(closes.shape[0]):
        wanted = held[t - 1] if t > 0 else 0.0
        if wanted > 0.0 and units == 0.0:
            units = cash / (opens[t] * (1 + slippage) * (1 + fees))
            cash = 0.0
        elif wanted == 0.0 and units > 0.0:
            cash = units * opens[t] * (1 - slippage) * (1 - fees)
            units = 0.0
        value = cash + units * closes[t]
        change = value / last - 1
        total += change
        squares += change * change
        peak = max(peak, value)
        deepest = min(deepest, value / peak - 1)
        equity[t] = value
        last = value
    return total, squares, deepest


def by_numba(question):
    data = columns(question)

    def run(T):
        equity = np.empty(T)
        total, squares, deepest = fused(data["open"][:T], data["close"][:T], data["long"][:T], FEES, SLIPPAGE, CASH, equity)
        deviation = np.sqrt((squares - total * total / T) / (T - 1))
        return {"totalReturn": equity[-1] / CASH - 1, "sharpe": total / T / deviation, "maxDrawdown": deepest}

    run(1000)
    return lambda: run(len(data["close"]))


def by_backtesting(question):
    import pandas as pd
    from backtesting import Backtest, Strategy

    data = columns(question)
    entries, exits = signals(data["long"])

    class Follow(Strategy):
        def init(self):
            pass

        def next(self):
            bar = len(self.data) - 1
            if entries[bar]:
                self.buy()
            elif exits[bar]:
                self.position.close()

    frame = pd.DataFrame(
        {name.capitalize(): data[name] for name in ["open", "high", "low", "close"]},
        index=pd.date_range("2015-01-01", periods=len(entries), freq="1h"),
    )
    backtest = Backtest(frame, Follow, cash=1e9, commission=FEES, trade_on_close=False, finalize_trades=True)

    def work():
        return {"trades": int(backtest.run()["# Trades"])}

    return work


serve({"vectorbt": by_vectorbt, "numba": by_numba, "backtesting": by_backtesting})
