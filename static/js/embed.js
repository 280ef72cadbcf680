/* Shows an integration space in a frame of this page. Embed.mount(element, options) -> { setMode, close, destroy, frame }.
   Types: v1.d.ts beside this file. Messages go to one exact origin and are taken from it and from this frame alone. */
(() => {
  "use strict";
  const VERSION = 1;
  const home = new URL(document.currentScript.src).origin;

  const mount = (place, options = {}) => {
    const element = typeof place === "string" ? document.querySelector(place) : place;
    if (!element) throw new Error(`Embed: there is no element ${place}`);
    const origin = new URL(options.base || home, location.href).origin;
    const frame = document.createElement("iframe");
    frame.name = `embed-${crypto.getRandomValues(new Uint32Array(2)).join("-")}`;
    frame.title = options.title || "Integrations";
    frame.allow = "clipboard-write";
    frame.style.cssText = "display:block;inline-size:100%;border:0;block-size:20rem;color-scheme:normal";
    let shown = false, late = 0, mode = options.mode || options.theme || "", first = options.token;

    const tell = (message) => frame.contentWindow?.postMessage({ v: VERSION, ...message }, origin);
    const say = (event) => { try { options.onEvent?.(event); } catch (error) { setTimeout(() => { throw error; }); } };
    const fail = (code, message) => say({ v: VERSION, type: "embed:error", code, message });

    const token = async () => {
      if (first) { const given = first; first = null; return given; }
      if (options.getToken) return options.getToken();
      if (!options.tokenUrl) return null;
      const answer = await fetch(options.tokenUrl, { method: "POST", credentials: "same-origin", headers: { Accept: "application/json" } });
      if (!answer.ok) throw new Error(`${options.tokenUrl} answered ${answer.status}`);
      const text = await answer.text();
      try { const said = JSON.parse(text); return typeof said === "string" ? said : said.token || said.Token; } catch { return text.trim(); }
    };
    const fetched = async (use) => {
      let given;
      try { given = await token(); } catch (error) { return fail("no_token", String(error.message || error)); }
      if (given) use(given);
      else fail("no_token", "No token was given: say tokenUrl, getToken or token.");
    };

    const start = (given) => {
      const form = document.createElement("form");
      Object.assign(form, { method: "post", action: `${origin}/embed/start`, target: frame.name, hidden: true });
      for (const [name, value] of Object.entries({ token: given, mode, clear: options.transparent ? "1" : "" })) {
        form.append(Object.assign(document.createElement("input"), { type: "hidden", name, value }));
      }
      document.body.append(form);
      form.submit();
      form.remove();
      late = setTimeout(() => { if (!shown) fail("not_shown", `The frame did not open. Is ${location.origin} among the origins that may frame it?`); }, options.timeout || 15000);
    };

    const hear = (event) => {
      const said = event.data;
      if (event.source !== frame.contentWindow || event.origin !== origin || said?.v !== VERSION || typeof said.type !== "string") return;
      shown = true;
      clearTimeout(late);
      if (said.type === "embed:height" && options.resize !== false) frame.style.blockSize = `${Math.ceil(said.height)}px`;
      if (said.type === "embed:ready" && !options.title) frame.title = said.title;
      if (said.type === "embed:ready" && mode) tell({ type: "embed:mode", mode });
      if (said.type === "embed:token-needed") fetched((given) => tell({ type: "embed:token", token: given }));
      say(said);
    };
    addEventListener("message", hear);
    element.replaceChildren(frame);
    fetched(start);

    const destroy = () => { clearTimeout(late); removeEventListener("message", hear); frame.remove(); };
    // what was open is told to end, and is given the time to
    const leave = () => { frame.hidden = true; tell({ type: "embed:close" }); setTimeout(destroy, 300); };
    return {
      frame,
      setMode: (wanted) => { mode = wanted; tell({ type: "embed:mode", mode }); },
      close: leave,
      destroy: leave,
    };
  };

  window.Embed = { mount, version: "1.0.0" };
})();
