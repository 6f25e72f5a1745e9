// Typing / at the start of a reply offers the saved scripts.
(() => {
  const loaded = new Map();
  let shown = [];
  let at = 0;
  const list = () => document.getElementById("script-list");
  const isOpen = () => Boolean(list() && !list().hidden);

  const close = () => {
    const field = document.querySelector("#composer textarea");
    if (list()) list().hidden = true;
    for (const name of ["role", "aria-expanded", "aria-controls", "aria-activedescendant", "aria-autocomplete"]) field?.removeAttribute(name);
  };

  const mark = (field) => {
    [...list().children].forEach((option, number) => option.setAttribute("aria-selected", number === at));
    field.setAttribute("aria-activedescendant", `script-${at}`);
    list().children[at]?.scrollIntoView({ block: "nearest" });
  };

  const insert = (field) => {
    const script = shown[at];
    const form = field.form;
    field.value = script.text;
    if (script.price) form.elements.price.value = script.price;
    for (const id of script.media) document.dispatchEvent(new CustomEvent("media-chosen", { detail: { id: String(id), label: `Media ${id}` } }));
    close();
    form.querySelector(".script-problem")?.remove();
    if (script.problem) {
      const problem = document.createElement("p");
      problem.className = "problem script-problem";
      problem.setAttribute("role", "alert");
      problem.textContent = script.problem;
      form.prepend(problem);
    }
    field.focus();
    field.dispatchEvent(new Event("input", { bubbles: true }));
  };

  const open = (field, words) => {
    const scripts = loaded.get(field.form.dataset.chat) || [];
    shown = scripts.filter((script) => script.shortcut.startsWith(words) || script.title.toLowerCase().includes(words)).slice(0, 30);
    if (!shown.length) return close();
    at = 0;
    list().replaceChildren(
      ...shown.map((script, number) => {
        const option = document.createElement("div");
        option.id = `script-${number}`;
        option.setAttribute("role", "option");
        option.textContent = `${script.shortcut ? `/${script.shortcut} · ` : ""}${script.title}${script.price ? ` · $${script.price}` : ""}`;
        const preview = document.createElement("span");
        preview.textContent = script.text;
        option.append(preview);
        option.addEventListener("mousedown", (event) => {
          event.preventDefault();
          at = number;
          insert(field);
        });
        return option;
      }),
    );
    list().hidden = false;
    field.setAttribute("role", "combobox");
    field.setAttribute("aria-autocomplete", "list");
    field.setAttribute("aria-expanded", "true");
    field.setAttribute("aria-controls", "script-list");
    mark(field);
  };

  document.addEventListener("input", async (event) => {
    const field = event.target;
    if (!field.matches("#composer textarea")) return;
    const typed = /^\/([^\s]*)$/.exec(field.value);
    if (!typed) return isOpen() && close();
    const chat = field.form.dataset.chat;
    if (!loaded.has(chat)) {
      try {
        loaded.set(chat, (await (await fetch(field.form.dataset.scripts)).json()).scripts);
      } catch {
        return;
      }
    }
    const now = /^\/([^\s]*)$/.exec(field.value);
    if (now && field.isConnected) open(field, now[1].toLowerCase());
  });

  document.addEventListener(
    "keydown",
    (event) => {
      if (!isOpen() || !event.target.matches("#composer textarea")) return;
      const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
      if (step) at = (at + step + shown.length) % shown.length;
      else if (!["Enter", "Tab", "Escape"].includes(event.key)) return;
      event.preventDefault();
      event.stopImmediatePropagation();
      if (step) mark(event.target);
      else if (event.key === "Escape") close();
      else insert(event.target);
    },
    true,
  );
})();
