"""Writes cases.jsonl beside this file: random settings and what vectorbt makes of them.

Run with `python make-cases.py` where vectorbt is installed (1.2.0, numba and Rust engines, when this was last run).
Prices are random walks from a seeded generator. What vectorbt raises an error on is drawn again.
"""

import json
import warnings
from pathlib import Path

import numpy as np
import pandas as pd
import vectorbt as vbt

warnings.filterwarnings("ignore")
T = 24
random = np.random.default_rng(20240607)


def price_path(missing):
    close = np.round(100 * np.exp(np.cumsum(random.normal(0, 0.04, T))), 2)
    open_ = np.round(np.concatenate([[100], close[:-1]]) * np.exp(random.normal(0, 0.01, T)), 2)
    high = np.round(np.maximum(open_, close) * (1 + np.abs(random.normal(0, 0.02, T))), 2)
    low = np.round(np.minimum(open_, close) * (1 - np.abs(random.normal(0, 0.02, T))), 2)
    for row in random.choice(T, missing, replace=False):
        close[row] = open_[row] = high[row] = low[row] = np.nan
    return dict(close=close, open=open_, high=high, low=low)


# Calm paths, some with gaps, and two that climb so far that a short position ends below zero.
paths = [price_path(0) for _ in range(6)] + [price_path(3) for _ in range(3)]
for _ in range(2):
    wild = price_path(0)
    growth = np.exp(0.12 * np.arange(T))
    paths.append({name: np.round(column * growth, 2) for name, column in wild.items()})


def maybe(chance, value):
    return value() if random.random() < chance else None


def pick(*choices):
    return choices[random.integers(len(choices))]


def number(low, high, digits=2):
    return float(np.round(random.uniform(low, high), digits))


def common():
    settings = dict(
        init_cash=pick(100.0, 1000.0, 250.0),
        fees=maybe(0.6, lambda: pick(0.001, 0.01, 0.1, -0.001)),
        fixed_fees=maybe(0.4, lambda: pick(0.1, 1.0, 5.0)),
        slippage=maybe(0.5, lambda: pick(0.001, 0.01, 0.05)),
        min_size=maybe(0.2, lambda: pick(0.1, 0.5, 1.0)),
        max_size=maybe(0.2, lambda: pick(0.5, 1.0, 3.0)),
        size_granularity=maybe(0.25, lambda: pick(0.125, 0.25, 1.0)),
        lock_cash=maybe(0.3, lambda: True),
        allow_partial=maybe(0.2, lambda: False),
        val_price=maybe(0.15, lambda: -np.inf),
    )
    return {name: value for name, value in settings.items() if value is not None}


def sizes(size_type):
    draw = {
        "amount": lambda: number(-3, 3),
        "value": lambda: number(-150, 150, 1),
        "percent": lambda: number(-1, 1) or 0.5,
        "targetamount": lambda: number(-2, 4),
        "targetvalue": lambda: number(-100, 200, 1),
        "targetpercent": lambda: number(-0.8, 1.3),
    }[size_type]
    size = np.array([draw() for _ in range(T)])
    size[random.random(T) < 0.4] = np.nan
    if size_type in ("amount", "targetamount"):
        size[random.random(T) < 0.08] = np.inf
        size[random.random(T) < 0.05] = -np.inf
    return size


def order_settings():
    size_type = pick("amount", "value", "percent", "targetamount", "targetvalue", "targetpercent")
    settings = dict(
        size=sizes(size_type),
        size_type=size_type,
        direction=pick("longonly", "shortonly", "both", "both"),
        **common(),
    )
    if random.random() < 0.15:
        settings["price"] = pick(np.inf, -np.inf)
    return settings


def booleans(chance):
    return random.random(T) < chance


def signal_settings():
    entries = dict(entries=booleans(0.25), exits=booleans(0.25))
    if random.random() < 0.5:
        entries.update(short_entries=booleans(0.25), short_exits=booleans(0.25))
    else:
        entries.update(direction=pick("longonly", "shortonly", "both"))
    size_type = pick("amount", "amount", "value", "percent")
    size = {"amount": pick(np.inf, 1.0, 0.75), "value": pick(50.0, 120.0), "percent": pick(0.5, 1.0)}[size_type]
    settings = dict(
        **entries,
        size=size,
        size_type=size_type,
        accumulate=pick("disabled", "disabled", "both", "addonly", "removeonly"),
        upon_long_conflict=pick("ignore", "entry", "exit", "adjacent", "opposite"),
        upon_short_conflict=pick("ignore", "entry", "exit", "adjacent", "opposite"),
        upon_dir_conflict=pick("ignore", "long", "short", "adjacent", "opposite"),
        upon_opposite_entry=pick("ignore", "close", "closereduce", "reverse", "reversereduce"),
        **common(),
    )
    if random.random() < 0.6:
        settings["bars"] = random.random() < 0.7
        if random.random() < 0.75:
            settings["sl_stop"] = pick(0.02, 0.05, 0.1, np.inf)
            settings["sl_trail"] = bool(random.random() < 0.5)
        if random.random() < 0.5:
            settings["tp_stop"] = pick(0.03, 0.08, 0.15)
        settings["stop_entry_price"] = pick("valprice", "price", "fillprice", "close")
        settings["stop_exit_price"] = pick("stoplimit", "stopmarket", "price", "close")
        settings["upon_stop_exit"] = pick("close", "close", "closereduce", "reverse", "reversereduce")
        settings["upon_stop_update"] = pick("keep", "override", "overridenan")
    elif random.random() < 0.2:
        settings["price"] = -np.inf
        settings["bars"] = bool(random.random() < 0.5)
    return settings


def frame(columns):
    index = pd.date_range("2024-01-01 01:00", periods=T, freq="1h")
    return pd.DataFrame(dict(enumerate(columns)), index=index)


def run(method, legs, shared):
    """Legs are (path, settings); those of several legs differ in sizes and signals only.

    Both engines are run and must agree. (They do not where a granularity such as 0.1 is no binary fraction: numba makes
    0.9 of a size of 1 with Python's floor division, Rust 1; such granularities are left out.)
    """
    arguments = {}
    by_leg = ("size", "entries", "exits", "short_entries", "short_exits")
    for name, value in legs[0][1].items():
        if name == "bars":
            continue
        if name in by_leg and isinstance(value, np.ndarray):
            arguments[name] = np.column_stack([settings[name] for _, settings in legs])
        else:
            arguments[name] = value
    if legs[0][1].get("bars"):
        for name in ("open", "high", "low"):
            arguments[name] = frame([paths[path][name] for path, _ in legs])
    close = frame([paths[path]["close"] for path, _ in legs])
    results = []
    for engine in ("numba", "rust"):
        portfolio = getattr(vbt.Portfolio, method)(close, freq="1h", engine=engine, **arguments, **shared)
        results.append(portfolio)
    assert len(results[0].order_records) == len(results[1].order_records), "engines differ"
    assert np.allclose(results[0].value().values, results[1].value().values, rtol=1e-9, atol=1e-9, equal_nan=True)
    return results[0]


def short(value):
    """Numbers as few digits as agree to 11, what JSON lacks as text."""
    if isinstance(value, (bool, np.bool_)):
        return bool(value)
    if isinstance(value, str):
        return value
    value = float(value)
    if np.isnan(value):
        return None
    if np.isinf(value):
        return "inf" if value > 0 else "-inf"
    rounded = float(f"{value:.11g}")
    return int(rounded) if rounded == int(rounded) and abs(rounded) < 1e15 else rounded


def stored(settings):
    out = {}
    for name, value in settings.items():
        if isinstance(value, np.ndarray):
            out[name] = "".join("1" if x else "0" for x in value) if value.dtype == bool else [short(x) for x in value]
        else:
            out[name] = short(value)
    return out


def case(method, legs, shared):
    portfolio = run(method, legs, shared)
    records = portfolio.order_records
    scalar = lambda value: short(np.asarray(value).ravel()[0])
    return dict(
        method=method,
        legs=[dict(path=path, **stored(settings)) for path, settings in legs],
        **({} if not shared else dict(call_seq=shared["call_seq"])),
        orders=[
            [int(r["idx"]), int(r["col"]), short(r["size"] * (-1 if r["side"] else 1)), short(r["price"]), short(r["fees"])]
            for r in records
        ],
        value=[short(x) for x in np.asarray(portfolio.value()).ravel()],
        cash=[short(x) for x in np.asarray(portfolio.cash()).ravel()][-1],
        total_return=scalar(portfolio.total_return()),
        sharpe_ratio=scalar(portfolio.sharpe_ratio()),
        max_drawdown=scalar(portfolio.max_drawdown()),
    )


def draw(method, make, count, columns=1):
    cases, refused = [], 0
    while len(cases) < count:
        chosen = random.choice(len(paths) if columns == 1 else 6, columns, replace=False)
        settings = make()
        shared = {} if columns == 1 else dict(cash_sharing=True, group_by=True, call_seq=pick("default", "reversed", "auto"))
        legs = []
        for path in chosen:
            own = dict(settings)
            for name, value in make().items():
                if columns > 1 and isinstance(value, np.ndarray) and name in own and isinstance(own[name], np.ndarray):
                    own[name] = sizes(settings["size_type"]) if name == "size" else value
            legs.append((int(path), own))
        try:
            cases.append(case(method, legs, shared))
        except ValueError:
            refused += 1
    print(method, columns, "columns:", count, "cases,", refused, "refused,", sum(len(c["orders"]) for c in cases), "orders")
    return cases


head = dict(
    source=f"vectorbt {vbt.__version__}: Portfolio.from_orders and from_signals, freq='1h'",
    paths=[{name: [short(x) for x in column] for name, column in path.items()} for path in paths],
)
cases = [
    *draw("from_orders", order_settings, 100),
    *draw("from_signals", signal_settings, 100),
    *draw("from_orders", order_settings, 15, 3),
    *draw("from_signals", signal_settings, 15, 3),
]
target = Path(__file__).with_name("cases.jsonl")
target.write_text("".join(json.dumps(line, separators=(",", ":")) + "\n" for line in [head, *cases]))
print(target.stat().st_size, "bytes;", min(min(each["value"]) for each in cases), "lowest value")
