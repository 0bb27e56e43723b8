import { moment, type VenueAnswer, type VenueRoutes } from "./venue-server.js";

/** The answers are of half a second before the moment, where they have a time. */
export const told: number = moment - 500;

type Bodies = Readonly<Record<string, unknown>>;

const contract = (symbol: string, contractType: string, quote: string, margin: string, more: object = {}) => ({
  symbol,
  pair: symbol.split("_")[0],
  contractType,
  deliveryDate: 4133404800000,
  status: "TRADING",
  contractStatus: "TRADING",
  baseAsset: "BTC",
  quoteAsset: quote,
  marginAsset: margin,
  filters: [],
  ...more,
});

const bybitInstrument = (symbol: string, contractType: string, quoteCoin: string, settleCoin: string) => ({
  symbol,
  contractType,
  status: "Trading",
  baseCoin: "BTC",
  quoteCoin,
  settleCoin,
  launchTime: "1585526400000",
  deliveryTime: "0",
  priceScale: "2",
  leverageFilter: { minLeverage: "1", maxLeverage: "100.00", leverageStep: "0.01" },
  priceFilter: { minPrice: "0.50", maxPrice: "999999.00", tickSize: "0.50" },
  lotSizeFilter: { maxOrderQty: "100.000", minOrderQty: "0.001", qtyStep: "0.001" },
});

const okxInstrument = (instId: string, uly: string, settleCcy: string, ctVal: string, more: object = {}) => ({
  instId,
  instType: "SWAP",
  uly,
  settleCcy,
  ctVal,
  state: "live",
  tickSz: "0.1",
  lotSz: "1",
  minSz: "1",
  lever: "100",
  ...more,
});

/** Answers as the exchanges' documentation shows them, with numbers that can be worked by hand. */
export const bodies: Readonly<Record<string, Bodies>> = {
  binanceusdm: {
    "fapi/v1/exchangeInfo": {
      symbols: [
        contract("BTCUSDT", "PERPETUAL", "USDT", "USDT"),
        contract("BTCUSDC", "PERPETUAL", "USDC", "USDC"),
        contract("BTCUSDT_250926", "CURRENT_QUARTER", "USDT", "USDT", { deliveryDate: 1758873600000 }),
      ],
    },
    "fapi/v1/premiumIndex": [
      {
        symbol: "BTCUSDT",
        markPrice: "100000.00000000",
        indexPrice: "100010.0",
        lastFundingRate: "0.0001",
        time: told,
      },
      {
        symbol: "BTCUSDC",
        markPrice: "100000.00000000",
        indexPrice: "100010.0",
        lastFundingRate: "0.0001",
        time: told,
      },
      {
        symbol: "BTCUSDT_250926",
        markPrice: "101000.00000000",
        indexPrice: "100010.0",
        lastFundingRate: "",
        time: told,
      },
    ],
    "fapi/v1/openInterest?symbol=BTCUSDT": { symbol: "BTCUSDT", openInterest: "80000.500", time: told },
    "fapi/v1/openInterest?symbol=BTCUSDC": { symbol: "BTCUSDC", openInterest: "3000", time: told },
    "fapi/v1/openInterest?symbol=BTCUSDT_250926": { symbol: "BTCUSDT_250926", openInterest: "100", time: told },
  },
  binancecoinm: {
    "dapi/v1/exchangeInfo": {
      symbols: [contract("BTCUSD_PERP", "PERPETUAL", "USD", "BTC", { contractSize: 100 })],
    },
    "dapi/v1/premiumIndex": [{ symbol: "BTCUSD_PERP", pair: "BTCUSD", markPrice: "100000.0", time: told }],
    "dapi/v1/openInterest?symbol=BTCUSD_PERP": {
      symbol: "BTCUSD_PERP",
      pair: "BTCUSD",
      openInterest: "5000000",
      contractType: "PERPETUAL",
      time: told,
    },
  },
  bybit: {
    "v5/market/instruments-info?category=linear": {
      retCode: 0,
      result: {
        category: "linear",
        list: [bybitInstrument("BTCUSDT", "LinearPerpetual", "USDT", "USDT")],
        nextPageCursor: "",
      },
    },
    "v5/market/instruments-info?category=inverse": {
      retCode: 0,
      result: {
        category: "inverse",
        list: [bybitInstrument("BTCUSD", "InversePerpetual", "USD", "BTC")],
        nextPageCursor: "",
      },
    },
    "v5/market/tickers?symbol=BTCUSDT": {
      retCode: 0,
      retMsg: "OK",
      result: {
        category: "linear",
        list: [
          {
            symbol: "BTCUSDT",
            lastPrice: "99990.00",
            indexPrice: "100005.00",
            markPrice: "100000.00",
            openInterest: "50000.25",
            openInterestValue: "5000025000.00",
            fundingRate: "0.0001",
          },
        ],
      },
      retExtInfo: {},
      time: told,
    },
    "v5/market/tickers?symbol=BTCUSD": {
      retCode: 0,
      retMsg: "OK",
      result: {
        category: "inverse",
        list: [
          {
            symbol: "BTCUSD",
            lastPrice: "99990.00",
            indexPrice: "100005.00",
            markPrice: "100000.00",
            openInterest: "500000000",
            openInterestValue: "5000.00",
            singleOpenInterest: "250000000",
          },
        ],
      },
      retExtInfo: {},
      time: told,
    },
  },
  okx: {
    "api/v5/public/instruments?instType=SWAP": {
      code: "0",
      data: [
        okxInstrument("BTC-USDT-SWAP", "BTC-USDT", "USDT", "0.01"),
        okxInstrument("BTC-USD-SWAP", "BTC-USD", "BTC", "100"),
      ],
      msg: "",
    },
    "api/v5/public/instruments?instType=FUTURES": {
      code: "0",
      data: [
        okxInstrument("BTC-USDT-250926", "BTC-USDT", "USDT", "0.01", { instType: "FUTURES", expTime: "1758873600000" }),
      ],
      msg: "",
    },
    "api/v5/public/open-interest?instType=SWAP": {
      code: "0",
      data: [
        { instId: "BTC-USDT-SWAP", instType: "SWAP", oi: "2125425", oiCcy: "21254.25", ts: String(told) },
        {
          instId: "BTC-USD-SWAP",
          instType: "SWAP",
          oi: "3000000",
          oiCcy: "3000",
          oiUsd: "300000000",
          ts: String(told),
        },
      ],
      msg: "",
    },
    "api/v5/public/open-interest?instType=FUTURES": {
      code: "0",
      data: [{ instId: "BTC-USDT-250926", instType: "FUTURES", oi: "1000", oiCcy: "10", ts: String(told) }],
      msg: "",
    },
    "api/v5/public/mark-price?instType=SWAP": {
      code: "0",
      data: [
        { instType: "SWAP", instId: "BTC-USDT-SWAP", markPx: "100000", ts: String(told) },
        { instType: "SWAP", instId: "BTC-USD-SWAP", markPx: "100000", ts: String(told) },
      ],
      msg: "",
    },
    "api/v5/public/mark-price?instType=FUTURES": {
      code: "0",
      data: [{ instType: "FUTURES", instId: "BTC-USDT-250926", markPx: "102000", ts: String(told) }],
      msg: "",
    },
  },
  gate: {
    "api/v4/futures/usdt/contracts": [
      {
        name: "BTC_USDT",
        type: "direct",
        quanto_multiplier: "0.0001",
        mark_price: "100000",
        order_price_deviate: "0.5",
      },
    ],
    "api/v4/futures/btc/contracts": [
      { name: "BTC_USD", type: "inverse", quanto_multiplier: "0", mark_price: "100000", order_price_deviate: "0.5" },
    ],
    "api/v4/delivery/usdt/contracts": [],
    "api/v4/futures/usdt/contracts/BTC_USDT": {
      name: "BTC_USDT",
      type: "direct",
      quanto_multiplier: "0.0001",
      mark_price: "100000",
      position_size: 500000000,
    },
    "api/v4/futures/btc/contracts/BTC_USD": {
      name: "BTC_USD",
      type: "inverse",
      quanto_multiplier: "0",
      mark_price: "100000",
      position_size: 40000000,
    },
  },
  deribit: {
    "api/v2/public/get_instruments": {
      jsonrpc: "2.0",
      result: [
        deribitInstrument("BTC-PERPETUAL", "future", "perpetual", "BTC", "USD", "BTC", { contract_size: 10 }),
        deribitInstrument("BTC_USDC-PERPETUAL", "future", "perpetual", "BTC", "USDC", "USDC", { contract_size: 0.001 }),
        deribitInstrument("BTC-26SEP25", "future", "month", "BTC", "USD", "BTC", {
          expiration_timestamp: 1758873600000,
        }),
        deribitInstrument("BTC-26SEP25-120000-C", "option", "month", "BTC", "USD", "BTC", {
          expiration_timestamp: 1758873600000,
          strike: 120000,
          option_type: "call",
        }),
      ],
    },
    "api/v2/public/get_book_summary_by_currency?currency=BTC&kind=future": {
      jsonrpc: "2.0",
      result: [
        summary("BTC-PERPETUAL", { open_interest: 1000000000, mark_price: 100000 }),
        summary("BTC-26SEP25", { open_interest: 102000000, mark_price: 102000 }),
      ],
    },
    "api/v2/public/get_book_summary_by_currency?currency=USDC&kind=future": {
      jsonrpc: "2.0",
      result: [
        summary("BTC_USDC-PERPETUAL", { open_interest: 1250.5, mark_price: 100000 }),
        summary("ETH_USDC-PERPETUAL", { open_interest: 9000, mark_price: 2500 }),
      ],
    },
    "api/v2/public/get_book_summary_by_currency?currency=BTC&kind=option": {
      jsonrpc: "2.0",
      result: [summary("BTC-26SEP25-120000-C", { open_interest: 250.5, mark_price: 0.031, underlying_price: 102000 })],
    },
  },
  hyperliquid: {
    info: [
      {
        universe: [
          { szDecimals: 5, name: "BTC", maxLeverage: 40 },
          { szDecimals: 0, name: "kPEPE", maxLeverage: 10 },
        ],
      },
      [
        { funding: "0.0000125", openInterest: "30000.5", markPx: "100000.0", oraclePx: "100010.0", midPx: "99999.5" },
        { funding: "0.0000125", openInterest: "5000000", markPx: "0.01", oraclePx: "0.01", midPx: "0.01" },
      ],
    ],
  },
  krakenfutures: {
    "derivatives/api/v3/instruments": {
      result: "success",
      instruments: [
        { symbol: "PF_XBTUSD", type: "flexible_futures", tradeable: true, tickSize: 1, contractSize: 1 },
        { symbol: "PI_XBTUSD", type: "futures_inverse", tradeable: true, tickSize: 0.5, contractSize: 1 },
      ],
    },
    "derivatives/api/v3/tickers": {
      result: "success",
      serverTime: new Date(told).toISOString(),
      tickers: [
        { symbol: "PF_XBTUSD", openInterest: 2000.5, markPrice: 100000, lastTime: "2025-06-30T22:00:00.000Z" },
        { symbol: "PI_XBTUSD", openInterest: 30000000, markPrice: 100000, lastTime: "2025-06-30T23:00:00.000Z" },
      ],
    },
  },
  mexc: {
    "api/v3/exchangeInfo": { symbols: [] },
    "api/v1/contract/detail": {
      success: true,
      code: 0,
      data: [mexcDetail("BTC_USDT", "USDT", "USDT", 0.0001), mexcDetail("BTC_USD", "USD", "BTC", 100)],
    },
    "api/v1/contract/ticker?symbol=BTC_USDT": {
      success: true,
      code: 0,
      data: { symbol: "BTC_USDT", holdVol: 300000000, fairPrice: 100000, indexPrice: 100010, timestamp: told },
    },
    "api/v1/contract/ticker?symbol=BTC_USD": {
      success: true,
      code: 0,
      data: { symbol: "BTC_USD", holdVol: 500000, fairPrice: 100000, indexPrice: 100010, timestamp: told },
    },
  },
};

/** Answers of `bodies`, but for what `instead` gives; a key may name a part of the query. */
export const answers =
  (instead: VenueRoutes = () => undefined): VenueRoutes =>
  (call): VenueAnswer | undefined => {
    const other = instead(call);
    if (other !== undefined) return other;
    const own = bodies[call.exchange] ?? {};
    const key = Object.keys(own).find((name) => {
      const [path, query = ""] = name.split("?") as [string, string?];
      return (
        path === call.path && [...new URLSearchParams(query)].every(([field, value]) => call.query[field] === value)
      );
    });
    return key === undefined ? undefined : { body: own[key] };
  };

function deribitInstrument(
  instrument_name: string,
  kind: string,
  settlement_period: string,
  base_currency: string,
  counter_currency: string,
  settlement_currency: string,
  more: object,
) {
  return {
    instrument_name,
    kind,
    settlement_period,
    base_currency,
    counter_currency,
    quote_currency: counter_currency,
    settlement_currency,
    expiration_timestamp: 32503708800000,
    is_active: true,
    tick_size: 0.5,
    min_trade_amount: 10,
    contract_size: 10,
    ...more,
  };
}

function summary(instrument_name: string, more: object) {
  return { instrument_name, base_currency: "BTC", creation_timestamp: told, volume: 7377.1, ...more };
}

function mexcDetail(symbol: string, quoteCoin: string, settleCoin: string, contractSize: number) {
  return { symbol, baseCoin: "BTC", quoteCoin, settleCoin, contractSize, state: 0, apiAllowed: true, priceUnit: 0.1 };
}
