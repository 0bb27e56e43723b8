import { setTimeout as wait } from "node:timers/promises";
import { type HttpClient, type HttpOptions, httpClient } from "../http/http-client.js";
import { HttpFailure } from "../http/http-failure.js";
import type { ArchiveStore } from "./archive-store.js";
import { checkPace } from "./check-pace.js";
import { packedFile } from "./packed-file.js";
import { pathPeriod } from "./path-period.js";
import { listedNames } from "./s3-listing.js";

/** The public archive. */
export const archiveUrl: string = "https://data.binance.vision";
/** Where the public archive says which files it has. */
export const archiveListingUrl: string = "https://s3-ap-northeast-1.amazonaws.com/data.binance.vision";

/** Where an archive is, and how patiently its files are fetched. */
export interface HttpArchiveOptions
  extends Pick<HttpOptions, "timeoutMs" | "retries" | "backoffMs" | "longestWaitMs" | "signal"> {
  /** Address below which `data/` lies. Default the public archive, https://data.binance.vision. */
  readonly url?: string | undefined;
  /**
   * Address of the S3 bucket that lists the files. Default, for the public archive, its own; another one is not listed
   * unless this says where.
   */
  readonly listing?: string | undefined;
  /** Most requests begun in a second. Default 50. */
  readonly requestsPerSecond?: number | undefined;
  /** The present, epoch milliseconds UTC: no file of a time after it is asked for. Default the clock's. */
  readonly now?: number | undefined;
}

/** An archive behind an address. */
export interface HttpArchive extends ArchiveStore {
  /** Text of the checksum of the file at a path below `data/`; undefined if there is none. */
  readonly checksum: (path: string) => Promise<string | undefined>;
}

const title = "Binance archive";

/**
 * An archive behind an address below which `data/` lies. A file that is no zip or fails its checksum is fetched once more,
 * since for some minutes after it was published anew the copies of a content network differ.
 * @throws {RangeError} for an address that is none, or a rate that is no whole number above 0
 */
export function httpArchive({
  url = archiveUrl,
  listing = url === archiveUrl ? archiveListingUrl : undefined,
  requestsPerSecond = 50,
  now = Date.now(),
  ...patience
}: HttpArchiveOptions = {}): HttpArchive {
  checkPace(requestsPerSecond, "requestsPerSecond");
  const root = url.replace(/\/+$/, "");
  const rate = { limit: requestsPerSecond, intervalMs: 1000 };
  const client = httpClient({ ...patience, title, url: root, rate });
  const { backoffMs = 500, signal } = patience;
  const listed = new Map<string, ReadonlySet<string>>();
  const checksum = async (path: string): Promise<string | undefined> => {
    const bytes = await bytesAt(client, `data/${path}.CHECKSUM`);
    return bytes === undefined ? undefined : new TextDecoder().decode(bytes);
  };
  const fetchFile: ArchiveStore["file"] = async (path) => {
    const bytes = await bytesAt(client, `data/${path}`);
    return bytes === undefined ? undefined : packedFile(`data/${path}`, bytes, await checksum(path));
  };
  const file: ArchiveStore["file"] = async (path) => {
    if ((pathPeriod(path)?.start ?? 0) > now) return undefined;
    try {
      return await fetchFile(path);
    } catch (cause) {
      if (!(cause instanceof RangeError)) throw cause;
      await wait(backoffMs, undefined, { ...(signal && { signal }) });
      return await fetchFile(path);
    }
  };
  const place = root;
  const isListed: ArchiveStore["isListed"] = (path) => {
    const slash = path.lastIndexOf("/");
    return listed.get(path.slice(0, slash))?.has(path.slice(slash + 1)) ?? false;
  };
  if (listing === undefined) return { place, file, checksum, isListed };
  const names = async (folder: string): Promise<readonly string[]> => {
    const { origin, pathname } = new URL(listing);
    const lister = httpClient({ ...patience, title: "Binance archive's listing", url: origin });
    const found = await listedNames(lister, pathname.slice(1), `data/${folder}/`);
    listed.set(folder, new Set(found));
    return found;
  };
  return { place, file, checksum, names, isListed };
}

/**
 * The body at a path; undefined for 404.
 * @throws {HttpFailure} for a status that is neither, or if there is no answer
 */
async function bytesAt(client: HttpClient, path: string): Promise<Uint8Array | undefined> {
  const { status, bytes } = await client.send({ path });
  if (status === 200) return bytes;
  if (status === 404) return undefined;
  const advice =
    status === 403 || status === 451
      ? "the server refuses this place or client; use another network or a local copy"
      : "check the address, or use a local copy";
  throw new HttpFailure(`${title}: ${path}: HTTP ${status}; ${advice}`, status);
}
