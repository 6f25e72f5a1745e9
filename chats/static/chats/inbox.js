// Moving through the chats: keys, which row is open.
(() => {
  const rows = () => [...document.querySelectorAll(".chat-row")];
  const opened = () => document.querySelector(".conversation")?.dataset.chat;

  const markOpened = () => {
    for (const row of rows()) {
      if (row.dataset.chat === opened()) row.setAttribute("aria-current", "true");
      else row.removeAttribute("aria-current");
    }
  };

  // On a small screen the fan card would cover the messages: there it starts closed.
  const foldCard = () => {
    const card = document.querySelector("[data-fan-card]:not([data-folded])");
    if (!card) return;
    card.dataset.folded = "yes";
    if (matchMedia("(max-width: 72rem)").matches) card.open = false;
  };

  const move = (step) => {
    const all = rows();
    const here = all.findIndex((row) => row.dataset.chat === opened());
    const next = all[here < 0 ? 0 : Math.min(Math.max(here + step, 0), all.length - 1)];
    if (!next || next.dataset.chat === opened()) return;
    next.scrollIntoView({ block: "nearest" });
    next.click();
  };

  const keys = {
    j: () => move(1),
    k: () => move(-1),
    "/": () => document.getElementById("id_q").select(),
    s: () => document.querySelector("[data-search]")?.click(),
    r: () => document.querySelector("#composer textarea")?.focus(),
    n: () => {
      const card = document.querySelector("[data-fan-card]");
      if (card) card.open = true;
      document.getElementById("id_note")?.focus();
    },
    g: () => [...document.querySelectorAll("[data-next]")].pop()?.click(),
    c: () => document.querySelector("[data-claim]")?.click(),
    m: () => {
      const menu = document.querySelector("[data-menu]");
      if (!menu) return;
      menu.open = !menu.open;
      menu.querySelector(menu.open ? "button" : "summary").focus();
    },
    d: () => document.querySelector("[data-ask-drafts]")?.click(),
    t: () => {
      const button = document.querySelector("[data-translate-chat]");
      if (!button) return;
      button.closest("details").open = true;
      button.click();
    },
    u: () => document.querySelector("[data-mark-unread]")?.click(),
    "?": () => document.getElementById("keys").showModal(),
  };

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const typing = event.target.matches("input, textarea, select, [contenteditable]");
    if (event.key === "Escape" && typing) event.target.blur();
    if (typing || document.querySelector("dialog[open]") || !keys[event.key]) return;
    event.preventDefault();
    keys[event.key]();
  });

  // The next chat is another than the one that is open, whichever button asks for it.
  document.addEventListener("htmx:configRequest", (event) => {
    if (event.detail.path === "/inbox/next/" && opened()) event.detail.parameters.after = opened();
  });

  // What was pressed in the head is gone with the old head; whoever goes by key stays there.
  let wasInHead = false;
  document.addEventListener("htmx:beforeSwap", (event) => {
    wasInHead = event.detail.target?.id === "chat-head" && event.detail.target.contains(document.activeElement);
  });
  document.addEventListener("htmx:afterSettle", () => {
    if (wasInHead && document.activeElement === document.body) document.getElementById("chat-menu")?.focus();
    wasInHead = false;
  });

  const settle = () => {
    markOpened();
    foldCard();
    const title = document.getElementById("fan-name")?.textContent;
    if (title) document.title = `${title} – Inbox · OF Agency`;
  };
  document.addEventListener("htmx:afterSettle", settle);
  document.addEventListener("DOMContentLoaded", settle);
})();
