// Finding words in the opened chat: f begins, Enter goes to the next hit, Shift and Enter to the one before.
(() => {
  const bar = () => document.querySelector("[data-thread-bar]");
  const hits = () => [...document.querySelectorAll("#found [data-hit]")];
  let asked = "";

  const tell = () => {
    const state = document.getElementById("find-state");
    const all = hits();
    if (!state || !document.querySelector("#found ol")) return;
    const here = all.findIndex((hit) => hit.matches("[aria-current]"));
    const count = `${all.length}${document.querySelector("#found [data-find-on]") ? "+" : ""}`;
    state.textContent = here < 0 ? `${count} found` : `${here + 1} of ${count}`;
  };

  const choose = (hit) => {
    for (const other of hits()) other.removeAttribute("aria-current");
    hit.setAttribute("aria-current", "true");
    hit.scrollIntoView({ block: "nearest" });
    tell();
  };

  const step = (by) => {
    const all = hits();
    const here = all.findIndex((hit) => hit.matches("[aria-current]"));
    const next = all[here < 0 ? 0 : here + by];
    if (next) next.click();
    else if (by > 0) document.querySelector("#found [data-find-on]")?.click();
  };

  document.addEventListener("keydown", (event) => {
    if (event.target.matches("#id_words")) {
      if (event.key !== "Enter" || event.isComposing) return;
      const list = document.querySelector("#found ol");
      if (!list || list.dataset.words !== event.target.value.trim()) return;
      event.preventDefault();
      step(event.shiftKey ? -1 : 1);
      return;
    }
    const typing = event.target.matches("input, textarea, select, [contenteditable]");
    if (event.key !== "f" || typing || event.ctrlKey || event.metaKey || event.altKey || !bar() || document.querySelector("dialog[open]")) return;
    event.preventDefault();
    bar().open = true;
    document.getElementById("id_words").select();
  });

  document.addEventListener("click", (event) => {
    const hit = event.target.closest("[data-hit]");
    if (hit) choose(hit);
  });

  // The first hit opens by itself; a search that goes on opens the first of what it adds.
  document.addEventListener("htmx:beforeRequest", (event) => {
    if (event.target.matches?.("[data-find], [data-find-on]")) asked = hits().length && event.target.matches("[data-find-on]") ? "on" : "new";
  });
  document.addEventListener("htmx:afterSettle", () => {
    if (!asked || !document.querySelector("#found ol")) return;
    const isNew = asked === "new";
    asked = "";
    tell();
    step(isNew ? 0 : 1);
  });
})();
