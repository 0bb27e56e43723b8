import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { expect, test } from "vitest";
import { checkStore } from "../../lib/store/check-store.js";
import { initStore } from "../../lib/store/init-store.js";
import { readManifest } from "../../lib/store/manifest.js";
import { emptyFolder, hour, july, rowsOf } from "./append-fixture.js";
import { appender } from "./append-process.js";

const kills = Number(process.env.OPEN_INTEREST_KILLS ?? 40);

/** Numbers in [0, 1), the same in each run. */
function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 16_807) % 2_147_483_647;
    return state / 2_147_483_647;
  };
}

/** Rows of the files of the newest state, of one kind. */
async function stateRows(store: string, kind: "data" | "revisions", columns: string) {
  const { files } = await readManifest(store);
  const paths = files.filter((file) => file.kind === kind).map(({ path }) => `'${store}/${path}'`);
  return paths.length === 0 ? [] : rowsOf(store, `SELECT ${columns} FROM read_parquet([${paths}])`);
}

/** The writers, each with a series of its own. */
const names = ["a", "b"] as const;

test(`a store whose writers are killed ${kills} times opens, is whole and has all that was acknowledged`, async () => {
  const store = join(await emptyFolder(), "store");
  await initStore(store);
  const chance = random(11);
  const start = () => names.map((name) => appender(store, name));
  let next = start();
  const last = [0, 0];
  let appendMs = 0;
  for (let round = 0; round < kills / 2; round++) {
    const writers = next;
    await Promise.all(writers.map(({ ready }) => ready));
    next = start();
    await Promise.all(
      writers.map(async ({ begin, child, ended }, place) => {
        const begun = performance.now();
        begin((last[place] as number) + 1, (last[place] as number) + (round === 0 ? 2 : 1000));
        // The first round tells how long an append takes, and the others are killed at some moment of a few.
        if (round === 0) await ended;
        appendMs = Math.max(appendMs, round === 0 ? (performance.now() - begun) / 2 : 0);
        if (round > 0) await wait(chance() * appendMs * 2.5);
        child.kill("SIGKILL");
        await ended;
      }),
    );
    const { problems } = await checkStore(store);
    expect(problems.filter(({ kind }) => kind !== "stray" && kind !== "unpublished")).toEqual([]);
    const rows = await stateRows(store, "data", `series, (epoch_ms(time) - ${july}) // ${hour}, value`);
    const changes = await stateRows(store, "revisions", "series, old_value, new_value");
    for (const [place, name] of names.entries()) {
      const own = rows.filter(([series]) => series === name);
      const values = new Map(own.map(([, number, value]) => [Number(number), Number(value)]));
      const reached = Math.max(0, ...values.keys());
      const told = writers[place]?.acknowledged ?? [];
      const acknowledged = told[told.length - 1] ?? last[place];
      // Beyond those acknowledged there is at most the one that was being written when it was killed.
      expect([acknowledged, (acknowledged as number) + 1]).toContain(reached);
      for (let number = 1; number <= reached; number++) expect(values.get(number)).toBe(number);
      if (reached > 0) expect(values.get(0)).toBe(reached);
      expect(changes.filter(([series]) => series === name).map(([, old, now]) => [old, now])).toEqual(
        Array.from({ length: Math.max(0, reached - 1) }, (_, index) => [index + 1, index + 2]),
      );
      last[place] = reached;
    }
    expect((await readManifest(store)).fetches).toHaveLength((last[0] as number) + (last[1] as number));
  }
  for (const { child, ended } of next) {
    child.kill("SIGKILL");
    await ended;
  }
  expect((last[0] as number) + (last[1] as number)).toBeGreaterThan(kills / 4);
  await checkStore(store, { repair: true, now: Date.now() + 660_000 });
  expect((await checkStore(store)).problems).toEqual([]);
}, 3_600_000);
