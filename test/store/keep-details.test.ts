import { describe, expect, test } from "vitest";
import { appendAnswer } from "../../lib/store/append-answer.js";
import { fetchDetails, readManifest } from "../../lib/store/manifest.js";
import type { Answer, FetchRecord } from "../../lib/store/store-types.js";
import { answerOf, emptyStore, hour, july } from "./append-fixture.js";

const later = { retrievedAt: Date.parse("2025-09-02T00:00Z") };

describe("the record of a fetch", () => {
  const frame: Partial<Answer> = {
    query: { interval: "1h", venues: ["binance"] },
    issues: [{ kind: "gap", where: "metrics", count: 2, from: july, to: july + hour, detail: "2 instants missing" }],
    rowsRead: 12,
    provenance: {
      source: "exchange",
      simulated: false,
      description: "Made up",
      files: [{ name: "a.zip", sha256: "ab" }],
    },
  };

  test("tells what was asked and what came, and its details the rest", async () => {
    const store = await emptyStore();
    const answer = answerOf([{ rows: [[july, 1]] }], frame);
    const { fetch } = await appendAnswer(store, answer);
    const [record] = (await readManifest(store)).fetches;
    expect(record).toMatchObject({
      id: fetch,
      source: "exchange",
      asset: "BTC",
      intervalMs: hour,
      query: frame.query,
      from: july - hour,
      to: july,
      retrievedAt: answer.retrievedAt,
      added: 1,
      revised: 0,
    });
    const { issues, rowsRead, provenance, series } = await fetchDetails(store, record as FetchRecord);
    expect({ issues, rowsRead, provenance }).toEqual({
      issues: frame.issues,
      rowsRead: 12,
      provenance: frame.provenance,
    });
    expect(series).toEqual([
      {
        source: "exchange",
        asset: "BTC",
        measure: "open_interest",
        name: "binance",
        unit: "base",
        intervalMs: hour,
        identity: answer.series[0]?.series.identity,
      },
    ]);
  });

  test("is kept of an answer without a value", async () => {
    const store = await emptyStore();
    const empty = answerOf([{ rows: [[july, Number.NaN]] }]);
    expect(await appendAnswer(store, empty)).toMatchObject({ added: 0, same: 0 });
    const none = answerOf([], { from: july, to: july + hour });
    expect(await appendAnswer(store, none)).toMatchObject({ added: 0, same: 0 });
    const { files, fetches } = await readManifest(store);
    expect(files).toEqual([]);
    expect(fetches.map(({ from, to }) => [from, to])).toEqual([
      [july - hour, july],
      [july, july + hour],
    ]);
  });

  test("grows by an answer that continues it", async () => {
    const store = await emptyStore();
    const { fetch } = await appendAnswer(store, answerOf([{ rows: [[july, 1]] }], frame));
    const next = answerOf([{ rows: [[july + hour, 2]], name: "okx", identity: { venue: "okx" } }], {
      ...frame,
      ...later,
      from: july,
    });
    expect((await appendAnswer(store, next, { continues: fetch })).fetch).toBe(fetch);
    const { fetches } = await readManifest(store);
    expect(fetches).toHaveLength(1);
    expect(fetches[0]).toMatchObject({ from: july - hour, to: july + hour, added: 2, ...later });
    const details = await fetchDetails(store, fetches[0] as FetchRecord);
    expect(details.series.map(({ name }) => name)).toEqual(["binance", "okx"]);
    expect(details).toMatchObject({ rowsRead: 24, issues: frame.issues, provenance: frame.provenance });
  });

  test("does not grow over what was not asked for, nor by another question", async () => {
    const store = await emptyStore();
    const { fetch } = await appendAnswer(store, answerOf([{ rows: [[july, 1]] }]));
    const continued = (changes: Partial<Answer>, id = fetch) =>
      appendAnswer(store, answerOf([], { from: july, to: july + hour, ...changes }), { continues: id });
    await expect(continued({ from: july + 1 })).rejects.toThrow(
      /^appendAnswer: 2025-07-01T00:00:00.001Z to 2025-07-01T01:00Z does not touch fetch .*; append without continues$/,
    );
    await expect(continued({ asset: "ETH" })).rejects.toThrow(/^appendAnswer: asset ETH is not that of fetch .*, BTC/);
    await expect(continued({ query: {} })).rejects.toThrow(/^appendAnswer: the query is not that of fetch/);
    await expect(continued({}, "nothing")).rejects.toThrow(
      "appendAnswer: no fetch nothing to continue; append without continues",
    );
  });
});
