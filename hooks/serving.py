"""While somebody edits: every page is made when it is asked for, and none is kept, so none can be out of date.

A changed record is read and checked, and whatever page is on screen asks for itself again (`editing.js`). While a record has errors,
every address shows them; the last good catalogue stays for when they are gone. Texts, theme and configuration are MkDocs' to watch,
which builds anew; what Python has loaded makes the server begin anew.
"""

from __future__ import annotations

import gc
import logging
import os
import queue
import shutil
import sys
import threading
import time
from collections.abc import Callable, Iterable
from html import escape
from pathlib import Path
from typing import Any, Final
from urllib.parse import quote, urlsplit

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.livereload import LiveReloadServer
from watchdog.events import FileSystemEvent, FileSystemEventHandler
from watchdog.observers import Observer

import gcm
from gcm.catalogue.catalogue import Catalogue
from gcm.language.phrases import phrases
from gcm.language.text import LANGS, Lang
from gcm.problems.problem import Problem
from gcm.site.pages import Page
from gcm.site.search_index import Found
from gcm.site.writer import INDEX
from gcm.views.addresses import HOME, PREFIX
from gcm.views.pages.search import NAMES, TEXTS
from hooks.state import State, refusal

log = logging.getLogger("mkdocs.hooks.serving")

Answer = tuple[str, str, bytes]
"""Status, kind of content and content of what a browser asked for."""

SCRIPT: Final = "editing.js"
WAITING: Final = "editing/"
"""What a page asks for to learn of the next edit: this, and the edit that it knows of."""

_PATIENCE: Final = 50
"""Seconds after which a browser is answered that there was no edit, and asks again."""

_PAUSE: Final = 0.02
"""Seconds in which an editor writes all of a file."""

_QUIET: Final = 1.0
"""Seconds without an edit after which there is time for what takes long."""

_CHANGES: Final = ("modified", "created", "deleted", "moved", "closed")
"""What happens to a file that is written, and not only read."""

_HTML: Final = "text/html; charset=utf-8"
_KINDS: Final = {
    ".html": _HTML,
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".ics": "text/calendar; charset=utf-8",
    ".csv": "text/csv; charset=utf-8",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".ttl": "text/turtle; charset=utf-8",
    ".jsonld": "application/ld+json",
    ".xml": "application/xml; charset=utf-8",
    ".txt": "text/plain; charset=utf-8",
    ".webmanifest": "application/manifest+json",
}


class Room:
    """Both languages of the site, the errors that keep it from being shown, and which edit it is of."""

    def __init__(self) -> None:
        self._states: dict[Lang, State] = {}
        self._errors: list[Problem] = []
        self._edit = time.time_ns()
        self._edited = threading.Condition(threading.RLock())
        self._changes: queue.SimpleQueue[str] = queue.SimpleQueue()
        self._is_behind = False
        self._rendered = 0
        self._building = 0

    def begin(self) -> None:
        """Let everybody wait while MkDocs builds the site, or that of one language in it."""
        self._edited.acquire()
        self._building += 1

    def finish(self) -> None:
        """Go on, whether the site came or not."""
        if self._building:
            self._building -= 1
            self._edited.notify_all()
            self._edited.release()

    def load(self, state: State, changed: Iterable[Path] | None = None) -> Catalogue:
        """The records as they are now; or those that were right last, where there are any, and what is wrong."""
        catalogue, problems = state.records.load(changed)
        self._errors = [problem for problem in problems if not problem.is_warning]
        if self._errors and not self._states:
            raise PluginError(refusal(self._errors, state.lang, state.records.root))
        return self._states["es"].site.catalogue if self._errors else catalogue

    def show(self, state: State) -> None:
        """Make pages as MkDocs has built the site of one language now."""
        self._states[state.lang] = state
        self._rendered = self._edit = time.time_ns()

    def open(self, server: LiveReloadServer, config: MkDocsConfig) -> None:
        """Begin to answer, and to watch."""
        root, mount = Path(config.config_file_path).parent, urlsplit(config.site_url or "/").path
        server.set_app(lambda environ, start: self._serve(environ, start, mount) or server.serve_request(environ, start))
        observer = Observer()
        observer.daemon = True
        _watch(observer, root / "records", self._changes.put)
        for folder in (Path(gcm.__file__).parent, Path(__file__).parent):
            _watch(observer, folder, lambda path: self._begin_anew(Path(config.site_dir), path))
        observer.start()
        gc.freeze()  # what there is stays; only what edits leave behind is looked through
        threading.Thread(target=self._follow, daemon=True).start()

    # Edits

    def _follow(self) -> None:
        """Take in one edit after the other; editors write a file in several steps."""
        while True:
            try:
                changed = [self._next_change()]
                time.sleep(_PAUSE)
                while not self._changes.empty():
                    changed.append(self._changes.get())
                self.take_in(map(Path, changed))
            except Exception:
                log.exception("The edit was not taken in")

    def _next_change(self) -> str:
        """The next file that is written."""
        if self._is_behind:
            try:
                return self._changes.get(timeout=_QUIET)
            except queue.Empty:
                self.catch_up()
        return self._changes.get()

    def catch_up(self) -> None:
        """Suggest on each page what is due since the last edit; meanwhile pages are shown."""
        self._is_behind = False
        catalogue = self._states["es"].site.catalogue
        if not catalogue.suggest_anew():
            return
        with self._edited:
            if self._states["es"].site.catalogue is catalogue:  # and MkDocs has not built the site anew
                self._show_edit(catalogue)

    def take_in(self, changed: Iterable[Path]) -> None:
        """Show the records as they are since these files changed, or what is wrong with them."""
        state = self._states["es"]
        with self._edited:
            were_wrong, catalogue = bool(self._errors), self.load(state, changed)
            if self._errors:
                log.error(refusal(self._errors, "es", state.records.root))
            else:
                catalogue.follow(state.site.catalogue)
                self._is_behind = True
                log.info("All records are right again" if were_wrong else "Records changed")
            self._show_edit(catalogue)

    def _show_edit(self, catalogue: Catalogue) -> None:
        """Whoever waits for the next edit has it now."""
        for each in self._states.values():
            each.take(catalogue)
        self._edit = time.time_ns()
        self._edited.notify_all()

    def _begin_anew(self, folder: Path, path: str) -> None:
        """What Python has loaded stays as it was, so this program takes its own place."""
        if not path.endswith((".py", ".yaml", ".html", ".js", ".json")):
            return
        log.info("%s changed: the server begins anew", path)
        shutil.rmtree(folder, ignore_errors=True)
        sys.stdout.flush()
        os.execv(sys.executable, sys.orig_argv)  # noqa: S606  (the same command once more)

    # Answers

    def _serve(self, environ: dict[str, Any], start: Callable[..., Any], mount: str) -> Iterable[bytes] | None:
        asked = environ["PATH_INFO"].encode("latin-1").decode("utf-8", "ignore")
        answer = self.answer(asked.removeprefix(mount), mount) if asked.startswith(mount) else None
        if answer is None:
            return None
        status, kind, content = answer
        headers = [("Content-Type", kind), ("Content-Length", str(len(content))), ("Cache-Control", "no-store")]
        start(status, [*headers, ("Location", quote(f"{asked}/"))] if status.startswith("302") else headers)
        return [content]

    def answer(self, path: str, mount: str = "/") -> Answer | None:
        """What stands at a path below the root; none where MkDocs has a file of its own, or nobody anything."""
        if path == SCRIPT:
            return "200 OK", _KINDS[".js"], Path(__file__).with_name(SCRIPT).read_bytes()
        if path.startswith(WAITING):
            return "200 OK", "text/plain", self._next_edit(path.removeprefix(WAITING)).encode()
        lang = next(lang for lang in reversed(LANGS) if path.startswith(PREFIX[lang]))
        if path.removeprefix(PREFIX[lang]) in (NAMES, TEXTS):
            return "200 OK", _KINDS[".js"], self._search_script(lang, path.removeprefix(PREFIX[lang])).encode()
        with self._edited:
            file = f"{path}{INDEX}" if not path or path.endswith("/") else path
            content = self._made(self._states[lang], file, lang)
            if content is None:
                folder = f"{path}/{INDEX}".removeprefix(PREFIX[lang])
                return ("302 Found", "text/plain", b"") if folder in self._states[lang].writer.pages else None
            if file.endswith(".html"):
                content = self._with_script(content, mount)
        kind = _KINDS.get(Path(file).suffix, "application/octet-stream")
        return "200 OK", kind, content if isinstance(content, bytes) else content.encode()

    def _next_edit(self, known: str) -> str:
        """The edit that there is, as soon as it is another than the one that a page knows."""
        with self._edited:
            self._edited.wait_for(lambda: str(self._edit) != known, timeout=_PATIENCE)
            return str(self._edit)

    def _search_script(self, lang: Lang, path: str) -> str:
        """The index takes all pages; meanwhile others can be asked for."""
        with self._edited:
            writer = self._states[lang].writer
        return writer.search_script(path)

    def _with_script(self, html: str | bytes, mount: str) -> str:
        text = html if isinstance(html, str) else html.decode()
        before, end, after = text.rpartition("</body>")
        waiting = f'<script src="{mount}{SCRIPT}" data-edit="{self._edit}" data-waiting="{mount}{WAITING}"></script>'
        return f"{before}{waiting}{end}{after}"

    def _made(self, state: State, file: str, lang: Lang) -> str | bytes | None:
        path = file.removeprefix(PREFIX[lang])
        if self._errors and path.endswith(".html"):
            return self._errors_page(state, path)
        if (content := state.writer.make(path)) is not None:
            return content
        # What both languages share is the Spanish build's to make.
        return self._hand_written(state, path) or self._states["es"].shared.make(file)

    def _hand_written(self, state: State, path: str) -> str | bytes | None:
        """A hand-written page, made anew where it asks the catalogue for something that was edited since."""
        assert state.theme is not None  # noqa: S101  (MkDocs has built the site)
        file = next((each for each in state.theme.files.documentation_pages() if each.dest_uri == path), None)
        if file is None or file.page is None:
            return None
        if self._edit == self._rendered or not file.page.meta.get("render_macros"):
            return Path(file.abs_dest_path).read_bytes()
        return state.theme.render_page(file.page)

    def _errors_page(self, state: State, path: str) -> str:
        """What is wrong with the records, in the frame of the page that was asked for."""
        t = phrases(state.lang)
        title = t.fill("not_published", errors=len(self._errors))
        told = refusal(self._errors, state.lang, state.records.root).partition("\n\n")[2]
        html = f'<h1 id="{t.anchor_top}">{escape(title)}</h1>\n<pre class="gcm-errors">{escape(told)}</pre>'
        source = f"{path.removesuffix(f'/{INDEX}').removesuffix('.html')}.md"
        page = Page(HOME, state.lang, source, title, title, html, record="", sections=(), found=Found(""))
        return state.put(page, state.site)


def _watch(observer: Any, folder: Path, tell: Callable[[str], None]) -> None:
    """Tell of every file below `folder` that is written, made, moved or removed."""
    handler = FileSystemEventHandler()

    def on_any_event(event: FileSystemEvent) -> None:
        if event.event_type in _CHANGES and not event.is_directory:
            tell(os.fsdecode(event.src_path))
            if event.dest_path:
                tell(os.fsdecode(event.dest_path))

    handler.on_any_event = on_any_event  # type: ignore[method-assign]
    if folder.is_dir():
        observer.schedule(handler, str(folder), recursive=True)
