/* Pages in a frame of another page. What is said to that page goes to its exact origin, and what it says counts only from one of those
   that may frame this. Where the browser keeps no cookie for the frame, its key lives here and travels in a header. No words live here. */
(() => {
  "use strict";
  if (window.parent === window) return;
  const VERSION = 1;
  const $ = (selector) => document.querySelector(selector);
  const root = document.documentElement;
  const hosts = (root.dataset.hosts || "").split(" ").filter(Boolean);
  const base = location.pathname.match(/^\/embed\/[0-9a-f]{32}(?=\/)/)?.[0] || "";
  const above = location.ancestorOrigins?.[0];
  let host = hosts.includes(above) ? above : hosts.length === 1 ? hosts[0] : null;

  const tell = (type, more) => {
    for (const to of host ? [host] : hosts) parent.postMessage({ v: VERSION, type, ...more }, to);
  };

  // ---- tokens: the host page gives one, the server takes it for this frame
  let key = null, give = null, renewing = null;
  const real = window.fetch.bind(window);
  const ask = (reason) => new Promise((resolve, reject) => {
    give = resolve;
    tell("embed:token-needed", { reason });
    setTimeout(() => reject(new Error("no token came")), 20000);
  });
  const renew = (reason) => renewing ??= (async () => {
    try {
      const token = await ask(reason);
      const headers = key ? { "X-Embed-Key": key } : {};
      const answer = await real(`${base}/exchange`, { method: "POST", headers, body: new URLSearchParams({ token }) });
      const said = await answer.json();
      if (!answer.ok) {
        tell("embed:error", { code: said.code, message: said.message });
        throw new Error(said.code);
      }
      key = said.key;
      for (const field of document.querySelectorAll("input[name=csrf]")) field.value = said.csrf;
      if (document.body.hasAttribute("hx-headers:inherited")) document.body.setAttribute("hx-headers:inherited", JSON.stringify({ "X-CSRF-Token": said.csrf }));
    } catch (error) {
      tell("embed:signed-out");
      throw error;
    } finally {
      renewing = null;
    }
  })();

  window.fetch = async (input, init) => {
    const once = () => {
      const request = new Request(input instanceof Request ? input.clone() : input, init);
      if (key && new URL(request.url).origin === location.origin) request.headers.set("X-Embed-Key", key);
      return real(request);
    };
    let answer = await once();
    if (base && answer.status === 401 && answer.headers.has("x-embed-ended")) {
      try { await renew("ended"); } catch { late(); return answer; }
      answer = await once();
    }
    const fresh = answer.headers.get("x-embed-key");
    if (fresh && key) key = fresh;
    return answer;
  };

  const late = () => {
    const [waits, said] = [$("[data-frame-waits]"), $("[data-frame-late]")];
    if (said) { waits.hidden = true; said.hidden = false; } else if (base) location.reload();
    grow();
  };

  // ---- what the host page says
  addEventListener("message", (event) => {
    const said = event.data;
    if (event.source !== parent || !hosts.includes(event.origin) || (host && event.origin !== host) || said?.v !== VERSION) return;
    host = event.origin;
    if (said.type === "embed:token" && typeof said.token === "string") { give?.(said.token); give = null; }
    else if (said.type === "embed:mode") { if (/^(light|dark)$/.test(said.mode)) root.dataset.theme = said.mode; else delete root.dataset.theme; }
    else if (said.type === "embed:close" && base) window.fetch(`${base}/close`, { method: "POST", keepalive: true });
  });

  // ---- height: of what there is, also of a dialog over it
  let told = 0;
  const grow = () => {
    const dialog = $("dialog[open]");
    const height = Math.max(document.body.getBoundingClientRect().height, dialog ? dialog.scrollHeight + 64 : 0);
    if (Math.abs(height - told) < 1) return;
    told = height;
    tell("embed:height", { height });
  };
  const watch = new ResizeObserver(grow);

  // ---- each page: what it tells, and that it is there
  let page = null;
  const look = () => {
    watch.disconnect();
    watch.observe(document.body);
    grow();
    const error = $("[data-frame-error]");
    if (error) return tell("embed:error", { code: error.dataset.frameError, message: error.dataset.frameDetail || error.textContent });
    for (const node of document.querySelectorAll("[data-frame-told]")) {
      for (const { type, ...more } of JSON.parse(node.dataset.frameTold)) tell(type, more);
      node.remove();
    }
    const clean = new URL(location.href);
    if (clean.searchParams.has("told")) {
      clean.searchParams.delete("told");
      history.replaceState(history.state, "", clean);
    }
    if ($("[data-frame-waits], [data-frame-door]")) return;
    if (page === null) tell("embed:ready", { view: root.dataset.view, title: root.dataset.title });
    const here = location.pathname.slice(base.length).replace(/^\/a\/[^/]*\/?/, "");
    if (here !== page) tell("embed:navigate", { page: page = here });
  };
  document.addEventListener("htmx:after:swap", look);

  // ---- links that leave open a window of their own
  document.addEventListener("click", (event) => {
    const link = event.target instanceof Element ? event.target.closest("a[href]") : null;
    if (link && link.origin !== location.origin) Object.assign(link, { target: "_blank", rel: "noopener" });
    // a file has no page that could send the key
    else if (link && key && link.hasAttribute("download")) { event.preventDefault(); save(link); }
  }, true);
  const save = async (link) => {
    const answer = await fetch(link.href);
    const name = answer.headers.get("content-disposition")?.match(/filename="([^"]+)"/)?.[1] || link.download;
    const file = URL.createObjectURL(await answer.blob());
    Object.assign(document.createElement("a"), { href: file, download: name }).click();
    setTimeout(() => URL.revokeObjectURL(file), 60000);
  };

  // ---- an application's sign-in is shown in a window of its own; what became of it is asked from the server
  document.addEventListener("submit", async (event) => {
    const form = event.target, after = form.dataset.frameWindowOf;
    if (!after) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    const opened = window.open("about:blank", "_blank", "popup,width=560,height=740");
    const answer = await fetch(form.dataset.address, { method: "POST", body: new URLSearchParams({ csrf: form.elements.csrf.value }) });
    if (!answer.ok) { opened?.close(); return location.reload(); }
    const { address, state, since } = await answer.json();
    $(opened ? "[data-frame-opened]" : "[data-frame-blocked]").hidden = false;
    if (opened) opened.location = address;
    else $("[data-frame-link]").href = address;
    for (let tries = 0; tries < 600 && form.isConnected; tries++) {
      await new Promise((done) => setTimeout(done, 1000));
      const asked = await fetch(base + state);
      if (!asked.ok) continue;
      const { connected, name, connector, ...now } = await asked.json();
      if (!connected || now.since === since) continue;
      tell("embed:connector", { connector, name, state: "connected" });
      return go(after);
    }
  }, true);
  // by a link inside the page, so that it is a boosted visit like any other
  const go = (to) => {
    const link = Object.assign(document.createElement("a"), { href: to.startsWith("/embed/") ? to : base + to, hidden: true });
    $("main").append(link);
    htmx.process(link);
    link.click();
  };

  // ---- a token is spent only where its session can be kept
  const door = $("[data-frame-door]");
  if (door) {
    document.cookie = "__Host-t=1; Path=/; Secure; SameSite=None; Partitioned";
    if (document.cookie.includes("__Host-t=1")) door.submit();
    else { $("[data-frame-window]").hidden = false; door.hidden = true; }
  }
  if ($("[data-frame-waits]")) renew("opening").then(() => $("[data-frame-go]").click(), late);
  look();
})();
