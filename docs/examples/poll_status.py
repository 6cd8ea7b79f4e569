#!/usr/bin/env python3
"""The original exercise's client: ask /status, double the wait, stop at completed or error, give up after n.

    python3 docs/examples/poll_status.py http://localhost:8080/status
"""
import json
import sys
import time
import urllib.request

url, wait, attempts = sys.argv[1], 0.5, 10
for attempt in range(1, attempts + 1):
    with urllib.request.urlopen(url, timeout=30) as answer:
        result = json.load(answer)["result"]
    print(f"attempt {attempt}: {result}", flush=True)
    if result in ("completed", "error"):
        sys.exit(0 if result == "completed" else 1)
    time.sleep(wait)
    wait *= 2
sys.exit(f"gave up after {attempts} attempts")
