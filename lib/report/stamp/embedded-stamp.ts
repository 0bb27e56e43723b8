import type { Notebook } from "../run/notebook-file.js";
import { canonicalJson } from "./canonical-json.js";
import type { EndedCell } from "./ended-cell.js";
import type { NotebookSeals } from "./notebook-parts.js";
import type { PageSeals } from "./page-parts.js";
import { sha256 } from "./sha256.js";
import type { Stamp } from "./stamp.js";

/** What a page holds beside what it shows: all that is needed to make it again. */
export interface EmbeddedInPage {
  readonly stamp: Stamp;
  readonly notebook: Notebook;
  /** The cell in which the run was ended, if it was: with it the page can be made again to the byte. */
  readonly ended?: EndedCell;
  readonly seals: PageSeals & { readonly stamp: string };
}

/** What a notebook holds beside what it shows; it is its own source. */
export interface EmbeddedInNotebook {
  readonly stamp: Stamp;
  readonly seals: NotebookSeals & { readonly stamp: string };
}

/** Hash of a stamp and of what a page holds beside it: its notebook and the cell in which the run was ended. */
export function stampSeal(stamp: Stamp, notebook?: unknown, ended?: unknown): string {
  return sha256(canonicalJson([stamp, notebook, ended].filter((one) => one !== undefined)));
}
