// The reply box in the fan's language: the translation takes the place of what was typed, which is kept and comes back.
(() => {
  const box = () => document.getElementById("composer");
  const told = (form) => {
    form.elements.text.dispatchEvent(new Event("input", { bubbles: true }));
    form.elements.text.dispatchEvent(new CustomEvent("restored", { bubbles: true }));
  };
  const line = (form, role, ...parts) => {
    form.querySelector(".translated")?.remove();
    const place = document.createElement("p");
    place.className = role === "alert" ? "translated problem" : "translated hint";
    place.setAttribute("role", role);
    place.append(...parts);
    form.prepend(place);
  };
  const button = (words, act) => {
    const made = Object.assign(document.createElement("button"), { type: "button", textContent: words });
    made.addEventListener("click", act);
    return made;
  };
  const put = (form, text, typed, code) => {
    form.elements.text.value = text;
    form.elements.typed_text.value = typed;
    form.elements.text.lang = code;
    told(form);
    form.elements.text.focus();
  };
  const quoted = (text) => {
    const words = document.createElement("bdi");
    words.textContent = text.length > 80 ? `${text.slice(0, 79)}…` : text;
    return words;
  };
  const offerBack = (form) => {
    const typed = form.elements.typed_text.value;
    if (!typed) return;
    const undo = button("Undo", () => {
      const { value: translation, lang } = form.elements.text;
      put(form, typed, "", "");
      const again = button("Use it again", () => {
        put(form, translation, form.elements.text.value, lang);
        offerBack(form);
      });
      line(form, "status", "The translation is taken back. ", again);
    });
    line(form, "status", "Translated. You typed: ", quoted(typed), " ", undo);
  };

  const ask = async (place) => {
    const form = box();
    const { text, csrfmiddlewaretoken } = form.elements;
    const asked = text.value;
    if (place.getAttribute("aria-busy") === "true") return;
    place.setAttribute("aria-busy", "true");
    const answer = await fetch(place.dataset.translateReply, {
      method: "POST",
      headers: { "X-CSRFToken": csrfmiddlewaretoken.value },
      body: new URLSearchParams({ text: asked }),
    }).catch(() => null);
    const said = await answer?.json().catch(() => null);
    place.removeAttribute("aria-busy");
    // Sent meanwhile, or another chat is open: there is nothing to put it into.
    if (!form.isConnected || form.matches(".htmx-request")) return;
    if (!said?.text) return line(form, "alert", said?.problem ?? "Not translated: the server cannot be reached. Your text is kept; try again in a moment.");
    if (text.value !== asked) {
      const use = button("Use it", () => {
        put(form, said.text, text.value, said.code);
        offerBack(form);
      });
      return line(form, "status", "Translated, but you have gone on typing: ", quoted(said.text), " ", use);
    }
    // What was translated already keeps what was typed at first.
    put(form, said.text, form.elements.typed_text.value || asked, said.code);
    offerBack(form);
  };

  document.addEventListener("click", (event) => {
    const place = event.target.closest("[data-translate-reply]");
    if (place && box()) ask(place);
  });
  document.addEventListener("keydown", (event) => {
    if (event.code !== "KeyT" || !event.altKey || event.ctrlKey || event.metaKey || !event.target.closest("#composer")) return;
    event.preventDefault();
    document.querySelector("#translate-reply:not([hidden])")?.click();
  });
  document.addEventListener("input", (event) => {
    const form = event.target.closest("#composer");
    if (!form || event.target.name !== "text" || event.target.value.trim()) return;
    form.elements.typed_text.value = "";
    event.target.lang = "";
    if (!form.querySelector(".translated.problem")) form.querySelector(".translated")?.remove();
  });
  // What comes back into the box, as after a reload, comes with what was typed.
  document.addEventListener("restored", (event) => {
    const form = event.target.form;
    if (form?.elements.typed_text.value && !form.querySelector(".translated")) offerBack(form);
  });
})();
