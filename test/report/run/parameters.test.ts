import { describe, expect, test } from "vitest";
import { parseNotebook } from "../../../lib/report/run/notebook-file.js";
import { notebookParameters, withParameters } from "../../../lib/report/run/parameters.js";
import { notebookText } from "../make-notebook.js";

const notebook = (...cells: string[]) => parseNotebook(notebookText(cells), "study.ipynb");
const study = notebook(
  "md:# Study",
  'parameters:// What to load\nlet asset = "BTC", hours = -24;\nlet smooth: boolean = true; let to: string | undefined;\nlet note = `none`; const fixed = 1; let derived = hours * 2;',
  "asset",
);

describe("parameters of a notebook", () => {
  test("are the let declarations with a plain default, typed by it", () => {
    expect(notebookParameters(study)).toEqual([
      { name: "asset", type: "string", default: "BTC" },
      { name: "hours", type: "number", default: -24 },
      { name: "smooth", type: "boolean", default: true },
      { name: "to", type: "string", default: undefined },
      { name: "note", type: "string", default: "none" },
    ]);
  });

  test("are none without a tagged cell", () => {
    expect(notebookParameters(notebook("let a = 1"))).toEqual([]);
  });
});

describe("given values", () => {
  test("are assigned in a cell after the parameters, read as the type of the default", () => {
    const given = { asset: 'E"TH', hours: "48", smooth: "false", to: "2025-01-31" };
    const { notebook: changed, values } = withParameters(study, given);
    expect(changed.cells[2]).toEqual({
      cell_type: "code",
      id: "injected-parameters",
      metadata: { tags: ["injected-parameters"] },
      source: '// Parameters\nasset = "E\\"TH";\nhours = 48;\nsmooth = false;\nto = "2025-01-31";',
    });
    expect([...values.values()]).toEqual(['E"TH', 48, false, "2025-01-31"]);
    expect(study.cells).toHaveLength(3);
  });

  test("replace those of an earlier run", () => {
    const once = withParameters(study, { asset: "ETH" }).notebook;
    const twice = withParameters(once, { asset: "SOL" }).notebook;
    expect(twice.cells).toHaveLength(4);
    expect(twice.cells[2]?.source).toContain('asset = "SOL"');
  });

  test("of an earlier run stay when none are given, and are told", () => {
    const { notebook: kept, values } = withParameters(withParameters(study, { asset: "ETH", hours: 7 }).notebook, {});
    expect(kept).toEqual(withParameters(study, { asset: "ETH", hours: 7 }).notebook);
    expect([...values]).toEqual([
      ["asset", "ETH"],
      ["hours", 7],
    ]);
  });

  test("that do more than assign stay as they stand", () => {
    const injected = (source: string) => {
      const { notebook: once } = withParameters(study, { asset: "ETH" });
      const cells = once.cells.map((cell, index) => (index === 2 ? { ...cell, id: "theirs", source } : cell));
      const { notebook: kept, values } = withParameters({ ...once, cells }, {});
      return [kept.cells[2]?.id, kept.cells[2]?.source, Object.fromEntries(values)];
    };
    const loop = 'hours = -4;\nasset = ["A", "B"].join();\nlog(1)';
    expect(injected(loop)).toEqual(["theirs", loop, { hours: -4, asset: '["A", "B"].join()' }]);
    expect(injected("# Parameters\nhours = 4")).toEqual(["theirs", "# Parameters\nhours = 4", {}]);
    expect(injected("// Parameters\nhours = 4;\n")).toEqual([
      "injected-parameters",
      "// Parameters\nhours = 4;",
      { hours: 4 },
    ]);
  });

  test("that were a place on another machine are asked for", () => {
    const { notebook: report } = withParameters(study, { asset: "…/data" });
    expect(() => withParameters(report, {})).toThrow(
      'withParameters: parameter "asset" was a place on the machine that made this report (…/data); give yours with -p asset=…',
    );
    expect(withParameters(report, { asset: "/data" }).values.get("asset")).toBe("/data");
  });

  test("are in a cell with an id only where the format has ids, from 4.5 on", () => {
    const injected = (minor: number) =>
      withParameters({ ...study, nbformat_minor: minor }, { asset: "ETH" }).notebook.cells[2];
    expect(injected(4)).not.toHaveProperty("id");
    expect(injected(5)).toHaveProperty("id", "injected-parameters");
  });

  test.each(["12345678901234567890", "-9007199254740992", " 9007199254740993 ", "0x20000000000001"])(
    "that are integers beyond what a number holds exactly are refused: %s",
    (value) => {
      expect(() => withParameters(study, { hours: value })).toThrow(
        `withParameters: "${value}" does not fit parameter "hours"; give an integer from -9007199254740991 to 9007199254740991`,
      );
    },
  );

  test("may be the largest exact integer, or a larger number that is no list of digits", () => {
    const read = (hours: string) => withParameters(study, { hours }).values.get("hours");
    expect(read("9007199254740991")).toBe(9007199254740991);
    expect(read("1e20")).toBe(1e20);
    expect(read("0.1234567890123456789")).toBe(0.12345678901234568);
  });

  test("of an unknown name are refused with the known names", () => {
    expect(() => withParameters(study, { coin: "BTC" })).toThrow(
      'withParameters: unknown parameter "coin"; known: asset, hours, smooth, to, note',
    );
    expect(() => withParameters(notebook("1"), { coin: "BTC" })).toThrow(
      'unknown parameter "coin"; the notebook has no cell tagged "parameters"',
    );
  });

  test("of what is declared and can be no parameter are refused with what can", () => {
    expect(() => withParameters(study, { derived: "3" })).toThrow(
      'withParameters: "derived" can be no parameter, which starts with a string, a number, true or false; known: asset',
    );
  });

  test.each([
    ["hours", "many", "a number"],
    ["hours", "", "a number"],
    ["hours", "Infinity", "a number"],
    ["hours", true, "a number"],
    ["smooth", "yes", "true or false"],
    ["asset", 5, "a string"],
  ])("that do not fit are refused: %s = %s", (name, value, expected) => {
    expect(() => withParameters(study, { [name]: value })).toThrow(
      `withParameters: "${value}" does not fit parameter "${name}"; give ${expected}`,
    );
  });
});

describe("a notebook file", () => {
  test("may split its text into lines", () => {
    const text = '{"nbformat":4,"nbformat_minor":5,"metadata":{},"cells":[{"cell_type":"code","source":["a\\n","b"]}]}';
    expect(parseNotebook(text, "a.ipynb").cells[0]?.source).toBe("a\nb");
  });

  test("may start with a byte-order mark", () => {
    expect(parseNotebook(`\uFEFF${notebookText(["1"])}`, "a.ipynb").cells).toHaveLength(1);
  });

  test("that is no notebook is refused with the place", () => {
    expect(() => parseNotebook("{", "a.ipynb")).toThrow("parseNotebook: a.ipynb is not JSON; ");
    expect(() => parseNotebook("[]", "a.ipynb")).toThrow(/a\.ipynb is no notebook of format 4; .* at its top$/);
    expect(() => parseNotebook('{"nbformat":3,"worksheets":[]}', "a.ipynb")).toThrow(
      "parseNotebook: a.ipynb is a notebook of format 3, and not 4; upgrade it: jupyter nbconvert --to notebook a.ipynb",
    );
    expect(() => parseNotebook('{"nbformat":5,"cells":[]}', "a.ipynb")).toThrow(
      "format 5, and not 4; save it in format 4",
    );
    expect(() => parseNotebook("const a = 1", "a.ts")).toThrow(
      "parseNotebook: a.ts is no notebook; give an .ipynb file",
    );
    const utf16 = Buffer.from(`\uFEFF${notebookText(["1"])}`, "utf16le").toString("utf8");
    expect(() => parseNotebook(utf16, "a.ipynb")).toThrow("a.ipynb is no UTF-8 text, as a notebook is, but UTF-16");
    const odd = '{"nbformat":4,"nbformat_minor":0,"cells":[{"cell_type":"code","metadata":{}}]}';
    expect(() => parseNotebook(odd, "a.ipynb")).toThrow(/ at cells\.0\.source$/);
  });
});
