/* Staff looks whether frames work: a real one on this page, and what it says, as a partner's own page hears it. */
(() => {
  "use strict";
  const place = document.querySelector("[data-check]"), said = document.querySelector("[data-check-said]");
  if (!place) return;
  Embed.mount(place, {
    token: place.dataset.check,
    onEvent: (event) => {
      if (event.type === "embed:height") return;
      const { type, v, ...rest } = event;
      said.append(Object.assign(document.createElement("li"), { textContent: `${type} ${JSON.stringify(rest)}` }));
    },
  });
})();
