/** What is known of the fan: who they are, their subscription, their spending. */

import { element, heading, name } from "./elements.js";
import { day, duration, moment, money, timeIn } from "./formats.js";
import { fanName } from "./placeholders.js";

const isBefore = (time, other) => new Date(time) < new Date(other);

/** From the latest in the books, else from what the chat itself says; both as in the inbox. */
const subscriptionOf = (chat, subscriptions) => {
  const [latest] = subscriptions.toSorted((one, other) => (isBefore(one.started_at, other.started_at) ? 1 : -1));
  if (!latest) {
    return { isActive: chat.subscription_active, price: chat.subscription_price, ends: chat.subscription_expires_at };
  }
  const isActive = latest.status === "active" && !(latest.expires_at && isBefore(latest.expires_at, new Date()));
  return { isActive, price: latest.price, ends: latest.expires_at, renews: latest.auto_renew };
};

const subscriptionText = ({ isActive, price, ends, renews }) => {
  if (isActive === null) return "not known";
  if (!isActive) return `ended${ends ? ` ${day(ends)}` : ""}`;
  const cost = price === null ? "" : Number(price) ? `, ${money(price)} a month` : ", free";
  return `active${cost}${ends ? `, ${renews ? "renews" : "until"} ${day(ends)}` : ""}`;
};

const spendingRows = (stats) => {
  const kinds = [
    ["Tips", stats.total_tips],
    ["Pay-per-view", stats.total_ppv_purchased],
    ["Subscriptions", stats.total_subscriptions],
  ];
  return kinds.filter(([, amount]) => Number(amount) > 0).map(([label, amount]) => [label, money(amount)]);
};

const statsRows = (stats) => [
  ["Spent", money(stats.total_spent)],
  ...spendingRows(stats),
  stats.last_purchase_at && ["Last purchase", moment(stats.last_purchase_at)],
  stats.ppv_sent && ["Pay-per-view unlocked", `${stats.ppv_unlocked} of ${stats.ppv_sent}`],
  stats.avg_response_time_seconds !== null && ["We answer within", duration(stats.avg_response_time_seconds)],
  stats.engagement_score && ["Engagement", `${stats.engagement_score} of 100`],
];

const factRows = ({ chat, stats, subscriptions }) =>
  [
    ["Subscription", subscriptionText(subscriptionOf(chat, subscriptions))],
    chat.fan_timezone && ["Their time", timeIn(chat.fan_timezone)],
    chat.awaiting_reply_since && ["Waits since", moment(chat.awaiting_reply_since)],
    ...(stats ? statsRows(stats) : [["Spent", "not known yet"]]),
  ].filter((row) => row && row[1]);

const otherNames = (chat) => {
  const own = chat.fan_custom_name && chat.fan_display_name;
  return [own, chat.fan_username && `@${chat.fan_username}`, `u${chat.fan_of_id}`].filter(Boolean);
};

export const fanCard = (known) => {
  const { chat } = known;
  const card = element(
    "section",
    { className: "card", "aria-labelledby": "fan" },
    heading("", "fan"),
    element("p", { className: "hint" }, ...otherNames(chat).flatMap((text) => [" · ", name(text)]).slice(1)),
    element(
      "dl",
      {},
      ...factRows(known).map(([label, text]) => element("div", {}, element("dt", {}, label), element("dd", {}, text))),
    ),
  );
  card.querySelector("h2").append(name(fanName(chat)));
  if (chat.tags.length) {
    const tags = chat.tags.map((tag) => element("li", {}, name(tag)));
    card.append(element("ul", { className: "tags", "aria-label": "Tags" }, ...tags));
  }
  return card;
};
