// Presets for when a reply leaves, in the zones that the product knows: the computer's own zone does not matter.
(() => {
  const HOUR_MS = 3_600_000;
  const DAY_MS = 24 * HOUR_MS;

  // What a clock in `zone` shows at `moment`, as a field for date and time holds it: 2026-12-31T18:00.
  const wall = (moment, zone) => {
    const parts = { year: "numeric", month: "2-digit", day: "2-digit", hour: "2-digit", minute: "2-digit" };
    return new Intl.DateTimeFormat("sv-SE", { ...parts, hourCycle: "h23", timeZone: zone }).format(moment).replace(" ", "T");
  };

  // The moment at which a clock in `zone` shows `shown`. The second look corrects for a change of the clocks.
  const moment = (shown, zone) => {
    const wanted = Date.parse(`${shown}Z`);
    let found = wanted;
    for (let look = 0; look < 2; look += 1) found += wanted - Date.parse(`${wall(found, zone)}Z`);
    return found;
  };

  const tomorrow = (zone, time) => {
    const [day, now] = wall(Date.now(), zone).split("T");
    const next = new Date(Date.parse(`${day}T00:00Z`) + DAY_MS).toISOString().slice(0, 10);
    return moment(`${next}T${time || now}`, zone);
  };

  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-send-in], [data-tomorrow]");
    if (!button) return;
    const { sendIn, zone, of } = button.dataset;
    const then = sendIn ? Date.now() + Number(sendIn) * HOUR_MS : tomorrow(of || zone, button.dataset.tomorrow);
    button.form.elements.send_at.value = wall(then, zone);
  });
})();
