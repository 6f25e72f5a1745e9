"use strict";

/**
 * Where things stand in the platform's page. It changes now and then: when it does, this is the only file to mend.
 * Each list is tried from its start; what is newest stands first.
 */
const SELECTORS = {
  /** Where a message is typed: an editor since 2025, a plain text box before. */
  box: [
    ".b-chat__message-input [contenteditable='true']",
    ".tiptap.ProseMirror[contenteditable='true']",
    ".ProseMirror[contenteditable='true']",
    "#new_post_text_input",
    "textarea.b-chat__message-input",
  ],
  /** What sends it. */
  send: ["[at-attr='send_btn']", ".b-chat__btn-submit"],
};
