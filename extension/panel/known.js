/** Collects what the agency knows about an open chat. */

import { ask, askAll } from "../shared/api.js";

/** The fan's chats that the key may see, each with its creator. */
export const chatsWith = async (session, fan) => {
  const chats = await askAll(session, "chats/", { fan_of_id: fan });
  return Promise.all(chats.map(async (chat) => ({ chat, creator: await ask(session, `creators/${chat.creator}/`) })));
};

/** Everything that the panel shows of one chat, one of `chatsWith(session, fan)`. */
export const knownOf = async (session, fan, { chat, creator }) => {
  const ofChat = { chat: chat.id };
  const [[stats], subscriptions, notes, scripts] = await Promise.all([
    askAll(session, "fan-stats/", ofChat),
    askAll(session, "subscriptions/", ofChat),
    askAll(session, "notes/", ofChat),
    askAll(session, "scripts/", { usable_for: creator.id, is_active: "true" }),
  ]);
  return { session, fan, chat, creator, stats, subscriptions, notes, scripts };
};
