import { minuteMs } from "../../series/time.js";
import type { Venue } from "../venue.js";

const sidesNote = "The venue has answered users that each contract is counted once; its documentation does not say.";
// A five-minute row has been seen missing three minutes after its instant, and there one minute after.
const delayMs = 5 * minuteMs;

/** Binance: USD-M and COIN-M futures. */
export const binance: Venue = {
  name: "binance",
  title: "Binance",
  aliases: ["binanceusdm", "binancecoinm", "binancefutures", "binanceperp"],
  markets: [
    {
      name: "usd-m",
      title: "Binance USD-M",
      margin: "linear",
      settle: "quote",
      contractSize: { others: 1 },
      contractBasis: "documented",
      fundingIntervalHours: 8,
      symbols: [
        { pattern: /^(?<code>[A-Z0-9]+?)(?<quote>USDT|USDC|BUSD)$/, kind: "perpetual", example: "BTCUSDT" },
        {
          pattern: /^(?<code>[A-Z0-9]+?)(?<quote>USDT|USDC|BUSD)_(?<date>\d{6})$/,
          kind: "future",
          expiryHour: 8,
          example: "BTCUSDT_250627",
        },
      ],
      sides: 1,
      sidesBasis: "unverified",
      sidesNote,
      openInterest: [
        {
          source: "api",
          field: "sumOpenInterest",
          counts: "base",
          label: "instant",
          delayMs,
          basis: "measured",
          note: "History of 30 days; the documentation calls the label the instant, some rows have been seen at a bar's start.",
        },
        { source: "api", field: "sumOpenInterestValue", counts: "quote", label: "instant", delayMs, basis: "measured" },
        { source: "api", field: "openInterest", counts: "base", label: "instant", basis: "documented" },
        {
          source: "archive",
          field: "sum_open_interest",
          counts: "base",
          label: "per file",
          basis: "measured",
          note: "The label is the instant in older files and the start of its five minutes in newer ones; files are re-published.",
        },
        {
          source: "archive",
          field: "sum_open_interest_value",
          counts: "quote",
          label: "per file",
          basis: "measured",
        },
        { source: "ccxt snapshot", field: "openInterestAmount", counts: "base", label: "instant", basis: "measured" },
        {
          source: "ccxt history",
          field: "openInterestAmount",
          counts: "base",
          label: "instant",
          delayMs,
          basis: "measured",
          note: "Without a limit, since brings 30 rows and no warning.",
        },
        {
          source: "ccxt history",
          field: "openInterestValue",
          counts: "quote",
          label: "instant",
          delayMs,
          basis: "measured",
        },
      ],
    },
    {
      name: "coin-m",
      title: "Binance COIN-M",
      margin: "inverse",
      settle: "base",
      contractSize: { BTC: 100, others: 10 },
      contractBasis: "documented",
      fundingIntervalHours: 8,
      symbols: [
        { pattern: /^(?<code>[A-Z0-9]+?)USD_PERP$/, kind: "perpetual", quote: "USD", example: "BTCUSD_PERP" },
        {
          pattern: /^(?<code>[A-Z0-9]+?)USD_(?<date>\d{6})$/,
          kind: "future",
          quote: "USD",
          expiryHour: 8,
          example: "BTCUSD_250627",
        },
      ],
      sides: 1,
      sidesBasis: "unverified",
      sidesNote,
      openInterest: [
        { source: "api", field: "sumOpenInterest", counts: "contracts", label: "instant", basis: "documented" },
        {
          source: "api",
          field: "sumOpenInterestValue",
          counts: "base",
          label: "instant",
          basis: "documented",
          note: "Coins, not dollars, although USD-M's field of the same name is a value.",
        },
        { source: "api", field: "openInterest", counts: "contracts", label: "instant", basis: "documented" },
        {
          source: "archive",
          field: "sum_open_interest",
          counts: "contracts",
          label: "start",
          basis: "unverified",
          note: "A user of the archive reports that its labels were always starts; 97 days of 2024 are missing.",
        },
        {
          source: "archive",
          field: "sum_open_interest_value",
          counts: "base",
          label: "start",
          basis: "unverified",
        },
        {
          source: "ccxt snapshot",
          field: "openInterestAmount",
          counts: "contracts",
          label: "instant",
          basis: "measured",
        },
        {
          source: "ccxt history",
          field: "openInterestAmount",
          counts: "contracts",
          label: "instant",
          basis: "measured",
          note: "Asks for the current quarter unless params say {pair: 'BTCUSD', contractType: 'PERPETUAL'}.",
        },
        {
          source: "ccxt history",
          field: "openInterestValue",
          counts: "base",
          label: "instant",
          basis: "measured",
          note: "Coins, not dollars.",
        },
      ],
    },
  ],
};
