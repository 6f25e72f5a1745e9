/** The tab beside the panel, and what its page says. */

/** `?tab=<id>` follows one tab, wherever the panel itself stands. */
const fixed = Number(new URLSearchParams(location.search).get("tab")) || null;

export const currentTab = async () => {
  if (fixed) return fixed;
  const [tab] = await chrome.tabs.query({ active: true, currentWindow: true });
  return tab?.id ?? null;
};

const say = async (tab, message) => {
  try {
    return await chrome.tabs.sendMessage(tab, message);
  } catch {
    return null;
  }
};

/** @returns {Promise<{fan: string | null, hasBox: boolean} | null>} null: the tab shows something else than the platform */
export const whichChat = (tab) => say(tab, { kind: "which-chat" });

/** Types `text` into the message box of this fan's chat. Resolves to a sentence about what went wrong, or nothing. */
export const typeIntoBox = async (fan, text) => {
  const answer = await say(await currentTab(), { kind: "insert", fan, text });
  return answer ? (answer.problem ?? "") : "The chat is not open in this tab any more, so nothing was typed.";
};

/** Calls `changed` whenever the tab beside the panel may show another chat. */
export const onChange = (changed) => {
  chrome.tabs.onActivated.addListener(changed);
  chrome.tabs.onUpdated.addListener(async (tab, { status }) => {
    if (status === "complete" && tab === (await currentTab())) changed();
  });
  chrome.runtime.onMessage.addListener((message, sender) => {
    if (message.kind === "chat" && sender.tab) currentTab().then((tab) => tab === sender.tab.id && changed());
  });
};
