/** Makes elements. Whatever comes from a server goes in as text, never as markup. */

/**
 * @param {string} tag
 * @param {Record<string, any>} [properties] of the element; those with a dash, `role`, `for` and `datetime` are attributes
 * @param {...(Node | string)} children
 */
export const element = (tag, properties = {}, ...children) => {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (name.includes("-") || ["role", "for", "datetime", "dir"].includes(name)) made.setAttribute(name, value);
    else made[name] = value;
  }
  made.append(...children);
  return made;
};

/** Names and texts of people may run from right to left. */
export const name = (text) => element("bdi", {}, text);

export const button = (label, onclick, properties = {}) =>
  element("button", { type: "button", onclick, ...properties }, label);

export const heading = (text, id) => element("h2", { id }, text);

/** A box with a problem, which is read aloud at once. */
export const problem = (text, ...children) =>
  element("div", { className: "problem", role: "alert" }, element("p", {}, text), ...children);

/** Says something to who does not see the page; shown elsewhere for all others. */
export const announce = (text) => {
  document.getElementById("said").textContent = text;
};
