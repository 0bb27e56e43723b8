import { readFileSync } from "node:fs";
import { mkdtemp, rm, symlink, truncate } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join, relative } from "node:path";
import { describe, expect, onTestFinished, test } from "vitest";
import { timeGrid } from "../../lib/series/grid.js";
import { dayMs, hourMs } from "../../lib/series/time.js";
import { readManifest } from "../../lib/store/manifest.js";
import type { Store } from "../../lib/store/store.js";
import { at, fakeSource, fakeValue, later, newStore } from "./fake-source.js";

const period = { source: "fake", from: "2025-07-30", to: "2025-08-02", now: later } as const;

async function filled(): Promise<{ readonly kept: Store; readonly fake: ReturnType<typeof fakeSource> }> {
  const kept = await newStore();
  const fake = fakeSource();
  await kept.load({ ...period, fetch: fake.fetch });
  return { kept, fake };
}

/** Mean of what a venue reports at the ends of a day's hours, by the formula of the source. */
const dayMean = (name: string, end: number) => {
  const hours = timeGrid({ from: end - dayMs, to: end, intervalMs: hourMs });
  return hours.reduce((sum, time) => sum + fakeValue(`open_interest_usd ${name}`, time), 0) / hours.length;
};

describe("Store.query", () => {
  test("runs the examples of its documentation", async () => {
    const { kept, fake } = await filled();
    fake.settings = { offset: 1 };
    await kept.load({ ...period, fetch: fake.fetch, refresh: "1d", now: later + 1 });
    const text = readFileSync(new URL("../../lib/store/store.ts", import.meta.url), "utf8").replaceAll("\n   * ", "\n");
    const [daily = "", share = ""] = [...text.matchAll(/kept\.query\(`([^`]*)`\)/g)].map(([, sql]) => sql);

    const days = await kept.query(daily.replace("'recorded'", "'fake'"));
    expect(days.unit).toBe("usd");
    expect([...days.names].sort()).toEqual(["binance", "okx"]);
    const ends = ["2025-07-31", "2025-08-01", "2025-08-02", "2025-08-03"].map(at);
    expect([...days.times]).toEqual(ends);
    for (const name of ["okx", "binance"]) {
      const { values, identity } = days.column(name);
      expect(identity).toEqual({ venue: name });
      // The last two days were loaded again, each value one larger.
      ends.forEach((end, row) => {
        expect(values[row]).toBeCloseTo(dayMean(name, end) + (row > 1 ? 1 : 0), 9);
      });
    }

    const months = await kept.query(share);
    expect([...months.times]).toEqual(["2025-08-01", "2025-09-01"].map(at));
    const mean = (name: string) => (dayMean(name, ends[0] as number) + dayMean(name, ends[1] as number)) / 2;
    expect(months.column("share").values[0]).toBeCloseTo(mean("okx") / (mean("okx") + mean("binance")), 12);
    expect([...months.column("revised").values]).toEqual([0, 48]);
  });

  test("reads the views, of no rows in an empty store", async () => {
    const kept = await newStore();
    for (const view of ["observations", "revisions", "fetches"]) expect(await kept.rows(`FROM ${view}`)).toEqual([]);
    const empty = await kept.query("SELECT time, value FROM observations");
    expect([empty.length, empty.names]).toEqual([0, ["value"]]);
  });

  test("tells with DuckDB's words in one line what is wrong, and what there is", async () => {
    const { kept } = await filled();
    await expect(kept.query("SELECT vanue FROM observations")).rejects.toThrow(
      /^query: Binder Error: Referenced column "vanue" not found in FROM clause!; Candidate bindings: [^\n]*"venue"[^\n]*; views: observations \(time, dataset, asset, venue, [^\n]+\), revisions \([^\n]+\), fetches \([^\n]+\)$/,
    );
    await expect(kept.query("SELECT * FROM oi")).rejects.toThrow(
      /^query: Catalog Error: Table with name oi does not exist![^\n]*; views: observations, revisions, fetches$/,
    );
    await expect(kept.rows("SELECT sum( FROM observations")).rejects.toThrow(
      /^rows: Parser Error: syntax error [^\n]*; views: observations, revisions, fetches$/,
    );
    await expect(kept.rows("SELECT 'x'::INTEGER")).rejects.toThrow(/^rows: Conversion Error: [^\n]*INT32$/);
    await expect(kept.query("")).rejects.toThrow('query: "" is no query; give SQL, such as "SELECT * FROM fetches"');
  });

  test("is stopped by its signal, and leaves the store usable", async () => {
    const { kept } = await filled();
    let controller = new AbortController();
    for (const delay of [0, 5, 10, 20, 100]) {
      controller = new AbortController();
      const { signal } = controller;
      const slow = kept.query(
        "SELECT time, sum(a.i * b.i % 7) AS n FROM observations, range(100000) a(i), range(100000) b(i) GROUP BY time",
        { signal },
      );
      setTimeout(() => controller.abort(new Error("enough")), delay);
      await expect(slow).rejects.toThrow("enough");
    }
    await expect(kept.query("FROM fetches", { signal: controller.signal })).rejects.toThrow("enough");
    expect((await kept.rows("SELECT count(*) AS n FROM fetches"))[0]).toEqual({ n: 2 });
  });

  test("may run while another one runs", async () => {
    const { kept } = await filled();
    const all = await Promise.all(
      [1, 2, 3].map((n) => kept.rows(`SELECT ${n} AS n, count(*) AS values FROM observations`)),
    );
    expect(all.map(([row]) => row?.n)).toEqual([1, 2, 3]);
    expect(new Set(all.map(([row]) => row?.values)).size).toBe(1);
  });
});

describe("Store.rows", () => {
  test("gives records with times as dates and NULL as null", async () => {
    const { kept } = await filled();
    const rows = await kept.rows(
      `SELECT time, venue, value, instrument FROM observations
       WHERE measure = 'open_interest' ORDER BY time, venue DESC LIMIT 1`,
    );
    const time = at("2025-07-30T01:00Z");
    expect(rows).toEqual([
      { time: new Date(time), venue: "okx", value: fakeValue("open_interest okx", time), instrument: null },
    ]);
    const [fetch] = await kept.rows(
      "SELECT dataset, first, last, query, added > 0 AS some FROM fetches ORDER BY first",
    );
    expect(fetch).toEqual({
      dataset: "fake",
      first: new Date("2025-07-30"),
      last: new Date("2025-08-01"),
      query: {},
      some: true,
    });
  });

  test("cannot write into the store", async () => {
    const { kept } = await filled();
    const before = await kept.rows("FROM observations ORDER BY ALL");
    for (const sql of [
      "DELETE FROM observations",
      "UPDATE observations SET value = 0",
      "INSERT INTO observations SELECT * FROM observations",
      "DROP VIEW observations",
      "CREATE OR REPLACE VIEW observations AS SELECT 1",
    ]) {
      await expect(kept.rows(sql), sql).rejects.toThrow(/^rows: (Parser|Binder|Catalog) Error/);
    }
    for (const sql of ["SELECT 1; DROP VIEW observations", "SELECT 1) ; COPY (SELECT 1) TO 'x.csv'; SELECT (1"]) {
      await expect(kept.rows(sql), sql).rejects.toThrow("rows: more than one statement; run them one by one");
    }
    await expect(kept.rows("SELECT 1) AS x CROSS JOIN (SELECT 1")).rejects.toThrow(/^rows: Parser Error/);
    const copy = `COPY (SELECT 1) TO '${kept.path}/data/x.parquet'`;
    await expect(kept.rows(copy)).rejects.toThrow("lies in the store, whose files are its own; copy to another folder");
    await expect(kept.rows(`-- mine\n${copy}`)).rejects.toThrow("lies in the store");
    await expect(kept.rows("COPY observations FROM 'x.csv'")).rejects.toThrow("rows: COPY names no file; write COPY");
    await expect(kept.query("COPY fetches TO 'x.csv'")).rejects.toThrow(
      "query: COPY gives no panel; run it with rows()",
    );
    expect(await kept.rows("FROM observations ORDER BY ALL")).toEqual(before);
    expect((await kept.check()).problems).toEqual([]);
  });

  test("copies neither into the store nor over it, whatever way leads there", async () => {
    const { kept } = await filled();
    const folder = await mkdtemp(join(tmpdir(), "copy-"));
    onTestFinished(() => rm(folder, { recursive: true }));
    await symlink(kept.path, join(folder, "link"));
    await symlink(join(kept.path, "data", "new.csv"), join(folder, "new.csv"));
    const inside = join(kept.path, "data", "x.csv");
    for (const [target, rest = ""] of [
      [join(folder, "link", "x.csv")],
      [join(folder, "link")],
      [join(folder, "new.csv")],
      [`file://${inside}`],
      [`file:${inside}`],
      [inside, "-- TO '/elsewhere'"],
      [inside, "/* TO '/elsewhere' */"],
      [inside, "(FORMAT csv, NULLSTR ' TO ''/elsewhere'' ')"],
      [relative(process.cwd(), inside)],
    ] as const) {
      const sql = `COPY (SELECT 1 AS a) TO '${target}' ${rest}`;
      await expect(kept.rows(sql), sql).rejects.toThrow(/^rows: .* lies in the store, whose files are its own/);
    }
    for (const target of [dirname(kept.path), "/"]) {
      const sql = `COPY (SELECT 1 AS a, 2 AS b) TO '${target}' (FORMAT csv, PARTITION_BY (a), OVERWRITE)`;
      await expect(kept.rows(sql), sql).rejects.toThrow(/^rows: the store lies in .*, which COPY may empty/);
    }
    const pattern = `COPY (SELECT 1) TO '${folder}/out' (FORMAT csv, PER_THREAD_OUTPUT, FILENAME_PATTERN '../link/x')`;
    await expect(kept.rows(pattern)).rejects.toThrow("rows: FILENAME_PATTERN may lead to another folder; give names");
    for (const target of ["$$x.csv$$", "E'x.csv'", "'x'\n'.csv'", '"x.csv"', "('x' || '.csv')", "x.csv"]) {
      await expect(kept.rows(`COPY (SELECT 1) TO ${target}`), target).rejects.toThrow("rows: COPY names no file");
    }
    expect((await kept.check()).problems).toEqual([]);
  });

  test("runs what DuckDB makes two statements of, and texts and comments with semicolons", async () => {
    const { kept } = await filled();
    expect(await kept.rows("PIVOT (SELECT 1 AS a, 2 AS b) ON a USING sum(b)")).toEqual([{ 1: 2 }]);
    expect(await kept.rows("SELECT ';' AS a, $$;$$ AS b -- ; no more\n;")).toEqual([{ a: ";", b: ";" }]);
    await expect(kept.rows("-- nothing")).rejects.toThrow(/is no query; give SQL/);
  });

  test("tells which file it cannot read, and what to do", async () => {
    const { kept } = await filled();
    const { files } = await readManifest(kept.path);
    const path = join(kept.path, files.find(({ kind }) => kind === "data")?.path as string);
    const advice =
      /^store: observations cannot be read: [^\n]*\.parquet[^\n]*; run check\(\) or `open-interest check` to see what is damaged$/;
    await truncate(path, 0);
    await expect(kept.rows("FROM observations")).rejects.toThrow(advice);
    await rm(path);
    await expect(kept.query("FROM observations")).rejects.toThrow(advice);
  });

  test("copies to a file of the user's", async () => {
    const { kept } = await filled();
    const folder = await mkdtemp(join(tmpdir(), "copy-"));
    onTestFinished(() => rm(folder, { recursive: true }));
    const file = join(folder, "mine.parquet");
    expect(await kept.rows(`COPY (SELECT * FROM observations LIMIT 7) TO '${file}'`)).toEqual([{ Count: 7 }]);
    expect(await kept.rows(`SELECT count(*) AS n FROM '${file}'`)).toEqual([{ n: 7 }]);
  });
});
