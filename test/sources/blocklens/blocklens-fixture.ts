import { inspect } from "node:util";
import { expect } from "vitest";
import { type BlocklensOptions, loadBlocklens } from "../../../lib/sources/blocklens/blocklens.js";
import type { Dataset } from "../../../lib/sources/dataset.js";
import type { HttpWait } from "../../../lib/sources/http/http-wait.js";
import type { LoadProgress } from "../../../lib/sources/progress.js";
import type { ProviderServer } from "../provider-server.js";
import { type BlocklensData, blocklensServer, day, key, start } from "./blocklens-server.js";

/** Noon of the eleventh day: ten are over. */
export const now = start + 10.5 * day;

const open: ProviderServer[] = [];

/** Stops every server that a test started. */
export async function closeServers(): Promise<void> {
  await Promise.all(open.splice(0).map((server) => server.close()));
}

/** A load and what could be seen of it. */
export interface Loaded {
  readonly data: Dataset;
  readonly server: ProviderServer;
  readonly progress: readonly LoadProgress[];
  readonly waits: readonly HttpWait[];
}

/** Loads from a stand-in, and checks that nobody who looks on ever sees the key. */
export async function load(served: BlocklensData, options: Partial<BlocklensOptions> = {}): Promise<Loaded> {
  const server = await blocklensServer(served);
  open.push(server);
  const progress: LoadProgress[] = [];
  const waits: HttpWait[] = [];
  try {
    const data = await loadBlocklens({
      url: server.url,
      key,
      now,
      from: "2025-01-01",
      venues: [],
      backoffMs: 1,
      onProgress: (each) => progress.push(each),
      onWait: (wait) => waits.push(wait),
      ...options,
    });
    expect(inspect([data.provenance, data.quality], { depth: 9 })).not.toContain("secret");
    return { data, server, progress, waits };
  } catch (error) {
    expect(`${inspect(error, { depth: 9, showHidden: true })}${(error as Error).stack}`).not.toContain("secret");
    throw error;
  } finally {
    expect(JSON.stringify([progress, waits])).not.toContain("secret");
    for (const { path, query } of server.requests) expect(`${path}?${query}`).not.toContain("secret");
  }
}

/** What a load says when it fails. */
export async function failure(served: BlocklensData, options: Partial<BlocklensOptions> = {}): Promise<string> {
  return await load(served, options).then(
    () => "no failure",
    (error: unknown) => (error instanceof Error ? error.message : String(error)),
  );
}

/** Issues as `kind where count`, and their detail. */
export function told({ quality }: Dataset): readonly string[] {
  return quality.issues
    .filter(({ kind }) => kind !== "no-price")
    .map(({ kind, where, count }) => `${kind} ${where} ${count}`);
}

/** The first issue of a kind. */
export function issue({ quality }: Dataset, kind: string) {
  return quality.issues.find((each) => each.kind === kind);
}
