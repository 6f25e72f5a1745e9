/** Stands between the platform's page and the agency's server: the page gets rules, never the key. */

import { rulesFor } from "./rules.js";

chrome.storage.local.setAccessLevel({ accessLevel: "TRUSTED_CONTEXTS" });
chrome.sidePanel.setPanelBehavior({ openPanelOnActionClick: true });

chrome.runtime.onMessage.addListener((message, sender, answer) => {
  if (message.kind !== "rules" || sender.id !== chrome.runtime.id) return false;
  const fan = /^\d{1,19}$/.test(message.fan ?? "") ? message.fan : null;
  rulesFor(fan).then((rules) => answer({ rules }));
  return true;
});

/** Open chats ask anew after a sign-in, a sign-out, a choice, and when newer rules have come. */
chrome.storage.local.onChanged.addListener(async (changes) => {
  if (!["session", "choices", "rules"].some((name) => name in changes)) return;
  for (const { id } of await chrome.tabs.query({})) {
    chrome.tabs.sendMessage(id, { kind: "rules-changed" }).catch(() => {
      // Most tabs are no chats.
    });
  }
});
