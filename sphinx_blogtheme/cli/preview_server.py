"""The web server of the preview, which answers nobody but the author.

A preview shows drafts, and any web page that the author visits can make the browser ask
a server on the same computer. So the preview answers only if it is asked by one of its
own names (otherwise a page could read it under a name of its own, by DNS rebinding),
opens the socket that tells of builds for its own pages only, and forbids other sites to
load its files.
"""

from __future__ import annotations

import asyncio
import ipaddress
import shlex
import socket
from contextlib import suppress
from http import HTTPStatus
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import uvicorn
import watchfiles
from sphinx_autobuild import __main__ as autobuild
from sphinx_autobuild.filter import IgnoreFilter
from sphinx_autobuild.middleware import JavascriptInjectorMiddleware
from sphinx_autobuild.server import RebuildServer
from starlette.applications import Starlette
from starlette.datastructures import Headers, MutableHeaders
from starlette.middleware import Middleware
from starlette.responses import PlainTextResponse
from starlette.routing import Mount, WebSocketRoute
from starlette.staticfiles import StaticFiles
from starlette.websockets import WebSocketClose

from sphinx_blogtheme.cli.told_again import RepeatingBuilder

if TYPE_CHECKING:
    import os
    from collections.abc import Callable, Iterable, Sequence

    from starlette.types import ASGIApp, Message, Receive, Scope, Send

_HTTP = 80
_LOOPBACK = ("127.0.0.1", "localhost", "[::1]")

_QUIET = 20
"""Milliseconds without a change after which a build begins."""

_RELOAD = b"""
<script>
new WebSocket(`ws://${location.host}/websocket-reload`).onmessage = () => location.reload();
</script>
"""

_WELL_KNOWN = ".well-known"
"""The one folder with a dot that sites publish (RFC 8615)."""


def host_in_url(host: str) -> str:
    """Return a host name or address as URLs have it: ``[::1]`` for ``::1``."""
    return f"[{host}]" if ":" in host and not host.startswith("[") else host


class OwnNames:
    """The names by which a server may be asked."""

    def __init__(self, host: str, port: int) -> None:
        """Take the host name or address at which the server listens, and its port."""
        self._port = port
        self._every_address = False
        names = [*_LOOPBACK, host_in_url(host)]
        with suppress(ValueError):
            # At all addresses of the computer, each is a name of it. No page of others
            # has an address for its name.
            self._every_address = ipaddress.ip_address(host).is_unspecified
        if self._every_address:
            names += [socket.gethostname(), f"{socket.gethostname()}.local"]
        self.names = tuple(dict.fromkeys(name.lower() for name in names))

    def has(self, place: str) -> bool:
        """Return whether a header ``Host`` names this server: ``localhost:8000``."""
        try:
            parts = urlsplit(f"//{place}")
            port = parts.port
        except ValueError:
            return False
        if parts.netloc != place or "@" in place or not parts.hostname:
            return False
        if (_HTTP if port is None else port) != self._port:
            return False
        if host_in_url(parts.hostname) in self.names:
            return True
        with suppress(ValueError):
            return bool(self._every_address and ipaddress.ip_address(parts.hostname))
        return False

    def has_origin(self, origin: str) -> bool:
        """Return whether a header ``Origin`` is that of a page of this server."""
        scheme, _, place = origin.partition("://")
        return scheme == "http" and self.has(place)


class OwnVisitors:
    """A middleware that turns away who asks by another name, or for another site."""

    def __init__(self, app: ASGIApp, names: OwnNames) -> None:
        self._app = app
        self._names = names

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request, or refuse it."""
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        hosts = headers.getlist("host")
        if len(hosts) != 1 or not self._names.has(hosts[0]):
            await self._refuse(scope, receive, send)
            return
        # Only browsers send an origin, and they always do for a web socket.
        origins = headers.getlist("origin") if scope["type"] == "websocket" else []
        if not all(map(self._names.has_origin, origins)):
            await self._refuse(scope, receive, send)
            return

        async def for_own_pages(message: Message) -> None:
            if message["type"] == "http.response.start":
                found = MutableHeaders(scope=message)
                found["Cross-Origin-Resource-Policy"] = "same-origin"
                found["X-Content-Type-Options"] = "nosniff"
            await send(message)

        await self._app(scope, receive, for_own_pages)

    async def _refuse(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "websocket":
            await WebSocketClose()(scope, receive, send)
            return
        names = ", ".join(self._names.names)
        text = f"This preview answers only to {names}, with its port; see --host.\n"
        await PlainTextResponse(text, HTTPStatus.FORBIDDEN)(scope, receive, send)


class Published(StaticFiles):
    """The files of a folder, but for hidden ones and Sphinx's own."""

    def __init__(self, *, directory: Path, hidden: Path | None) -> None:
        """
        Take the folders.

        :param directory: folder of the site.
        :param hidden: folder of the doctrees, perhaps inside it.
        """
        super().__init__(directory=directory, html=True)
        self._root = directory.resolve()
        self._hidden = hidden

    def lookup_path(self, path: str) -> tuple[str, os.stat_result | None]:
        """Return the file for a path of a URL, with what the system says of it."""
        found, facts = super().lookup_path(path)
        if facts is None or self._is_public(Path(found).resolve()):
            return found, facts
        return "", None

    def _is_public(self, file: Path) -> bool:
        if self._hidden and file.is_relative_to(self._hidden):
            return False
        if not file.is_relative_to(self._root):
            return False
        parts = file.relative_to(self._root).parts
        return not any(p.startswith(".") and p != _WELL_KNOWN for p in parts)


class Rebuilding(RebuildServer):  # type: ignore[misc]  # it is not typed
    """Builds after each change, and tells the browsers; sooner than sphinx-autobuild's.

    That waits twice as long for further changes, and starts a process for each build,
    which on some systems loads all of Python's modules again.
    """

    async def watch(self) -> None:
        """Build whenever files have changed, until the server ends."""
        async for changes in watchfiles.awatch(
            *self.paths, watch_filter=self._is_watched, step=_QUIET
        ):
            await asyncio.to_thread(
                self.change_callback,
                changed_paths=_resolved(path for _, path in changes),
            )
            self.flag.set()

    def _is_watched(self, change: object, path: str) -> bool:
        del change
        return not self.ignore(path)


class Reloading(JavascriptInjectorMiddleware):  # type: ignore[misc]  # it is not typed
    """Adds to each page a script that reloads it after a build, whatever its host."""

    def __init__(self, app: ASGIApp) -> None:
        super().__init__(app, ws_url="")
        self.script = _RELOAD


def _resolved(paths: Iterable[str]) -> list[Path]:
    return [Path(path).resolve() for path in sorted(set(paths))]


def serve(arguments: Sequence[str], builder: Callable[..., Any]) -> None:
    """Build a site, serve it, and build it again after each change, until interrupted.

    :param arguments: arguments of sphinx-autobuild.
    :param builder: class of the builder, with the arguments of sphinx-autobuild's.
    """
    args, build_args = autobuild._parse_args(list(arguments))  # noqa: SLF001 -- no other way
    folder = args.outdir / args.make_mode_builder
    folder.mkdir(parents=True, exist_ok=True)
    port = args.port or autobuild.find_free_port()
    place = f"{host_in_url(args.host)}:{port}"
    commands = {
        name: [shlex.split(text) for text in getattr(args, option)]
        for name, option in (
            ("pre_build_commands", "pre_build"),
            ("post_build_commands", "post_build"),
        )
        if hasattr(args, option)  # as of 2025, there are both
    }
    said = Path(args.warnings_file or args.doctree_dir / "warnings.txt")
    if not args.warnings_file:
        build_args += ["-w", str(said)]
    build = RepeatingBuilder(
        builder(build_args, url_host=place, **commands), said, args.sourcedir
    )
    changed = Rebuilding(
        [args.sourcedir, *args.additional_watched_dirs],
        IgnoreFilter(_ignored(args), args.re_ignore),
        change_callback=build,
    )
    app = Starlette(
        routes=[
            WebSocketRoute("/websocket-reload", changed, name="reload"),
            Mount("/", Published(directory=folder, hidden=args.doctree_dir)),
        ],
        middleware=[
            Middleware(OwnVisitors, names=OwnNames(args.host, port)),
            Middleware(Reloading),
        ],
        lifespan=changed.lifespan,
    )
    if not args.no_initial_build:
        autobuild.show_message("Starting initial build")
        build(changed_paths=())
    if args.open_browser:
        autobuild.open_browser(place, args.delay)
    autobuild.show_message("Waiting to detect changes...")
    try:
        uvicorn.run(app, host=args.host, port=port, log_level="warning")
    except KeyboardInterrupt:
        autobuild.show_message("The preview has ended.")


def _ignored(args: Any) -> list[str | Path]:
    """Return the folders and globs in which changes start no build."""
    tools = (
        *(".git", ".hg", ".svn", ".idea", ".vscode", "node_modules", ".venv", "venv"),
        *(".nox", ".tox", ".mypy_cache", ".pytest_cache", ".pytype", ".ruff_cache"),
    )
    own = (args.outdir, args.warnings_file, args.doctree_dir)
    return [*tools, *args.ignore, *filter(None, own)]
