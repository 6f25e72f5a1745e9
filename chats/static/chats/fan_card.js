// The fan card is made anew after each change: what else is typed or unfolded in it stays, and so does the focus.
(() => {
  const card = () => document.getElementById("fan-card");
  let kept = null;

  document.addEventListener("htmx:beforeSwap", (event) => {
    if (event.detail.target?.id !== "fan-card" || !event.detail.shouldSwap) return;
    const sent = event.detail.requestConfig.elt;
    const typed = [...card().querySelectorAll("input[id], textarea[id]")].filter((field) => field.value !== field.defaultValue && !sent.contains(field));
    kept = {
      typed: typed.map((field) => [field.id, field.value]),
      unfolded: [...card().querySelectorAll("details[id][open]")].filter((part) => !part.contains(sent)).map((part) => part.id),
      isOpen: card().querySelector("[data-fan-card]").open,
      hadFocus: card().contains(document.activeElement),
      scroll: card().scrollTop,
    };
  });

  document.addEventListener("htmx:afterSwap", () => {
    if (!kept || !card()) return;
    for (const [id, value] of kept.typed) {
      const field = document.getElementById(id);
      if (field) field.value = value;
    }
    for (const id of kept.unfolded) {
      const part = document.getElementById(id);
      if (part) part.open = true;
    }
    const whole = card().querySelector("[data-fan-card]");
    whole.dataset.folded = "yes";
    whole.open = kept.isOpen;
    card().scrollTop = kept.scroll;
    if (kept.hadFocus && !card().contains(document.activeElement)) card().focus({ preventScroll: true });
    kept = null;
  });
})();
