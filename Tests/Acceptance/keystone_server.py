"""Serves the real Keystone on a loopback port: keystone_server.py PORT CONFIGURATION-FILE."""

import socketserver
import sys
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

from keystone.server.flask import core

port, configuration = sys.argv[1:]
del sys.argv[1:]  # Keystone reads its options from there


class ThreadingServer(socketserver.ThreadingMixIn, WSGIServer):
    daemon_threads = True


class QuietHandler(WSGIRequestHandler):
    def log_message(self, *arguments):
        pass


application = core.initialize_application(name="public", config_files=[configuration])
make_server("127.0.0.1", int(port), application, ThreadingServer, QuietHandler).serve_forever()
