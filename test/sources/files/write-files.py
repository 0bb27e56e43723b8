"""Writes one table in the forms that pandas, pyarrow and polars give it, and prints what pandas reads back from each."""

import datetime
import json
import pathlib
import sys

import numpy
import pandas
import polars
import pyarrow
import pyarrow.feather
import pyarrow.parquet

folder = pathlib.Path(sys.argv[1])
rows = 400
rng = numpy.random.default_rng(7)
times = pandas.date_range("2025-07-01", periods=rows, freq="15min", tz="UTC")
frame = pandas.DataFrame({"time": times})
for venue in ["okx", "bybit", "binance"]:
    frame[venue] = rng.lognormal(20, 1, rows)
frame.loc[5:9, "okx"] = numpy.nan
frame["price"] = 100_000 + rng.normal(0, 50, rows).cumsum()

written = {}


def keep(name, options=None):
    written[name] = options or {}
    return folder / name


frame.to_csv(keep("pandas.csv"), index=False)
frame.to_csv(keep("pandas-index.csv"))
frame.to_csv(keep("pandas.csv.gz"), index=False)
frame.to_parquet(keep("pandas.parquet"))
frame.set_index("time").to_parquet(keep("pandas-time-index.parquet"))
unnamed = frame.set_index("time")
unnamed.index.name = None
unnamed.to_parquet(keep("pandas-unnamed-index.parquet", {"timeColumn": "index"}))
frame.iloc[::-1].iloc[::-1].to_feather(keep("pandas.feather"))
frame.to_json(keep("pandas-records.json"), orient="records", double_precision=15, date_unit="ms", date_format="epoch")
frame.to_json(keep("pandas-lines.ndjson"), orient="records", lines=True, double_precision=15, date_format="iso")
frame.to_json(keep("pandas-split.json"), orient="split", double_precision=15, date_format="iso")
frame.to_json(keep("pandas-columns.json.gz"), double_precision=15, date_format="iso")
for unit in ["s", "ms", "us", "ns"]:
    frame.assign(time=times.as_unit(unit)).to_parquet(keep(f"pandas-{unit}.parquet"))
    frame.assign(time=times.as_unit(unit).tz_localize(None)).to_feather(keep(f"pandas-{unit}-naive.feather"))
frame.assign(time=times.as_unit("ns").asi8).to_parquet(keep("pandas-epoch-ns.parquet"))
frame.assign(time=times.as_unit("s").asi8).to_feather(keep("pandas-epoch-s.feather"))
table = pyarrow.Table.from_pandas(frame, preserve_index=False)
for codec in ["lz4", "zstd", "uncompressed"]:
    pyarrow.feather.write_feather(table, keep(f"pyarrow-{codec}.feather"), compression=codec, chunksize=150)
for codec in ["snappy", "zstd", "gzip", "brotli", "lz4", "none"]:
    pyarrow.parquet.write_table(table, keep(f"pyarrow-{codec}.parquet"), compression=codec, row_group_size=150)
with pyarrow.ipc.new_stream(keep("pyarrow.arrows"), table.schema) as writer:
    writer.write_table(table, max_chunksize=120)
lazy = polars.from_arrow(table)
lazy.write_parquet(keep("polars.parquet"))
for codec in ["uncompressed", "lz4", "zstd"]:
    lazy.write_ipc(keep(f"polars-{codec}.arrow"), compression=codec)
    lazy.write_ipc_stream(keep(f"polars-{codec}.arrows"), compression=codec)
lazy.write_ndjson(keep("polars.ndjson"))
lazy.write_csv(keep("polars.csv"))

long = frame.melt(id_vars=["time", "price"], var_name="venue", value_name="oi")
options = {"keyColumns": "venue", "valueColumn": "oi"}
long.assign(venue=long.venue.astype("category")).to_parquet(keep("long-category.parquet", options))
long.assign(venue=long.venue.astype("category")).to_feather(keep("long-category.feather", options))
polars.from_pandas(long).with_columns(polars.col("venue").cast(polars.Categorical)).write_ipc(
    keep("long-categorical.arrow", options), compression="lz4"
)
polars.from_pandas(long).write_ipc(keep("long-view.arrow", options), compression="zstd")

expected = {name: [None if value != value else value for value in frame[name]] for name in frame.columns if name != "time"}
expected["time"] = [int(each) for each in times.as_unit("ms").asi8]
print(json.dumps({"files": written, "expected": expected}))
