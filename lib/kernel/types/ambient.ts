/**
 * What cells have without declaring it, beyond what Node declares.
 * @param nodeTypes path of the declarations of Node, undefined if there are none: its best-known names then have any type
 */
export function ambientText(nodeTypes: string | undefined): string {
  const node =
    nodeTypes === undefined
      ? withoutNodeTypes
      : `/// <reference path=${JSON.stringify(nodeTypes.replaceAll("\\", "/"))} />\n`;
  return `${node}${sessionNames}`;
}

const withoutNodeTypes = `declare var process: any;
declare var Buffer: any;
declare var require: any;
declare var global: any;
declare module "node:*";
interface ImportMeta { url: string; filename: string; dirname: string; resolve(specifier: string): string }
`;

const sessionNames = `/** What a prompt may be told: \`password\` hides what is typed, \`default\` is the answer if nothing is. */
interface PromptOptions { readonly password?: boolean; readonly default?: string }
/** Asks the reader of the notebook for a line of text and waits for it; the default, if there is one, for an empty one. */
declare function prompt(text?: string, defaultOrOptions?: string | null | PromptOptions): string;
/** Asks the reader of the notebook a question whose answer is yes or no. */
declare function confirm(text?: string): boolean;
/** Shows the reader of the notebook a text and waits for Enter. */
declare function alert(text?: string): void;
/** What Deno's notebooks show things with. */
declare namespace Deno {
  namespace jupyter {
    /** A value with a method that gives its forms by MIME type. */
    type Displayable = object;
    interface DisplayOptions { raw?: boolean; update?: boolean; display_id?: string }
    /** Key of the method that gives the forms of a value. */
    const $display: unique symbol;
    function display(value: unknown, options?: DisplayOptions): Promise<void>;
    function html(strings: TemplateStringsArray, ...values: unknown[]): Displayable;
    function md(strings: TemplateStringsArray, ...values: unknown[]): Displayable;
    function svg(strings: TemplateStringsArray, ...values: unknown[]): Displayable;
    function image(pathOrData: string | Uint8Array): Displayable;
    function format(value: unknown): Promise<Record<string, unknown>>;
    function broadcast(type: string, content: Record<string, unknown>, extra?: Record<string, unknown>): Promise<void>;
  }
}
`;

/** What notebooks written for tslab import from it. */
export const tslabText = `type TextForm = "html" | "javascript" | "latex" | "markdown" | "svg" | "text";
type ByteForm = "gif" | "jpeg" | "pdf" | "png";
/** Shows content in one form. */
export type Display = { [form in TextForm]: (content: string) => void } & {
  [form in ByteForm]: (content: Uint8Array) => void;
} & { raw(mimeType: string, content: string | Uint8Array): void };
export declare const display: Display;
/** A display whose content each call replaces. */
export declare function newDisplay(): Display;
export declare const versions: { tslab: string; typescript: string; node: string };
`;
