import { expect, test } from "vitest";
import { runEnvironment, runNodeOptions } from "../../../lib/report/run/run-environment.js";

test("an environment keeps what it has but time zone, language and colours", () => {
  const env = {
    PATH: "/bin",
    NODE_OPTIONS: "--x",
    TZ: "Asia/Tokyo",
    lang: "de",
    LC_NUMERIC: "de_DE",
    FORCE_COLOR: "3",
  };
  expect(runEnvironment(env)).toEqual({
    PATH: "/bin",
    NODE_OPTIONS: "--x",
    TZ: "UTC",
    LANG: "en_US.UTF-8",
    LC_ALL: "en_US.UTF-8",
    NO_COLOR: "1",
  });
});

test.each<[given: string[], memoryMb: number | undefined, kept: string[]]>([
  [["--max-old-space-size=900", "--import", "./x.js"], undefined, ["--max-old-space-size=900", "--import", "./x.js"]],
  [["--inspect-brk=0", "--enable-source-maps"], 512.5, ["--enable-source-maps", "--max-old-space-size=513"]],
  [["-e", "await import('x')", "--no-warnings"], undefined, ["--no-warnings"]],
])("options of Node are passed on but for those of one process: %j", (given, memoryMb, kept) => {
  expect(runNodeOptions(given, memoryMb)).toEqual(kept);
});
