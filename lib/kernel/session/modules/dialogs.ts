import { currentHost } from "../../../notebook/display-host.js";

/**
 * Asks the reader for a line of text, as in a browser: the default, if there is one, for an empty answer.
 * @throws {Error} where nobody can answer, such as in a report
 */
export function prompt(text = "Prompt", defaultValue: string | null = null): string | null {
  const answer = ask("prompt", defaultValue === null ? text : `${text} [${defaultValue}] `);
  return answer === "" ? (defaultValue ?? "") : answer;
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

function ask(name: string, text: string): string {
  const host = currentHost();
  if (host?.prompt === undefined) {
    throw new Error(`${name}: nobody can answer here; run the notebook in Jupyter, or set the value in a cell`);
  }
  return String(host.prompt(text));
}
