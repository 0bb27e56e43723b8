"""Reads the data of a store as other programs do, and prints the hash of what each of them reads."""

import hashlib
import json
import struct
import sys

import duckdb
import pandas as pd
import polars as pl
import pyarrow as pa
import pyarrow.dataset as ds

store = sys.argv[1]
partitions = ["dataset", "asset", "venue", "month"]
columns = partitions + ["measure", "series", "unit", "interval_ms", "time", "value"]


def digest(rows):
    """Rows of texts, an interval, microseconds and a value; the same rows give the same hash, in any order."""
    lines = []
    for *texts, interval, time, value in rows:
        cells = ["" if text is None or text != text else str(text) for text in texts]
        lines.append("|".join([*cells, str(int(interval)), str(int(time)), struct.pack(">d", value).hex()]))
    return {"rows": len(lines), "sha256": hashlib.sha256("\n".join(sorted(lines)).encode()).hexdigest()}


def microseconds(times):
    return times.astype("datetime64[us, UTC]").astype("int64")


def by_pandas():
    schema = ds.partitioning(pa.schema([(name, pa.string()) for name in partitions]), flavor="hive")
    frame = pd.read_parquet(f"{store}/data", partitioning=schema)[columns]
    frame["time"] = microseconds(frame["time"])
    return frame.astype(object).itertuples(index=False, name=None)


def by_pyarrow():
    schema = ds.partitioning(pa.schema([(name, pa.string()) for name in partitions]), flavor="hive")
    table = ds.dataset(f"{store}/data", partitioning=schema).to_table(columns=columns)
    time = table["time"].cast(pa.timestamp("us", "UTC")).cast(pa.int64())
    table = table.set_column(columns.index("time"), "time", time)
    return zip(*[column.to_pylist() for column in table.columns])


def by_polars():
    frame = pl.scan_parquet(
        f"{store}/data/**/*.parquet", hive_partitioning=True, hive_schema={name: pl.String for name in partitions}
    )
    return frame.select(*columns[:-2], pl.col("time").dt.epoch("us"), "value").collect().rows()


def by_duckdb():
    types = "{" + ", ".join(f"{name}: VARCHAR" for name in partitions) + "}"
    source = f"read_parquet('{store}/data/**/*.parquet', hive_partitioning = true, hive_types = {types})"
    return duckdb.sql(f"SELECT {', '.join(columns[:-2])}, epoch_us(time), value FROM {source}").fetchall()


programs = {"pandas": by_pandas, "pyarrow": by_pyarrow, "polars": by_polars, "duckdb": by_duckdb}
print(json.dumps({name: digest(read()) for name, read in programs.items()}))
