import MarkdownIt from "markdown-it";
import { escapeHtml } from "../../notebook/escape-html.js";
import { type Heading, headingIds } from "./headings.js";

/** Pictures that a markdown cell carries with it, by name and MIME type. */
export type Attachments = Readonly<Record<string, Readonly<Record<string, string>>>>;

/** Turns markdown cells of one page into HTML and gathers their headings. */
export interface MarkdownRenderer {
  /** HTML of one cell. Tags written in the cell show as text. */
  render(source: string, attachments?: Attachments): string;
  /** Headings so far, without the page's title. */
  readonly headings: readonly Heading[];
  /** Text of the first heading of the first level, which is the title of the page and not repeated in it. */
  readonly title: string | undefined;
}

/** A renderer for one page. Pictures are taken if they are in the cell; one from elsewhere becomes a link to it. */
export function markdownRenderer(): MarkdownRenderer {
  const markdown = new MarkdownIt({ html: false, linkify: false, typographer: false });
  const headings: Heading[] = [];
  const idOf = headingIds();
  let title: string | undefined;

  // The default refuses every `attachment:` address and allows pictures of any kind as data.
  const validateLink = markdown.validateLink.bind(markdown);
  markdown.validateLink = (address) => address.startsWith("attachment:") || validateLink(address);
  markdown.renderer.rules.table_open = () => '<div class="scroll" tabindex="0" role="group" aria-label="Table"><table>';
  markdown.renderer.rules.table_close = () => "</table></div>";
  let attached: Attachments = {};
  markdown.renderer.rules.image = (tokens, index) => {
    const token = tokens[index] as (typeof tokens)[number];
    return image(String(token.attrGet("src") ?? ""), token.content, attached);
  };

  function render(source: string, attachments: Attachments = {}): string {
    attached = attachments;
    const tokens = markdown.parse(source, {});
    for (let index = 0; index < tokens.length; index++) {
      const token = tokens[index] as (typeof tokens)[number];
      if (token.type !== "heading_open") continue;
      const text = tokens[index + 1]?.children?.map(({ content }) => content).join("") ?? "";
      const level = Number(token.tag.slice(1));
      if (level === 1 && title === undefined) {
        title = text;
        tokens.splice(index, 3);
        index--;
        continue;
      }
      // The page has one title: a second heading of the first level is one of the second. None skips a level.
      const shownLevel = Math.max(2, Math.min(level, (headings.at(-1)?.level ?? 1) + 1));
      const id = idOf(text);
      headings.push({ level: shownLevel, text, id });
      token.attrSet("id", id);
      token.tag = `h${shownLevel}`;
      (tokens[index + 2] as (typeof tokens)[number]).tag = token.tag;
    }
    return markdown.renderer.render(tokens, markdown.options, {});
  }

  return {
    render,
    headings,
    get title() {
      return title;
    },
  };
}

function image(address: string, description: string, attachments: Attachments): string {
  const alt = escapeHtml(description);
  if (/^data:image\/(png|jpeg|gif|webp|svg\+xml)[;,]/.test(address))
    return `<img src="${escapeHtml(address)}" alt="${alt}">`;
  if (!address.startsWith("attachment:")) return `<a href="${escapeHtml(address)}">${alt || "picture"}</a>`;
  const attachment = attachments[decoded(address.slice("attachment:".length))];
  const [mime, content] = Object.entries(attachment ?? {}).find(([type]) => type.startsWith("image/")) ?? [];
  if (mime !== undefined && content !== undefined) {
    const data = mime === "image/svg+xml" ? Buffer.from(content).toString("base64") : content.replace(/\s/g, "");
    return `<img src="data:${escapeHtml(mime)};base64,${escapeHtml(data)}" alt="${alt}">`;
  }
  return `<em>${alt}</em>`;
}

/** The name that an address stands for; one that is not encoded well stands for itself. */
function decoded(address: string): string {
  try {
    return decodeURIComponent(address);
  } catch {
    return address;
  }
}
