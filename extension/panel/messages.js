/** What the panel says where there is no fan to show, each with what to do about it. */

import { button, element, heading, name, problem } from "./elements.js";
import { creatorName } from "./placeholders.js";

const message = (title, text, ...actions) =>
  element(
    "section",
    { className: "card empty" },
    heading(title, "message"),
    element("p", {}, text),
    ...(actions.length ? [element("p", { className: "actions" }, ...actions)] : []),
  );

export const loading = () => element("p", { className: "card", role: "status" }, "Loading…");

export const noChat = () =>
  message(
    "No chat is open",
    "Open a chat on onlyfans.com in this tab. What your agency knows about the fan then stands here. " +
      "If a chat is open already, reload its page.",
  );

export const unknownFan = (agency, tryAgain) =>
  message(
    "Nobody here knows this fan yet",
    `Either their chat has not reached ${agency} yet, or it belongs to a creator whom your API key may not see. ` +
      "Ask an owner or admin if you expected it here.",
    button("Try again", tryAgain),
  );

/** @param {(creator: any) => void} choose */
export const whoseChat = (creators, choose) =>
  message(
    "Whose chat is this?",
    "This fan writes to several of your creators. Choose whose account is open on the page; " +
      "it is remembered for this fan.",
    ...creators.map((creator) => button(name(creatorName(creator)), () => choose(creator))),
  );

/** @param {import("../shared/api.js").Trouble} error */
export const trouble = (error, tryAgain, signInAgain) => {
  const action =
    error.kind === "key"
      ? button("Sign in again", signInAgain, { className: "primary" })
      : button("Try again", tryAgain);
  return element("section", { className: "card" }, problem(error.message, element("p", { className: "actions" }, action)));
};

export const noBox = () =>
  problem(
    "The message box was not found on this page, so word rules are not checked here. " +
      "Reload the page; if this stays, the companion needs an update.",
  );
