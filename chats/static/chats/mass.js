// Media of a mass message are chosen from what there is; without this script their ids are typed.
(() => {
  const typed = document.querySelector("[data-typed-media]");
  const picked = document.querySelector("[data-picked-media]");
  if (!typed || !picked) return;
  typed.remove();
  for (const field of picked.querySelectorAll("input[disabled]")) field.disabled = false;
  picked.hidden = false;
})();
