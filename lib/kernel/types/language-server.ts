import { type ChildProcessWithoutNullStreams, spawn } from "node:child_process";
import { nativeCompiler } from "./native-compiler.js";

/** A compiler that answers questions about documents (Language Server Protocol 3.17 over standard input and output). */
export interface LanguageServer {
  ask(method: string, params: unknown): Promise<unknown>;
  tell(method: string, params: unknown): void;
  /** False once the process has ended. */
  readonly isAlive: boolean;
  close(): void;
}

interface ServerMessage {
  readonly id?: number | string;
  readonly method?: string;
  readonly params?: { readonly items?: readonly unknown[] };
  readonly result?: unknown;
  readonly error?: { readonly message: string };
}

interface Waiting {
  readonly resolve: (result: unknown) => void;
  readonly reject: (error: Error) => void;
}

/**
 * Proposals of names that would need a new import cost 200 ms at the first and are no names of the notebook. Declarations
 * of packages are not fetched: that would run npm at each start, and ask its registry.
 */
const preferences = {
  suggest: { autoImports: false, includeCompletionsForImportStatements: false },
  preferences: { includeCompletionsForModuleExports: false, includeCompletionsForImportStatements: false },
  tsserver: { automaticTypeAcquisition: { enabled: false } },
};

/** Collecting garbage less often saves a third of the start's processor time; near the limit it is collected again. */
const memory = { GOGC: "400", GOMEMLIMIT: "384MiB" };

const capabilities = {
  workspace: { configuration: true, didChangeWatchedFiles: { dynamicRegistration: false } },
  textDocument: {
    diagnostic: {},
    completion: { completionItem: { labelDetailsSupport: true } },
    hover: { contentFormat: ["markdown"] },
    signatureHelp: { signatureInformation: { documentationFormat: ["markdown"] } },
  },
};

/**
 * Starts the compiler as a server. It ends when this process does, because it reads to the end of its input.
 * @param folder its working directory
 * @throws {Error} if the compiler cannot be started
 */
export async function startLanguageServer(folder: string): Promise<LanguageServer> {
  const env = { ...memory, ...process.env };
  const child = spawn(await nativeCompiler(), ["--lsp", "--stdio"], { cwd: folder, windowsHide: true, env });
  const waiting = new Map<number, Waiting>();
  let asked = 0;
  let alive = true;

  function end(reason: string): void {
    alive = false;
    const error = new Error(`types: the TypeScript compiler has ended, ${reason}; it starts again at the next cell`);
    for (const { reject } of waiting.values()) reject(error);
    waiting.clear();
  }
  function send(message: object): void {
    const body = Buffer.from(JSON.stringify({ jsonrpc: "2.0", ...message }));
    if (alive) child.stdin.write(Buffer.concat([Buffer.from(`Content-Length: ${body.length}\r\n\r\n`), body]));
  }
  function ask(method: string, params: unknown): Promise<unknown> {
    const id = ++asked;
    return new Promise((resolve, reject) => {
      waiting.set(id, { resolve, reject });
      send({ id, method, params });
      if (!alive) end("before it was asked");
    });
  }
  function receive({ id, method, params, result, error }: ServerMessage): void {
    if (id === undefined) return;
    if (method !== undefined) {
      send({ id, result: method === "workspace/configuration" ? (params?.items ?? []).map(() => preferences) : null });
      return;
    }
    const one = waiting.get(Number(id));
    waiting.delete(Number(id));
    if (error === undefined) one?.resolve(result);
    else one?.reject(new Error(`types: the TypeScript compiler refuses a question, ${error.message}`));
  }

  child.on("error", (error) => end(error.message));
  child.on("exit", (code, signal) => end(signal === null ? `with code ${code}` : `by ${signal}`));
  child.stdin.on("error", () => {});
  child.stderr.resume();
  readFrames(child, receive);
  await ask("initialize", { processId: process.pid, rootUri: null, capabilities });
  send({ method: "initialized", params: {} });
  return {
    ask,
    tell: (method, params) => send({ method, params }),
    get isAlive() {
      return alive;
    },
    close: () => {
      alive = false;
      child.kill();
      end("because it was closed");
    },
  };
}

/** Takes messages out of what arrives: a header that gives the length, an empty line, JSON. */
function readFrames(child: ChildProcessWithoutNullStreams, receive: (message: ServerMessage) => void): void {
  let chunks: Buffer[] = [];
  let size = 0;
  let needed = 0;
  child.stdout.on("data", (chunk: Buffer) => {
    chunks.push(chunk);
    size += chunk.length;
    if (size < needed) return;
    let rest = Buffer.concat(chunks);
    for (;;) {
      const head = rest.indexOf("\r\n\r\n");
      const length = head < 0 ? 0 : Number(/Content-Length: (\d+)/i.exec(rest.toString("latin1", 0, head))?.[1]);
      needed = head < 0 ? 0 : head + 4 + length;
      if (head < 0 || rest.length < needed) break;
      receive(JSON.parse(rest.toString("utf8", head + 4, needed)) as ServerMessage);
      rest = rest.subarray(needed);
    }
    chunks = [rest];
    size = rest.length;
  });
}
