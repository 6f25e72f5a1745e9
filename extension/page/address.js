"use strict";

/** What the address of the page tells; nothing else of the page is read to know which chat is open. */
const address = {
  /** @returns {boolean} whether messages are written on this page */
  isChats: () => /^\/my\/chats(\/|$)/.test(location.pathname),

  /** @returns {string | null} the platform's id of the fan whose chat is open */
  fan: () => /^\/my\/chats\/chat\/(\d{1,19})(?:\/|$)/.exec(location.pathname)?.[1] ?? null,

  /** The platform goes from page to page without loading, so a change has to be listened for. */
  onChange: (tell) => navigation.addEventListener("currententrychange", tell),
};
