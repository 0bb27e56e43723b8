import { randomUUID } from "node:crypto";
import { cellText } from "../cell-text.js";
import { currentHost, type DisplayHost } from "../display-host.js";
import { displaySymbol } from "../display-symbol.js";
import type { MimeBundle } from "../mime-bundle.js";
import { currentDisplay } from "../show.js";
import type { Control } from "./control.js";
import { type ControlPanel, openControlPanel } from "./control-panel.js";
import { type Drawing, type Drawn, drawing } from "./drawing.js";
import { replaceInCell } from "./replace-in-cell.js";

/** Controls by name. */
export type Controls = Readonly<Record<string, Control<unknown>>>;

/** Value of each control. */
export type ControlValues<C extends Controls> = { readonly [Name in keyof C]: C[Name]["value"] };

/** What `interact` shows. */
export interface Interaction<C extends Controls> {
  /** Values as they are now. */
  readonly values: ControlValues<C>;
  /** Settles when the drawing under way is there; rejects if the first one failed. */
  readonly drawn: Promise<void>;
  /**
   * Moves a control from code, and draws again.
   * @throws {RangeError} for an unknown name, or a value that the control cannot take
   */
  set<Name extends keyof C & string>(name: Name, value: C[Name]["value"]): void;
  /** Takes the controls away and stops drawing; the last drawing stays. */
  close(): void;
  /** Nothing more: it has been shown. As the value of a cell it makes the cell wait for the first drawing. */
  [displaySymbol](): MimeBundle | Promise<MimeBundle>;
}

/**
 * Shows controls, and below them what a function makes of their values, made again when a reader moves one:
 *
 *     interact({ window: slider({ value: 24, min: 2, max: 96 }), venue: dropdown({ options: ["binance", "okx"] }) },
 *       ({ window, venue }) => table(rolling(oi.column(venue), window)));
 *
 * While a slow drawing is under way, only the newest values are drawn next. An error of the first drawing is one of the
 * cell; later ones stand in the place of the drawing until one succeeds. The cell run again takes the place of what it
 * showed before. Where no front end listens, such as in a report, it draws once, below a line that names the values.
 * @param draw gives anything that a cell can show, or a promise of it
 * @throws {TypeError} for what is no control
 */
export function interact<const C extends Controls>(
  controls: C,
  draw: (values: ControlValues<C>) => unknown,
): Interaction<C> {
  const all = checkedControls(controls);
  const values: Record<string, unknown> = Object.fromEntries(
    Object.entries(all).map(([name, { value }]) => [name, value]),
  );
  const host = currentHost();
  const place = host?.comms === undefined ? currentDisplay() : replacedPlace(host);
  const drawn: Drawing = drawing(() => draw({ ...values } as ControlValues<C>), place);
  let panel: ControlPanel | undefined;
  let isClosed = false;

  function close(): void {
    isClosed = true;
    drawn.stop();
    panel?.close();
  }

  function problemOf(name: string, value: unknown): string | undefined {
    const control = Object.hasOwn(all, name) ? all[name] : undefined;
    return control === undefined
      ? `unknown control "${name}"; known: ${Object.keys(all).join(", ")}`
      : control.problem(value);
  }

  if (host?.comms === undefined) place({ "text/plain": lineOf(all, values) });
  else {
    panel = openControlPanel(host.comms, all, lineOf(all, values), {
      onMove: (name, value) => {
        if (isClosed) return undefined;
        // The front end shows what it sent until it is told otherwise.
        if (problemOf(name, value) !== undefined) return panel?.show(name, values[name]);
        if (values[name] === value) return undefined;
        values[name] = value;
        return drawn.draw();
      },
      onClose: close,
    });
    replaceInCell(host, `${Object.keys(all).join()} ${draw}`, close);
    host.display(panel.bundle);
  }
  let latest = firstDrawing(drawn.draw());

  return {
    get values() {
      return { ...values } as ControlValues<C>;
    },
    get drawn() {
      return latest;
    },
    set: (name, value) => {
      const problem = problemOf(name, value);
      if (problem !== undefined)
        throw new RangeError(`interact: ${Object.hasOwn(all, name) ? `${name} ` : ""}${problem}`);
      values[name] = value;
      if (isClosed) return;
      panel?.show(name, value);
      latest = Promise.resolve(drawn.draw()).then(() => {});
    },
    close,
    [displaySymbol]: () => latest.then(() => ({})),
  };
}

/** Throws what the first drawing threw, so that a notebook that is run without a reader fails there. */
function firstDrawing(drawn: Drawn | Promise<Drawn>): Promise<void> {
  if ("ok" in drawn) {
    if (!drawn.ok) throw drawn.thrown;
    return Promise.resolve();
  }
  return drawn.then((ended) => {
    if (!ended.ok) throw ended.thrown;
  });
}

function replacedPlace(host: DisplayHost): (bundle: MimeBundle) => void {
  const displayId = `open-interest-drawing-${randomUUID()}`;
  return (bundle) => host.display(bundle, { displayId });
}

function checkedControls(controls: Controls): Controls {
  for (const [name, control] of Object.entries(
    Object(controls) as Readonly<Record<string, Partial<Controls[string]>>>,
  )) {
    if (typeof control?.problem === "function" && typeof control.widget?.model === "function") continue;
    throw new TypeError(`interact: "${name}" is no control; give slider(…), dropdown(…), checkbox(…) or textBox(…)`);
  }
  return controls;
}

/** `window 24, venue binance` */
function lineOf(controls: Controls, values: Readonly<Record<string, unknown>>): string {
  return Object.entries(controls)
    .map(([name, { label = name }]) => `${label} ${cellText(values[name]) ?? "–"}`)
    .join(", ");
}
