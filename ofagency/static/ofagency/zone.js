// The device knows its time zone: who joins starts with it, who has another is offered it.
(() => {
  document.addEventListener("DOMContentLoaded", () => {
    const field = document.querySelector("[data-own-zone]");
    const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
    if (!field || !zone || field.value === zone) return;
    if (field.dataset.ownZone === "fill") {
      field.value = zone;
      return;
    }
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = `Use this device’s: ${zone}`;
    button.addEventListener("click", () => {
      field.value = zone;
      button.remove();
      field.focus();
    });
    field.after(button);
  });
})();
