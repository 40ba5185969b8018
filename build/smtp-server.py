#!/usr/bin/python3
"""A real mail server for tests (Debian: python3-aiosmtpd), on 127.0.0.1.

Prints its port on a line of its own, writes each mail it takes as N.eml into a folder, with the
envelope's receivers in X-Receivers, and ends at the end of its standard input.
"""
import argparse
import asyncio
import os
import ssl
import sys
import threading

from aiosmtpd.smtp import SMTP, AuthResult

parser = argparse.ArgumentParser()
parser.add_argument("folder")
parser.add_argument("--port", type=int, default=0)
parser.add_argument("--starttls", action="store_true")
parser.add_argument("--implicit", action="store_true")
parser.add_argument("--cert")
parser.add_argument("--key")
parser.add_argument("--login", default="", help="account:password; asked for if given")
parser.add_argument("--reject", action="append", default=[], help="no such receiver")
parser.add_argument("--defer", action="append", default=[], help="receiver only later")
parser.add_argument("--refuse-mail", action="store_true", help="says no to every mail")
parser.add_argument("--silent", action="store_true", help="takes connections and says nothing")
args = parser.parse_args()


class Handler:
    count = 0

    async def handle_RCPT(self, server, session, envelope, address, options):
        if address in args.reject:
            return f"550 5.1.1 <{address}> no such user here"
        if address in args.defer:
            return f"451 4.7.1 <{address}> come again later"
        envelope.rcpt_tos.append(address)
        return "250 2.1.5 OK"

    async def handle_DATA(self, server, session, envelope):
        if args.refuse_mail:
            return "554 5.7.1 this looks like spam"
        Handler.count += 1
        name = os.path.join(args.folder, f"{os.getpid()}-{Handler.count:04}.eml")
        with open(name + ".tmp", "wb") as file:
            file.write(f"X-Receivers: {', '.join(envelope.rcpt_tos)}\r\n".encode())
            file.write(f"X-From: {envelope.mail_from}\r\n".encode())
            file.write(f"X-Encrypted: {session.ssl is not None or args.implicit}\r\n".encode())
            file.write(envelope.content)
        os.rename(name + ".tmp", name)
        return f"250 2.0.0 OK: queued as TEST{Handler.count}"


def authenticate(server, session, envelope, mechanism, data):
    given = f"{data.login.decode()}:{data.password.decode()}"
    return AuthResult(success=given == args.login, handled=False)


def context():
    made = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    made.load_cert_chain(args.cert, args.key)
    return made


def factory():
    return SMTP(
        Handler(),
        hostname="mail.test",
        tls_context=context() if args.starttls else None,
        require_starttls=args.starttls,
        authenticator=authenticate if args.login else None,
        auth_required=bool(args.login),
        auth_require_tls=args.starttls,
    )


async def nothing(reader, writer):
    await reader.read()


async def main():
    loop = asyncio.get_running_loop()
    if args.silent:
        server = await asyncio.start_server(nothing, "127.0.0.1", args.port)
    else:
        server = await loop.create_server(
            factory, "127.0.0.1", args.port, ssl=context() if args.implicit else None
        )
    print(server.sockets[0].getsockname()[1], flush=True)
    await server.serve_forever()


def lifeline():
    sys.stdin.buffer.read()
    os._exit(0)


threading.Thread(target=lifeline, daemon=True).start()
asyncio.run(main())
