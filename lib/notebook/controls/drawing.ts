import { displayMethod } from "../display-method.js";
import { displaySymbol } from "../display-symbol.js";
import { escapeHtml } from "../escape-html.js";
import { type MimeBundle, mimeBundle } from "../mime-bundle.js";

/** Draws again and again in one place. */
export interface Drawing {
  /**
   * Draws what is newest; while a drawing is under way, once more after it, however often it is asked for. Neither throws
   * nor rejects, but tells what the last drawing threw. A promise where `make` gives one.
   */
  draw(): Drawn | Promise<Drawn>;
  /** Shows nothing from now on. */
  stop(): void;
}

/** How the last drawing ended. */
export type Drawn = { readonly ok: true } | { readonly ok: false; readonly thrown: unknown };

/**
 * A place for what a function gives; an error stands there in its stead.
 * @param make gives the value to show, or a promise of it
 * @param show shows it in the place of what was there
 */
export function drawing(make: () => unknown, show: (bundle: MimeBundle) => void): Drawing {
  let underWay: Promise<Drawn> | undefined;
  let isStale = false;
  let isStopped = false;

  function put(bundle: MimeBundle): void {
    if (!isStopped) show(bundle);
  }

  function failed(thrown: unknown): Drawn {
    put(errorBundle(thrown));
    return { ok: false, thrown };
  }

  /** Draws at once what is there at once. */
  function start(): Drawn | Promise<Drawn> {
    try {
      const value = make();
      const display = displayMethod(value);
      const given = isPromise(value) || display === undefined ? value : display();
      if (isPromise(given)) return finish(given, display !== undefined && !isPromise(value));
      put(display === undefined ? mimeBundle(value ?? "") : asBundle(given));
      return { ok: true };
    } catch (thrown) {
      return failed(thrown);
    }
  }

  async function finish(given: PromiseLike<unknown>, isBundle: boolean): Promise<Drawn> {
    try {
      const value = await given;
      const display = isBundle ? undefined : displayMethod(value);
      put(isBundle ? asBundle(value) : display === undefined ? mimeBundle(value ?? "") : asBundle(await display()));
      return { ok: true };
    } catch (thrown) {
      return failed(thrown);
    }
  }

  async function follow(first: Promise<Drawn>): Promise<Drawn> {
    let drawn = await first;
    while (isStale && !isStopped) {
      isStale = false;
      drawn = await start();
    }
    underWay = undefined;
    return drawn;
  }

  return {
    draw: () => {
      if (underWay !== undefined) {
        isStale = true;
        return underWay;
      }
      const drawn = start();
      if (!isPromise(drawn)) return drawn as Drawn;
      underWay = follow(drawn as Promise<Drawn>);
      return underWay;
    },
    stop: () => {
      isStopped = true;
    },
  };
}

function asBundle(given: unknown): MimeBundle {
  return mimeBundle({ [displaySymbol]: () => given });
}

function errorBundle(thrown: unknown): MimeBundle {
  const text = thrown instanceof Error ? `${thrown.name}: ${thrown.message}` : `Thrown: ${String(thrown)}`;
  const style = "border-left:3px solid #d55e00;padding:0.3em 0.9em;white-space:pre-wrap";
  return {
    "text/html": `<div class="open-interest-error" role="alert" style="${style}">${escapeHtml(text)}</div>`,
    "text/plain": text,
  };
}

function isPromise(value: unknown): value is PromiseLike<unknown> {
  return typeof (value as PromiseLike<unknown> | null | undefined)?.then === "function";
}
