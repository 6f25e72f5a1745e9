// A reply that is begun is kept in this browser until it is sent, one draft for each chat.
(() => {
  const key = (form) => `draft:${form.dataset.chat}`;

  const restore = () => {
    const form = document.getElementById("composer");
    if (!form || form.dataset.restored) return;
    form.dataset.restored = "yes";
    const draft = localStorage.getItem(key(form));
    const field = form.elements.text;
    if (draft && !field.value) field.value = draft;
    field.dispatchEvent(new Event("input", { bubbles: true }));
  };

  document.addEventListener("input", (event) => {
    const form = event.target.closest("#composer");
    if (!form || event.target.name !== "text") return;
    if (event.target.value) localStorage.setItem(key(form), event.target.value);
    else localStorage.removeItem(key(form));
  });

  document.addEventListener("reply-sent", (event) => {
    const form = event.target.closest("#composer") || document.getElementById("composer");
    if (form) localStorage.removeItem(key(form));
  });

  document.addEventListener("htmx:afterSettle", restore);
  document.addEventListener("DOMContentLoaded", restore);
})();
