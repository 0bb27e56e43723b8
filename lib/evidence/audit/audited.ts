/**
 * Under this name an output tells, as a function, what else of it `audit` compares: series, panels or records of these
 * that belong to no field. A backtest tells its decisions: what one of them does comes a bar later, so that one made
 * with knowledge of that bar shows in no row of the account that was known before it.
 */
export const audited: unique symbol = Symbol.for("open-interest.audited");
