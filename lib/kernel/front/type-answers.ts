import type { TypeService } from "../types/type-service.js";
import { codePointsBefore, offsetAfter } from "./code-points.js";
import { type Content, integerField, textField } from "./content-fields.js";
import { withinTime } from "./within-time.js";

/** How long a reader waits for a completion: the first of a session loads the library's types. */
const mostMs = 10_000;

/** Content of `complete_reply`; empty for code that makes no sense. */
export async function completeReply(types: TypeService, content: Content): Promise<Content> {
  const { code, offset } = place(content);
  const nothing = { matches: [], start: offset, end: offset };
  const { matches, start, end } = await withinTime(
    asked(() => types.complete(code, offset)),
    mostMs,
    nothing,
  );
  const [cursor_start, cursor_end] = [codePointsBefore(code, start), codePointsBefore(code, end)];
  const typed = matches.map(({ text, type, signature }) => ({
    text,
    type,
    ...(signature !== undefined && { signature }),
    start: cursor_start,
    end: cursor_end,
  }));
  return {
    status: "ok",
    matches: matches.map(({ text }) => text),
    cursor_start,
    cursor_end,
    metadata: { _jupyter_types_experimental: typed },
  };
}

/** Content of `inspect_reply`. */
export async function inspectReply(types: TypeService, content: Content): Promise<Content> {
  const { code, offset } = place(content);
  const detail = integerField(content, "detail_level") === 1 ? 1 : 0;
  const data = await withinTime(
    asked(() => types.inspect(code, offset, detail)),
    mostMs,
    undefined,
  );
  return { status: "ok", found: data !== undefined, data: data ?? {}, metadata: {} };
}

/** The code, and the cursor in UTF-16 units: at the end where the request does not say. */
function place(content: Content): { readonly code: string; readonly offset: number } {
  const code = textField(content, "code") ?? "";
  const cursor = integerField(content, "cursor_pos");
  return { code, offset: cursor === undefined ? code.length : offsetAfter(code, cursor) };
}

/** A service that throws at once fails like one that throws later. */
async function asked<T>(ask: () => Promise<T>): Promise<T> {
  return ask();
}
