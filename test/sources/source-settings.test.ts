import { describe, expect, test } from "vitest";
import { readFileOptions } from "../../lib/sources/files/file-options.js";
import { readSettings, sourceSettings } from "../../lib/sources/source-settings.js";

describe("readSettings", () => {
  test("reads text, JSON and records alike, each value as its setting takes it", () => {
    const wanted = { metric: "total_open_interest", funding: false, pointsPerCall: 500, currencies: ["USDT", "USD"] };
    const text = "metric=total_open_interest; funding=false; pointsPerCall=500; currencies=USDT, USD";
    expect(readSettings("santiment", text)).toEqual(wanted);
    expect(readSettings("santiment", JSON.stringify(wanted))).toEqual(wanted);
    expect(readSettings("santiment", { ...wanted, funding: "false" })).toEqual(wanted);
    expect(readSettings("csv", "")).toEqual({});
    // A value may hold an equals sign, and a list of pairs stays text for the file's own reader.
    expect(readSettings("file", "columns=Binance=binance,OKX=okx")).toEqual({ columns: "Binance=binance,OKX=okx" });
  });

  test("refuses what the source does not know or cannot take, naming it", () => {
    expect(() => readSettings("blocklens", "metric=x")).toThrow(
      'load: source "blocklens" has no setting "metric"; known: includeIncomplete, limit, requestsPerHour',
    );
    expect(() => readSettings("sample", "a=1")).toThrow('source "sample" has no setting "a"; it has none');
    expect(() => readSettings("santiment", "funding=no")).toThrow('load: setting funding is "no"; give true or false');
    expect(() => readSettings("blocklens", "limit=many")).toThrow('load: setting limit is "many", which is no number');
    expect(() => readSettings("blocklens", "limit")).toThrow(
      "load: setting 1 is not name=value; write them like name=value; name=value",
    );
    expect(() => readSettings("blocklens", "{limit}")).toThrow(
      'load: settings begin with { and are no JSON object; write it like {"name": "value"}',
    );
    expect(() => readSettings("blocklens", '{"toString": 1}')).toThrow('has no setting "toString"');
  });

  test("quotes nothing that it cannot read, since it may be a key", () => {
    for (const text of ['{"key":san_SECRET123}', "key san_SECRET", "san_SECRET", "funding=true; =san_SECRET"]) {
      let message = "";
      try {
        readSettings("santiment", text);
      } catch (error) {
        message = (error as Error).message;
      }
      expect(message).toMatch(/^load: /);
      expect(message).not.toContain("SECRET");
    }
  });

  test("refuses what is given twice, names that are empty and values of another kind", () => {
    expect(() => readSettings("blocklens", "limit=5;limit=6")).toThrow(
      "load: setting limit is given twice; give it once",
    );
    for (const currencies of ["USDT,,", ["USDT", " "]])
      expect(() => readSettings("santiment", { currencies })).toThrow("load: setting currencies has an empty name");
    expect(() => readSettings("blocklens", { includeIncomplete: 0 })).toThrow(
      "load: setting includeIncomplete is 0; give true or false",
    );
    expect(() => readSettings("blocklens", { limit: {} })).toThrow("setting limit is an object; give a number");
    expect(() => readSettings("blocklens", '{"limit": null}')).toThrow("setting limit is null; give a number");
    expect(() => readSettings("santiment", { metric: 5 })).toThrow("setting metric is 5; give text");
    expect(() => readSettings("santiment", { currencies: [1] })).toThrow(
      "setting currencies is a list; give a list of texts",
    );
    const columns = { Binance: "binance" };
    expect(readSettings("file", { columns, except: ["OKX"], scale: undefined })).toEqual({ columns, except: ["OKX"] });
    expect(() => readSettings("file", { columns: { Binance: 1 } })).toThrow("setting columns is an object; give text");
  });
});

test("a file has every option of its own as a setting, but what text cannot say", () => {
  let message = "";
  try {
    readFileOptions({ path: "a", unheardOf: 1 } as never);
  } catch (error) {
    message = (error as Error).message;
  }
  const options = message.split("known: ")[1].split(", ");
  // What every source takes, and records of records and of series.
  const others = ["path", "asset", "interval", "from", "to", "identities", "prices"];
  for (const source of ["file", "csv"] as const) {
    expect([...Object.keys(sourceSettings(source)), ...others].sort()).toEqual([...options].sort());
  }
});
