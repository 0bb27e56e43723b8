import { zipSync } from "fflate";
import { describe, expect, test } from "vitest";
import { unzip } from "../../../lib/sources/binance/unzip.js";

const content = new Uint8Array(1_000_000);

/** An archive of `content` whose directory says another length. */
function declaring(length: number): Uint8Array {
  const archive = zipSync({ "a.csv": content });
  const view = new DataView(archive.buffer, archive.byteOffset, archive.byteLength);
  // The end record is the last 22 bytes; at 16 it says where the directory is, and that has the length at 24.
  const directory = view.getUint32(archive.length - 22 + 16, true);
  view.setUint32(directory + 24, length, true);
  return archive;
}

describe("unzip", () => {
  test("gives the bytes of the file, also of an empty one", () => {
    expect(unzip(declaring(1_000_000), "a.zip").length).toBe(1_000_000);
    expect(unzip(zipSync({ "a.csv": new Uint8Array(0) }), "a.zip").length).toBe(0);
    expect(unzip(zipSync({ "a.csv": [new Uint8Array(0), { level: 9 }] }), "a.zip").length).toBe(0);
  });

  test("stops unpacking at the declared length", () => {
    expect(() => unzip(declaring(1000), "a.zip")).toThrow(
      "unzip: a.zip is damaged: its file has more bytes than it says; fetch it again",
    );
  });

  test("refuses a file that is shorter than it says", () => {
    expect(() => unzip(declaring(1_000_001), "a.zip")).toThrow(
      "unzip: a.zip is damaged: its file has 1000000 bytes where it says 1000001; fetch it again",
    );
  });

  test("does not begin with a file that says it is huge", () => {
    expect(() => unzip(declaring(512 * 2 ** 20 + 1), "a.zip")).toThrow(
      "unzip: a.zip says its file has 536870913 bytes; at most 536870912 are unpacked; give an archive of a day or a month",
    );
  });
});
