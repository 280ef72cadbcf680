/* Small listeners on data attributes; every page is complete without them. Nothing is stored, no words live here:
   what is shown comes from the page. Delegation on `document`, because boosted visits replace the body. */
(() => {
  "use strict";
  const $ = (selector, root = document) => root.querySelector(selector);
  const $$ = (selector, root = document) => [...root.querySelectorAll(selector)];
  const on = (type, fn, options) => document.addEventListener(type, fn, options);
  const words = () => document.body.dataset;
  const from = (event, selector) => event.target instanceof Element ? event.target.closest(selector) : null;

  // not form.method: a field of that name would hide it
  const isPost = (form) => form.getAttribute("method")?.toLowerCase() === "post";

  // ---- toasts: said by the live region, closed by hand or by the end of their animation
  const toast = (text) => {
    const template = $("#toast");
    if (!template || !$("#toasts")) return;
    const node = template.content.firstElementChild.cloneNode(true);
    $("p", node).textContent = text;
    $("#toasts").append(node);
  };
  // a live region reads what is added to it, so what came with the page is added again
  const announce = () => {
    const region = $("#toasts");
    const fresh = region ? [...region.children] : [];
    if (!fresh.length) return;
    region.replaceChildren();
    setTimeout(() => region.append(...fresh), 100);
  };
  on("animationend", (e) => { if (e.animationName === "leave") e.target.remove(); });

  // ---- dialogs are pages first: the page's [data-dialog-content] opens in the one <dialog>
  let opener = null;
  const show = (content) => {
    const dialog = $("#dialog");
    $("#dialog-slot").replaceChildren(content);
    htmx.process(content);
    if (!dialog.open) dialog.showModal();
    ($("[data-error-summary]", dialog) || $("[autofocus]", dialog) || $("h1", dialog))?.focus();
  };
  const openDialog = async (link) => {
    if (link.ariaBusy === "true") return;
    opener = link;
    link.ariaBusy = "true";
    try {
      const answer = await fetch(link.href, { credentials: "same-origin", headers: { Accept: "text/html" } });
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const content = $("[data-dialog-content]", page);
      if (!content) return void location.assign(link.href);
      show(document.adoptNode(content));
    } catch {
      location.assign(link.href);
    } finally {
      link.ariaBusy = null;
    }
  };
  on("close", (e) => {
    if (e.target.id !== "dialog") return;
    $("#dialog-slot").replaceChildren();
    // the menu that held the opener is closed by now; its button is the next best place
    const menu = opener?.closest("[popover]");
    (menu ? $(`[popovertarget="${menu.id}"]`) : opener)?.focus();
    opener = null;
  }, true);

  // ---- palette
  const openPalette = () => {
    const palette = $("#palette");
    if (!palette || palette.open) return;
    palette.showModal();
    const input = $("input", palette);
    input.select();
    input.dispatchEvent(new CustomEvent("open"));
  };

  // ---- the switcher begins where one types, or at the account that is open
  on("toggle", (e) => {
    if (e.target.id === "switcher" && e.newState === "open") ($("input", e.target) || $("[aria-current]", e.target) || $("a", e.target))?.focus();
  }, true);

  // ---- a picked colour is typed into its field
  on("input", (e) => {
    const field = e.target.dataset.colourOf && $(e.target.dataset.colourOf);
    if (field) field.value = e.target.value;
    else if (e.target.id && /^#[0-9a-f]{6}$/i.test(e.target.value)) { const picker = $(`[data-colour-of="#${e.target.id}"]`); if (picker) picker.value = e.target.value; }
  }, true);

  // ---- clicks
  on("click", (e) => {
    if (e.button || e.ctrlKey || e.metaKey || e.shiftKey || e.altKey) return;
    const take = () => { e.preventDefault(); e.stopImmediatePropagation(); };
    let hit;
    if ((hit = from(e, "a[data-palette]")) && $("#palette")) { take(); openPalette(); }
    else if ((hit = from(e, "a[data-dialog]"))) { take(); openDialog(hit); }
    else if ((hit = from(e, "dialog [data-close]"))) { take(); hit.closest("dialog").close(); }
    else if (e.target instanceof HTMLDialogElement && outside(e, e.target)) e.target.close();
    else if ((hit = from(e, "[data-dismiss]"))) hit.closest(".toast").remove();
    else if ((hit = from(e, "[data-copy], [data-copy-from]"))) copy(hit);
    else if ((hit = from(e, "[data-reveal]"))) reveal(hit);
  }, true);
  const outside = (e, dialog) => {
    const box = dialog.getBoundingClientRect();
    return e.clientX < box.left || e.clientX > box.right || e.clientY < box.top || e.clientY > box.bottom;
  };

  const copy = async (button) => {
    const source = button.dataset.copyFrom ? $(button.dataset.copyFrom) : null;
    const text = source ? source.textContent : button.dataset.copy;
    try {
      await navigator.clipboard.writeText(text);
    } catch { // no clipboard without https: leave the text selected, ready for the keys
      const field = source || $("input", button.parentElement) || $("code", button.parentElement);
      if (field?.select) field.select(); else if (field) getSelection().selectAllChildren(field);
      return;
    }
    const label = $("span", button);
    const before = label ? label.textContent : button.ariaLabel;
    const say = (t) => { if (label) label.textContent = t; else button.ariaLabel = t; };
    if (button.classList.contains("done")) return;
    button.classList.add("done");
    say(words().copied);
    const use = $("use", button), href = use?.getAttribute("href");
    use?.setAttribute("href", href.replace(/#.*/, "#check"));
    setTimeout(() => { button.classList.remove("done"); say(before); use?.setAttribute("href", href); }, 2000);
  };
  const reveal = (button) => {
    const input = $(button.dataset.reveal);
    const shown = input.type === "text";
    input.type = shown ? "password" : "text";
    button.ariaPressed = String(!shown);
  };

  // ---- sending: once, and seen to be under way
  const busy = (form, state) => {
    if (state) form.dataset.sending = ""; else delete form.dataset.sending;
    for (const button of form.elements) {
      if (button.type !== "submit" || (state && button.disabled)) continue;
      if (state) { button.dataset.wasOn = ""; button.disabled = true; button.ariaBusy = "true"; }
      else if ("wasOn" in button.dataset) { delete button.dataset.wasOn; button.disabled = false; button.ariaBusy = null; }
    }
  };
  on("submit", (e) => {
    const form = e.target;
    if ("sending" in form.dataset) { e.preventDefault(); e.stopImmediatePropagation(); return; }
    if (!isPost(form) || "download" in form.dataset) return;
    form.dataset.sending = "";
    setTimeout(() => { if (form.isConnected) busy(form, true); }); // after the button's own value is taken
  }, true);
  addEventListener("pageshow", () => $$("form[data-sending]").forEach((form) => busy(form, false)));
  on("htmx:finally:request", (e) => {
    const source = e.detail.ctx.sourceElement;
    if (source instanceof HTMLFormElement) setTimeout(() => busy(source, false));
  });

  // ---- rows: choose, move, open
  const boxes = (form) => $$(`[data-select][form="${form.getAttribute("id")}"]`);
  const count = (form) => {
    const chosen = boxes(form).filter((box) => box.checked).length;
    const all = $("[data-bulk-all]", form);
    $("[data-bulk-count]", form).textContent = all?.checked ? all.dataset.bulkAll : chosen;
    const head = $("[data-select-all]", form.closest(".list") || document);
    if (head) { head.checked = chosen > 0 && chosen === boxes(form).length; head.indeterminate = chosen > 0 && !head.checked; }
  };
  let lastBox = null;
  on("click", (e) => { // shift takes the rows between
    const box = from(e, "[data-select]");
    if (!box) return;
    if (e.shiftKey && lastBox?.isConnected) {
      const all = $$(`[data-select][form="${box.getAttribute("form")}"]`);
      const [a, b] = [all.indexOf(lastBox), all.indexOf(box)].sort((x, y) => x - y);
      if (a >= 0) all.slice(a, b + 1).forEach((other) => { other.checked = box.checked; });
    }
    lastBox = box;
  });
  on("change", (e) => {
    const box = e.target;
    if (box.matches("[data-select-all]")) $$("[data-select]", box.closest("table")).forEach((other) => { other.checked = box.checked; });
    const form = box.form?.matches("[data-bulk]") ? box.form : $("[data-bulk]", box.closest(".list") || document);
    if (form && box.matches("[data-select], [data-select-all], [data-bulk-all]")) count(form);
  });
  on("reset", (e) => { if (e.target.matches("[data-bulk]")) setTimeout(() => count(e.target)); });

  const step = (by) => {
    const links = $$("[data-rows] .row-link");
    if (!links.length) return;
    const row = document.activeElement.closest?.("tr");
    const at = links.findIndex((link) => link.closest("tr") === row);
    const next = links[Math.min(Math.max(at < 0 ? 0 : at + by, 0), links.length - 1)];
    next.focus();
    next.scrollIntoView({ block: "nearest" });
  };
  const treeKey = (e, row) => {
    const open = row.getAttribute("aria-expanded");
    if (e.key === "ArrowDown") step(1);
    else if (e.key === "ArrowUp") step(-1);
    else if ((e.key === "ArrowRight" && open === "false") || (e.key === "ArrowLeft" && open === "true")) $("a.toggle", row).click();
    else return;
    e.preventDefault();
  };

  // ---- keys
  let afterG = 0;
  on("keydown", (e) => {
    if ((e.ctrlKey || e.metaKey) && e.key.toLowerCase() === "k" && $("#palette")) { e.preventDefault(); return openPalette(); }
    if (e.ctrlKey || e.metaKey || e.altKey) return;
    const palette = from(e, "#palette");
    const list = palette || from(e, "#switcher");
    if (list && /^Arrow(Up|Down)$/.test(e.key)) {
      const stops = $$("input, .item", list);
      const next = stops[stops.indexOf(document.activeElement) + (e.key === "ArrowDown" ? 1 : -1)];
      if (next) { e.preventDefault(); next.focus(); }
      return;
    }
    if (palette && e.key === "Enter" && e.target.matches("input")) {
      const first = $(".results a", palette);
      if (first) { e.preventDefault(); first.click(); }
      return;
    }
    if (from(e, "input:not([type=checkbox], [type=radio]), textarea, select, [contenteditable]")) {
      if (e.key === "Escape" && !from(e, "dialog, [popover]")) e.target.blur();
      return;
    }
    const row = from(e, "[data-tree] tbody tr");
    if (row && e.key.startsWith("Arrow")) return treeKey(e, row);
    if (!("keys" in words()) || $("dialog[open]")) return;
    if (afterG && Date.now() - afterG < 1500) {
      afterG = 0;
      const link = $(`[data-key="${CSS.escape(e.key)}"]`);
      if (link) { e.preventDefault(); link.click(); }
      return;
    }
    if (e.key === "g") afterG = Date.now();
    else if (e.key === "j") step(1);
    else if (e.key === "k") step(-1);
    else if (e.key === "x") $("[data-select]", document.activeElement.closest("tr") || document.createElement("i"))?.click();
    else if (e.key === "Escape") { if (!$(":popover-open")) document.activeElement.blur(); } // a menu closes, and gives the focus back itself
    else if (e.key === "/") { const field = $("main [data-search]"); e.preventDefault(); if (field) field.focus(); else openPalette(); }
    else if (e.key === "?" && $("#keys")) { opener = document.activeElement; show($("#keys").content.firstElementChild.cloneNode(true)); }
  });
  on("focusin", (e) => { if (e.target.matches("[data-select-on-focus]")) e.target.select(); });

  // ---- files dropped on a field
  for (const type of ["dragenter", "dragover", "dragleave", "drop"]) {
    on(type, (e) => from(e, "[data-drop]")?.classList.toggle("over", type === "dragenter" || type === "dragover"));
  }

  // ---- a table that fits lets its head stick to the page; one that does not scrolls in its own frame
  const fit = (frame) => {
    frame.classList.remove("fits");
    const fits = frame.scrollWidth <= frame.clientWidth;
    frame.classList.toggle("fits", fits);
    frame.tabIndex = fits ? -1 : 0;
  };
  const fitAll = () => $$(".table-frame").forEach(fit);
  addEventListener("resize", fitAll);

  // ---- a field of an earlier step goes to where one typed last
  let typing = null;
  on("focusin", (e) => { if (from(e, ".source input, .source textarea")) typing = e.target; });
  on("click", (e) => {
    const pick = from(e, "[data-pick]")?.dataset.pick;
    if (!pick || !typing?.isConnected) return;
    if (typing.tagName === "INPUT") typing.value = pick;
    else typing.setRangeText(`steps.${pick}`, typing.selectionStart, typing.selectionEnd, "end");
    typing.focus();
  });

  // ---- times said from now
  const units = [["day", 864e5], ["hour", 36e5], ["minute", 6e4]];
  const refreshTimes = () => {
    const say = new Intl.RelativeTimeFormat(document.documentElement.lang || "en", { numeric: "auto" });
    for (const node of $$("time[data-relative]")) {
      const gap = Date.parse(node.dateTime) - Date.now();
      const [unit, size] = units.find(([, size]) => Math.abs(gap) >= size) || [];
      if (unit && Math.abs(gap) < 30 * 864e5) node.textContent = say.format(Math.round(gap / size), unit);
    }
  };
  setInterval(() => { if (!document.hidden) refreshTimes(); }, 30000);

  // ---- menus where the browser cannot tie them to their button
  if (!CSS.supports("position-area", "block-end")) {
    on("toggle", (e) => {
      const menu = e.target, button = menu.matches?.(".menu") && $(`[popovertarget="${menu.id}"]`);
      if (!button || e.newState !== "open") return;
      const at = button.getBoundingClientRect();
      menu.style.inset = "auto";
      menu.style.top = `${Math.min(at.bottom + 4, innerHeight - menu.offsetHeight - 8)}px`;
      menu.style.left = `${Math.max(8, Math.min(at.right - menu.offsetWidth, innerWidth - menu.offsetWidth - 8))}px`;
    }, true);
  }

  // ---- htmx
  on("htmx:config:request", (e) => { // no empty filters in the URL
    const { request } = e.detail.ctx;
    if (request.method !== "GET") return;
    for (const key of new Set(request.body.keys())) if (request.body.getAll(key).every((value) => value === "")) request.body.delete(key);
    const url = new URL(request.action, location.href);
    if (request.form) request.action = url.pathname;
  });
  on("htmx:before:history:update", (e) => { // a form sent back with errors is no new place
    if (e.detail.response?.status >= 400 && e.detail.sourceElement && isPost(e.detail.sourceElement)) e.preventDefault();
  });
  on("htmx:response:error", (e) => {
    const { ctx } = e.detail;
    const { status, headers } = ctx.response;
    if (status >= 500) return toast(`${words().failed} ${headers.get("x-request-id") || status}`);
    if (ctx.sourceElement.closest("#dialog") && ctx.text.includes("data-dialog-content")) {
      Object.assign(ctx, { target: $("#dialog-slot"), select: "[data-dialog-content]", swap: "innerHTML ignoreTitle:true show:none" });
    }
  });
  on("htmx:error", (e) => { if (e.detail.ctx && !e.detail.ctx.response) toast(words().offline); });
  // the same page again (a branch opened, a list turned): stay at the link that was used, if it has an id
  let stay = null;
  on("htmx:before:swap", (e) => {
    const { ctx, tasks } = e.detail;
    if (ctx.select && ctx.response && isPost(ctx.sourceElement.form || ctx.sourceElement)) { // another page came: what was typed stays
      const came = new DOMParser().parseFromString(ctx.text, "text/html");
      if (!came.querySelector(ctx.select)) {
        e.preventDefault();
        return void toast(`${words().kept} ${came.querySelector("main h1, h1")?.textContent.trim() || ctx.response.status}`);
      }
    }
    const main = tasks.find((task) => task.type === "main" && task.target === document.body);
    const id = ctx.sourceElement?.getAttribute?.("id");
    stay = main && id && ctx.response && new URL(ctx.response.raw.url).pathname === location.pathname ? id : null;
    if (stay) main.swapSpec.show = "none";
  });
  on("htmx:after:swap", (e) => {
    const { ctx } = e.detail;
    refreshTimes();
    fitAll();
    const target = typeof ctx.target === "string" ? $(ctx.target) : ctx.target;
    if (target?.id === "dialog-slot") return void $("[data-error-summary]", target)?.focus();
    if (target !== document.body) { $$("[data-bulk]").forEach(count); return; }
    opener = null;
    announce();
    arrive();
  });
  const arrive = () => ($("[data-error-summary]") || (stay && document.getElementById(stay)) || $("main h1"))?.focus({ preventScroll: true });

  announce();
  refreshTimes();
  fitAll();
  $("[data-error-summary]")?.focus();

  // ---- a one-use token is used up by a page that somebody sees, never by one that a browser loads ahead
  const enter = () => $("form[data-at-once]")?.submit();
  // a window that a frame opened has nothing more to show
  if ($("[data-close-window]")) window.close();
  if (document.prerendering) on("prerenderingchange", enter, { once: true }); else enter();
})();
