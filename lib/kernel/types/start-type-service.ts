import { existsSync, realpathSync } from "node:fs";
import { join, resolve } from "node:path";
import { setTimeout } from "node:timers/promises";
import { fileURLToPath, pathToFileURL } from "node:url";
import { ambientText, tslabText } from "./ambient.js";
import { cellNames } from "./cell-names.js";
import { cellProblems, type Diagnostic, isUnchecked } from "./cell-problems.js";
import { nodeTypes, settingsText } from "./compiler-settings.js";
import { type CompletionItem, completionOf } from "./complete-cell.js";
import { inspection } from "./inspect-cell.js";
import { documentName, keptCells } from "./kept-cells.js";
import { type LanguageServer, startLanguageServer } from "./language-server.js";
import { localImports } from "./local-imports.js";
import { documentPosition } from "./lsp-text.js";
import { openDocuments } from "./open-documents.js";
import type { Completion, TypeProblem, TypeService } from "./type-service.js";

export interface TypeServiceOptions {
  /** Where the notebook lies: imports are looked up from here, and its `tsconfig.json` holds. Nothing is written here. */
  readonly folder: string;
  /** True if cells have this package as `oi` without importing it; default true. */
  readonly oi?: boolean;
  /** Declarations of this package, as a path; default those beside this file. */
  readonly library?: string;
  /** A compiler that was started before; default a new one. */
  readonly compiler?: Promise<LanguageServer>;
}

const checked = ".open-interest-check.mts";
const written = ".open-interest-write.mts";
const ambient = ".open-interest-ambient.d.ts";
const tslab = ".open-interest-tslab.d.ts";
const firstPool = 32;
const mostStarts = 4;
const openEveryMs = 30;

/** Starts a service that knows the types of a notebook's cells; it answers as soon as the compiler is there. */
export function startTypeService(options: TypeServiceOptions): TypeService {
  const { folder, oi = true, library = ownLibrary() } = options;
  let { compiler } = options;
  const place = existsSync(folder) ? realpathSync(folder) : resolve(folder);
  const cells = keptCells(oi ? library.replace(/\.d\.ts$/, ".js").replaceAll("\\", "/") : undefined);
  const imports = localImports(place);
  let pool = firstPool;
  let starts = 0;
  let closed = false;
  let server: Promise<LanguageServer> | undefined;
  let queue: Promise<unknown> = Promise.resolve();
  const documents = openDocuments((name) => pathToFileURL(join(place, name)).href);

  function settings(): string {
    const slots = Array.from({ length: pool }, (_, index) => documentName(index));
    return settingsText(place, [ambient, checked, written, ...slots], { library, tslab: join(place, tslab) });
  }

  async function start(): Promise<LanguageServer> {
    if (++starts > mostStarts) throw new Error("types: the TypeScript compiler ended too often; restart the kernel");
    const starting = compiler ?? startLanguageServer(place);
    compiler = undefined;
    const started = await starting;
    if (closed) started.close();
    documents.forget();
    documents.write(started, "tsconfig.json", settings());
    documents.write(started, ambient, ambientText(nodeTypes(place)));
    documents.write(started, tslab, tslabText);
    for (const name of [checked, written]) documents.write(started, name, "");
    void openPool(started);
    for (const [name, text] of cells.documents()) documents.write(started, name, text);
    return started;
  }

  /** The server; one that has ended is started again. */
  async function running(): Promise<LanguageServer> {
    if (closed) throw new Error("types: the service is closed");
    const current = await server?.catch(() => undefined);
    if (current?.isAlive) return current;
    server = start();
    return server;
  }

  /** One question at a time, because each changes a document that others would see. */
  function inTurn<T>(question: (server: LanguageServer) => Promise<T>): Promise<T> {
    const answer = queue.then(async () => question(await running()));
    queue = answer.catch(() => {});
    return answer;
  }

  function tellChanges(to: LanguageServer, code: string): void {
    const changes = imports.changes(code);
    if (changes.length > 0) to.tell("workspace/didChangeWatchedFiles", { changes });
  }

  function check(code: string): Promise<readonly TypeProblem[]> {
    if (isUnchecked(code)) return Promise.resolve([]);
    return inTurn(async (server) => {
      tellChanges(server, code);
      documents.write(server, checked, `${cells.prefix(code)}\n${code}`);
      const report = (await server.ask("textDocument/diagnostic", documents.named(checked))) as DiagnosticReport;
      return cellProblems(report.items ?? [], cells.names());
    });
  }

  function keep(code: string): void {
    queue = queue.then(async () => {
      const changed = cells.keep(code);
      const server = await running();
      growPool(server, changed.keys());
      for (const [name, text] of changed) documents.write(server, name, text);
    });
    queue = queue.catch(() => {});
  }

  function growPool(server: LanguageServer, names: Iterable<string>): void {
    const before = pool;
    for (const name of names) while (Number(/\d+/.exec(name)?.[0] ?? 0) >= pool) pool *= 2;
    if (pool === before) return;
    documents.write(server, "tsconfig.json", settings());
    void openPool(server);
  }

  /** Opening a document makes the server build its program at once, changing one waits: so they are opened ahead. */
  async function openPool(server: LanguageServer): Promise<void> {
    for (let index = 0; index < pool; index++) {
      await setTimeout(openEveryMs, undefined, { ref: false });
      await queue;
      if (closed || !server.isAlive) return;
      documents.open(server, documentName(index));
    }
  }

  function complete(code: string, offset: number): Promise<Completion> {
    const empty: Completion = { matches: [], start: offset, end: offset };
    return inTurn(async (server) => {
      documents.write(server, written, `${cells.prefix(code, cellNames(code))}\n${code}`);
      const position = documentPosition(code, offset);
      const found = await server.ask("textDocument/completion", { ...documents.named(written), position });
      const items = Array.isArray(found) ? found : ((found as CompletionList | null)?.items ?? []);
      return completionOf(code, offset, items as readonly CompletionItem[], cells.names());
    }).catch(() => empty);
  }

  function inspect(code: string, offset: number, detail: 0 | 1) {
    return inTurn(async (server) => {
      documents.write(server, written, `${cells.prefix(code)}\n${code}`);
      const ask = (method: string, at: number): Promise<unknown> =>
        server.ask(`textDocument/${method}`, { ...documents.named(written), position: documentPosition(code, at) });
      return inspection(code, offset, detail, { ask, folder: place });
    }).catch(() => undefined);
  }

  function reset(): void {
    void inTurn(async (server) => {
      for (const name of cells.documents().keys()) documents.write(server, name, "");
      cells.reset();
    }).catch(() => cells.reset());
  }

  function close(): void {
    closed = true;
    server?.then(
      (started) => started.close(),
      () => {},
    );
  }

  server = start();
  server.catch(() => {});
  return { check, keep, complete, inspect, reset, close };
}

interface DiagnosticReport {
  readonly items?: readonly Diagnostic[];
}

interface CompletionList {
  readonly items?: readonly CompletionItem[];
}

/** The declarations of this package beside the compiled file, or its source where that runs. */
function ownLibrary(): string {
  const compiled = fileURLToPath(new URL("../../index.d.ts", import.meta.url));
  return existsSync(compiled) ? compiled : compiled.replace(/\.d\.ts$/, ".ts");
}
