import { expect, test } from "vitest";
import { type CascadeOptions, cascades } from "../../../lib/analytics/cascades/cascades.js";
import type { Identity } from "../../../lib/series/identity.js";
import { hourMs } from "../../../lib/series/time.js";
import { hourly, start } from "../panels.js";

const gap = Number.NaN;
const row = (t: number) => start + t * hourMs;
const falling = [100, 101, 100, 101, 100, 95, 94, 95, 96];

function eventsOf(
  columns: Record<string, readonly number[]>,
  { options = {}, identities, price = falling }: Partial<Given> = {},
) {
  const prices = hourly({ price }, { unit: "price" }).column("price");
  return cascades(
    { oi: hourly(columns, { identities }), price: prices },
    { horizon: 1, window: 4, minCount: 3, ...options },
  ).events;
}

interface Given {
  readonly options: CascadeOptions;
  readonly identities: Record<string, Identity>;
  readonly price: readonly number[];
}

// By hand: 1100 coins become 970 + 50. Of the small venue alone, 100 become 49.
test("an outage after the fall is no trough", () => {
  const small = [100, 100, 100, 100, 100, 50, 49, 50, 50];
  const large = [1000, 1010, 1000, 1010, 1000, 970, gap, 970, 970];
  const expected = { startTime: row(4), troughTime: row(5), coinsBefore: 1100, coinsAfter: 1020, venues: 2 };
  expect(eventsOf({ large, small })).toMatchObject([expected]);
  const zero = large.map((value) => (value > 0 ? value : 0));
  expect(eventsOf({ large: zero, small })).toMatchObject([expected]);
});

// By hand: from row 4 to row 7, 1100 become 930; from row 5 the small venue alone falls by half.
test("an outage before the fall is no start", () => {
  const large = [1000, 1010, 1000, 1010, 1000, gap, 960, 880, 860, 870];
  const small = [100, 100, 100, 100, 100, 100, 90, 50, 50, 50];
  const price = [100, 101, 100, 101, 100, 100, 97, 92, 92, 93];
  const options = { horizon: 3, multiple: 2, priceMultiple: 2, window: 3, minCount: 2 };
  expect(eventsOf({ large, small }, { options, price })).toMatchObject([
    { startTime: row(4), coinsBefore: 1100, troughTime: row(8), coinsAfter: 910, venues: 2 },
  ]);
});

test("an outage of who lost is no recovery, and a column that enters later has no part in it", () => {
  const lost = [1000, 1010, 1000, 1010, 1000, 600, 600, gap, 600];
  const kept = [1000, 1000, 1000, 1000, 1000, 980, 985, 1000, 1000];
  expect(eventsOf({ lost, kept })).toMatchObject([{ troughTime: row(5), recoveredAt: undefined }]);
  const late = [gap, gap, gap, gap, gap, 9000, 9000, 9000, 9000];
  const [event] = eventsOf({ lost, kept, late });
  expect(event).toMatchObject({ coinsBefore: 2000, recoveredAt: undefined });
  const regained = [...lost.slice(0, 8), 900];
  expect(eventsOf({ lost: regained, kept })).toMatchObject([{ recoveredAt: row(8) }]);
});

// By hand: without the future, 400 of 1000 were lost, and 800 is half of it regained.
test("a contract that has expired is left out of the recovery, and one that ends untold leaves it open", () => {
  const lost = [1000, 1010, 1000, 1010, 1000, 600, 610, 790, 800];
  const future = [1000, 1000, 1000, 1000, 1000, 980, 980, gap, gap];
  const identities = { future: { expiry: row(7) } };
  expect(eventsOf({ lost, future }, { identities })).toMatchObject([{ coinsBefore: 2000, recoveredAt: row(8) }]);
  expect(eventsOf({ lost, future })).toMatchObject([{ coinsBefore: 2000, recoveredAt: undefined }]);
});

test("where those that lost have expired nothing is regained", () => {
  const future = [1000, 1010, 1000, 1010, 1000, 600, 610, gap, gap];
  const kept = [1000, 1000, 1000, 1000, 1000, 1000, 1000, 1010, 1010];
  const identities = { future: { expiry: row(7) } };
  for (const recoveredPart of [0.5, 1]) {
    const options = { minBreadth: 0.5, recoveredPart };
    expect(eventsOf({ future, kept }, { identities, options })).toMatchObject([{ recoveredAt: undefined }]);
    expect(eventsOf({ future }, { identities, options })).toMatchObject([{ recoveredAt: undefined }]);
  }
});
