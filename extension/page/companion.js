"use strict";

/** Ties the page to the rest of the companion: tells which chat is open, fetches rules, types scripts. */
(() => {
  const ASK_AGAIN = 60_000; // milliseconds

  /** What the service worker or the panel says; nothing once the companion was updated or removed under this page. */
  const tell = async (message) => {
    try {
      return await chrome.runtime.sendMessage(message);
    } catch {
      return undefined;
    }
  };

  const useRules = async () => {
    if (!address.isChats()) return guard.use([]);
    const fan = address.fan();
    const answer = await tell({ kind: "rules", fan });
    // Until an answer comes, what was in force stays so.
    if (answer && address.isChats() && fan === address.fan()) guard.use(answer.rules);
  };

  const insert = ({ fan, text }) => {
    if (fan !== address.fan()) return { problem: "Another chat is open now, so nothing was typed." };
    if (messageBox.insert(text)) return {};
    return { problem: "The message box was not found on this page. Copy the script and paste it." };
  };

  chrome.runtime.onMessage.addListener((message, sender, answer) => {
    if (message.kind === "which-chat") answer({ fan: address.fan(), hasBox: messageBox.current() !== null });
    if (message.kind === "insert") answer(insert(message));
    if (message.kind === "rules-changed") useRules();
  });

  address.onChange(() => {
    tell({ kind: "chat", fan: address.fan() });
    useRules();
  });
  document.addEventListener("visibilitychange", () => document.hidden || useRules());
  setInterval(() => document.hidden || useRules(), ASK_AGAIN);
  tell({ kind: "chat", fan: address.fan() });
  useRules();
})();
