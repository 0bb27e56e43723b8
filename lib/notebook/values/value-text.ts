import { inspect } from "node:util";
import { boundedCopy } from "./bounded-copy.js";
import { longListText } from "./long-list-text.js";

const bounds = { depth: 4, items: 100, total: 2000 };
/** Most characters of a text: half from its start, half from its end. */
const mostText = 100_000;

/**
 * A value as Node inspects it, without colours, of a bounded length: of long lists, many fields and long texts only a
 * part, and how much is left out. A text is itself. Lines of an error's stack are left out: they tell of folders of one
 * machine, and a value must read the same on all. Whatever the value does when it is looked at, there is a text.
 */
export function valueText(value: unknown): string {
  if (typeof value === "string") return cutMiddle(value);
  return cutMiddle(withoutStackLines(inspected(value)));
}

function inspected(value: unknown): string {
  try {
    return longListText(value) ?? inspectBounded(value, true);
  } catch (error) {
    try {
      return `${inspectBounded(value, false)}\n(its own inspection failed: ${messageOf(error)})`;
    } catch {
      return `[${typeof value} that cannot be inspected: ${messageOf(error)}]`;
    }
  }
}

function inspectBounded(value: unknown, customInspect: boolean): string {
  const copy = boundedCopy(value, bounds);
  // One more than the items, for the remark that says how many are left out.
  const maxArrayLength = copy === value ? bounds.items : bounds.items + 1;
  return inspect(copy, { colors: false, depth: bounds.depth, breakLength: 100, maxArrayLength, customInspect });
}

function messageOf(error: unknown): string {
  try {
    return String((error as Error).message).split("\n", 1)[0] as string;
  } catch {
    return "it threw";
  }
}

const stackLine = /\n +(?:at |\.\.\. \d+ lines matching )[^\n]*?(?=(?: \{)?(?:\n|$))/g;

function withoutStackLines(text: string): string {
  return text.includes("\n") ? text.replace(stackLine, "") : text;
}

function cutMiddle(text: string): string {
  if (text.length <= mostText) return text;
  const left = (text.length - mostText).toLocaleString("en-US");
  return `${text.slice(0, mostText / 2)}\n… ${left} more characters …\n${text.slice(-mostText / 2)}`;
}
