import { z } from "zod";

/** What went wrong in one line that names the venue, and no function that the reader has not called. */
export function failureSentence(error: unknown, title: string): string {
  if (error instanceof z.ZodError) {
    const [first] = error.issues;
    const place = first === undefined || first.path.length === 0 ? "" : ` at ${first.path.join(".")}`;
    return `the answer of ${title} is not as documented${place}: ${first?.message ?? "unreadable"}; is a proxy or a block page in between, or has it changed?`;
  }
  const text = error instanceof Error ? error.message : String(error);
  const plain = text.replace(/^(?:loadExchange|exchangeSnapshots): /, "");
  return (plain.startsWith(title) ? plain : `${title}: ${plain}`).replace(/\s+/g, " ").slice(0, 400);
}
