// A list with an entry for each field that ccxt gives: long because they are many, and read from top to bottom.

/** A reply of an exchange, shaped like its documented one, and what it must come to. */
export interface CcxtReply {
  readonly exchange: string;
  readonly venue: string;
  readonly market: string;
  readonly source: "ccxt snapshot" | "ccxt history" | "ccxt ticker" | "ccxt markets";
  readonly field: string;
  readonly symbol: string;
  readonly reply: unknown;
  /** Size of a contract that the registry does not know. */
  readonly contractSize?: number;
  /** Dollars for a coin, by which expectations were worked out. */
  readonly price: number;
  readonly usd: number;
  readonly coins: number;
}

const binanceHistory = {
  symbol: "BTCUSDT",
  sumOpenInterest: "75375.61700000",
  sumOpenInterestValue: "3248828883.71251440",
  timestamp: 1642179900000,
};
const coinHistory = { pair: "BTCUSD", sumOpenInterest: "5578700", sumOpenInterestValue: "18265", timestamp: 1 };
const bybitRow = { openInterest: "64757.62400000", timestamp: "1665784800000" };
const bybitInverse = { openInterest: "461134384.00000000", timestamp: "1669571400000" };
const okxLinear = {
  instId: "BTC-USDT-SWAP",
  oi: "2125419",
  oiCcy: "21254.19",
  oiUsd: "403829610",
  ts: "1664005108969",
};
const okxInverse = { instId: "BTC-USD-SWAP", oi: "1000000", oiCcy: "2000", oiUsd: "100000000", ts: "1664005108969" };
const okxUsdc = { instId: "BTC-USDC-SWAP", oi: "20000000", oiCcy: "2000", oiUsd: "100000000", ts: "1664005108969" };
const okxRow = ["1648221300000", "2183354317.945", "74285877.617"];
const gateRow = {
  mark_price: "0.34619",
  time: "1674057000",
  open_interest_usd: "9872386.7775",
  open_interest: "2851725",
};
const gateInverse = { mark_price: "50000", time: "1674057000", open_interest_usd: "1000000", open_interest: "1000000" };
const bitgetList = (symbol: string) => ({ openInterestList: [{ symbol, size: "52234.134" }], ts: "1700866041023" });
const htxLinear = { amount: "32476.092", volume: "32476092", value: "2063137924.9668", contract_code: "BTC-USDT" };
const htxRow = { volume: "4385.4350000000000000", amount_type: "2", ts: "1648220400000", value: "194059884.185" };
const htxInverse = { volume: 518018, amount: 2769.67577740707, symbol: "BTC", contract_code: "BTC-USD" };
const deltaReply = {
  oi: "0.0910",
  oi_contracts: "91",
  oi_value: "0.0910",
  oi_value_symbol: "BTC",
  oi_value_usd: "2746.3549",
  symbol: "BTCUSD",
  timestamp: 1689834695286094,
};
const bitfinexTail = [null, 0.5123016, null, null, 2233562.03115, null, null, null, 0.0005, 0.0025];
const bitfinexHead = [null, 37671483.04, null, 1706284800000, 0.00002353, 317, null, 0, null];
const xtReply = { symbol: "btc_usdt", openInterest: "21005.8646", openInterestUsd: "1120726916.46709", time: 1 };
const geminiReply = { mark_price: "9.023", open_interest: "4681.9", open_interest_notional: "42244.7837" };
const extendedRow = { i: "112620590.606036", I: "1473.14084", t: 1777420800000 };
const pacificaReply = { mark: "1.084819", open_interest: "3634796", symbol: "XPL", timestamp: 1759222967974 };
const btseReply = { symbol: "BTC-PERP", openInterest: 100, openInterestUSD: 6_000_000, closeTime: 1700000000 };

const amount = "openInterestAmount";
const value = "openInterestValue";
const snapshot = "ccxt snapshot";
const history = "ccxt history";

type Row = [
  exchange: string,
  venueAndMarket: string,
  source: CcxtReply["source"],
  field: string,
  symbol: string,
  reply: unknown,
  price: number,
  usd: number,
  coins: number,
  contractSize?: number,
];

const rows: readonly Row[] = [
  // 10,659.509 BTC x 10,000.
  [
    "binanceusdm",
    "binance usd-m",
    snapshot,
    amount,
    "BTCUSDT",
    { symbol: "BTCUSDT", openInterest: "10659.509", time: 1 },
    10_000,
    106_595_090,
    10_659.509,
  ],
  // 75,375.617 BTC x 43,000; the value 3,248,828,883.71 / 43,000 is 75,554.16 BTC.
  ["binanceusdm", "binance usd-m", history, amount, "BTCUSDT", binanceHistory, 43_000, 3_241_151_531, 75_375.617],
  [
    "binanceusdm",
    "binance usd-m",
    history,
    value,
    "BTCUSDT",
    binanceHistory,
    43_000,
    3_248_828_883.7125144,
    75_554.1600863,
  ],
  // 26,542,436 contracts x 10 dollars; / 1,600.
  [
    "binancecoinm",
    "binance coin-m",
    snapshot,
    amount,
    "ETHUSD_PERP",
    { symbol: "ETHUSD_PERP", openInterest: "26542436", time: 1 },
    1600,
    265_424_360,
    165_890.225,
  ],
  // 5,578,700 x 100 dollars, and beside it the venue's own 18,265 BTC, which no one may take for dollars: at 30,543 they
  // are 557,867,895 dollars, as many as the contracts to the fourth digit.
  ["binancecoinm", "binance coin-m", history, amount, "BTCUSD_PERP", coinHistory, 30_543, 557_870_000, 18_265.0689192],
  ["binancecoinm", "binance coin-m", history, value, "BTCUSD_PERP", coinHistory, 30_543, 557_867_895, 18_265],
  // 64,757.624 BTC x 20,000, both sides.
  ["bybit", "bybit linear", snapshot, amount, "BTCUSDT", bybitRow, 20_000, 1_295_152_480, 64_757.624],
  ["bybit", "bybit linear", history, amount, "BTCUSDT", bybitRow, 20_000, 1_295_152_480, 64_757.624],
  // 461,134,384 dollars / 16,000.
  ["bybit", "bybit inverse", snapshot, value, "BTCUSD", bybitInverse, 16_000, 461_134_384, 28_820.899],
  ["bybit", "bybit inverse", history, value, "BTCUSD", bybitInverse, 16_000, 461_134_384, 28_820.899],
  // 2,125,419 contracts x 0.01 BTC = 21,254.19, as the venue's oiCcy says; x 19,000.
  ["okx", "okx linear", snapshot, amount, "BTC-USDT-SWAP", okxLinear, 19_000, 403_829_610, 21_254.19],
  ["okx", "okx linear", snapshot, value, "BTC-USDT-SWAP", okxLinear, 19_000, 403_829_610, 21_254.19],
  // 1,000,000 contracts x 100 dollars / 50,000 = 2,000 BTC.
  ["okx", "okx inverse", snapshot, amount, "BTC-USD-SWAP", okxInverse, 50_000, 100_000_000, 2000],
  ["okx", "okx inverse", snapshot, value, "BTC-USD-SWAP", okxInverse, 50_000, 100_000_000, 2000],
  // 20,000,000 contracts x 0.0001 BTC = 2,000 BTC, x 50,000 = 100,000,000 dollars.
  ["okx", "okx linear-usdc", snapshot, amount, "BTC-USDC-SWAP", okxUsdc, 50_000, 100_000_000, 2000],
  ["okx", "okx linear-usdc", snapshot, value, "BTC-USDC-SWAP", okxUsdc, 50_000, 100_000_000, 2000],
  ["okx", "okx linear-usdc", history, value, "BTC-USDC-SWAP", okxRow, 50_000, 2_183_354_317.945, 43_667.0863589],
  ["okx", "okx linear", history, value, "BTC-USDT-SWAP", okxRow, 50_000, 2_183_354_317.945, 43_667.0863589],
  ["okx", "okx inverse", history, value, "BTC-USD-SWAP", okxRow, 50_000, 2_183_354_317.945, 43_667.0863589],
  // 2,851,725 contracts of 10 coins, at the mark of the reply the 9,872,386.7775 dollars it says itself.
  ["gate", "gate linear", history, amount, "XYZ_USDT", gateRow, 0.34619, 9_872_386.7775, 28_517_250, 10],
  ["gate", "gate linear", history, value, "XYZ_USDT", gateRow, 0.34619, 9_872_386.7775, 28_517_250, 10],
  ["gate", "gate inverse", history, amount, "BTC_USD", gateInverse, 50_000, 1_000_000, 20],
  ["gate", "gate inverse", history, value, "BTC_USD", gateInverse, 50_000, 1_000_000, 20],
  // 52,234.134 BTC x 30,000.
  ["bitget", "bitget linear", snapshot, amount, "BTCUSDT", bitgetList("BTCUSDT"), 30_000, 1_567_024_020, 52_234.134],
  ["bitget", "bitget inverse", snapshot, amount, "BTCUSD", bitgetList("BTCUSD"), 30_000, 1_567_024_020, 52_234.134],
  // 32,476,092 contracts x 0.001 BTC x 63,527.90 = 2,063,137,925, the reply's own value to the ninth digit.
  ["htx", "htx linear", snapshot, amount, "BTC-USDT", htxLinear, 63_527.9, 2_063_137_924.9668, 32_476.092],
  ["htx", "htx linear", snapshot, value, "BTC-USDT", htxLinear, 63_527.9, 2_063_137_924.9668, 32_476.092],
  // 4,385.435 BTC x 44,251 = 194,059,884.185: here volume is coins.
  ["htx", "htx linear", history, amount, "BTC-USDT", htxRow, 44_251, 194_059_884.185, 4385.435],
  ["htx", "htx linear", history, value, "BTC-USDT", htxRow, 44_251, 194_059_884.185, 4385.435],
  // 518,018 contracts x 100 dollars / 18,703.2 = 2,769.676 BTC, the reply's own amount 2,769.6758.
  ["htx", "htx inverse", snapshot, amount, "BTC-USD", htxInverse, 18_703.2, 51_801_800, 2769.6757774],
  [
    "htx",
    "htx inverse",
    history,
    amount,
    "BTC-USD",
    { volume: "2000", amount_type: 2, ts: 1 },
    50_000,
    100_000_000,
    2000,
  ],
  // 9,978,911,260 dollars / 87,102.01.
  [
    "deribit",
    "deribit inverse",
    snapshot,
    value,
    "BTC-PERPETUAL",
    { instrument_name: "BTC-PERPETUAL", open_interest: 9978911260, creation_timestamp: 1 },
    87_102.01,
    9_978_911_260,
    114_565.797505,
  ],
  [
    "deribit",
    "deribit linear",
    snapshot,
    value,
    "BTC_USDC-PERPETUAL",
    { instrument_name: "BTC_USDC-PERPETUAL", open_interest: 1234.5, creation_timestamp: 1 },
    87_000,
    107_401_500,
    1234.5,
  ],
  [
    "deribit",
    "deribit linear",
    snapshot,
    amount,
    "BTC_USDC-27JUN25",
    { instrument_name: "BTC_USDC-27JUN25", open_interest: 1234.5, creation_timestamp: 1 },
    87_000,
    107_401_500,
    1234.5,
  ],
  [
    "deribit",
    "deribit options",
    snapshot,
    amount,
    "BTC-27JUN25-100000-C",
    { instrument_name: "BTC-27JUN25-100000-C", open_interest: 1234.5, creation_timestamp: 1 },
    87_000,
    107_401_500,
    1234.5,
  ],
  // 14,677,900.74 HYPE x 27.63.
  [
    "hyperliquid",
    "hyperliquid linear",
    snapshot,
    amount,
    "HYPE",
    { info: { name: "HYPE", openInterest: "14677900.74", markPx: "27.63" } },
    27.63,
    405_550_397.4462,
    14_677_900.74,
  ],
  // 8,053,960 contracts x 0.01 ETH x 2,000.
  [
    "kucoin",
    "kucoin linear",
    snapshot,
    amount,
    "ETHUSDTM",
    { symbol: "ETHUSDTM", openInterest: "8053960", ts: 1 },
    2000,
    161_079_200,
    80_539.6,
  ],
  [
    "kucoin",
    "kucoin linear",
    history,
    amount,
    "XBTUSDTM",
    { openInterest: "4615535", ts: 1767004200000 },
    90_000,
    415_398_150,
    4615.535,
  ],
  [
    "kucoin",
    "kucoin inverse",
    snapshot,
    amount,
    "XBTUSDM",
    { symbol: "XBTUSDM", openInterest: "9000000", ts: 1 },
    90_000,
    9_000_000,
    100,
  ],
  ["kucoin", "kucoin inverse", history, amount, "XBTUSDM", { openInterest: "9000000", ts: 1 }, 90_000, 9_000_000, 100],
  // 3,289,641,547.10 USDT / 16,800.
  [
    "bingx",
    "bingx linear",
    snapshot,
    value,
    "BTC-USDT",
    { openInterest: "3289641547.10", symbol: "BTC-USDT", time: 1 },
    16_800,
    3_289_641_547.1,
    195_812.002_8,
  ],
  [
    "bingx",
    "bingx inverse",
    snapshot,
    amount,
    "BTC-USD",
    { symbol: "BTC-USD", openInterest: "749.1160", timestamp: 1 },
    57_000,
    42_699_612,
    749.116,
  ],
  // 2,233,562.03115 XRP x 0.5123016.
  [
    "bitfinex",
    "bitfinex linear",
    snapshot,
    amount,
    "tXRPF0:USTF0",
    ["tXRPF0:USTF0", 1706256986000, null, 0.512705, 0.512395, ...bitfinexHead, null, ...bitfinexTail.slice(1)],
    0.5123016,
    1_144_257.402254,
    2_233_562.03115,
  ],
  [
    "bitfinex",
    "bitfinex linear",
    history,
    amount,
    "tXRPF0:USTF0",
    [1706256986000, null, 0.512705, 0.512395, ...bitfinexHead, null, ...bitfinexTail.slice(1)],
    0.5123016,
    1_144_257.402254,
    2_233_562.03115,
  ],
  // 1,848.1144186 BTC x 67,550.1.
  [
    "phemex",
    "phemex linear",
    snapshot,
    amount,
    "BTCUSDT",
    { symbol: "BTCUSDT", openInterestRv: "1848.1144186", timestamp: "1729114315443343001" },
    67_550.1,
    124_840_313.787869,
    1848.1144186,
  ],
  // 91 contracts x 0.001 BTC x 30,179.72 = 2,746.35 dollars, as the reply says itself.
  ["delta", "delta linear", snapshot, amount, "BTCUSD", deltaReply, 30_179.724, 2746.3549, 0.091],
  ["delta", "delta linear", snapshot, value, "BTCUSD", deltaReply, 30_179.724, 2746.3549, 0.091],
  ["delta", "delta linear", snapshot, "quoteVolume", "BTCUSD", deltaReply, 30_179.724, 2746.3549, 0.091],
  // 1,950.5966 BTC x 77,343; 3,023,363 contracts of 1 dollar / 2,925.72.
  [
    "krakenfutures",
    "kraken linear",
    "ccxt ticker",
    "info.openInterest",
    "PF_XBTUSD",
    { symbol: "PF_XBTUSD", openInterest: 1950.5966 },
    77_343,
    150_864_992.8338,
    1950.5966,
  ],
  [
    "krakenfutures",
    "kraken inverse",
    "ccxt ticker",
    "info.openInterest",
    "FI_ETHUSD_220624",
    { symbol: "fi_ethusd_220624", openInterest: "3023363.00000000" },
    2925.72,
    3_023_363,
    1033.37387,
  ],
  // 52.0691 BTC x 118,976.5376.
  [
    "dydx",
    "dydx linear",
    "ccxt markets",
    "info.openInterest",
    "BTC-USD",
    { ticker: "BTC-USD", openInterest: "52.0691", oraclePrice: "118976.5376" },
    118_976.5376,
    6_195_001.23394816,
    52.0691,
  ],
  // 5,832,946 contracts x 0.01 ETH x 3,581.08; 1,000 contracts x 100 dollars.
  [
    "mexc",
    "mexc linear",
    "ccxt ticker",
    "info.holdVol",
    "ETH_USDT",
    { symbol: "ETH_USDT", holdVol: 5832946 },
    3581.08,
    208_882_462.6168,
    58_329.46,
  ],
  [
    "mexc",
    "mexc inverse",
    "ccxt ticker",
    "info.holdVol",
    "BTC_USD",
    { symbol: "BTC_USD", holdVol: 1000 },
    50_000,
    100_000,
    2,
  ],
  [
    "apex",
    "apex linear",
    snapshot,
    amount,
    "BTCUSDT",
    { symbol: "BTCUSDT", openInterest: "169.317" },
    40_000,
    6_772_680,
    169.317,
  ],
  [
    "backpack",
    "backpack linear",
    snapshot,
    value,
    "BTC_USDC_PERP",
    { openInterest: "1273.85214", symbol: "BTC_USDC_PERP", timestamp: 1 },
    100_000,
    127_385_214,
    1273.85214,
  ],
  ["btse", "btse linear", snapshot, amount, "BTC-USDT", btseReply, 60_000, 6_000_000, 100],
  ["btse", "btse linear", snapshot, value, "BTC-USDT", btseReply, 60_000, 6_000_000, 100],
  [
    "bullish",
    "bullish linear",
    snapshot,
    amount,
    "BTC-USDC-PERP",
    { openInterest: "100000.32452" },
    20_000,
    2_000_006_490.4,
    100_000.32452,
  ],
  // 112,620,590.606036 dollars / 1,473.14084 BTC = 76,449.3, a price of Bitcoin.
  ["extended", "extended linear", history, amount, "BTC-USD", extendedRow, 76_449.303, 112_620_590.606, 1473.14084],
  ["extended", "extended linear", history, value, "BTC-USD", extendedRow, 76_449.303, 112_620_590.606, 1473.14084],
  // 42,244.7837 dollars / 4,681.9 coins = 9.023, the mark of the reply.
  ["gemini", "gemini linear", snapshot, amount, "xyzgusdperp", geminiReply, 9.023, 42_244.7837, 4681.9],
  ["gemini", "gemini linear", snapshot, value, "xyzgusdperp", geminiReply, 9.023, 42_244.7837, 4681.9],
  ["pacifica", "pacifica linear", snapshot, amount, "XPL", pacificaReply, 1.084819, 3_943_095.761924, 3_634_796],
  ["pacifica", "pacifica linear", snapshot, value, "XPL", pacificaReply, 1.084819, 3_943_095.761924, 3_634_796],
  [
    "paradex",
    "paradex linear",
    snapshot,
    amount,
    "BTC-USD-PERP",
    { symbol: "BTC-USD-PERP", open_interest: "162.272", created_at: 1 },
    68_000,
    11_034_496,
    162.272,
  ],
  [
    "weex",
    "weex linear",
    snapshot,
    amount,
    "ETHUSDT",
    { symbol: "ETHUSDT", openInterest: "1772356.352", time: 1 },
    2000,
    3_544_712_704,
    1_772_356.352,
  ],
  [
    "woofipro",
    "woofipro linear",
    snapshot,
    amount,
    "PERP_BTC_USDC",
    { symbol: "PERP_BTC_USDC", open_interest: 110.64612 },
    64_171,
    7_100_272.16652,
    110.64612,
  ],
  // 1,120,726,916.46709 dollars / 21,005.8646 BTC = 53,353.0, a price of Bitcoin.
  ["xt", "xt linear", snapshot, amount, "btc_usdt", xtReply, 53_353.05, 1_120_726_916, 21_005.8646],
  ["xt", "xt linear", snapshot, value, "btc_usdt", xtReply, 53_353.05, 1_120_726_916.46709, 21_005.8646],
];

/** A case for every field that the registry says ccxt has. */
export const ccxtReplies: readonly CcxtReply[] = rows.map(
  ([exchange, venueAndMarket, source, field, symbol, reply, price, usd, coins, contractSize]) => {
    const [venue, market] = venueAndMarket.split(" ");
    return {
      exchange,
      venue,
      market,
      source,
      field,
      symbol,
      reply,
      price,
      usd,
      coins,
      ...(contractSize === undefined ? {} : { contractSize }),
    };
  },
);
