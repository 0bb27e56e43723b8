import { afterEach, beforeEach, vi } from "vitest";
import type { Dataset } from "../../../lib/sources/dataset.js";
import type { QualityIssue } from "../../../lib/sources/quality/quality.js";
import { loadSantiment } from "../../../lib/sources/santiment/santiment.js";
import type { SantimentOptions } from "../../../lib/sources/santiment/santiment-options.js";
import { now, world } from "./san-fixture.js";
import { type SanServer, type SanWorld, sanServer } from "./san-server.js";

/** The server of the last load. */
export let server: SanServer;

// A key of the machine's would be sent otherwise.
beforeEach(() => {
  vi.stubEnv("SANTIMENT_API_KEY", "");
  vi.stubEnv("SANPY_APIKEY", "");
});

afterEach(async () => {
  vi.unstubAllEnvs();
  await server.close();
});

/** All that the fixture has values for. */
export const period = { from: "2025-07-01", to: "2025-07-01T06:00Z" } as const;

/** Loads from a new server, whose world differs from that of the fixture by `changes`. */
export async function load(options: SantimentOptions = {}, changes: Partial<SanWorld> = {}): Promise<Dataset> {
  server = await sanServer({ ...world, ...changes });
  return loadSantiment({ url: server.url, now, backoffMs: 1, ...period, ...options });
}

/** What a load told of one kind. */
export const issuesOf = (dataset: Dataset, kind: string): readonly QualityIssue[] =>
  dataset.quality.issues.filter((issue) => issue.kind === kind);
