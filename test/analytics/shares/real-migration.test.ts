import { beforeAll, describe, expect, test } from "vitest";
import { type ShareMigration, shareMigration } from "../../../lib/analytics/shares/share-migration.js";
import type { Panel } from "../../../lib/series/panel.js";
import { isoTime } from "../../../lib/series/time.js";
import { onRealVenues, realVenues, realVenuesAbsent } from "../real-venues.js";

const close = (value: number) => expect.closeTo(value, 14);

describe.skipIf(realVenuesAbsent)(onRealVenues, () => {
  let oiUsd: Panel;
  let oiBase: Panel;
  let moves: ShareMigration;

  beforeAll(async () => {
    ({ oiUsd, oiBase } = await realVenues());
    moves = shareMigration(oiUsd, oiUsd.times[0], oiUsd.times[oiUsd.length - 1]);
  });

  // Expected numbers are of another program, on the cells of the file's first and last row.
  test("from May to November mexc gained most, from bitget most, and kucoin entered", () => {
    expect([isoTime(moves.from), isoTime(moves.to)]).toEqual(["2025-05-15T20:00Z", "2025-11-14T12:00Z"]);
    const changes = new Map(moves.columns.map(({ name, change }) => [name, change]));
    expect(changes.get("mexc")).toBeCloseTo(0.0376, 4);
    expect(changes.get("bitget")).toBeCloseTo(-0.0304, 4);
    expect(changes.get("cme")).toBeCloseTo(-0.0232, 4);
    expect(moves.columns.filter(({ presence }) => presence !== "stayed").map(({ name }) => name)).toEqual(["kucoin"]);
    expect(changes.get("kucoin")).toBeCloseTo(0.0099, 4);
    expect(moves.flows.slice(0, 4)).toEqual([
      { loser: "bitget", gainer: "mexc", share: close(0.01107703054829343) },
      { loser: "cme", gainer: "mexc", share: close(0.008459129930075462) },
      { loser: "bitunix", gainer: "mexc", share: close(0.007675310418247414) },
      { loser: "gate", gainer: "mexc", share: close(0.007140837820671678) },
    ]);
  });

  test("two fifths of the fall of concentration are the entry of kucoin, with its one per cent", () => {
    const { before, after, change, within, entry, exit, stayedBefore, stayedAfter } = moves.concentration;
    expect([before, after]).toEqual([close(0.11877724938940482), close(0.11323648583331541)]);
    expect([stayedBefore, stayedAfter]).toEqual([close(0.11877724938940482), close(0.11541662025759483)]);
    expect(entry / change).toBeCloseTo(0.4, 2);
    expect([exit, within + entry]).toEqual([0, close(change)]);
  });

  test("at one price the shares that moved are the same in coins", () => {
    const inCoins = shareMigration(oiBase, moves.from, moves.to);
    for (const [j, { within, entry }] of moves.columns.entries()) {
      expect(inCoins.columns[j].within).toBeCloseTo(within, 14);
      expect(inCoins.columns[j].entry).toBeCloseTo(entry, 14);
    }
  });
});
