import { executeOrder } from "./execute-order.js";
import { type Fill, isFill, type OrderRequest } from "./order.js";
import { applySettings, emptyRequest, type PreparedSettings } from "./order-settings.js";

/** One asset as the loop sees it. */
export interface Column {
  readonly settings: PreparedSettings;
  /** Price meant by −Infinity in a row, NaN for none. */
  lowerPrice(row: number): number;
  /**
   * Fills in size, size type and direction of the order of a row, and may change its price and slippage.
   * `false` for no order.
   */
  decide(row: number, request: OrderRequest, position: number, valPrice: number): boolean;
  /** Told of each fill. */
  filled?(row: number, fill: Fill, request: OrderRequest, before: number, after: number, valPrice: number): void;
}

/** An order that was filled. */
export interface SimulatedOrder extends Fill {
  readonly row: number;
  readonly column: number;
}

/** An order that a limit stood against. */
export interface SimulatedRejection {
  readonly row: number;
  readonly column: number;
  readonly reason: string;
}

/** What the loop leaves. */
export interface Simulation {
  readonly orders: readonly SimulatedOrder[];
  readonly rejections: readonly SimulatedRejection[];
  /** Money at the end of each row. */
  readonly cash: Float64Array;
  /** Units held at the end of each row, one array for each column. */
  readonly assets: readonly Float64Array[];
}

/** In which order the columns of a row are served: as given, from the last, or what brings in most cash first. */
export type CallSequence = "default" | "reversed" | "auto";

/** Serves all columns row by row from one cash account; every order is filled in the row that asks for it. */
export function simulate(columns: readonly Column[], T: number, initCash: number, sequence: CallSequence): Simulation {
  const N = columns.length;
  const orders: SimulatedOrder[] = [];
  const rejections: SimulatedRejection[] = [];
  const cash = new Float64Array(T);
  const assets = columns.map(() => new Float64Array(T));
  const positions = new Float64Array(N);
  const debts = new Float64Array(N);
  const valPrices = new Float64Array(N).fill(Number.NaN);
  const orderValues = new Float64Array(N);
  const requests = columns.map(emptyRequest);
  const wants = columns.map(() => false);
  const turns = Array.from({ length: N }, (_, place) => place);
  const state = { cash: initCash, freeCash: initCash, position: 0, debt: 0 };

  for (let row = 0; row < T; row++) {
    columns.forEach((column, j) => {
      const request = requests[j];
      applySettings(column.settings, row, request);
      request.price = orderPrice(column, row);
      const valPrice = valuationPrice(column.settings, row, request.price);
      if (valPrice === valPrice) valPrices[j] = valPrice;
    });
    columns.forEach((column, j) => {
      wants[j] = column.decide(row, requests[j], positions[j], valPrices[j]);
    });
    let value = state.cash;
    for (let j = 0; j < N; j++) {
      if (positions[j] !== 0) value += positions[j] * valPrices[j];
    }
    for (let place = 0; place < N; place++) turns[place] = sequence === "reversed" ? N - 1 - place : place;
    if (sequence === "auto") {
      for (let j = 0; j < N; j++) {
        const size = wants[j] ? requests[j] : undefined;
        orderValues[j] = size === undefined ? 0 : orderValue(size, state, positions[j], valPrices[j], value);
      }
      sortTurns(turns, orderValues);
    }
    for (const j of turns) {
      if (!wants[j]) continue;
      state.position = positions[j];
      state.debt = debts[j];
      const before = positions[j];
      const outcome = executeOrder(state, requests[j], value, valPrices[j]);
      positions[j] = state.position;
      debts[j] = state.debt;
      if (isFill(outcome)) {
        orders.push({ row, column: j, ...outcome });
        columns[j].filled?.(row, outcome, requests[j], before, state.position, valPrices[j]);
      } else if (outcome.status === "rejected") {
        rejections.push({ row, column: j, reason: outcome.reason });
      }
    }
    cash[row] = state.cash;
    for (let j = 0; j < N; j++) assets[j][row] = positions[j];
  }
  return { orders, rejections, cash, assets };
}

function orderPrice(column: Column, row: number): number {
  const { price, close } = column.settings;
  const asked = price.values[row * price.step];
  if (asked === Number.POSITIVE_INFINITY) return close[row];
  return asked === Number.NEGATIVE_INFINITY ? column.lowerPrice(row) : asked;
}

function valuationPrice({ valPrice, close }: PreparedSettings, row: number, price: number): number {
  const asked = valPrice.values[row * valPrice.step];
  if (asked === Number.POSITIVE_INFINITY) return price;
  if (asked !== Number.NEGATIVE_INFINITY) return asked;
  return row > 0 ? close[row - 1] : Number.NaN;
}

/** About how much money an order takes, negative where it brings some in. */
function orderValue(
  { size: asked, sizeType, direction }: OrderRequest,
  { cash, freeCash }: { readonly cash: number; readonly freeCash: number },
  position: number,
  valPrice: number,
  value: number,
): number {
  const size = direction === "shortOnly" ? -asked : asked;
  const held = position * valPrice;
  if (sizeType === "amount") return size * valPrice;
  if (sizeType === "value") return size;
  if (sizeType === "targetAmount") return size * valPrice - held;
  if (sizeType === "targetValue") return size - held;
  if (sizeType === "targetPercent") return size * value - held;
  if (size >= 0) return size * cash;
  return direction === "longOnly" ? size * held : size * (2 * Math.max(held, 0) + Math.max(freeCash, 0));
}

/** Insertion sort by rising value, NaN last. */
function sortTurns(turns: number[], values: Float64Array): void {
  for (let place = 1; place < turns.length; place++) {
    const turn = turns[place];
    let to = place;
    while (to > 0 && !(values[turns[to - 1]] <= values[turn])) {
      if (Number.isNaN(values[turn]) && !Number.isNaN(values[turns[to - 1]])) break;
      turns[to] = turns[to - 1];
      to--;
    }
    turns[to] = turn;
  }
}
