// A reply waits for some seconds before it leaves: how long still, and z takes it back.
(() => {
  // By the server's clock: the device's may be wrong.
  const left = (place) => {
    place.dataset.until ??= performance.now() + (place.dataset.leaves - place.dataset.now) * 1000;
    return Math.ceil((place.dataset.until - performance.now()) / 1000);
  };

  const count = () => {
    for (const place of document.querySelectorAll("[data-leaves]")) {
      const seconds = left(place);
      const button = place.closest(".about")?.querySelector("[data-take-back]");
      place.textContent = seconds > 0 ? `leaves in ${seconds} s` : "waiting to be sent";
      if (button) button.textContent = seconds > 0 ? "Undo" : "Take back";
      if (seconds <= 0) delete place.dataset.leaves;
    }
  };
  setInterval(count, 500);
  document.addEventListener("htmx:afterSettle", count);

  document.addEventListener("keydown", (event) => {
    if (event.key.toLowerCase() !== "z" || event.altKey || event.shiftKey) return;
    if (event.target.matches("input, textarea, select, [contenteditable]") || document.querySelector("dialog[open]")) return;
    const last = [...document.querySelectorAll("[data-leaves]")].pop();
    const button = last?.closest(".about").querySelector(".own:not([hidden]) [data-take-back]");
    if (!button) return;
    event.preventDefault();
    button.click();
  });
})();
