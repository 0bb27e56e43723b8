import { homedir } from "node:os";
import { join } from "node:path";
import type { DuckDBConnection } from "@duckdb/node-api";
import { shown } from "../../series/check.js";
import { isWithin, realPath } from "../files/real-path.js";
import { type SqlToken, sqlTokens } from "./sql-tokens.js";

/** What a user's SQL is: something that gives rows, or a `COPY` to a file of theirs. */
export type StatementKind = "select" | "copy";

/**
 * Checks a user's SQL before it is run: one statement, which writes nothing or is a `COPY` to a place that is neither in the
 * store nor above it, wherever links lead.
 * @param path folder of the store
 * @throws {TypeError} if there is no statement
 * @throws {RangeError} for several statements, and for a `COPY` that gives no panel, names no file or leads into the store
 */
export async function checkStatement(sql: string, path: string, owner: "query" | "rows"): Promise<StatementKind> {
  const tokens = typeof sql === "string" ? sqlTokens(sql) : [];
  const end = tokens.findIndex(({ value, kind }) => kind === "word" && value === ";");
  const [first] = tokens;
  if (first === undefined || end === 0) {
    throw new TypeError(`${owner}: ${shown(sql)} is no query; give SQL, such as "SELECT * FROM fetches"`);
  }
  if (end > 0 && tokens.slice(end).some(({ value }) => value !== ";")) {
    throw new RangeError(`${owner}: more than one statement; run them one by one`);
  }
  if (!isWord(first, "COPY")) return "select";
  if (owner === "query") throw new RangeError("query: COPY gives no panel; run it with rows()");
  await checkCopy(tokens, path);
  return "copy";
}

/**
 * Has DuckDB read a statement that was found to be one. What gives rows is put into brackets, which only what is whole by
 * itself cannot break out of.
 * @throws {RangeError} if it is several all the same
 * @throws {Error} as DuckDB does, for what is no SQL
 */
export async function checkParsed(connection: DuckDBConnection, sql: string, owner: "query" | "rows"): Promise<void> {
  const { count } = await connection.extractStatements(sql);
  // DuckDB makes two of a PIVOT: its columns' names come first.
  const isPivot = sqlTokens(sql).some((token) =>
    ["PIVOT", "PIVOT_WIDER", "PIVOT_LONGER"].some((one) => isWord(token, one)),
  );
  if (count === 1 || isPivot) return;
  throw new RangeError(`${owner}: more than one statement; run them one by one`);
}

/** A file that a user writes is theirs; one in the store would be taken for its own, and a folder above it would be emptied. */
async function checkCopy(tokens: readonly SqlToken[], path: string): Promise<void> {
  const to = tokens.findIndex((token) => token.depth === 0 && isWord(token, "TO"));
  const [target, next] = tokens.slice(to + 1);
  if (to < 0 || target?.kind !== "text" || next?.kind === "text") {
    throw new RangeError("rows: COPY names no file; write COPY (SELECT …) TO 'file.parquet'");
  }
  const options = tokens.slice(to + 2);
  const naming = options.find((token) => ["FILENAME_PATTERN", "FILE_EXTENSION"].includes(unquoted(token)));
  if (naming !== undefined && options.some(({ kind, value }) => kind !== "word" && /[\\/]/.test(value))) {
    throw new RangeError(`rows: ${naming.value} may lead to another folder; give names without slashes`);
  }
  const place = await realPath(localPath(target.value));
  const store = await realPath(path);
  if (isWithin(place, store)) {
    throw new RangeError(`rows: ${target.value} lies in the store, whose files are its own; copy to another folder`);
  }
  if (isWithin(store, place)) {
    throw new RangeError(`rows: the store lies in ${target.value}, which COPY may empty; copy to another folder`);
  }
}

/** A path as DuckDB takes it: after `file:`, and from the user's own folder after `~`. */
function localPath(target: string): string {
  const bare = target.replace(/^file:(?:\/\/(?:localhost)?(?=\/))?/, "");
  return /^~(?=[\\/]|$)/.test(bare) ? join(homedir(), bare.slice(1)) : bare;
}

function isWord({ kind, value }: SqlToken, word: string): boolean {
  return kind === "word" && value === word;
}

function unquoted({ kind, value }: SqlToken): string {
  return kind === "name" ? value.slice(1, -1).toUpperCase() : kind === "word" ? value : "";
}
