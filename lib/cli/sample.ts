import { relative, resolve } from "node:path";
import { Command } from "commander";
import { writeSample } from "../sources/sample/sample-files.js";

/** `open-interest sample`: makes the bundled sample anew. */
export function sampleCommand(): Command {
  return new Command("sample")
    .description("simulate a market and write it as the files of the bundled sample, the same bytes every time")
    .argument("[folder]", "where to write", "data")
    .action(sample);
}

async function sample(folder: string): Promise<void> {
  const written = await writeSample(folder, {
    onProgress: ({ done, total, what }) => console.error(`[${String(done).padStart(2)}/${total}] ${what}`),
  });
  const bytes = written.reduce((sum, file) => sum + file.bytes, 0);
  console.log(
    `${written.length} files, ${(bytes / 1e6).toFixed(1)} MB: ${relative(process.cwd(), resolve(folder)) || "."}`,
  );
}
