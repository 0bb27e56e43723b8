import type { LanguageServer } from "./language-server.js";

/** The documents that a server has open. None of them need exist on disk. */
export interface OpenDocuments {
  /** Gives a document its text, opening it if it is new. */
  write(server: LanguageServer, name: string, text: string): void;
  isOpen(name: string): boolean;
  /** Names a document in a question. */
  named(name: string): { readonly textDocument: { readonly uri: string } };
  /** Forgets what was open, for a new server. */
  forget(): void;
}

/**
 * @param uriOf address of a document
 */
export function openDocuments(uriOf: (name: string) => string): OpenDocuments {
  const versions = new Map<string, number>();
  const texts = new Map<string, string>();

  function write(server: LanguageServer, name: string, text: string): void {
    if (texts.get(name) === text) return;
    const uri = uriOf(name);
    const version = (versions.get(name) ?? 0) + 1;
    versions.set(name, version);
    texts.set(name, text);
    if (version === 1) {
      const languageId = name.endsWith(".json") ? "json" : "typescript";
      server.tell("textDocument/didOpen", { textDocument: { uri, languageId, version, text } });
    } else {
      server.tell("textDocument/didChange", { textDocument: { uri, version }, contentChanges: [{ text }] });
    }
  }
  return {
    write,
    isOpen: (name) => versions.has(name),
    named: (name) => ({ textDocument: { uri: uriOf(name) } }),
    forget: () => {
      versions.clear();
      texts.clear();
    },
  };
}
