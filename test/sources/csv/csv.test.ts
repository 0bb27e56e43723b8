import { describe, expect, test } from "vitest";
import { type CsvOptions, readCsv } from "../../../lib/sources/csv/csv.js";

const base: CsvOptions = { timeColumn: "time", unit: "usd", label: "instant" };
const hour = 3_600_000;
const at = (iso: string) => Date.parse(iso);
const kinds = (text: string, options: CsvOptions = base) =>
  readCsv(text, options).quality.issues.map(({ kind }) => kind);

describe("readCsv reads wide files", () => {
  test("a column of values for each name, blanks as gaps, a byte-order mark ignored", () => {
    const { panel, quality } = readCsv(
      "\uFEFFtime,okx,bybit\n2025-07-01T00:00Z,1,10\n2025-07-01T01:00Z,,nan\n2025-07-01T02:00Z,3,NULL\n2025-07-01T03:00Z,4,40\n",
      base,
    );
    expect(panel.names).toEqual(["okx", "bybit"]);
    expect([...panel.times]).toEqual([0, 1, 2, 3].map((n) => at("2025-07-01T00:00Z") + n * hour));
    expect([...panel.column("okx").values]).toEqual([1, Number.NaN, 3, 4]);
    expect([...panel.column("bybit").values]).toEqual([10, Number.NaN, Number.NaN, 40]);
    expect(quality.rowsRead).toBe(4);
    expect(quality.issues.map(({ kind, where, count }) => [kind, where, count])).toEqual([
      ["blank", "okx", 1],
      ["blank", "bybit", 2],
    ]);
  });

  test("columns can be chosen, renamed, left out, scaled and given an identity", () => {
    const text = "time,note,a,b\n1751328000,x,1,2\n1751331600,y,3,4\n";
    const renamed = readCsv(text, {
      ...base,
      columns: { b: "okx" },
      scale: 1e6,
      identities: { okx: { venue: "okx" } },
    });
    expect([...renamed.panel.column("okx").values]).toEqual([2e6, 4e6]);
    expect(renamed.panel.column("okx").identity).toEqual({ venue: "okx" });
    expect(readCsv(text, { ...base, except: ["note"] }).panel.names).toEqual(["a", "b"]);
    expect(readCsv(text, { ...base, columns: ["b", "a"] }).panel.names).toEqual(["b", "a"]);
  });

  test("a label that is the bar's start is moved to its end, the others are not", () => {
    const text = "time,a\n2025-07-01T00:00Z,1\n2025-07-01T01:00Z,2\n";
    expect(readCsv(text, { ...base, label: "start", intervalMs: hour }).panel.times[0]).toBe(at("2025-07-01T01:00Z"));
    expect(readCsv(text, { ...base, label: "end" }).panel.times[0]).toBe(at("2025-07-01T00:00Z"));
  });

  test("bytes and text give the same", () => {
    const text = "time,a\n2025-07-01,1\n";
    expect(readCsv(new TextEncoder().encode(text), base).panel).toEqual(readCsv(text, base).panel);
  });

  test("a header alone is an empty panel, and one row is one row", () => {
    expect(readCsv("time,a\n", base).panel.length).toBe(0);
    expect(readCsv("time,a\n2025-07-01,1\n", base).panel.length).toBe(1);
    expect(kinds("time,a\n2025-07-01,1\n")).toEqual([]);
  });

  test("a column that starts late or ends early is a change of composition and no blank", () => {
    const { quality } = readCsv("time,a,b\n2025-07-01,1,\n2025-07-02,2,5\n2025-07-03,,6\n", base);
    expect(quality.issues.map(({ kind, where, count, from }) => [kind, where, count, from])).toEqual([
      ["composition", "a", 1, at("2025-07-03")],
      ["composition", "b", 1, at("2025-07-01")],
    ]);
  });

  test("a run of missing rows is one gap, counted in bars", () => {
    const text = "time,a\n2025-07-01T00:00Z,1\n2025-07-01T01:00Z,2\n2025-07-01T05:00Z,3\n2025-07-01T06:00Z,4\n";
    const [gap] = readCsv(text, base).quality.issues;
    expect(gap).toMatchObject({ kind: "gap", count: 3, from: at("2025-07-01T02:00Z"), to: at("2025-07-01T04:00Z") });
  });

  test("four equal rows in a row are told as stale and kept", () => {
    const text = "time,a,b\n2025-07-01,1,2\n2025-07-02,1,2\n2025-07-03,1,2\n2025-07-04,1,2\n2025-07-05,1,3\n";
    const { panel, quality } = readCsv(text, base);
    expect(quality.issues).toMatchObject([{ kind: "stale", count: 3, from: at("2025-07-02"), to: at("2025-07-04") }]);
    expect(panel.length).toBe(5);
    expect(kinds(text, { ...base, unit: "fraction" })).toEqual([]);
  });
});

describe("readCsv reads the lines of any system", () => {
  test.each([
    ["first CRLF, then LF", "time,a\r\n2025-07-01,1\n2025-07-02,2\n"],
    ["first LF, then CRLF", "time,a\n2025-07-01,1\r\n2025-07-02,2\r\n"],
    ["CRLF throughout", "time,a\r\n2025-07-01,1\r\n\r\n2025-07-02,2\r\n"],
    ["CR throughout", "time,a\r2025-07-01,1\r2025-07-02,2\r"],
  ])("%s", (_, text) => {
    expect([...readCsv(text, base).panel.column("a").values]).toEqual([1, 2]);
  });

  test("and names the line in a file of mixed ends", () => {
    expect(() => readCsv("time,a\r\n2025-07-01,1\n2025-07-02,x\n", base)).toThrow('csv line 3, column "a"');
  });

  test("a repeated header is no harm where it is not read", () => {
    const text = "time,note,a,note\n2025-07-01,x,1,y\n";
    expect(readCsv(text, { ...base, columns: ["a"] }).panel.names).toEqual(["a"]);
    expect(readCsv(text, { ...base, except: ["note"] }).panel.names).toEqual(["a"]);
  });
});

describe("readCsv orders and merges rows", () => {
  test("rows out of order are sorted and counted", () => {
    const { panel, quality } = readCsv("time,a\n2025-07-02,2\n2025-07-01,1\n2025-07-03,3\n", base);
    expect([...panel.column("a").values]).toEqual([1, 2, 3]);
    expect(quality.issues).toMatchObject([{ kind: "unsorted", count: 1, from: at("2025-07-01") }]);
  });

  test("a repeated row is dropped, one that only fills a blank is merged, both are duplicates", () => {
    const { panel, quality } = readCsv("time,a,b\n2025-07-01,1,\n2025-07-01,1,\n2025-07-01,,7\n2025-07-02,2,8\n", base);
    expect([...panel.column("a").values]).toEqual([1, 2]);
    expect([...panel.column("b").values]).toEqual([7, 8]);
    expect(quality.issues).toMatchObject([{ kind: "duplicate", count: 2 }]);
  });

  test("of rows that contradict each other the last in the file holds, also when others are out of order", () => {
    const { panel, quality } = readCsv("time,a\n2025-07-02,5\n2025-07-01,1\n2025-07-02,6\n", base);
    expect([...panel.column("a").values]).toEqual([1, 6]);
    expect(quality.issues.map(({ kind }) => kind)).toEqual(["unsorted", "conflict"]);
  });
});

describe("readCsv reads long files", () => {
  const text =
    "time,venue,pair,oi\n2025-07-01,okx,BTC,1\n2025-07-02,okx,BTC,2\n2025-07-01,bybit,BTC,10\n2025-07-03,bybit,BTC,30\n2025-07-02,okx,BTC,3\n";
  const options: CsvOptions = { ...base, layout: "long", keyColumns: ["venue"], valueColumn: "oi" };

  test("a column for each key over all times, each key's repeats merged", () => {
    const { panel, quality } = readCsv(text, options);
    expect([...panel.column("okx").values]).toEqual([1, 3, Number.NaN]);
    expect([...panel.column("bybit").values]).toEqual([10, Number.NaN, 30]);
    expect(quality.issues.map(({ kind, where }) => [kind, where])).toEqual([
      ["conflict", "okx"],
      ["composition", "okx"],
      ["blank", "bybit"],
    ]);
  });

  test("several key columns are joined by a space", () => {
    expect(readCsv(text, { ...options, keyColumns: ["venue", "pair"] }).panel.names).toEqual(["okx BTC", "bybit BTC"]);
  });

  test("keys and values must be named", () => {
    expect(() => readCsv(text, { ...base, layout: "long", valueColumn: "oi" })).toThrow("has no keyColumns");
    expect(() => readCsv(text, { ...base, layout: "long", keyColumns: ["venue"] })).toThrow("has no valueColumn");
  });
});

describe("readCsv reads times", () => {
  const first = (cell: string, timeZone = "UTC") =>
    new Date(readCsv(`time,a\n${cell},1\n`, { ...base, timeZone }).panel.times[0] as number).toISOString();

  // 1561939200 s is 2019-07-01T00:00:00Z.
  test.each([
    ["2019-07-01", "2019-07-01T00:00:00.000Z"],
    ["2019.7.1", "2019-07-01T00:00:00.000Z"],
    ["2019/07/01 03:04", "2019-07-01T03:04:00.000Z"],
    ["20190701", "2019-07-01T00:00:00.000Z"],
    ["2019-07-01 00:00:05", "2019-07-01T00:00:05.000Z"],
    ["2019-07-01T00:00:05.25Z", "2019-07-01T00:00:05.250Z"],
    ["2019-07-01T02:00+02:00", "2019-07-01T00:00:00.000Z"],
    ["2019-06-30T19:00:00-0500", "2019-07-01T00:00:00.000Z"],
    ["1561939200", "2019-07-01T00:00:00.000Z"],
    ["1561939200.5", "2019-07-01T00:00:00.500Z"],
    ["1561939200000", "2019-07-01T00:00:00.000Z"],
    ["1561939200000000", "2019-07-01T00:00:00.000Z"],
    ["1561939200000000000", "2019-07-01T00:00:00.000Z"],
  ])("%s is %s", (cell, iso) => expect(first(cell)).toBe(iso));

  test("a time without a zone is on the declared clock, one with a zone or an epoch is not", () => {
    expect(first("2019-07-01 02:00", "Europe/Paris")).toBe("2019-07-01T00:00:00.000Z");
    expect(first("2019-01-01 02:00", "Europe/Paris")).toBe("2019-01-01T01:00:00.000Z");
    expect(first("2019-07-01 02:00", "+02:00")).toBe("2019-07-01T00:00:00.000Z");
    expect(first("2019-07-01T02:00Z", "Europe/Paris")).toBe("2019-07-01T02:00:00.000Z");
    expect(first("1561939200", "Europe/Paris")).toBe("2019-07-01T00:00:00.000Z");
  });

  // In 2024 Paris set its clocks back on 27 October at 03:00 to 02:00: 02:30 came at 00:30 and at 01:30 UTC.
  test("an hour that the clock shows twice is told apart by its order and reported", () => {
    const text = "time,a\n2024-10-27 01:30,1\n2024-10-27 02:30,2\n2024-10-27 02:30,3\n2024-10-27 03:30,4\n";
    const { panel, quality } = readCsv(text, { ...base, timeZone: "Europe/Paris" });
    expect([...panel.times].map((time) => new Date(time).toISOString().slice(8, 16))).toEqual([
      "26T23:30",
      "27T00:30",
      "27T01:30",
      "27T02:30",
    ]);
    expect(quality.issues).toMatchObject([{ kind: "label", count: 2 }]);
  });

  // In 2024 Paris set its clocks forward on 31 March at 02:00 to 03:00: there was no 02:30.
  test("an hour that the clock skips is reported as invalid", () => {
    const { quality } = readCsv("time,a\n2024-03-31 02:30,1\n", { ...base, timeZone: "Europe/Paris" });
    expect(quality.issues).toMatchObject([{ kind: "invalid", where: "time", count: 1, from: at("2024-03-31T01:30Z") }]);
  });
});

describe("readCsv tells venues by their canonical names", () => {
  const venues: CsvOptions = { ...base, venues: true };

  test("a venue that changed its name is one column", () => {
    const { panel, quality } = readCsv(
      "time,GATE.IO,OKX,GATE\n2025-07-01,1,5,\n2025-07-02,2,6,2\n2025-07-03,,7,3\n",
      venues,
    );
    expect(panel.names).toEqual(["gate", "okx"]);
    expect([...panel.column("gate").values]).toEqual([1, 2, 3]);
    expect(panel.column("gate").identity).toEqual({ venue: "gate" });
    expect(quality.issues).toMatchObject([{ kind: "alias", where: "gate", count: 3 }]);
  });

  test("two columns of one venue that differ are refused, not added and not chosen from", () => {
    expect(() => readCsv("time,GATE.IO,GATE\n2025-07-01,1,2\n", venues)).toThrow(
      "venueColumns: GATE.IO (1) and GATE (2) at 2025-07-01 are both gate; leave one out, or read without venues and add them",
    );
  });
});

describe("readCsv refuses", () => {
  test.each<[string, string, Partial<CsvOptions>, string]>([
    [
      "a cell that is no number",
      'time,a\n\n2025-07-01,1\n2025-07-02,"1,5"\n',
      {},
      'csv line 4, column "a": "1,5" is not a number',
    ],
    ["a hexadecimal number", "time,a\n2025-07-01,0x10\n", {}, '"0x10" is not a number'],
    ["an infinite number", "time,a\n2025-07-01,1e999\n", {}, '"1e999" is not a number'],
    ["a cell that is no time", "time,a\nyesterday,1\n", {}, 'csv line 2, column "time": "yesterday" is not a time'],
    ["a day that does not exist", "time,a\n2025-02-30,1\n", {}, '"2025-02-30" is not a time'],
    ["a count that is no epoch", "time,a\n3600,1\n", {}, '"3600" is not a time'],
    ["two epochs in one file", "time,a\n1561939200,1\n1561939200000,2\n", {}, "line 3"],
    [
      "a date among epochs",
      "time,a\n1561939200,1\n2019-07-01,2\n",
      {},
      "written as local, the rows before it as epoch s",
    ],
    [
      "a short line",
      "time,a\n2025-07-01,1\n2025-07-02\n",
      { name: "oi.csv" },
      "oi.csv: line 3 has 1 cells where the first row has 2",
    ],
    ["an open quote", 'time,a\n2025-07-01,"1\n', {}, "cannot be read"],
    ["an empty file", "", {}, "csv is empty"],
    ["an unknown time column", "date,a\n", {}, 'no column "time" in csv; known: date, a'],
    ["an unknown column", "time,a\n", { columns: ["b"] }, 'no column "b" in csv; known: time, a'],
    ["an unknown column to leave out", "time,a\n", { except: ["b"] }, 'no column "b" in csv'],
    ["an unknown zone", "time,a\n", { timeZone: "Mars/Base" }, 'unknown time zone "Mars/Base"'],
    ["bar starts without a length", "time,a\n", { label: "start" }, "needs intervalMs"],
    [
      "an unknown label",
      "time,a\n",
      { label: "START" as "start" },
      'unknown label "START"; known: instant, start, end',
    ],
    ["a scale of zero", "time,a\n", { scale: 0 }, "readCsv: scale is 0; give a finite number other than 0"],
    ["a scale that is no number", "time,a\n", { scale: Number.NaN }, "readCsv: scale is NaN; give a finite number"],
    [
      "a bar of no length",
      "time,a\n",
      { label: "start", intervalMs: 0 },
      "readCsv: intervalMs is 0; give milliseconds",
    ],
    [
      "a bar of negative length",
      "time,a\n",
      { intervalMs: -1 },
      "readCsv: intervalMs is -1; give milliseconds above 0",
    ],
    ["a header told twice", "time,a,a\n", {}, 'readCsv: csv has 2 columns "a"; give each its own header'],
    ["a repeated header that is asked for", "time,a,b,a\n", { columns: ["a"] }, 'csv has 2 columns "a"'],
    ["two columns of times", "time,a,time\n", {}, 'csv has 2 columns "time"'],
    ["a venue told twice", "time,Binance,Binance\n", { venues: true }, 'csv has 2 columns "Binance"'],
    ["two columns of one new name", "time,a,b\n", { columns: { a: "x", b: "x" } }, 'more than one column is to be "x"'],
    ["a column asked for twice", "time,a\n", { columns: ["a", "a"] }, 'more than one column is to be "a"'],
  ])("%s", (_, text, options, message) => {
    expect(() => readCsv(text, { ...base, ...options })).toThrow(message);
  });
});
