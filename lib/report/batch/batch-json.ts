import type { Batch } from "./run-batch.js";

/**
 * The reports of a batch as JSON, for programs: values, status, files, hash of the results, and why one failed. The same
 * batch gives the same bytes, however its reports were run.
 */
export function batchJson({ name, reports }: Pick<Batch, "name" | "reports">): string {
  const listed = reports.map(({ varied, status, files, stamp, failure, problem, noPdf }) => ({
    parameters: varied,
    status,
    files,
    ...(stamp !== undefined && { result: stamp.result }),
    ...(failure !== undefined && {
      failure: {
        cell: failure.number,
        heading: failure.heading,
        error: `${failure.error.name}: ${failure.error.message}`,
      },
    }),
    ...(problem !== undefined && { problem }),
    ...(noPdf !== undefined && { noPdf }),
  }));
  return `${JSON.stringify({ version: 1, notebook: name, reports: listed }, null, 1)}\n`;
}
