// AI drafts: they stream into cards, and go into the reply box when somebody says so. Nothing is sent from here.
(() => {
  let source = null;
  let listening = null;
  const panel = () => document.getElementById("ai-panel");
  const box = () => document.getElementById("composer");
  const card = (number) => panel()?.querySelector(`.ai-card[data-number="${number}"]`);
  const say = (sentence) => {
    const state = document.getElementById("ai-state");
    if (state) state.textContent = sentence;
  };

  // --- Streaming --------------------------------------------------------------------------------
  const settle = (place) => place?.setAttribute("aria-busy", "false");
  const addFault = (words) => {
    const line = document.createElement("li");
    line.textContent = words;
    document.getElementById("ai-faults")?.append(line);
  };
  const part = (number, name) => card(number)?.querySelector(name);
  const handlers = {
    // After a lost connection everything is told again.
    begin: () => {
      document.getElementById("ai-faults")?.replaceChildren();
      for (const text of panel().querySelectorAll(".ai-card[aria-busy=true] .ai-text")) text.textContent = "";
    },
    who: ({ number, name }) => {
      const who = part(number, ".ai-who");
      if (who) who.textContent = `${name} is writing…`;
      say("Writing…");
    },
    piece: ({ number, text }) => part(number, ".ai-text")?.append(text),
    clear: ({ number }) => part(number, ".ai-text")?.replaceChildren(),
    fault: ({ words }) => addFault(words),
    draft: ({ number, html }) => {
      const place = card(number);
      // What is being decided about is not disturbed by a repeat.
      if (!place || place.getAttribute("aria-busy") === "false") return;
      place.innerHTML = html;
      settle(place);
      htmx.process(place);
    },
    none: ({ number, words }) => {
      const who = part(number, ".ai-who");
      if (who) who.textContent = words;
      settle(card(number));
    },
    done: ({ words }) => {
      hangUp();
      say("");
      if (words && !document.querySelector("#ai-faults li")) addFault(words);
      for (const place of panel().querySelectorAll(".ai-card")) settle(place);
      const again = panel().querySelector("[data-anew]");
      if (again) again.disabled = false;
    },
  };
  const hangUp = () => {
    source?.close();
    source = listening = null;
  };
  const listen = () => {
    const place = panel();
    if (place === listening) return;
    hangUp();
    if (!place?.dataset.events) return;
    listening = place;
    source = new EventSource(place.dataset.events);
    const mine = source;
    for (const [kind, handle] of Object.entries(handlers)) {
      mine.addEventListener(kind, (event) => mine === source && place.isConnected && handle(JSON.parse(event.data)));
    }
    mine.addEventListener("error", () => {
      if (mine !== source) return;
      const isOver = mine.readyState === EventSource.CLOSED;
      say(isOver ? "The drafts cannot be shown. Close this and ask again." : "No connection. Trying again…");
      if (isOver) hangUp();
    });
  };
  // Who asks from the box has the drafts before them at once: 1 to 3 take one, and Escape leads back.
  let isAskedInBox = false;
  document.addEventListener("htmx:afterSettle", (event) => {
    listen();
    if (!isAskedInBox || event.detail.target?.id !== "ai-panel") return;
    (panel().querySelector(".ai-cards") ?? panel().querySelector("[data-close-drafts]")).focus();
  });
  addEventListener("pagehide", hangUp);

  const problem = (event, sentence) => {
    if (!event.detail.elt?.matches?.("[data-ask-drafts], [data-anew]")) return;
    const place = panel();
    const line = Object.assign(document.createElement("p"), { className: "ai-problem", textContent: sentence });
    line.setAttribute("role", "alert");
    place.querySelector(":scope > .ai-problem")?.remove();
    place.append(line);
    place.hidden = false;
  };
  document.addEventListener("htmx:sendError", (event) => problem(event, "No drafts: the server cannot be reached. Try again in a moment."));
  document.addEventListener("htmx:responseError", (event) => {
    const isGone = event.detail.xhr.status === 404;
    problem(event, isGone ? "No drafts: this chat is no longer open to you." : "No drafts: the server had an error. Try again in a moment.");
  });

  const close = () => {
    const had = panel().contains(document.activeElement);
    hangUp();
    panel().replaceChildren();
    panel().removeAttribute("data-events");
    panel().hidden = true;
    if (had) (isAskedInBox ? box()?.elements.text : document.querySelector("[data-ask-drafts]"))?.focus();
    isAskedInBox = false;
  };
  document.addEventListener("reply-sent", () => panel() && close());

  // --- Using ------------------------------------------------------------------------------------
  const chips = () => document.getElementById("chosen-media");
  const content = (form) => ({
    text: form.elements.text.value,
    price: form.elements.price.value,
    draft: form.elements.ai_response.value,
    typed: form.elements.typed_text.value,
    chips: [...chips().children].map((chip) => chip.cloneNode(true)),
  });
  const told = (form) => {
    form.elements.text.dispatchEvent(new Event("input", { bubbles: true }));
    form.elements.text.dispatchEvent(new CustomEvent("restored", { bubbles: true }));
  };
  const offerBack = (form, before) => {
    form.querySelector(".ai-back")?.remove();
    const line = Object.assign(document.createElement("p"), { className: "hint ai-back" });
    const button = Object.assign(document.createElement("button"), { type: "button", textContent: "Bring it back" });
    button.addEventListener("click", () => {
      form.elements.text.value = before.text;
      form.elements.price.value = before.price;
      form.elements.ai_response.value = before.draft;
      form.elements.typed_text.value = before.typed;
      chips().replaceChildren(...before.chips);
      line.remove();
      told(form);
      form.elements.text.focus();
    });
    line.append("The draft has taken the place of what you had written. ", button);
    line.setAttribute("role", "status");
    form.prepend(line);
  };
  const use = (button) => {
    const form = box();
    if (!form) return;
    const before = content(form);
    const { use: id, price, mediaIds } = button.dataset;
    form.elements.text.value = button.closest(".ai-card").querySelector(".ai-text").textContent;
    if (price) form.elements.price.value = price;
    for (const media of mediaIds.split(" ").filter(Boolean)) document.dispatchEvent(new CustomEvent("media-chosen", { detail: { id: media, label: `Media ${media}` } }));
    form.elements.ai_response.value = id;
    form.elements.typed_text.value = "";
    close();
    if (before.text.trim()) offerBack(form, before);
    told(form);
    const field = form.elements.text;
    field.focus();
    field.setSelectionRange(field.value.length, field.value.length);
  };
  document.addEventListener("input", (event) => {
    const form = event.target.closest("#composer");
    if (form && event.target.name === "text" && !event.target.value.trim()) form.elements.ai_response.value = "";
  });

  document.addEventListener("click", (event) => {
    const button = event.target.closest("button");
    if (button?.matches("[data-close-drafts]")) close();
    if (button?.matches("[data-use]")) use(button);
  });
  document.addEventListener("htmx:afterSwap", (event) => {
    const decided = event.detail.target?.matches?.(".ai-card") && event.detail.target.querySelector("[data-decided]");
    if (!decided) return;
    const form = box();
    if (form?.elements.ai_response.value === decided.dataset.decided) form.elements.ai_response.value = "";
    (panel().querySelector("[data-use]") ?? panel().querySelector("[data-anew]:enabled, [data-close-drafts]")).focus();
  });

  document.addEventListener("keydown", (event) => {
    if (event.code !== "KeyA" || !event.altKey || event.ctrlKey || event.metaKey || !event.target.closest("#composer")) return;
    event.preventDefault();
    isAskedInBox = true;
    document.querySelector("[data-ask-drafts]")?.click();
  });
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || !panel() || panel().hidden) return;
    if (event.target.matches("input, textarea, select, [contenteditable]") || document.querySelector("dialog[open]")) return;
    const button = event.key === "Escape" ? panel().querySelector("[data-close-drafts]") : /^[1-3]$/.test(event.key) && part(event.key, "[data-use]");
    if (!button) return;
    event.preventDefault();
    button.click();
  });
})();
