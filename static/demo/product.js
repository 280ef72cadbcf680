// The sample product (docs/EMBEDDING.md): what a partner's page does to show a frame.
const value = (id) => document.getElementById(id).value;
let embedded;
const show = () => {
  embedded?.destroy();
  document.getElementById("events").replaceChildren();
  embedded = Embed.mount("#integrations", {
    tokenUrl: `/product/token?customer=${value("customer")}&view=${value("view")}`,
    mode: value("mode"),
    onEvent: (event) => {
      if (event.type === "embed:height") return;
      const { v, ...said } = event;
      document.getElementById("events").append(Object.assign(document.createElement("li"), { textContent: JSON.stringify(said) }));
    },
  });
};
for (const id of ["customer", "view"]) document.getElementById(id).addEventListener("change", show);
document.getElementById("mode").addEventListener("change", () => embedded.setMode(value("mode")));
show();
