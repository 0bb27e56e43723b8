"""Half a year of the archive's five-minute files by pandas and polars: read from their zips, written and read as Parquet."""

import glob
import io
import os
import shutil
import zipfile

from answering import serve

snapshot_columns = [
    "create_time",
    "sum_open_interest",
    "sum_open_interest_value",
    "count_toptrader_long_short_ratio",
    "sum_toptrader_long_short_ratio",
    "count_long_short_ratio",
    "sum_taker_long_short_vol_ratio",
]
bar_columns = ["open_time", "open", "high", "low", "close", "volume", "taker_buy_volume"]


def zipped(question, kind):
    """The CSVs of the months asked for, in order of their names."""
    for path in sorted(glob.glob(f"{question['path']}/{kind}/*.zip")):
        if any(month in os.path.basename(path) for month in question["months"]):
            with zipfile.ZipFile(path) as archive:
                yield archive.read(archive.namelist()[0])


metrics = "data/futures/um/daily/metrics/BTCUSDT"
klines = "data/futures/um/monthly/klines/BTCUSDT/5m"
kept = {}


def emptied(folder):
    shutil.rmtree(folder, ignore_errors=True)
    os.makedirs(folder)


def pandas_load(question):
    import pandas as pd

    def work():
        snapshots = pd.concat(
            pd.read_csv(io.BytesIO(csv), usecols=snapshot_columns) for csv in zipped(question, metrics)
        )
        bars = pd.concat(pd.read_csv(io.BytesIO(csv), usecols=bar_columns) for csv in zipped(question, klines))
        snapshots["time"] = pd.to_datetime(snapshots.pop("create_time"), utc=True)
        # A bar is known at its end; these files label it by its start.
        bars["time"] = pd.to_datetime(bars.pop("open_time") + 300_000, unit="ms", utc=True)
        frame = snapshots.drop_duplicates("time").merge(bars.drop_duplicates("time"), on="time", how="outer")
        kept["pandas"] = frame.sort_values("time")
        return {"rows": len(snapshots), "sum": float(snapshots["sum_open_interest"].sum())}

    return work


def pandas_write(question):
    emptied(question["folder"])

    def work():
        frame = kept["pandas"].assign(month=kept["pandas"]["time"].dt.strftime("%Y-%m"))
        frame.to_parquet(question["folder"], partition_cols=["month"], compression="zstd")
        return {}

    return work


def pandas_read(question):
    import pandas as pd

    def work():
        frame = pd.read_parquet(question["folder"])
        return {"sum": float(frame["sum_open_interest"].sum())}

    return work


def pandas_query(question):
    import pandas as pd

    def work():
        frame = pd.read_parquet(question["folder"], columns=["time", "sum_open_interest"])
        days = frame.set_index("time")["sum_open_interest"].resample("1D", closed="right", label="right").mean()
        return {"days": len(days), "second": float(days.iloc[2])}

    return work


def polars_load(question):
    import polars as pl

    def work():
        snapshots = pl.concat(pl.read_csv(csv, columns=snapshot_columns) for csv in zipped(question, metrics))
        bars = pl.concat(pl.read_csv(csv, columns=bar_columns) for csv in zipped(question, klines))
        snapshots = snapshots.with_columns(
            pl.col("create_time").str.to_datetime("%Y-%m-%d %H:%M:%S", time_unit="us", time_zone="UTC").alias("time")
        ).drop("create_time")
        ends = pl.from_epoch(pl.col("open_time") + 300_000, "ms").dt.replace_time_zone("UTC")
        bars = bars.with_columns(ends.cast(pl.Datetime("us", "UTC")).alias("time")).drop("open_time")
        frame = snapshots.unique("time").join(bars.unique("time"), on="time", how="full", coalesce=True)
        kept["polars"] = frame.sort("time")
        return {"rows": len(snapshots), "sum": snapshots["sum_open_interest"].sum()}

    return work


def polars_write(question):
    import polars as pl

    emptied(question["folder"])

    def work():
        frame = kept["polars"].with_columns(pl.col("time").dt.strftime("%Y-%m").alias("month"))
        frame.write_parquet(question["folder"], partition_by="month", compression="zstd")
        return {}

    return work


def polars_read(question):
    import polars as pl

    def work():
        frame = pl.read_parquet(f"{question['folder']}/**/*.parquet", hive_partitioning=True)
        return {"sum": frame["sum_open_interest"].sum()}

    return work


def polars_query(question):
    import polars as pl

    def work():
        days = (
            pl.scan_parquet(f"{question['folder']}/**/*.parquet", hive_partitioning=True)
            .select("time", "sum_open_interest")
            .sort("time")
            .group_by_dynamic("time", every="1d", closed="right", label="right")
            .agg(pl.col("sum_open_interest").mean())
            .collect()
        )
        return {"days": len(days), "second": days["sum_open_interest"][2]}

    return work


serve(
    {
        f"{library}-{step}": work
        for library, steps in {
            "pandas": [pandas_load, pandas_write, pandas_read, pandas_query],
            "polars": [polars_load, polars_write, polars_read, polars_query],
        }.items()
        for step, work in zip(["load", "write", "read", "query"], steps)
    }
)
