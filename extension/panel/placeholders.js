/** Fills what stands in braces in a script, as the server does (`chats/placeholders.py`). */

import { money } from "./formats.js";

export const fanName = (chat) =>
  chat.fan_custom_name || chat.fan_display_name || chat.fan_username || `u${chat.fan_of_id}`;

export const creatorName = (creator) => creator.display_name || creator.username;

/** @param {{chat: any, creator: any, stats: any}} known what is known of the chat; `stats` may be missing */
export const filled = (text, { chat, creator, stats }) => {
  const values = {
    fan: () => fanName(chat),
    username: () => chat.fan_username || fanName(chat),
    creator: () => creatorName(creator),
    spent: () => money(stats?.total_spent ?? 0),
  };
  return text.replace(/\{(\w{1,40})\}/g, (whole, placeholder) => {
    const wanted = placeholder.toLowerCase();
    return Object.hasOwn(values, wanted) ? values[wanted]() : whole;
  });
};
