import { describe, expect, test } from "vitest";
import { type CsvOptions, readCsv } from "../../../lib/sources/csv/csv.js";

// In 2025 Paris set its clocks back on 26 October at 03:00 to 02:00: the hour from 02:00 came at 00:00 and at 01:00 UTC.
const base: CsvOptions = { timeColumn: "time", unit: "base", label: "instant", timeZone: "Europe/Paris" };
const clock = ["00:00", "01:00", "02:00", "02:00", "03:00", "04:00"];
const quarters = ["01:30", "01:45", "02:00", "02:15", "02:30", "02:45"].concat(
  "02:00",
  "02:15",
  "02:30",
  "02:45",
  "03:00",
);

/** Lines of a wide file, the nth of them with n. */
const lines = (times: readonly string[]) => times.map((time, row) => `2025-10-26 ${time},${row + 1}\n`);
const read = (rows: readonly string[]) => readCsv(`time,a\n${rows.join("")}`, base);
const instants = (times: Float64Array) => [...times].map((time) => new Date(time).toISOString().slice(8, 16));

// Midnight on the summer clock was 22:00 UTC of the day before; an hour passed from each row to the next.
const hours = ["25T22:00", "25T23:00", "26T00:00", "26T01:00", "26T02:00", "26T03:00"];

describe("an hour that the clock shows twice", () => {
  test("is told by its order, whichever end of the file is the latest", () => {
    for (const rows of [lines(clock), lines(clock).reverse()]) {
      const { panel, quality } = read(rows);
      expect(instants(panel.times)).toEqual(hours);
      expect([...panel.columns[0].values]).toEqual([1, 2, 3, 4, 5, 6]);
      expect(quality.issues).toContainEqual(
        expect.objectContaining({
          kind: "label",
          count: 2,
          detail: expect.stringContaining("told apart by the order"),
        }),
      );
    }
  });

  test("is told for quarters of an hour, and where the first of them are missing", () => {
    // 01:30 on the summer clock is 23:30 UTC; each row is a quarter of an hour after the one before.
    const all = quarters.map((_, row) => Date.parse("2025-10-25T23:30Z") + row * 900_000);
    for (const missing of [[], [2, 3], [6, 7]]) {
      const rows = lines(quarters).filter((_, row) => !missing.includes(row));
      for (const order of [rows, [...rows].reverse()]) {
        expect([...read(order).panel.times]).toEqual(all.filter((_, row) => !missing.includes(row)));
      }
    }
  });

  test("is told for each venue of a long file by its own rows, whatever the rows are ordered by", () => {
    const rows = clock.flatMap((time, row) =>
      ["binance", "okx"].map((venue, place) => ({
        time,
        row,
        venue,
        line: `2025-10-26 ${time},${venue},${place * 10 + row + 1}`,
      })),
    );
    const orders = [
      rows,
      [...rows].reverse(),
      [...rows].sort((a, b) => a.venue.localeCompare(b.venue) || a.row - b.row),
      [...rows].sort((a, b) => a.venue.localeCompare(b.venue) || b.row - a.row),
    ];
    for (const order of orders) {
      const text = `time,venue,oi\n${order.map(({ line }) => line).join("\n")}\n`;
      const { panel } = readCsv(text, { ...base, layout: "long", keyColumns: ["venue"], valueColumn: "oi" });
      expect(instants(panel.times)).toEqual(hours);
      expect([...panel.column("binance").values]).toEqual([1, 2, 3, 4, 5, 6]);
      expect([...panel.column("okx").values]).toEqual([11, 12, 13, 14, 15, 16]);
    }
  });

  test("is the first where it is there once, and told as not known", () => {
    for (const rows of [lines(["01:00", "02:00", "03:00"]), lines(["01:00", "02:00", "03:00"]).reverse()]) {
      const { panel, quality } = read(rows);
      expect(instants(panel.times)).toEqual(["25T23:00", "26T00:00", "26T02:00"]);
      expect(quality.issues).toContainEqual(
        expect.objectContaining({ kind: "label", count: 1, detail: expect.stringContaining("read as the first") }),
      );
    }
  });

  test("is one of each year where a file has one row a year", () => {
    const { panel } = read(["2024-10-27 02:30,1\n", "2025-10-26 02:30,2\n"]);
    expect([...panel.times]).toEqual([Date.parse("2024-10-27T00:30Z"), Date.parse("2025-10-26T00:30Z")]);
  });

  test.each([
    ["sorted by the clock", ["01:45", "02:00", "02:00", "02:15", "02:15", "03:00"], 3],
    ["written in no order", ["03:00", "02:00", "02:00", "04:00"], 3],
  ])("is refused in rows %s, which do not tell it", (_, times, line) => {
    expect(() => read(lines(times))).toThrow(
      `readCsv: csv line ${line}, column "time": the clock showed 2025-10-26T02:00 twice, and the order of the rows about it does not tell which it is; write times with their zone, or rows in order of time`,
    );
  });
});
