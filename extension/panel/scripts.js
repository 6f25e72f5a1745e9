/** The agency's saved replies, filled in for this fan: to find, to type into the message box, to copy. */

import { announce, button, element, heading, name, problem } from "./elements.js";
import { money } from "./formats.js";
import { filled } from "./placeholders.js";
import { typeIntoBox } from "./tab.js";

const SHOWN = 30;

const extras = ({ price, of_media_ids: media }) => {
  const offer = [price && money(price), media.length && `${media.length} media`].filter(Boolean).join(" and ");
  return offer && `Brings ${offer}: choose that on the page.`;
};

const scriptItem = (script, known) => {
  const text = filled(script.text, known);
  const said = element("div");
  const insert = async () => {
    const wrong = await typeIntoBox(known.fan, text);
    said.replaceChildren(...(wrong ? [problem(wrong)] : []));
    if (!wrong) announce(`“${script.title}” stands in the message box. Nothing was sent.`);
  };
  const copy = async () => {
    await navigator.clipboard.writeText(text);
    announce(`“${script.title}” is copied.`);
  };
  const title = element("h3", {}, name(script.title), ...(script.shortcut ? [` /${script.shortcut}`] : []));
  return element(
    "li",
    {},
    title,
    element("p", { dir: "auto", className: "text" }, text),
    ...(extras(script) ? [element("p", { className: "hint" }, extras(script))] : []),
    element(
      "p",
      { className: "actions" },
      button("Insert", insert, { "aria-label": `Insert ${script.title}` }),
      button("Copy", copy, { "aria-label": `Copy ${script.title}` }),
    ),
    said,
  );
};

const isFound = (script, wanted) =>
  [script.title, script.shortcut, script.text].some((text) => text.toLowerCase().includes(wanted));

/** @param {{fan: string, chat: any, creator: any, stats: any, scripts: any[]}} known */
export const scriptsSection = (known) => {
  const scripts = known.scripts.toSorted((one, other) => one.title.localeCompare(other.title));
  const section = element("section", { className: "card", "aria-labelledby": "scripts" }, heading("Scripts", "scripts"));
  if (!scripts.length) {
    const nothing = "No scripts for this creator yet. Owners and admins write them in the admin.";
    section.append(element("p", { className: "hint" }, nothing));
    return section;
  }
  const search = element("input", { type: "search", id: "search", placeholder: "Words, or /shortcut", autocomplete: "off" });
  const list = element("ul", { className: "rows", "aria-labelledby": "scripts" });
  const count = element("p", { className: "hint", role: "status" });
  const summary = (found) => {
    if (!found.length) return "No script has these words.";
    return found.length > SHOWN ? `${found.length - SHOWN} more: type to find them.` : "";
  };
  const show = () => {
    const wanted = search.value.trim().toLowerCase().replace(/^\//, "");
    const found = scripts.filter((script) => isFound(script, wanted));
    list.replaceChildren(...found.slice(0, SHOWN).map((script) => scriptItem(script, known)));
    count.textContent = summary(found);
  };
  search.addEventListener("input", show);
  section.append(element("label", { for: "search" }, "Find a script"), search, count, list);
  show();
  return section;
};
