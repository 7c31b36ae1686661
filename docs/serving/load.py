"""Latency and throughput of a running server: `python docs/serving/load.py http://127.0.0.1:5001`.

Some clients ask at once, each one request after the other over a connection it keeps; the first
answer of each is not counted. Standard library only.
"""

from __future__ import annotations

import argparse
import http.client
import json
import time
import urllib.parse
from concurrent.futures import ThreadPoolExecutor

QUOTES = (
    "Maduro kept his word to the pensioners, and we will not forget it.",
    "Nobody here has seen a doctor since he took the hospital's generator.",
    "Guaidó speaks for the assembly, and the assembly speaks for us.",
    "The bus to the border leaves at six, if there is diesel.",
)


def client(url: str, requests: int, rows: int) -> list[float]:
    """Seconds of each request of one client but the first."""
    parts = urllib.parse.urlsplit(url)
    connection = http.client.HTTPConnection(parts.hostname or "", parts.port or 80, timeout=300)
    records = [
        {"text": f"{QUOTES[i % len(QUOTES)]} ({i})", "target": ("maduro", "guaido")[i % 2]}
        for i in range(rows)
    ]
    body = json.dumps({"dataframe_records": records})
    seconds = []
    for _ in range(requests + 1):
        start = time.perf_counter()
        connection.request("POST", "/invocations", body, {"Content-Type": "application/json"})
        response = connection.getresponse()
        content = response.read()
        seconds.append(time.perf_counter() - start)
        if response.status != 200 or len(json.loads(content)["predictions"]) != rows:
            raise SystemExit(f"status {response.status}: {content[:500]!r}")
    return seconds[1:]


def main() -> None:
    """Prints a line for each number of clients and of rows a request."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("url")
    parser.add_argument("--requests", type=int, default=50, help="of each client")
    parser.add_argument("--clients", type=int, nargs="+", default=[1, 4, 16])
    parser.add_argument("--rows", type=int, nargs="+", default=[1, 32])
    given = parser.parse_args()
    try:
        http.client.HTTPConnection(urllib.parse.urlsplit(given.url).netloc, timeout=5).connect()
    except OSError as error:
        raise SystemExit(f"{given.url}: no server answers ({error})") from None
    print("clients  rows   p50 ms   p95 ms   p99 ms  requests/s    rows/s")
    for clients in given.clients:
        for rows in given.rows:
            start = time.perf_counter()
            with ThreadPoolExecutor(clients) as pool:
                done = pool.map(
                    lambda _, r=rows: client(given.url, given.requests, r), range(clients)
                )
                seconds = sorted(s for of in done for s in of)
            wall = time.perf_counter() - start
            p50, p95, p99 = (
                1000 * seconds[min(len(seconds) - 1, int(q * len(seconds)))]
                for q in (0.5, 0.95, 0.99)
            )
            rate = clients * (given.requests + 1) / wall
            print(
                f"{clients:7}{rows:6}{p50:9.1f}{p95:9.1f}{p99:9.1f}{rate:12.1f}{rate * rows:10.0f}",
                flush=True,
            )


if __name__ == "__main__":
    main()
