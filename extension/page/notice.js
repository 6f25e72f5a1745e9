"use strict";

/** Says above the message box which words are not wanted, without touching the platform's own elements. */
const notice = (() => {
  const STYLE = `
    :host { all: initial; position: fixed; inset: auto; margin: 0; padding: 0; border: 0; background: none; }
    .notice { box-sizing: border-box; padding: 10px 14px; border: 2px solid; border-radius: 10px;
      max-height: 40vh; overflow-y: auto; overflow-wrap: anywhere; font: 14px/1.45 system-ui, sans-serif; }
    .block { background: #fde8e6; color: #7a1610; border-color: #b3261e; }
    .warn { background: #fdf0dc; color: #663800; border-color: #8a4b00; }
    .notice, .notice div { display: grid; gap: 4px; }
    .notice > :empty { display: none; }
    p { margin: 0; }
    .wait { font-weight: 600; }
  `;
  const GAP = 8; // pixels between the box and what is said of it
  let host = null;
  let parts = null;

  const made = (tag, properties, ...children) => {
    const element = Object.assign(document.createElement(tag), properties);
    element.append(...children);
    return element;
  };

  const build = () => {
    parts = {
      why: made("div", { role: "alert" }),
      tried: made("p", { role: "alert", className: "wait" }),
      wait: made("p", { className: "wait" }),
    };
    parts.frame = made("div", {}, parts.why, parts.tried, parts.wait);
    host = made("div", { popover: "manual" });
    const root = host.attachShadow({ mode: "closed" });
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(STYLE);
    root.adoptedStyleSheets = [sheet];
    root.append(parts.frame);
  };

  /** Sets text only where it differs: what is read aloud is read once. */
  const say = (element, text) => {
    if (element.textContent !== text) element.textContent = text;
  };

  const sayReasons = (reasons) => {
    if (reasons.join("\n") === parts.why.dataset.said) return;
    parts.why.dataset.said = reasons.join("\n");
    parts.why.replaceChildren(...reasons.map((reason) => made("p", { textContent: reason })));
  };

  const place = (box) => {
    const { left, top, width } = box.getBoundingClientRect();
    host.style.left = `${Math.max(GAP, left)}px`;
    host.style.width = `${Math.min(Math.max(240, width), innerWidth - 2 * GAP)}px`;
    host.style.bottom = `${Math.max(GAP, innerHeight - top + GAP)}px`;
  };

  const sentence = ({ words: wanted, action, reason, whose }) => {
    const kind = action === "block" ? `“${wanted}” may not be sent` : `Look twice at “${wanted}”`;
    return `${kind}: ${reason}${whose ? ` (A rule for ${whose}.)` : ""}`;
  };

  /**
   * @param {HTMLElement} box
   * @param {{words: string, action: string, reason: string, whose: string}[]} rules the rules that are broken
   * @param {number | null} secondsLeft how long sending is held; null where nothing is blocked
   */
  const show = (box, rules, secondsLeft) => {
    if (!host) build();
    if (!host.isConnected) document.documentElement.append(host);
    if (!host.matches(":popover-open")) host.showPopover();
    parts.frame.className = `notice ${secondsLeft === null ? "warn" : "block"}`;
    sayReasons(rules.map(sentence));
    if (!secondsLeft) say(parts.tried, "");
    const free = "You can send again, but change it first.";
    const waits = secondsLeft ? `Change it. Sending waits ${secondsLeft} s.` : free;
    say(parts.wait, secondsLeft === null ? "" : waits);
    place(box);
  };

  const hide = () => {
    if (!host?.isConnected) return;
    say(parts.tried, "");
    sayReasons([]);
    host.remove();
  };

  return { show, hide, refuse: () => parts && say(parts.tried, "It was not sent.") };
})();
