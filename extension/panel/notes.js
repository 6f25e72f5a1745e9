/** What the team should know about the fan: to read, and to add to. */

import { ask } from "../shared/api.js";
import { announce, element, heading, name, problem } from "./elements.js";
import { moment } from "./formats.js";

const noteItem = (note) =>
  element(
    "li",
    {},
    element("p", { dir: "auto", className: "text" }, note.text),
    element(
      "p",
      { className: "hint" },
      ...(note.author_name ? [name(note.author_name), ", "] : []),
      element("time", { datetime: note.created_at }, moment(note.created_at)),
    ),
  );

/** What is typed and not saved yet outlives a change of chat and a closed panel, but not the browser. */
const unsaved = (chat) => {
  const place = `note for ${chat.id}`;
  return {
    read: async () => (await chrome.storage.session.get(place))[place] ?? "",
    keep: (text) => (text ? chrome.storage.session.set({ [place]: text }) : chrome.storage.session.remove(place)),
  };
};

const noteForm = (session, chat, added) => {
  const begun = unsaved(chat);
  const said = element("div");
  const text = element("textarea", { id: "new-note", rows: 2, maxLength: 4000, required: true, dir: "auto" });
  const submit = element("button", { type: "submit" }, "Add note");
  const form = element("form", {}, element("label", { for: "new-note" }, "New note"), text, said, submit);
  begun.read().then((kept) => (text.value ||= kept));
  text.addEventListener("input", () => begun.keep(text.value));
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    submit.disabled = true;
    said.replaceChildren();
    try {
      const note = await ask(session, "notes/", { method: "POST", body: { chat: chat.id, text: text.value } });
      text.value = "";
      await begun.keep("");
      added(note);
    } catch (error) {
      const unsure = error.kind === "away" ? " Refresh before you try again: the note may have been saved." : "";
      said.replaceChildren(problem(`${error.message}${unsure}`));
    }
    submit.disabled = false;
  });
  return form;
};

/** @param {{session: any, chat: any, notes: any[]}} known `notes` latest first */
export const notesSection = ({ session, chat, notes }) => {
  const list = element("ul", { className: "rows", "aria-labelledby": "notes" }, ...notes.map(noteItem));
  const nothing = "No notes yet. Write what a colleague should know about this fan.";
  const none = element("p", { className: "hint", hidden: notes.length > 0 }, nothing);
  const form = noteForm(session, chat, (note) => {
    list.prepend(noteItem(note));
    none.hidden = true;
    announce("The note is saved.");
  });
  return element("section", { className: "card", "aria-labelledby": "notes" }, heading("Notes", "notes"), none, list, form);
};
