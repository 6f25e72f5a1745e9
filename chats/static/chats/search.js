// Moving through what was found: arrows, j and k from hit to hit, / back to the box.
(() => {
  const box = () => document.getElementById("search_q");
  const hits = () => [...document.querySelectorAll("a.hit")];

  const move = (step) => {
    const all = hits();
    const here = all.indexOf(document.activeElement);
    if (here + step < 0) box().focus();
    else all[Math.min(here + step, all.length - 1)]?.focus();
  };

  const keys = {
    j: () => move(1),
    k: () => move(-1),
    ArrowDown: () => move(1),
    ArrowUp: () => move(-1),
    "/": () => box().select(),
    s: () => box().select(),
    Escape: () => box().select(),
  };

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || !keys[event.key]) return;
    const typing = event.target.matches("input, textarea, select");
    if (typing && !(event.target === box() && event.key === "ArrowDown")) return;
    event.preventDefault();
    keys[event.key]();
  });
})();
