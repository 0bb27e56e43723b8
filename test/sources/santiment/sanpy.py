"""What Santiment's own client makes of a server (SANBASE_GQL_HOST), as one line of JSON."""

import json
import math
import sys

import san
from san.error import SanRateLimitError

asked = json.loads(sys.argv[1])
period = {"from_date": asked["from"], "to_date": asked["to"], "interval": asked["interval"]}


def rows(frame, column="value"):
    return [
        [int(label.timestamp() * 1000), None if math.isnan(value) else value] for label, value in frame[column].items()
    ]


def error_of(call):
    try:
        call()
    except Exception as error:  # noqa: BLE001
        return [type(error).__name__, str(error)]
    return None


def get(owner):
    return san.get("exchange_open_interest", selector={"slug": "bitcoin", "owner": owner}, **period)


told = {"version": san.__version__}
told["binance"] = rows(get("binance"))
told["okx"] = rows(get("okex"))
told["total"] = rows(san.get("total_open_interest/bitcoin", **period))
prices = san.get_many("price_usd", slugs=["bitcoin", "ethereum"], **period)
told["prices"] = {slug: rows(prices, slug) for slug in prices.columns}
told["metadata"] = san.metadata("exchange_open_interest", ["minInterval", "defaultAggregation", "availableSelectors"])
told["metrics"] = [metric for metric in san.available_metrics() if "open_interest" in metric]
told["of_slug"] = san.available_metrics_for_slug("bitcoin")
told["since"] = san.available_metric_for_slug_since("exchange_open_interest", "bitcoin")
told["complexity"] = san.metric_complexity("price_usd", "2025-01-01T00:00:00Z", "2025-01-31T00:00:00Z", "5m")
batch = san.AsyncBatch()
batch.get("exchange_open_interest", selector={"slug": "bitcoin", "owner": "binance"}, **period)
batch.get("total_open_interest", slug="bitcoin", **period)
told["batch"] = [rows(frame) for frame in batch.execute(max_workers=2)]
together = san.Batch()
together.get("total_open_interest/bitcoin", **period)
together.get("price_usd/bitcoin", **period)
told["together"] = [rows(frame) for frame in together.execute()]
told["empty"] = error_of(lambda: get("nobody"))
told["complex"] = error_of(
    lambda: san.get("price_usd/bitcoin", from_date="2015-01-01", to_date="2025-01-01", interval="5m")
)
told["unknown"] = error_of(lambda: san.get("no_such_metric/bitcoin", **period))

san.ApiConfig.api_key = "wrong-key-0123456789"
told["auth"] = error_of(lambda: get("binance"))
san.ApiConfig.api_key = "spent-key-0123456789"
told["limit"] = error_of(lambda: get("binance"))
try:
    get("binance")
except SanRateLimitError as error:
    told["wait"] = san.rate_limit_time_left(error)
san.ApiConfig.api_key = "basic-key-0123456789"
told["outside"] = error_of(
    lambda: san.get("total_open_interest/bitcoin", from_date="2025-07-01", to_date="2025-07-01T01:00:00Z", interval="5m")
)
print(json.dumps(told))
