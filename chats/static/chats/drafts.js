// A reply that is begun is kept on the server, and in this browser until the server has it.
(() => {
  const SAVE_AFTER_MS = 500;
  const key = (form) => `draft:${form.dataset.chat}`;
  const box = () => document.getElementById("composer");
  let timer = 0;

  const content = (form) => ({
    text: form.elements.text.value,
    price: form.elements.price.value,
    media: [...form.querySelectorAll("[name=of_media_ids]")].map((field) => field.value),
    draft: form.elements.ai_response.value,
    typed: form.elements.typed_text.value,
  });

  const fields = (form) => {
    const data = new FormData();
    const { text, price, media, draft, typed } = content(form);
    data.append("csrfmiddlewaretoken", form.elements.csrfmiddlewaretoken.value);
    data.append("token", form.elements.token.value);
    data.append("text", text);
    data.append("price", price);
    data.append("ai_response", draft);
    data.append("typed_text", typed);
    for (const id of media) data.append("of_media_ids", id);
    return data;
  };

  const kept = (form) => {
    try {
      return JSON.parse(localStorage.getItem(key(form)));
    } catch {
      return null;
    }
  };

  const confirmSaved = (name, stored) => {
    if (localStorage.getItem(name) === stored) localStorage.removeItem(name);
  };

  // A row that comes anew is the same for everybody; that a reply is begun there is told to its writer alone.
  const mark = (row, text) => {
    row?.querySelector("[data-draft]")?.remove();
    if (!row || !text) return;
    const place = document.createElement("span");
    place.className = "draft";
    place.dataset.draft = "";
    const words = document.createElement("bdi");
    words.textContent = text.length > 60 ? `${text.slice(0, 59)}…` : text;
    place.append(" · Draft: ", words);
    row.querySelector(".chat-facts").append(place);
  };
  const carryOver = (old, row) => mark(row, old.querySelector("[data-draft] bdi")?.textContent);
  const markOwn = (form) => {
    const { text, media } = content(form);
    mark(document.getElementById(`row-${form.dataset.chat}`), text.trim() || (media.length ? "media" : ""));
  };
  document.addEventListener("row-replaced", (event) => carryOver(event.detail.old, event.detail.row));
  document.addEventListener("htmx:oobBeforeSwap", (event) => {
    const old = event.detail.target;
    if (old.matches(".chat-row")) carryOver(old, event.detail.fragment.querySelector(".chat-row"));
  });

  const save = async (form) => {
    clearTimeout(timer);
    const name = key(form);
    const stored = localStorage.getItem(name);
    if (stored === null) return;
    markOwn(form);
    try {
      const answer = await fetch(form.dataset.draft, { method: "POST", body: fields(form), keepalive: true });
      if (answer.status === 204) confirmSaved(name, stored);
    } catch {
      // Offline: the browser keeps it, and the next change tries again.
    }
  };

  const changed = (form) => {
    localStorage.setItem(key(form), JSON.stringify({ ...content(form), at: Date.now() }));
    clearTimeout(timer);
    timer = setTimeout(() => save(form), SAVE_AFTER_MS);
  };

  const offer = (form, text) => {
    const line = document.createElement("p");
    line.className = "hint";
    line.textContent = "There is a longer, older draft. ";
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = "Use it";
    button.addEventListener("click", () => {
      form.elements.text.value = text;
      line.remove();
      changed(form);
      form.elements.text.focus();
    });
    line.append(button);
    form.prepend(line);
  };

  const fill = (form, { text, price, media, draft, typed }) => {
    form.elements.text.value = text;
    form.elements.ai_response.value = draft || "";
    form.elements.typed_text.value = typed || "";
    if (price) form.elements.price.value = price;
    for (const id of media || []) document.dispatchEvent(new CustomEvent("media-chosen", { detail: { id, label: `Media ${id}` } }));
  };

  // What is typed while a reply is on its way belongs to the next one.
  let sent = null;
  let typed = null;
  document.addEventListener("htmx:beforeRequest", (event) => {
    if (event.detail.elt === box()) sent = content(box());
  });
  document.addEventListener("htmx:beforeSwap", (event) => {
    const form = box();
    if (!sent || !form || event.detail.target !== form) return;
    const now = content(form);
    if (JSON.stringify(now) !== JSON.stringify(sent)) typed = event.detail.xhr.status === 200 ? beyond(sent, now) : now;
    sent = null;
  });
  const beyond = (before, now) => ({
    text: now.text.startsWith(before.text) ? now.text.slice(before.text.length).trimStart() : now.text,
    price: now.price === before.price ? "" : now.price,
    media: now.media.filter((id) => !before.media.includes(id)),
    draft: now.draft === before.draft ? "" : now.draft,
    typed: now.typed === before.typed ? "" : now.typed,
  });

  const restore = () => {
    const form = box();
    if (!form || form.dataset.restored) return;
    form.dataset.restored = "yes";
    if (typed) {
      fill(form, typed);
      typed = null;
      form.elements.text.dispatchEvent(new CustomEvent("restored", { bubbles: true }));
      return changed(form);
    }
    const field = form.elements.text;
    const mine = kept(form);
    const isReturned = field.value && !Number(form.dataset.savedAt);
    if (isReturned) changed(form);
    else if (mine) {
      const theirs = field.value;
      const isNewer = mine.at >= Number(form.dataset.savedAt);
      const shown = isNewer ? mine.text : theirs;
      const other = isNewer ? theirs : mine.text;
      if (isNewer) fill(form, mine);
      if (other.length > shown.length && !other.startsWith(shown)) offer(form, other);
      changed(form);
    }
    field.dispatchEvent(new CustomEvent("restored", { bubbles: true }));
  };

  document.addEventListener("input", (event) => {
    const form = event.target.closest("#composer");
    if (form && ["text", "price"].includes(event.target.name)) changed(form);
  });
  document.addEventListener("media-changed", () => box() && changed(box()));
  document.addEventListener("focusout", (event) => {
    const form = event.target.closest("#composer");
    if (form) save(form);
  });
  // The box of the chat that is left goes away: what it holds is saved first.
  document.addEventListener("htmx:beforeSwap", (event) => {
    if (event.detail.target?.id === "conversation" && box()) save(box());
  });
  addEventListener("pagehide", () => {
    const form = box();
    if (form && localStorage.getItem(key(form)) !== null) navigator.sendBeacon(form.dataset.draft, fields(form));
  });
  addEventListener("online", () => box() && save(box()));
  document.addEventListener("reply-sent", () => {
    const form = box();
    clearTimeout(timer);
    if (!form) return;
    localStorage.removeItem(key(form));
    mark(document.getElementById(`row-${form.dataset.chat}`), "");
  });
  document.addEventListener("htmx:afterSettle", restore);
  document.addEventListener("DOMContentLoaded", restore);
})();
