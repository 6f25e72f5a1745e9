// The shift in the top bar: its running time, and a sign of life to the server at most once a minute while somebody works.
(() => {
  const BEAT_EVERY = 60_000;
  const bar = () => document.getElementById("shift");
  let beatAt = 0;
  let busy = false;

  const show = () => {
    const place = bar()?.querySelector("[data-shift-time]");
    if (!place) return;
    const { started, seen, idleAfter, zone } = bar().dataset;
    const quiet = Date.now() - Math.max(Date.parse(seen), beatAt);
    const isIdle = quiet > Number(idleAfter) * 60_000;
    bar().classList.toggle("idle", isIdle);
    if (isIdle) {
      const clock = { timeZone: zone, hour: "2-digit", minute: "2-digit" };
      place.textContent = `idle since ${new Date(Date.now() - quiet).toLocaleTimeString("en-GB", clock)}`;
      return;
    }
    const minutes = Math.max(0, Math.floor((Date.now() - Date.parse(started)) / 60_000));
    place.textContent = `${Math.floor(minutes / 60)}:${String(minutes % 60).padStart(2, "0")}`;
  };

  const replace = (html) => {
    const next = new DOMParser().parseFromString(html, "text/html").getElementById("shift");
    const now = bar();
    if (!next || !now) return;
    if (next.dataset.shift === now.dataset.shift) {
      now.dataset.seen = next.dataset.seen ?? "";
      return;
    }
    // The shift was ended or started in another window; whoever stands on the button stays on it.
    const hadFocus = now.contains(document.activeElement);
    now.replaceWith(next);
    if (hadFocus) document.getElementById("shift-button")?.focus();
  };

  const beat = async () => {
    const at = Date.now();
    if (busy || !bar()?.dataset.shift || at - beatAt < BEAT_EVERY) return;
    busy = true;
    beatAt = at;
    try {
      const token = bar().querySelector("[name=csrfmiddlewaretoken]").value;
      const answer = await fetch(bar().dataset.beat, {
        method: "POST",
        headers: { "X-CSRFToken": token },
        redirect: "error",
      });
      if (answer.ok) replace(await answer.text());
    } catch {
      // Without a network the next key tries again.
    } finally {
      busy = false;
      show();
    }
  };

  for (const kind of ["keydown", "pointerdown", "scroll", "touchstart"]) {
    document.addEventListener(kind, beat, { capture: true, passive: true });
  }
  document.addEventListener("DOMContentLoaded", show);
  setInterval(show, 15_000);
})();
