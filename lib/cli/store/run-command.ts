import { messageText } from "../failure-text.js";

/** What a command of the store yields. */
export interface CommandResult {
  /** For a reader. */
  readonly text: string;
  /** The same for a program. */
  readonly json: object;
  /** Code with which the command ends. Default 0. */
  readonly exitCode?: number;
}

/**
 * Runs a command and prints its result, as text or as JSON. Ctrl-C, SIGTERM and SIGHUP abort its signal, after which it ends with 130,
 * 143 or 129; a second one ends it at once. A failure is a line on standard error, or `{ error }` where JSON was asked for, and code 1.
 * @param tell what to say at the first Ctrl-C
 */
export async function runCommand(
  run: (signal: AbortSignal) => Promise<CommandResult>,
  { json = false, tell }: { readonly json?: boolean | undefined; readonly tell: string },
): Promise<void> {
  const controller = new AbortController();
  let interrupted = 0;
  const onSignal = (name: NodeJS.Signals): void => {
    if (controller.signal.aborted) process.exit(exitCodes[name]);
    interrupted = exitCodes[name] ?? 130;
    console.error(`\n${tell}`);
    controller.abort(new Error("stopped"));
  };
  for (const name of Object.keys(exitCodes)) process.on(name, onSignal);
  try {
    const { text, json: value, exitCode = 0 } = await run(controller.signal);
    await write(json ? JSON.stringify(value, null, 2) : text);
    process.exitCode = interrupted || exitCode;
  } catch (error) {
    process.exitCode = interrupted || 1;
    if (interrupted && controller.signal.reason === error && !json) return;
    if (json) console.log(JSON.stringify({ error: messageText(error) }, null, 2));
    else console.error(process.env.DEBUG ? error : `error: ${messageText(error)}`);
  } finally {
    for (const name of Object.keys(exitCodes)) process.off(name, onSignal);
  }
}

/** Writes to standard output and waits for it: a reader that has read enough is no failure, a full disk is one. */
async function write(text: string): Promise<void> {
  // What fails is told to the callback; the event would end the process.
  process.stdout.on("error", () => {});
  await new Promise<void>((resolve, reject) => {
    process.stdout.write(`${text}\n`, (error) => {
      if (error && (error as NodeJS.ErrnoException).code !== "EPIPE") reject(error);
      else resolve();
    });
  });
}

const exitCodes: Readonly<Record<string, number>> = { SIGINT: 130, SIGTERM: 143, SIGHUP: 129 };
