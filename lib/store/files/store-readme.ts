/** What the folder of a store tells a person who opens it. */
export const storeReadme: string = `# A store of open-interest

Numbers that \`open-interest\` has loaded, as Parquet files, with a record of where each came from.

## For other programs: \`data/\`

\`\`\`
data/dataset=<source>/asset=<asset>/venue=<venue>/month=<2025-07>/part.parquet
\`\`\`

One file for each partition, with one current row for each value. The values of the folders' names are percent-encoded;
\`venue=__HIVE_DEFAULT_PARTITION__\` holds series of no one venue, such as totals. A month is one of UTC, and a row belongs
to that of its time.

| program | reads it with |
|---|---|
| DuckDB | \`FROM read_parquet('data/**/*.parquet', hive_partitioning = true)\` |
| Polars | \`pl.scan_parquet("data", hive_partitioning=True)\` |
| pandas | \`pd.read_parquet("data", partitioning=text)\`, with \`text\` as below |
| Spark | \`spark.read.parquet("data")\` |
| ClickHouse | \`FROM file('data/**/*.parquet', Parquet)\`, with \`use_hive_partitioning = 1\` |
| Trino | an external table of the Hive connector with \`partitioned_by = ARRAY['dataset', 'asset', 'venue', 'month']\`, then \`CALL system.sync_partition_metadata\` |

pandas takes the names of folders for categories, which cannot be without a value as a total is without a venue. As text:

\`\`\`python
import pandas as pd, pyarrow as pa, pyarrow.dataset as ds
names = pa.schema([(name, pa.string()) for name in ["dataset", "asset", "venue", "month"]])
text = ds.partitioning(names, flavor="hive")
\`\`\`

A row is one value of one series at one instant. A missing value has no row; there is no NaN and no NULL among values.

| column | type | what it is |
|---|---|---|
| \`time\` | timestamp, UTC, microseconds | when the value was true; a bar is stamped with its END |
| \`series\` | text | name of the series |
| \`measure\` | text | \`open\`, \`high\`, \`low\`, \`close\`, \`volume\`, \`taker_buy_volume\`, \`open_interest\`, \`open_interest_usd\`, \`funding_rate\`, \`other\` |
| \`unit\` | text | \`contracts\`, \`base\` (coins), \`usd\`, \`price\`, \`fraction\`, \`score\`, \`number\` |
| \`interval_ms\` | 64-bit integer | length of a bar in milliseconds; 0 for what stands at its own times, as funding does |
| \`value\` | double | the number, in \`unit\` |
| \`instrument\` | text | the venue's name of the instrument; NULL where the series is of several |
| \`kind\` | text | \`perpetual\`, \`future\`, \`option\`; NULL where unknown or mixed |
| \`margin\` | text | \`linear\`, \`inverse\`, \`quanto\`, \`mixed\`; NULL where unknown |
| \`settle\` | text | currency in which profit is paid |
| \`sides\` | text | \`1\`: each open contract counted once; \`2\`: its long and its short; \`unknown\` |
| \`sides_reported\` | text | sides that the publisher counted, where values were brought to one |
| \`converted_at\` | text | price at which values were converted from another unit |
| \`delay_ms\` | 64-bit integer | milliseconds from the time to the moment the value could be known; NULL is 0 |
| \`expiry\` | timestamp, UTC | expiry of a dated contract |
| \`retrieved_at\` | timestamp, UTC | when the value was first had from its source |

A file that is appended to is replaced in one step. A program that opens it twice for one query, as DuckDB does, may meet the
old one and the new one, and fails; ask again.

Rows are sorted by measure, series, interval_ms, unit, instrument and time. Never add rows of different units, nor an
\`interval_ms\` to another: the same instant is there once for each.

## What a source changed: \`revisions/\`

\`revisions/dataset=…/asset=…/venue=…/part.parquet\` has a row for each value that differed when it was loaded again:
\`time\`, \`series\`, \`measure\`, \`unit\`, \`interval_ms\`, \`instrument\`, \`old_value\`, \`new_value\`, \`old_retrieved_at\`,
\`new_retrieved_at\`. \`data/\` has the new one.

## The rest belongs to the library

- \`manifest/\`: the whole state of the store, one file for each version: every file with its SHA-256, rows and range, and
  every fetch with what was asked, when, and what it brought. The highest number holds.
- \`versions/\`: the files that manifests name. What is current has a second name (a hard link) below \`data/\` and
  \`revisions/\`, so it is on the disk once; copy with \`cp -a\` or \`rsync -aH\` to keep it so.
- \`fetches/\`: what was told with each fetch: source files with their hashes, data-quality issues.
- \`temporary/\`: files being written. What a killed program left is removed later.
- \`quarantine/\`: what a repair has put aside because it was damaged.

Do not change files here: a changed file no longer has its hash, and is refused. \`open-interest check\` says whether all
is as it should be.
`;
