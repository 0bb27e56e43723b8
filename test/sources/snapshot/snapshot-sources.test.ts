import { expect, test } from "vitest";
import { snapshotSources, snapshotVenues } from "../../../lib/sources/snapshot/snapshot-sources.js";
import { venueSources } from "../../../lib/sources/snapshot/venue-sources.js";

test("the venues that can be asked are those of the sources, which are loaded later", async () => {
  expect(snapshotVenues).toEqual([...new Set(venueSources.map(({ venue }) => venue))]);
  const asked = await snapshotSources(snapshotVenues);
  expect(asked.map(({ source }) => source)).toEqual(venueSources);
});
