import { readFileSync } from "node:fs";
import { currentHost, type DisplayHost } from "../../../notebook/display-host.js";
import { displaySymbol } from "../../../notebook/display-symbol.js";
import type { MimeBundle } from "../../../notebook/mime-bundle.js";
import { valueBundle } from "../value-bundle.js";

/** Something that shows itself. */
interface Shown {
  [displaySymbol](): MimeBundle;
}

type Template = (strings: TemplateStringsArray, ...values: unknown[]) => Shown;

/** Content of the messages that `broadcast` takes. */
interface BroadcastContent {
  readonly data?: MimeBundle;
  readonly metadata?: Readonly<Record<string, unknown>>;
  readonly transient?: { readonly display_id?: string };
  readonly wait?: boolean;
}

/** Options of `Deno.jupyter.display`, which have Jupyter's names. */
export interface DenoDisplayOptions {
  /** The value is what to show, by MIME type. Default false. */
  readonly raw?: boolean;
  /** Names the display, so that it can be replaced. Default: it has no name. */
  readonly display_id?: string;
  /** Replaces what the display of that name shows. Default false: it is one more display, unless the name is known. */
  readonly update?: boolean;
}

/** `Deno.jupyter` for notebooks written for Deno's kernel. */
export interface DenoJupyter {
  readonly $display: typeof displaySymbol;
  /** Shows a value. */
  display(value: unknown, options?: DenoDisplayOptions): Promise<void>;
  /** What a value shows, by MIME type. */
  format(value: unknown): Promise<MimeBundle>;
  /** Sends `display_data`, `update_display_data` or `clear_output`. */
  broadcast(type: string, content?: BroadcastContent): Promise<void>;
  readonly html: Template;
  readonly md: Template;
  readonly svg: Template;
  /** A picture, PNG or JPEG, from bytes or a file. */
  image(source: Uint8Array | string): Shown;
}

/** A fresh `Deno.jupyter`. */
export function denoJupyter(): DenoJupyter {
  return {
    $display: displaySymbol,
    display: async (value, { raw = false, display_id: displayId, update = false } = {}) => {
      if (update && displayId === undefined) throw new TypeError("Deno.jupyter.display: update needs a display_id");
      const bundle = raw ? (value as MimeBundle) : await valueBundle(value);
      if (bundle !== undefined) host().display(bundle, displayId === undefined ? {} : { displayId });
    },
    format: async (value) => (await valueBundle(value)) ?? {},
    broadcast: async (type, content = {}) => broadcast(type, content),
    html: template("text/html"),
    md: template("text/markdown"),
    svg: template("image/svg+xml"),
    image: (source) => {
      const bytes = typeof source === "string" ? readFileSync(source) : source;
      const type = bytes[0] === 0xff && bytes[1] === 0xd8 ? "image/jpeg" : "image/png";
      return shown({ [type]: Buffer.from(bytes).toString("base64") });
    },
  };
}

function broadcast(type: string, { data = {}, metadata, transient, wait = false }: BroadcastContent): void {
  const displayId = transient?.display_id;
  switch (type) {
    case "update_display_data":
      if (displayId === undefined) {
        throw new TypeError("Deno.jupyter.broadcast: update_display_data needs transient.display_id");
      }
      host().display(data, { displayId, ...(metadata && { metadata }) });
      return;
    case "display_data":
      host().display(data, { ...(displayId !== undefined && { displayId }), ...(metadata && { metadata }) });
      return;
    case "clear_output":
      host().clear?.({ wait });
      return;
    default:
      throw new RangeError(
        `Deno.jupyter.broadcast: unknown message "${type}"; known: display_data, update_display_data, clear_output`,
      );
  }
}

function template(mime: string): Template {
  return (strings, ...values) => shown({ [mime]: String.raw({ raw: strings }, ...values) });
}

function shown(bundle: MimeBundle): Shown {
  return { [displaySymbol]: () => bundle };
}

function host(): DisplayHost {
  const found = currentHost();
  if (found === undefined) throw new Error("Deno.jupyter: no notebook is running here; call it from a cell");
  return found;
}
