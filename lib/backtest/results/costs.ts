import type { Costs } from "./result.js";

/** The parts of the profit summed over trades, those still open included. */
export function sumCosts(trades: readonly Omit<Costs, "unit">[], unit: Costs["unit"]): Costs {
  let gross = 0;
  let fees = 0;
  let slippage = 0;
  let funding = 0;
  let liquidation = 0;
  for (const trade of trades) {
    gross += trade.gross;
    fees += trade.fees;
    slippage += trade.slippage;
    funding += trade.funding;
    liquidation += trade.liquidation;
  }
  return { unit, gross, fees, slippage, funding, liquidation, net: gross - fees - slippage + funding - liquidation };
}
