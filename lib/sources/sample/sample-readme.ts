import { isoTime } from "../../series/time.js";
import type { SimulationOptions } from "../simulated/simulate-market.js";
import type { SimulatedMarket } from "../simulated/simulated-market.js";

/** The text beside the sample: what it is, by what and with which seed it was made, and what is in it. */
export function sampleReadme(
  markets: readonly SimulatedMarket[],
  { seed, start, hours }: Omit<SimulationOptions, "asset">,
): string {
  const [{ contracts, truth, times }] = markets;
  const assets = markets.map(({ asset }) => asset).join(" and ");
  const { venue, from, to } = truth.outage;
  const perpetuals = contracts.filter(({ instrument }) => instrument.kind === "perpetual");
  const futures = contracts.filter(({ instrument }) => instrument.kind === "future");
  const joining = perpetuals.find(({ markPrice }) => Number.isNaN(markPrice[0]));
  const joined = joining?.markPrice.findIndex((price) => !Number.isNaN(price)) ?? -1;
  return `# Simulated sample

**Nothing here is real.** These files are made by the simulated market of this library (\`lib/sources/simulated\`), with seed
${seed}, and say nothing of any exchange, coin or period. Venues are fictional. They exist so that everything can be tried offline,
and so that what an analysis finds can be compared with what traders did: \`simulateMarket\` with the same seed returns
the truth. Make them anew, byte for byte, with \`npm run sample\`.

${assets}, hourly, ${hours} bars from ${isoTime(start)} to ${isoTime(start + hours * 3_600_000)} UTC, six venues, ${perpetuals.length} perpetuals and ${futures.length} quarterly futures each.
Times are UTC and the END of the bar; a snapshot's time is its instant. An empty cell means that nothing was published.

| file | columns | unit |
|---|---|---|
| \`<asset>/open-interest-contracts.csv.gz\` | contracts whose venue reports a number of contracts | contracts |
| \`<asset>/open-interest-base.csv.gz\` | contracts whose venue reports coins | coins |
| \`<asset>/open-interest-usd.csv.gz\` | contracts whose venue reports dollars | dollars |
| \`<asset>/mark-price.csv.gz\` | every contract | dollars for a coin |
| \`<asset>/candles.csv.gz\` | bars of ${perpetuals[0].instrument.venue}'s ${perpetuals[0].instrument.settle} perpetual | dollars for a coin; volumes in coins |
| \`<asset>/funding.csv.gz\` | every perpetual, at its settlement times | fraction paid per interval, positive: longs pay |
| \`instruments.json\` | what each contract is | size in coins if linear, in dollars if inverse |

Open interest is as reported: **cirrus and ember count both sides**, the others one. Columns are named by venue and symbol.

| venue | perpetual of ${markets[0].asset} | margin | settled in | reports | sides | funding every |
|---|---|---|---|---|---|---|
${perpetuals
  .map(
    ({ instrument: { symbol, margin, settle, reports, sides, fundingIntervalHours, ...rest } }) =>
      `| ${[rest.venue, symbol, margin, settle, reports, sides, `${fundingIntervalHours} h`].join(" | ")} |`,
  )
  .join("\n")}

## What happens in it

- ${venue} publishes no open interest from ${isoTime(times[from])} to ${isoTime(times[to - 1])}, ${to - from} hours.
- ${joining?.instrument.venue} lists its first contract at ${isoTime(times[joined - 1])} and grows from nothing.
- Traders move from borealis to cirrus from ${isoTime(times[Math.floor(0.6 * hours)])} to about ${isoTime(times[Math.floor(0.72 * hours)])}.
- dune's quarterly futures are listed 112 days before they expire, roll in their last twelve days, and end at 0.
- Cascades of forced closing, on all venues, in five hours each:

| from | to | forced to close |
|---|---|---|
${truth.cascades.map(({ from: first, to: last, side }) => `| ${isoTime(first)} | ${isoTime(last)} | ${side}s |`).join("\n")}

The seed is one of three among the first forty-five that keep BTC between 55,000 and 118,000 dollars, picked by the range of its
prices before anything else of it was looked at.
`;
}
