import { currentHost } from "../../../notebook/display-host.js";

export interface PromptOptions {
  /** True to hide what is typed, and the default; default false. */
  readonly password?: boolean;
  /** The answer if nothing is typed; default an empty text. */
  readonly default?: string;
}

/**
 * Asks the reader for a line of text, as in a browser: the default, if there is one, for an empty answer.
 * @throws {Error} where nobody can answer, such as in a report
 */
export function prompt(text = "Prompt", defaultOrOptions: string | null | PromptOptions = null): string {
  const isOptions = typeof defaultOrOptions === "object" && defaultOrOptions !== null;
  const { password = false, default: value }: PromptOptions = isOptions
    ? defaultOrOptions
    : { default: defaultOrOptions === null ? undefined : String(defaultOrOptions) };
  const answer = ask("prompt", value === undefined || password ? text : `${text} [${value}] `, password);
  return answer === "" ? (value ?? "") : answer;
}

/** Asks a question whose answer is yes (`y` or `yes`) or no (anything else). */
export function confirm(text = "Confirm"): boolean {
  return /^y(?:es)?$/i.test(ask("confirm", `${text} [y/N] `).trim());
}

/** Shows a text and waits until the reader has pressed Enter; where nobody can, it is printed only. */
export function alert(text = "Alert"): void {
  if (currentHost()?.prompt === undefined) process.stdout.write(`${text}\n`);
  else ask("alert", `${text} [Enter] `);
}

function ask(name: string, text: string, password = false): string {
  const host = currentHost();
  if (host?.prompt === undefined) {
    throw new Error(`${name}: nobody can answer here; run the notebook in Jupyter, or set the value in a cell`);
  }
  return String(host.prompt(text, { password }));
}
