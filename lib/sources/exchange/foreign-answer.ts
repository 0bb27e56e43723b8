/** An answer that is not what the exchange's interface gives, of which ccxt would silently make no rows. */
export class ForeignAnswer extends Error {
  override readonly name = "ForeignAnswer";
  /** True of one that broke off, which another try may mend. */
  readonly isCut: boolean;

  constructor(message: string, isCut: boolean) {
    super(message);
    this.isCut = isCut;
  }
}

/**
 * Nothing, if the last body that a client got is an answer with a list of rows, be it empty.
 * @param body text; anything else is not looked at, since then nothing is known of it
 * @param what what was called for
 * @param rowsAt where the list is in the answer, names from the outside in
 * @throws {ForeignAnswer} showing how the body begins
 */
export function checkAnswer(body: unknown, title: string, what: string, rowsAt: readonly string[]): void {
  if (typeof body !== "string") return;
  const text = body.trim();
  let answer: unknown;
  try {
    answer = JSON.parse(text);
  } catch {
    if (!/^[[{]/.test(text)) throw foreign(text, title, what);
    throw new ForeignAnswer(
      `loadExchange: the answer to a call for ${what} of ${title} breaks off after ${text.length} characters; try again later`,
      true,
    );
  }
  for (const name of rowsAt) answer = (answer as Readonly<Record<string, unknown>> | null | undefined)?.[name];
  if (!Array.isArray(answer)) throw foreign(text, title, what);
}

function foreign(text: string, title: string, what: string): ForeignAnswer {
  const start = text.replace(/\s+/g, " ").slice(0, 80);
  return new ForeignAnswer(
    `loadExchange: the answer to a call for ${what} is not ${title}'s: "${start}"; is a proxy or a block page in between?`,
    false,
  );
}
