/** Decides what the panel shows: the sign-in, what is missing, whose chat it is, or the fan. */

import { readChoice, readSession, saveChoice, signOut } from "../shared/session.js";
import { announce, button, element, heading, name, problem } from "./elements.js";
import { fanCard } from "./fan_card.js";
import { chatsWith, knownOf } from "./known.js";
import { notesSection } from "./notes.js";
import { creatorName, fanName } from "./placeholders.js";
import { scriptsSection } from "./scripts.js";
import { signInForm } from "./sign_in.js";
import { currentTab, onChange, whichChat } from "./tab.js";

const BOX_PATIENCE = 3000; // milliseconds that a page may take to draw its message box
const main = document.getElementById("main");
const account = document.getElementById("account");
let turn = 0;
let shown = null;

const show = (...parts) => main.replaceChildren(...parts);

const showAccount = (session) => {
  account.hidden = !session;
  if (!session) return;
  const leave = async () => {
    await signOut();
    chrome.permissions.remove({ origins: [`${session.server}/*`] }).catch(() => {
      // An administrator has granted it for good.
    });
  };
  account.replaceChildren(
    element("span", {}, name(session.agency), ` at ${new URL(session.server).host}`),
    button("Refresh", () => refresh()),
    button("Sign out", leave),
  );
};

const message = (title, text, ...actions) => {
  const card = element("section", { className: "card empty" }, heading(title, "message"), element("p", {}, text));
  if (actions.length) card.append(element("p", { className: "actions" }, ...actions));
  return card;
};

const showTrouble = (error, session) => {
  const again = button("Try again", () => refresh());
  const anew = button("Sign in again", () => show(signInForm(session.server)), { className: "primary" });
  show(element("section", { className: "card" }, problem(error.message, element("p", { className: "actions" }, error.kind === "key" ? anew : again))));
};

const askWhose = (fan, found) => {
  const choose = async (creator) => {
    await saveChoice(fan, creator.id);
    await refresh();
    main.focus();
  };
  const buttons = found.map(({ creator }) => button(name(creatorName(creator)), () => choose(creator)));
  show(message("Whose chat is this?", "This fan writes to several of your creators. Choose whose account is open on the page; it is remembered for this fan.", ...buttons));
};

const whoseLine = ({ fan, creator }, isChosen) => {
  const line = element("p", { className: "whose" }, "Chat of ", name(creatorName(creator)));
  const change = async () => {
    await saveChoice(fan, null);
    await refresh();
    main.focus();
  };
  if (isChosen) line.append(" ", button("Not theirs?", change, { className: "quiet" }));
  return line;
};

const inboxLink = (session, chat) =>
  element("a", { href: `${session.server}/inbox/${chat.id}/`, target: "_blank", rel: "noopener" }, "Open in the inbox");

const showFan = (known, isChosen) => {
  const unguarded = element("div", { id: "unguarded" });
  show(
    element("div", { className: "head" }, whoseLine(known, isChosen), inboxLink(known.session, known.chat)),
    unguarded,
    fanCard(known),
    notesSection(known),
    scriptsSection(known),
  );
  announce(`${fanName(known.chat)} is shown.`);
};

/** Word rules need a message box to look at, so say if none is found. */
const watchBox = async (tab, isLate) => {
  await new Promise((resolve) => setTimeout(resolve, BOX_PATIENCE));
  const page = await whichChat(tab);
  if (isLate() || !page) return;
  const missing = problem("The message box was not found on this page, so word rules are not checked here. Reload the page; if this stays, the companion needs an update.");
  document.getElementById("unguarded")?.replaceChildren(...(page.hasBox ? [] : [missing]));
};

const showChat = async (session, fan, tab, isLate) => {
  const [found, chosen] = await Promise.all([chatsWith(session, fan), readChoice(fan)]);
  if (isLate()) return;
  const own = found.length === 1 ? found[0] : found.find(({ creator }) => creator.id === chosen);
  if (!found.length) {
    return show(message("Nobody here knows this fan yet", `Either their chat has not reached ${session.agency} yet, or it belongs to a creator whom your API key may not see. Ask an owner or admin if you expected it here.`, button("Try again", () => refresh())));
  }
  if (!own) return askWhose(fan, found);
  const known = await knownOf(session, fan, own);
  if (isLate()) return;
  showFan(known, found.length > 1);
  watchBox(tab, isLate);
};

/** Shows what belongs to the tab beside the panel; an answer that comes too late is left aside. */
const refresh = async () => {
  turn += 1;
  const own = turn;
  const isLate = () => own !== turn;
  const session = await readSession();
  const tab = await currentTab();
  const page = session && tab ? await whichChat(tab) : null;
  if (isLate()) return;
  shown = { tab, fan: page?.fan ?? null };
  showAccount(session);
  if (!session) return show(signInForm());
  if (!page?.fan) return show(message("No chat is open", "Open a chat on onlyfans.com in this tab. What your agency knows about the fan then stands here. If a chat is open already, reload its page."));
  show(element("p", { className: "card", role: "status" }, "Loading…"));
  try {
    await showChat(session, page.fan, tab, isLate);
  } catch (error) {
    if (!isLate()) showTrouble(error, session);
  }
};

/** Leaves what is shown in peace while the same chat stays open. */
const follow = async () => {
  const tab = await currentTab();
  const page = tab ? await whichChat(tab) : null;
  if (!shown || shown.tab !== tab || shown.fan !== (page?.fan ?? null)) return refresh();
  const own = turn;
  return watchBox(tab, () => own !== turn);
};

onChange(follow);
chrome.storage.local.onChanged.addListener((changes) => {
  if ("session" in changes) refresh();
});
refresh();
