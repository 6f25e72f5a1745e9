"use strict";

/** Looks at what is typed. A blocked word holds sending for a moment; every other rule only says so. */
const guard = (() => {
  const HOLD = 5000; // milliseconds
  const LOOK_AGAIN = 250; // milliseconds, while something is said
  let rules = [];
  let blockedBefore = new Set();
  let heldUntil = 0;
  let lookingAgain = null;

  const isHeld = () => performance.now() < heldUntil;

  const rest = () => {
    clearInterval(lookingAgain);
    lookingAgain = null;
    heldUntil = 0;
    blockedBefore = new Set();
    notice.hide();
  };

  const holdFor = (blocked) => {
    if (blocked.some((rule) => !blockedBefore.has(rule.words))) heldUntil = performance.now() + HOLD;
    blockedBefore = new Set(blocked.map((rule) => rule.words));
    if (!blocked.length) heldUntil = 0;
  };

  const look = () => {
    const box = rules.length ? messageBox.current() : null;
    const broken = box ? words.found(rules, messageBox.text(box)).map(({ rule }) => rule) : [];
    if (!broken.length) return rest();
    const blocked = broken.filter((rule) => rule.action === "block");
    holdFor(blocked);
    const secondsLeft = Math.max(0, Math.ceil((heldUntil - performance.now()) / 1000));
    const warned = broken.filter((rule) => rule.action !== "block");
    notice.show(box, [...blocked, ...warned], blocked.length ? secondsLeft : null);
    // The page empties its box after sending without an event that tells.
    lookingAgain ??= setInterval(look, LOOK_AGAIN);
  };

  const isAttempt = (event) => {
    if (event.type.startsWith("key")) {
      const sends = event.key === "Enter" && !event.shiftKey && !event.isComposing;
      return sends && (messageBox.holds(event.target) || messageBox.isSendButton(event.target));
    }
    if (event.type === "submit") return event.target.contains(messageBox.current());
    return messageBox.isSendButton(event.target);
  };

  const stop = (event) => {
    if (!isAttempt(event)) return;
    look();
    if (!isHeld()) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    notice.refuse();
  };

  const ATTEMPTS = [
    "keydown", "keypress", "keyup", "pointerdown", "pointerup", "mousedown", "mouseup", "touchstart", "touchend",
    "click", "submit",
  ];
  // First at the window, before anything of the page hears of it.
  for (const name of ATTEMPTS) addEventListener(name, stop, { capture: true, passive: false });
  for (const name of ["input", "focusin"]) {
    addEventListener(name, (event) => messageBox.holds(event.target) && look(), { capture: true });
  }

  return {
    /** @param {{words: string, action: string, reason: string, whose: string}[]} inForce the rules from now on */
    use: (inForce) => {
      rules = inForce;
      look();
    },
  };
})();
