import { describe, expect, test } from "vitest";
import { epochMs, hourMs } from "../../../../lib/series/time.js";
import { answering } from "../exchange-server.js";
import { coinsAt, noon } from "../line-market.js";
import { gate } from "./gate-exchange.js";
import { lineFailure, loadLine } from "./load-line.js";

const at = epochMs("2025-07-31T02:00Z");

describe("Gate", () => {
  test("open interest is contracts of the size that it lists, and dollars as published", async () => {
    const { dataset, issues } = await loadLine("gate", gate());
    // 999,900,000 contracts of 0.0001 BTC.
    expect(dataset.openInterest.column("gate").at(at)).toBeCloseTo(99_990, 6);
    expect(dataset.openInterestUsd.column("gate").at(at)).toBe(99_990 * 59_900);
    expect(dataset.openInterest.columns[0]?.identity).toMatchObject({ instrument: "BTC_USDT", sides: "unknown" });
    expect(dataset.openInterest.columns[0]?.identity).not.toHaveProperty("convertedAt");
    // 70,000 contracts.
    expect(dataset.candles.volume?.at(at)).toBeCloseTo(7, 9);
    expect([...(dataset.funding[0]?.values ?? [])]).toEqual(Array(4).fill(0.000157));
    expect(issues.map(({ kind }) => kind)).toEqual(["label"]);
    expect(issues[0]?.detail).toMatch(/^a row's label is the instant \(implied price off the bar's open by 0\.0e\+0/);
  });

  test("labels that are bar starts are found by the price and moved", async () => {
    const { dataset, issues } = await loadLine(
      "gate",
      gate((label) => label + hourMs),
    );
    expect(dataset.openInterestUsd.column("gate").at(at)).toBe(99_990 * 59_900);
    expect(issues[0]?.detail).toMatch(/^a row's label is the start of a bar/);
  });

  test("labels that no price decides are taken as the instant, and as known a bar later", async () => {
    const { dataset, issues } = await loadLine("gate", gate(), { from: "2025-07-31T06:00Z" });
    expect(dataset.openInterest.columns[0]?.identity.delayMs).toBe(hourMs);
    expect(issues[0]?.detail).toContain(
      "; not clear enough to decide, and nobody says; taken so, and as known 1h later in case it is a bar's start",
    );
  });

  test("the inverse contract is dollars, and coins at the close of the bar", async () => {
    const { dataset } = await loadLine("gate", gate(), { margin: "inverse" });
    expect(dataset.openInterestUsd.column("gate").at(at)).toBe(99_990 * 59_900);
    expect(dataset.openInterest.column("gate").at(at)).toBe(99_990);
    expect(dataset.openInterest.columns[0]?.identity).toMatchObject({ instrument: "BTC_USD", convertedAt: "close" });
    expect(dataset.candles.volume).toBeUndefined();
  });

  test("is asked from the last row on until the period is over, since it takes no end", async () => {
    const { dataset, server } = await loadLine("gate", gate(), { from: "2025-07-21" });
    const start = epochMs("2025-07-21");
    // 252 bars and 253 labels from 07-21T00:00: pages of 100, each beginning with the row that ended the one before.
    expect(server.asked("/contract_stats").map(({ query }) => Number(query.get("from")) * 1000)).toEqual([
      start,
      start + 99 * hourMs,
      start + 198 * hourMs,
    ]);
    expect(server.asked("/contract_stats").every(({ query }) => !query.has("until") && !query.has("to"))).toBe(true);
    const values = dataset.openInterest.columns[0]?.values;
    expect(Array.from(values ?? [], Math.round)).toEqual(Array.from(dataset.openInterest.times, coinsAt));
  });

  test("rows after the period are not asked for, and a page without later rows is the last", async () => {
    const { server, dataset } = await loadLine("gate", gate(), { from: "2025-07-20", to: "2025-07-21" });
    // 48 bars: one page of 100 goes beyond.
    expect(server.asked("/contract_stats").length).toBe(1);
    expect(dataset.openInterest.length).toBe(48);
    const still = answering(gate(), "/contract_stats", () => ({
      body: [{ time: noon / 1000 - 3600, open_interest: 999_990_000, open_interest_usd: 5_998_940_000 }],
    }));
    const stopped = await loadLine("gate", still);
    expect(stopped.server.asked("/contract_stats").length).toBe(2);
    expect(stopped.issues.find(({ kind }) => kind === "gap")).toMatchObject({ where: "open interest", count: 34 });
  });

  test("a contract of another size than the listed one is seen by the price it implies", async () => {
    const thousandth = answering(gate(), "/contract_stats", (asked) => {
      const rows = gate()(asked)?.body as readonly { open_interest: number }[];
      return { body: rows.map((row) => ({ ...row, open_interest: row.open_interest / 10 })) };
    });
    const { issues } = await loadLine("gate", thousandth);
    expect(issues.find(({ kind }) => kind === "implied-price")).toMatchObject({
      count: 36,
      detail: "dollars and coins imply a price more than 5 % off the close, at worst 10.0 times it; kept",
    });
  });

  test("a refusal and a page of text are errors", async () => {
    const refusal = { status: 429, body: { label: "TOO_MANY_REQUESTS", message: "Request Rate limit Exceeded" } };
    expect(
      await lineFailure(
        "gate",
        answering(gate(), "/contract_stats", () => refusal),
      ),
    ).toBe(
      "loadExchange: Gate USDT limits the rate, 3 tries in a row; wait some minutes, or ask for fewer rows: a shorter period, a longer interval",
    );
    expect(
      await lineFailure(
        "gate",
        answering(gate(), "/contract_stats", () => ({ body: "<html>no</html>" })),
      ),
    ).toBe(
      'loadExchange: the answer to a call for open interest is not Gate USDT\'s: "<html>no</html>"; is a proxy or a block page in between?',
    );
  });
});
