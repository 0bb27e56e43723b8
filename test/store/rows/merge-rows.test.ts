import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Sides } from "../../../lib/series/identity.js";
import { answerPartitions } from "../../../lib/store/rows/answer-partitions.js";
import { mergeRows } from "../../../lib/store/rows/merge-rows.js";
import type { PartitionRows } from "../../../lib/store/rows/partition-rows.js";
import { noRows } from "../../../lib/store/rows/row-file.js";
import { keyText, type RowLabel } from "../../../lib/store/rows/row-label.js";
import { answerOf, hour, july } from "../append-fixture.js";

interface Told {
  readonly name: string;
  readonly instrument: string | undefined;
  readonly sides: Sides;
  readonly values: readonly number[];
}

const told: fc.Arbitrary<Told> = fc.record({
  name: fc.constantFrom("a", "b", "ä"),
  instrument: fc.constantFrom(undefined, "X", "Y"),
  sides: fc.constantFrom<Sides>(1, 2, "unknown"),
  values: fc.array(fc.constantFrom(Number.NaN, 0, -0, 1, 2, 5e-324), { maxLength: 6 }),
});
const answers = fc.array(
  fc.uniqueArray(told, { maxLength: 4, selector: ({ name, instrument }) => `${name} ${instrument}` }),
  {
    maxLength: 5,
  },
);

/** Rows of one month as an answer has them. */
function rowsOf(parts: readonly Told[], retrievedAt: number): PartitionRows {
  const series = parts.map(({ name, instrument, sides, values }) => ({
    name,
    identity: { venue: "okx", instrument, sides },
    rows: values.map((value, index) => [july + index * hour, value] as const),
  }));
  const [part] = answerPartitions(answerOf(series, { retrievedAt }));
  return part?.rows ?? noRows;
}

interface Held {
  readonly value: number;
  readonly sides: string;
  readonly retrieved: number;
}

/** Rows by their keys, in their order. */
function held({ labels, label, times, values, retrieved }: PartitionRows): ReadonlyMap<string, Held> {
  const found = new Map<string, Held>();
  for (let row = 0; row < times.length; row++) {
    const own = labels[label[row] as number] as RowLabel;
    const key = `${keyText(own)} ${times[row]}`;
    expect(found.has(key)).toBe(false);
    found.set(key, { value: values[row] as number, sides: own.sides as string, retrieved: retrieved[row] as number });
  }
  return found;
}

test("any merges leave what a map would hold, with the identity last told and the time first had", () => {
  fc.assert(
    fc.property(answers, (list) => {
      const model = new Map<string, Held>();
      let rows = noRows;
      for (const [round, parts] of list.entries()) {
        const expected = { added: 0, same: 0, relabelled: 0 };
        const revised: (readonly [number, number, number, number])[] = [];
        for (const [key, now] of held(rowsOf(parts, round))) {
          const before = model.get(key);
          if (before === undefined) expected.added++;
          else if (!Object.is(before.value, now.value))
            revised.push([before.value, now.value, before.retrieved, round]);
          else {
            expected.same++;
            if (before.sides !== now.sides) expected.relabelled++;
          }
          const isSame = before !== undefined && Object.is(before.value, now.value);
          model.set(key, isSame ? { ...now, retrieved: before.retrieved } : now);
        }
        const merged = mergeRows(rows, rowsOf(parts, round));
        const { revisions, added, same, relabelled } = merged;
        expect({ added, same, relabelled }).toEqual(expected);
        expect(
          Array.from(revisions.times, (_, row) => [
            revisions.oldValues[row],
            revisions.newValues[row],
            revisions.oldRetrieved[row],
            revisions.newRetrieved[row],
          ]),
        ).toEqual(revised);
        rows = merged.rows;
        expect(held(rows)).toEqual(new Map(model));
      }
    }),
    { seed: 9, numRuns: 500 },
  );
});

test("merged rows are in order of measure, name, interval, unit, instrument and time, texts by their code units", () => {
  fc.assert(
    fc.property(answers, (list) => {
      const rows = list.reduce((merged, parts, round) => mergeRows(merged, rowsOf(parts, round)).rows, noRows);
      const order = Array.from(rows.times, (time, row) => {
        const { series, instrument } = rows.labels[rows.label[row] as number] as RowLabel;
        return [series, instrument ?? "", time] as const;
      });
      const sorted = [...order].sort(([a, b, c], [x, y, z]) =>
        a !== x ? (a < x ? -1 : 1) : b !== y ? (b < y ? -1 : 1) : c - z,
      );
      expect(order).toEqual(sorted);
    }),
    { seed: 10, numRuns: 200 },
  );
});

describe("what is kept", () => {
  test("stays as it is where new rows are only to be added", () => {
    const first = rowsOf([{ name: "a", instrument: "X", sides: "unknown", values: [1, 2] }], 0);
    const second = rowsOf([{ name: "a", instrument: "X", sides: 1, values: [1, 3, 4] }], 1);
    const { rows, added, same, relabelled, relabels } = mergeRows(first, second, "keep");
    expect({ added, same, relabelled, relabels }).toEqual({ added: 1, same: 2, relabelled: 0, relabels: [] });
    expect([...held(rows).values()]).toEqual([
      { value: 1, sides: "unknown", retrieved: 0 },
      { value: 2, sides: "unknown", retrieved: 0 },
      { value: 4, sides: "1", retrieved: 1 },
    ]);
  });
});
