#!/usr/bin/env python3
"""Receives one webhook, checks its signature, shows it and ends: 0 if it was genuine, 1 if not.

    python3 docs/examples/receive_webhook.py 9000 endpoint.json

endpoint.json is what the server answered when the endpoint was created: it holds the secret.
"""
import hashlib
import hmac
import json
import sys
from http.server import BaseHTTPRequestHandler, HTTPServer

port, created = int(sys.argv[1]), sys.argv[2]
with open(created) as file:
    secret = json.load(file)["data"]["secret"].encode()


class Hook(BaseHTTPRequestHandler):
    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"]))
        expected = hmac.new(secret, body, hashlib.sha256).hexdigest()
        self.server.genuine = hmac.compare_digest(expected, self.headers.get("Heygen-Signature", ""))
        self.send_response(204 if self.server.genuine else 401)
        self.end_headers()
        print(f"genuine={self.server.genuine} {body.decode()}", flush=True)

    def log_message(self, *_):
        pass


server = HTTPServer(("127.0.0.1", port), Hook)
server.handle_request()
sys.exit(0 if server.genuine else 1)
