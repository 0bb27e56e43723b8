import { contrastColour, parseColour } from "../input/colour.js";
import { itemAt, numberOr, type Settings, settings, textOr, writable } from "../input/json.js";
import { textSize } from "../text/text-size.js";
import { textSvg } from "../text/text-svg.js";
import type { BarBox } from "./bars.js";
import type { DrawContext } from "./trace-layer.js";

/** The bar that a text belongs to. */
interface LabelledBar {
  readonly box: BarBox;
  readonly lying: boolean;
  readonly fill: unknown;
  /** Another bar is stacked upon it, so that no text fits beyond its end. */
  readonly covered: boolean;
}

const gap = 3;
/** Text smaller than this is left out. */
const leastSize = 4;

/** Text of a bar: within its end, shrunk or turned to fit, or beyond its end. */
export function barTextSvg(
  trace: Settings,
  row: number,
  { box, lying, fill, covered }: LabelledBar,
  { painter, layout }: DrawContext,
): string {
  const source = writable(itemAt(trace.text, row));
  const asked = textOr(itemAt(trace.textposition, row), "auto");
  if (source === "" || asked === "none") return "";
  const standard = settings(layout.font);
  const fontOf = (kind: "inside" | "outside"): { size: number; colour: unknown } => {
    const [own, common] = [settings(trace[`${kind}textfont`]), settings(trace.textfont)];
    return {
      size: numberOr(itemAt(own.size, row), numberOr(itemAt(common.size, row), numberOr(standard.size, 12))),
      colour: itemAt(own.color, row) ?? itemAt(common.color, row),
    };
  };
  const [wide, high] = [Math.abs(box.toX - box.fromX), Math.abs(box.toY - box.fromY)];
  const inner = fontOf("inside");
  const needed = textSize(source, inner.size);
  const fits = needed.width <= wide - 2 * gap && needed.height <= high - 2 * gap;
  const isInside = covered || asked === "inside" || (asked === "auto" && fits);
  if (!isInside) return outsideText(source, box, lying, fontOf("outside"));
  if (wide === 0 || high === 0) return "";
  const pad = wide > 2 * gap && high > 2 * gap ? gap : 0;
  const [roomX, roomY] = [wide - 2 * pad, high - 2 * pad];
  const turned = !fits && needed.width > roomX && needed.width < needed.height !== roomX < roomY;
  const scale = turned
    ? Math.min(1, roomX / needed.height, roomY / needed.width)
    : Math.min(1, roomX / needed.width, roomY / needed.height);
  const size = inner.size * scale;
  if (size < leastSize) return "";
  const background = parseColour(fill);
  const colour = inner.colour ?? (background === undefined ? standard.color : contrastColour(background));
  const shown = textSize(source, size);
  const [spanX, spanY] = turned ? [shown.height, shown.width] : [shown.width, shown.height];
  const anchor = textOr(trace.insidetextanchor, "end");
  const along = (from: number, to: number, span: number): number => {
    if (anchor === "middle") return (from + to) / 2;
    const sign = Math.sign(to - from) || 1;
    return anchor === "start" ? from + sign * (pad + span / 2) : to - sign * (pad + span / 2);
  };
  const x = lying ? along(box.fromX, box.toX, spanX) : (box.fromX + box.toX) / 2;
  const middle = lying ? (box.fromY + box.toY) / 2 : along(box.fromY, box.toY, spanY);
  const y = middle - shown.height / 2 + shown.ascent;
  const place = { x, y, anchor: "middle" as const, size, colour };
  return textSvg(source, turned ? { ...place, rotate: { angle: 90, x, y: middle } } : place, painter);

  function outsideText(
    source: string,
    { fromX, toX, fromY, toY }: BarBox,
    lying: boolean,
    font: { size: number; colour: unknown },
  ): string {
    const { height, ascent } = textSize(source, font.size);
    const colour = font.colour ?? standard.color;
    if (lying) {
      const toRight = toX >= fromX;
      const y = (fromY + toY) / 2 - height / 2 + ascent;
      return textSvg(
        source,
        { x: toX + (toRight ? gap : -gap), y, anchor: toRight ? "start" : "end", size: font.size, colour },
        painter,
      );
    }
    const upwards = toY <= fromY;
    const y = upwards ? toY - gap - height + ascent : toY + gap + ascent;
    return textSvg(source, { x: (fromX + toX) / 2, y, anchor: "middle", size: font.size, colour }, painter);
  }
}
