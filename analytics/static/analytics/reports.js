// A choice in the filter shows at once; days are asked for only where other days are chosen.
(() => {
  const form = document.querySelector("[data-filter]");
  if (!form) return;
  const range = form.elements.range;
  const show = () => form.querySelectorAll("[data-days]").forEach((part) => (part.hidden = range.value !== "days"));
  form.addEventListener("change", (event) => {
    show();
    if (event.target.tagName === "SELECT" && range.value !== "days") form.requestSubmit();
  });
  // An address with nothing in it that nobody has asked for can be read and passed on.
  form.addEventListener("formdata", (event) => {
    for (const [name, value] of [...event.formData]) if (!value || (range.value !== "days" && (name === "since" || name === "until"))) event.formData.delete(name);
  });
  show();
})();
