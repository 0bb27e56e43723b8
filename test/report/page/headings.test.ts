import { describe, expect, test } from "vitest";
import { headingIds, lastHeading } from "../../../lib/report/page/headings.js";

describe("the last heading", () => {
  test.each([
    ["# One\n\ntext\n\n## *Two* `three`\n\ntext", "Two three"],
    ["## Closed ##  ", "Closed"],
    ["## In C#", "In C#"],
    ["# One\r\n", "One"],
    ["# One\n```\n# code\n```", "One"],
    ["#none\n#\n# \ntext", undefined],
    ["", undefined],
  ])("of %j is %j", (markdown, text) => expect(lastHeading(markdown)).toBe(text));

  test.each([
    ["blanks", " "],
    ["number signs", "#"],
  ])(
    "with 60,000 %s in it is found at once",
    (_, sign) => {
      const text = `a${sign.repeat(60_000)}b`;
      expect(lastHeading(`# ${text}`)).toBe(text);
    },
    2_000,
  );
});

describe("ids of headings", () => {
  test("are their words, each given once", () => {
    const idOf = headingIds();
    expect(["A b", "A, b!", "A b 2", "Cell 3", "***"].map(idOf)).toEqual([
      "a-b",
      "a-b-2",
      "a-b-2-2",
      "section-cell-3",
      "section",
    ]);
  });
});
