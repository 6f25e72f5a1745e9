/** Decides what the panel shows: the sign-in, what is missing, whose chat it is, or the fan. */

import { readChoice, readSession, saveChoice, signOut } from "../shared/session.js";
import { announce, button, element, name } from "./elements.js";
import { fanCard } from "./fan_card.js";
import { chatsWith, knownOf } from "./known.js";
import { loading, noBox, noChat, trouble, unknownFan, whoseChat } from "./messages.js";
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

const choose = async (fan, creator) => {
  await saveChoice(fan, creator?.id ?? null);
  await refresh();
  // The button that was pressed is gone.
  main.focus();
};

const whoseLine = ({ fan, creator }, isChosen) => {
  const line = element("p", { className: "whose" }, "Chat of ", name(creatorName(creator)));
  if (isChosen) line.append(" ", button("Not theirs?", () => choose(fan, null), { className: "quiet" }));
  return line;
};

const inboxLink = (session, chat) =>
  element("a", { href: `${session.server}/inbox/${chat.id}/`, target: "_blank", rel: "noopener" }, "Open in the inbox");

const showFan = (known, isChosen) => {
  const head = element("div", { className: "head" }, whoseLine(known, isChosen), inboxLink(known.session, known.chat));
  const unguarded = element("div", { id: "unguarded" });
  show(head, unguarded, fanCard(known), notesSection(known), scriptsSection(known));
  announce(`${fanName(known.chat)} is shown.`);
};

/** Word rules need a message box to look at, so say if none is found. */
const watchBox = async (tab, isLate) => {
  await new Promise((resolve) => setTimeout(resolve, BOX_PATIENCE));
  const page = await whichChat(tab);
  if (isLate() || !page) return;
  document.getElementById("unguarded")?.replaceChildren(...(page.hasBox ? [] : [noBox()]));
};

const showChat = async (session, fan, tab, isLate) => {
  const [found, chosen] = await Promise.all([chatsWith(session, fan), readChoice(fan)]);
  if (isLate()) return;
  if (!found.length) return show(unknownFan(session.agency, () => refresh()));
  const own = found.length === 1 ? found[0] : found.find(({ creator }) => creator.id === chosen);
  if (!own) return show(whoseChat(found.map(({ creator }) => creator), (creator) => choose(fan, creator)));
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
  if (!page?.fan) return show(noChat());
  show(loading());
  try {
    await showChat(session, page.fan, tab, isLate);
  } catch (error) {
    if (!isLate()) show(trouble(error, () => refresh(), () => show(signInForm(session.server))));
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
