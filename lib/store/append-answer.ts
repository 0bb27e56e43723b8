import { randomBytes } from "node:crypto";
import { rm } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";

import { type Appending, type AppendPlan, appendPlan } from "./append-plan.js";
import { checkAnswer } from "./check-answer.js";
import { commitManifest, type OnStep } from "./commit-manifest.js";
import { touchFiles } from "./files/durable-file.js";
import { publish, unpublished } from "./files/publish.js";
import { keptManifests, removeUnused } from "./files/remove-unused.js";
import { storeFailure } from "./files/store-failure.js";
import { detailsPath } from "./files/store-paths.js";
import { readManifest } from "./manifest.js";
import type { Writer } from "./merge-partition.js";
import { answerPartitions } from "./rows/answer-partitions.js";
import type { Differing } from "./rows/merge-rows.js";
import type { Answer, Appended, Manifest } from "./store-types.js";
import { writerConnection } from "./writer-connection.js";

/** How an answer is appended. */
export interface AppendOptions {
  /** Id of the record of a fetch that grows by this answer, instead of a new record. Default none. */
  readonly continues?: string | undefined;
  /**
   * Which value holds where one is there that differs from a new one: `replace` takes the new one, and keeps both in the
   * revisions; `keep` leaves what is there as it is, as if it were the same. Default `replace`.
   */
  readonly differing?: Differing | undefined;
  /** What time it is, epoch milliseconds, to tell which files are old enough to be removed. Default the clock's. */
  readonly now?: number | undefined;
  /** Called after each step with its name; what it throws ends the appending there. Default nothing. */
  readonly onStep?: OnStep | undefined;
}

/** Every choice of `differing`, in the order of the definition. */
const differences: readonly Differing[] = ["replace", "keep"];

/** A writer that loses so often to others gives up. */
const attempts = 100;

/**
 * Puts the values of an answer into a store, by venue and UTC month, and writes down where they came from. A value that is
 * there already, the same to the bit, stays; another one is replaced, and both are kept in the revisions; what the answer
 * does not give stays. NaN is no value, −0 is kept as 0, denormal numbers as they are. Where the identity of a series has changed, the rows of this answer have the new one.
 *
 * When it returns, all is on the disk. Whatever happens before leaves the store as it was. Several programs may append at
 * once: one that loses to another builds on what that one wrote.
 * @param path folder of the store
 * @throws {RangeError} before anything is written: if there is no store, for an answer that cannot be, and if there is no
 *   record to continue
 * @throws {Error} if a file of the store is damaged, naming it, or the store cannot be written to, telling why
 */
export async function appendAnswer(
  path: string,
  answer: Answer,
  { continues, differing = "replace", now = Date.now(), onStep = () => {} }: AppendOptions = {},
): Promise<Appended> {
  checkAnswer(answer);
  if (!differences.includes(differing)) {
    throw new RangeError(`appendAnswer: unknown differing "${differing}"; known: ${differences.join(", ")}`);
  }
  const parts = answerPartitions(answer);
  const commit = randomBytes(8).toString("hex");
  const id = `${new Date(answer.retrievedAt).toISOString().replace(/[-:.]/g, "")}-${commit}`;
  const appending: Appending = {
    answer,
    parts,
    id,
    differing,
    continues,
    now,
    onStep,
    known: new Map(),
    made: new Set(),
  };
  const connection = await writerConnection();
  try {
    return await appended({ store: path, connection }, appending, commit);
  } catch (cause) {
    throw storeFailure("appendAnswer", path, cause);
  } finally {
    connection.closeSync();
    for (const file of appending.made) await rm(join(path, file), { force: true }).catch(() => {});
  }
}

async function appended(writer: Writer, appending: Appending, commit: string): Promise<Appended> {
  const { store } = writer;
  const { made, onStep } = appending;
  for (let attempt = 0; attempt < attempts; attempt++) {
    const base = await readManifest(store);
    const plan = await appendPlan(writer, base, appending);
    const files = [...made];
    await touchFiles(files.map((file) => join(store, file)));
    // From here on a manifest may name them: if it is not known whether one does, they stay.
    made.clear();
    const newest = await commitManifest(store, base, plan.change, commit, onStep);
    const unused = newest === undefined ? files : files.filter((file) => !isNamed(plan, file));
    for (const file of unused) made.add(file);
    if (newest !== undefined) {
      await tidied(store, plan, newest, appending.now);
      await onStep("published");
      return plan.appended;
    }
    await wait(Math.random() * Math.min(500, 10 * 2 ** attempt));
  }
  throw new Error(
    `appendAnswer: other programs wrote to ${store} first, ${attempts} times; append again when they are done`,
  );
}

function isNamed({ changed, record }: AppendPlan, file: string): boolean {
  return changed.some(({ path }) => path === file) || detailsPath(record.sha256) === file;
}

/** What follows a commit, and is no part of it: other programs see it, and what nobody needs any more goes. */
async function tidied(store: string, plan: AppendPlan, committed: Manifest, now: number): Promise<void> {
  const newest = await publish(store, plan.changed, committed);
  for (const file of plan.expired) await rm(join(store, file), { force: true });
  // Now and then all is looked through, for what writers that were killed have left.
  if (committed.version % keptManifests !== 0) return;
  await publish(store, await unpublished(store, newest.files), newest);
  await removeUnused(store, newest, now);
}
