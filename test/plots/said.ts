import type { Figure } from "../../lib/plots/drawing/figure.js";

/** Everything a figure says beside its axes, a line broken for the page in one piece. */
export function said({ layout }: Figure): string {
  const { title, annotations } = layout as {
    readonly title: { readonly text: string };
    readonly annotations: readonly { readonly text: string }[];
  };
  return [title, ...annotations].map(({ text }) => text.replaceAll("<br>", " ")).join("\n");
}
