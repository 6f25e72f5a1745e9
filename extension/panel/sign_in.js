/** The form that takes the server's address and a key. */

import { ask } from "../shared/api.js";
import { signIn } from "../shared/session.js";
import { element, heading, problem } from "./elements.js";

const HOST = /^([a-z0-9.-]+|\[[0-9a-f:]+\])$/;
const INPUT = { required: true, autocomplete: "off", spellcheck: false };
const LOCAL = /^(localhost|127\.0\.0\.1)(:\d+)?(\/|$)/;

/** @returns {string} the origin. @throws {Error} with a sentence */
const originOf = (typed) => {
  const address = /^[a-z]+:\/\//i.test(typed) ? typed : `${LOCAL.test(typed) ? "http" : "https"}://${typed}`;
  const { protocol, host, hostname, origin } = URL.canParse(address) ? new URL(address) : {};
  if (!HOST.test(hostname ?? "")) throw new Error("This is no address. It looks like https://crm.example.com.");
  const isSafe = protocol === "https:" || (protocol === "http:" && LOCAL.test(host));
  if (!isSafe) throw new Error("The address must begin with https://, or your key could be read on its way.");
  return origin;
};

const field = (id, label, hint, properties) =>
  element(
    "div",
    { className: "field" },
    element("label", { for: id }, label),
    element("input", { ...INPUT, id, "aria-describedby": `${id}-hint`, ...properties }),
    element("p", { className: "hint", id: `${id}-hint` }, hint),
  );

const open = async (server, key) => {
  const origin = originOf(server);
  // Chrome asks the person, which it does only straight after their click.
  if (!(await chrome.permissions.request({ origins: [`${origin}/*`] }))) {
    const { host } = new URL(origin);
    throw new Error(`Chrome may not talk to ${host} until you allow it. Press “Sign in” again and allow it.`);
  }
  const session = { server: origin, key };
  const { results } = await ask(session, "agencies/");
  await signIn({ ...session, agency: results[0]?.name ?? new URL(origin).host });
};

/** @param {string} server what to begin with */
export const signInForm = (server = "") => {
  const said = element("div");
  const submit = element("button", { type: "submit", className: "primary" }, "Sign in");
  const form = element(
    "form",
    { className: "card", "aria-labelledby": "sign-in" },
    heading("Sign in to your agency", "sign-in"),
    field("server", "Address of your agency’s server", "As you open the inbox, for example https://crm.example.com", {
      value: server, inputMode: "url",
    }),
    field("key", "API key", "An owner or admin makes one for you: role chatter, with your creators.", { type: "password" }),
    said,
    submit,
  );
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    submit.disabled = true;
    submit.textContent = "Signing in…";
    said.replaceChildren();
    try {
      await open(form.elements.server.value.trim(), form.elements.key.value.trim());
    } catch (error) {
      said.replaceChildren(problem(error.message));
      submit.disabled = false;
      submit.textContent = "Sign in";
    }
  });
  return form;
};
