import type { HttpClient } from "../http/http-client.js";

/** One page of a bucket's listing. */
export interface ListedPage {
  /** Names in the folder asked for, those of folders without their slash. */
  readonly names: readonly string[];
  /** Where the next page begins; undefined after the last. */
  readonly next: string | undefined;
}

/**
 * Names in a folder of an S3 bucket, page by page.
 * @param client of the server that has the bucket
 * @param bucket path of the bucket there
 * @param prefix the folder with its slash at the end
 * @throws {RangeError} if an answer is no listing, or its pages do not go on
 * @throws {HttpFailure} if there is no answer
 */
export async function listedNames(client: HttpClient, bucket: string, prefix: string): Promise<readonly string[]> {
  const names: string[] = [];
  let marker = "";
  for (;;) {
    const query = { delimiter: "/", prefix, marker: marker === "" ? undefined : marker };
    const { status, bytes } = await client.send({ path: bucket, query });
    if (status !== 200) throw new RangeError(`listedNames: the listing of ${prefix} is refused with HTTP ${status}`);
    const page = listedPage(new TextDecoder().decode(bytes), prefix);
    for (const name of page.names) names.push(name);
    if (page.next === undefined) return names;
    if (page.next <= marker)
      throw new RangeError(`listedNames: the listing of ${prefix} does not go on after ${marker}`);
    marker = page.next;
  }
}

/**
 * The names on one page of a listing. The document is flat: `Key` is a file, `Prefix` within `CommonPrefixes` a folder, and
 * nothing is nested deeper or quoted otherwise than by entities.
 * @throws {RangeError} if the text is not a whole listing, or says that it goes on but not where
 */
export function listedPage(xml: string, prefix: string): ListedPage {
  if (!/<ListBucketResult[\s>]/.test(xml) || !/<\/ListBucketResult>\s*$/.test(xml)) {
    const start = xml.replace(/\s+/g, " ").slice(0, 60);
    throw new RangeError(`listedPage: the listing of ${prefix} is no whole S3 listing but begins "${start}"`);
  }
  const keys = texts(xml, /<Key>([^<]*)<\/Key>/g);
  const folders = texts(xml, /<CommonPrefixes>\s*<Prefix>([^<]*)<\/Prefix>/g);
  const last = [...keys, ...folders].reduce((most, key) => (key > most ? key : most), "");
  const isTruncated = /<IsTruncated>\s*true\s*<\/IsTruncated>/i.test(xml);
  const next = isTruncated ? (texts(xml, /<NextMarker>([^<]*)<\/NextMarker>/g)[0] ?? last) : undefined;
  if (next === "") throw new RangeError(`listedPage: the listing of ${prefix} says that it goes on, but not where`);
  const names = [...keys, ...folders]
    .filter((key) => key.startsWith(prefix))
    .map((key) => key.slice(prefix.length).replace(/\/$/, ""))
    .filter((name) => name !== "");
  return { names, next };
}

const entities: Readonly<Record<string, string>> = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'" };

function texts(xml: string, pattern: RegExp): readonly string[] {
  return [...xml.matchAll(pattern)].map(([, text = ""]) =>
    text.replace(/&(?:#(\d+)|#x([0-9a-f]+)|([a-z]+));/gi, (whole, decimal, hex, name) => {
      if (name !== undefined) return entities[name] ?? whole;
      return String.fromCodePoint(decimal === undefined ? Number.parseInt(hex, 16) : Number(decimal));
    }),
  );
}
