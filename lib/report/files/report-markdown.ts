import { escapeHtml } from "../../notebook/escape-html.js";
import { hasTag } from "../run/notebook-file.js";
import type { NotebookRun, RanCell } from "../run/run-notebook.js";
import { simulationText } from "../stamp/simulation-text.js";
import { type Stamp, stamp } from "../stamp/stamp.js";
import { withoutHtml, withoutTitle } from "./markdown-cell.js";
import { type MarkdownPicture, markdownOutput } from "./markdown-output.js";
import { markdownBlock, markdownTable, markdownText } from "./markdown-text.js";

/** A report in markdown. */
export interface ReportMarkdown {
  readonly text: string;
  /** Files that it shows, to lie in `<name>_files` beside it. */
  readonly pictures: readonly MarkdownPicture[];
}

/**
 * A notebook run in GitHub's markdown: text, code (folded), tables, figures as SVG files. Tags in outputs and in the
 * notebook's text show as text. The same run gives the same text.
 */
export function reportMarkdown(run: NotebookRun): ReportMarkdown {
  const pictures: MarkdownPicture[] = [];
  const folder = encodeURIComponent(`${run.name}_files`);
  const add = (picture: MarkdownPicture): string => {
    pictures.push(picture);
    return `${folder}/${encodeURIComponent(picture.name)}`;
  };
  let title: string | undefined;
  const cells = run.cells.map(({ cell, executionCount, outputs }) => {
    if (cell.cell_type === "raw") return "";
    if (cell.cell_type === "code") return codeText({ cell, executionCount, outputs }, pictures, add);
    const found = title === undefined ? withoutTitle(cell.source) : undefined;
    title ??= found?.title;
    return withoutHtml(found?.rest ?? cell.source).trim();
  });
  const parts = [`# ${markdownText(title ?? run.name)}`, ...headerParts(run, stamp(run)), ...cells];
  const end = "Made by open-interest.";
  return { text: `${[...parts, "---", end].filter((part) => part !== "").join("\n\n")}\n`, pictures };
}

function codeText(
  { cell, executionCount, outputs }: RanCell,
  pictures: readonly MarkdownPicture[],
  add: (picture: MarkdownPicture) => string,
): string {
  if (cell.source.trim() === "" || hasTag(cell, "injected-parameters")) return "";
  const label = executionCount === null ? "Code (did not run)" : `Code [${executionCount}]`;
  const code = folded(label, markdownBlock(cell.source, "ts"));
  const shown = outputs.map((output) => markdownOutput(output, { number: pictures.length + 1, add }));
  return [code, ...shown].filter((part) => part !== "").join("\n\n");
}

/** What a reader must know before anything else, and what the report was made of. */
function headerParts(run: NotebookRun, { data, parameters, trials, versions, code, result }: Stamp): readonly string[] {
  const told = [...new Set(data.map(({ source, description }) => `${source}: ${description}`))];
  const facts = [
    ...parameters.map(({ name, value, local }) => [
      `Parameter ${name}`,
      `${value === undefined || value === "" ? "–" : value}${local ? " (a local place)" : ""}`,
    ]),
    ...told.map((text) => ["Data", text]),
    ...data.flatMap(({ asset, from, to, rows, sha256 }) =>
      sha256 === undefined
        ? []
        : [["Data hash", `${asset}, ${rows?.toLocaleString("en-US")} rows, ${from} to ${to}, ${sha256}`]],
    ),
    ...(trials.count === 0 ? [] : [["Variants tried", String(trials.count)]]),
    ["Made with", `open-interest ${versions.openInterest}, Node ${versions.node}`],
    ["Hash of the code", code],
    ["Hash of the results", result],
  ];
  const columns = [
    { name: "", align: "left" },
    { name: "", align: "left" },
  ] as const;
  const simulated = simulationText(data);
  return [
    simulated === undefined ? "" : `> **${simulated}**`,
    incomplete(run),
    folded("How this report was made", markdownTable(columns, facts)),
  ];
}

function incomplete({ status, failure, done, total }: NotebookRun): string {
  if (status === "complete") return "";
  const ran = `> **This report is incomplete.** ${done} of ${total} cells ran to their end.`;
  if (failure === undefined) return `${ran} The run was stopped.`;
  const { number, heading, error } = failure;
  const where = `Cell ${number}${heading ? ` (${heading})` : ""}`;
  return `${ran} ${markdownText(`${where} failed: ${error.name}: ${error.message}`)}`;
}

function folded(label: string, content: string): string {
  return `<details><summary>${escapeHtml(label)}</summary>\n\n${content}\n\n</details>`;
}
