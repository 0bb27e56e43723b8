import { existsSync, realpathSync } from "node:fs";
import { join, resolve } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { inBrackets, isObjectLiteral } from "../session/object-literal.js";
import { ambientText, tslabText } from "./ambient.js";
import { documentName } from "./cell-documents.js";
import { cellNames } from "./cell-names.js";
import { cellProblems, type Diagnostic, isUnchecked } from "./cell-problems.js";
import { allowsImplicitAny, emptySettingsText, nodeTypes, settingsText } from "./compiler-settings.js";
import { type CompletionItem, completionOf } from "./complete-cell.js";
import { importProblems } from "./import-problems.js";
import { inspection } from "./inspect-cell.js";
import { keptCells } from "./kept-cells.js";
import { type LanguageServer, startLanguageServer } from "./language-server.js";
import { libraryKinds } from "./library-kinds.js";
import { localImports } from "./local-imports.js";
import { documentPosition, innerText } from "./lsp-text.js";
import { type OpenDocuments, openDocuments } from "./open-documents.js";
import type { Completion, CompletionMatch, TypeProblem, TypeService } from "./type-service.js";

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

const cellDocument = ".open-interest-cell.mts";
const importingDocument = ".open-interest-importing-cell.mts";
const ambient = ".open-interest-ambient.d.ts";
const tslab = ".open-interest-tslab.d.ts";
const expectedDocuments = 24;
const filesAtOnce = 64;
const mostStarts = 4;
const libraryAfterMs = 1500;

/** Starts a service that knows the types of a notebook's cells; it answers as soon as the compiler is there. */
export function startTypeService(options: TypeServiceOptions): TypeService {
  const { folder, oi = true, library = ownLibrary() } = options;
  let { compiler } = options;
  const place = existsSync(folder) ? realpathSync(folder) : resolve(folder);
  const libraryPath = oi ? library.replace(/\.d\.ts$/, ".js").replaceAll("\\", "/") : undefined;
  const cells = keptCells(expectedDocuments, libraryPath);
  const imports = localImports(place);
  const ofImports = importProblems(place, imports);
  let kindsOfLibrary: ReadonlyMap<string, string> | undefined;
  let files = filesAtOnce;
  let starts = 0;
  let closed = false;
  let server: Promise<LanguageServer> | undefined;
  let queue: Promise<unknown> = Promise.resolve();
  const documents = openDocuments((name) => pathToFileURL(join(place, name)).href);

  function projectFiles(): readonly string[] {
    const names = Array.from({ length: files }, (_, index) => documentName(index));
    return [ambient, tslab, cellDocument, importingDocument, ...names];
  }

  function settings(): string {
    return settingsText(place, projectFiles(), { library, tslab: join(place, tslab) });
  }

  async function start(): Promise<LanguageServer> {
    if (++starts > mostStarts) throw new Error("types: the TypeScript compiler ended too often; restart the kernel");
    const starting = compiler ?? startLanguageServer(place);
    compiler = undefined;
    const started = await starting;
    if (closed) started.close();
    documents.forget();
    ofImports.forget();
    const texts = new Map([[ambient, ambientText(nodeTypes(place))], [tslab, tslabText], ...cells.documents()]);
    // Opening a document makes the compiler build its program at once, changing one waits for the next question.
    const names = [cellDocument, importingDocument, ...texts.keys()];
    documents.write(started, "tsconfig.json", emptySettingsText(names));
    for (const name of names) documents.write(started, name, "");
    documents.write(started, "tsconfig.json", settings());
    for (const [name, text] of texts) documents.write(started, name, text);
    clearCell(started, cellDocument);
    settle(started, cellDocument).catch(() => {});
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

  /** A question that makes the compiler take in what has changed and asks for little else. */
  function settle(to: LanguageServer, name: string): Promise<unknown> {
    return to.ask("textDocument/documentSymbol", documents.named(name));
  }

  function clearCell(to: LanguageServer, name: string): void {
    documents.write(to, name, `${cells.prefix("", cellNames(""))}\n`);
  }

  /**
   * Asks about a cell. Cells that import have a document for themselves: after a change of what a document imports, the
   * compiler resolves all modules again, and the other document changes its text only.
   */
  async function askOf<T>(to: LanguageServer, code: string, ask: (document: Document) => Promise<T>): Promise<T> {
    const names = cellNames(code);
    const name = mayImport.test(code) ? importingDocument : cellDocument;
    // Either way the first line is not the cell's.
    const below = isObjectLiteral(code) ? inBrackets(code) : `\n${code}`;
    documents.write(to, name, `${cells.prefix(code, names)}${below}`);
    try {
      return await ask(documents.named(name));
    } finally {
      // What a cell declares for all of them holds once it is kept.
      if (names.isGlobal) clearCell(to, name);
    }
  }

  function tellChanges(to: LanguageServer, code: string): void {
    const changes = imports.changes(code);
    if (changes.length === 0) return;
    ofImports.forget();
    to.tell("workspace/didChangeWatchedFiles", { changes });
  }

  function check(text: string): Promise<readonly TypeProblem[]> {
    const code = innerText(text);
    if (isUnchecked(code)) return Promise.resolve([]);
    return inTurn(async (server) => {
      tellChanges(server, code);
      const diagnostics = async (document: Document) =>
        ((await server.ask("textDocument/diagnostic", document)) as DiagnosticReport).items ?? [];
      return askOf(server, code, async (document) => {
        const own = cellProblems(await diagnostics(document), cells.names(), allowsImplicitAny(place));
        const imported = await ofImports.of(code, (uri) => diagnostics({ textDocument: { uri } }).catch(() => []));
        return imported.length === 0 ? own : [...own, ...imported];
      });
    });
  }

  function keep(code: string): void {
    void inTurn((server) => write(server, cells.keep(innerText(code)))).catch(() => {});
  }

  /** Changes documents one by one: of a single change the compiler takes the text, of several it builds all anew. */
  async function write(server: LanguageServer, texts: ReadonlyMap<string, string>): Promise<void> {
    for (const [name, text] of texts) {
      if (!documents.isOpen(name)) expectMore(server, name);
      documents.write(server, name, text);
      await settle(server, name);
    }
  }

  /** Makes a new document of cells known to those that import from all. */
  function expectMore(server: LanguageServer, name: string): void {
    while (!projectFiles().includes(name)) files += filesAtOnce;
    documents.write(server, "tsconfig.json", settings());
    clearCell(server, cellDocument);
    clearCell(server, importingDocument);
  }

  function complete(text: string, offset: number): Promise<Completion> {
    const code = innerText(text);
    const empty: Completion = { matches: [], start: offset, end: offset };
    return inTurn(async (server) => {
      const position = documentPosition(code, offset);
      const found = await askOf(server, code, (document) =>
        server.ask("textDocument/completion", { ...document, position }),
      );
      const items = Array.isArray(found) ? found : ((found as CompletionList | null)?.items ?? []);
      const names = cells.names();
      const completion = completionOf(code, offset, items as readonly CompletionItem[], names);
      const isLibrary = oi && !names.has("oi") && /(?<![\w$.])oi\s*\.\s*$/.test(code.slice(0, completion.start));
      return isLibrary ? { ...completion, matches: completion.matches.map(ofLibrary) } : completion;
    }).catch(() => empty);
  }

  function ofLibrary(match: CompletionMatch): CompletionMatch {
    kindsOfLibrary ??= libraryKinds(library);
    return { ...match, type: kindsOfLibrary.get(match.text) ?? match.type };
  }

  function inspect(text: string, offset: number, detail: 0 | 1) {
    const code = innerText(text);
    return inTurn((server) =>
      askOf(server, code, (document) => {
        const ask = (method: string, at: number): Promise<unknown> =>
          server.ask(`textDocument/${method}`, { ...document, position: documentPosition(code, at) });
        return inspection(code, offset, detail, { ask, folder: place });
      }),
    ).catch(() => undefined);
  }

  function reset(): void {
    void inTurn((server) => write(server, cells.reset())).catch(() => {});
  }

  /** Loads the library's types while nobody waits. */
  const libraryTimer = setTimeout(() => {
    if (oi) cells.needLibrary();
    void inTurn((server) => askOf(server, "", (document) => server.ask("textDocument/diagnostic", document))).catch(
      () => {},
    );
  }, libraryAfterMs);
  libraryTimer.unref();

  function close(): void {
    closed = true;
    clearTimeout(libraryTimer);
    server?.then(
      (started) => started.close(),
      () => {},
    );
  }

  server = start();
  server.catch(() => {});
  return { check, keep, complete, inspect, reset, close };
}

/** Words with which a text names modules. */
const mayImport = /\b(?:import|require|from|module|global)\b/;

type Document = ReturnType<OpenDocuments["named"]>;

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
