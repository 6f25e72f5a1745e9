/** The word rules that hold in a chat. Kept, so that they hold while the server is away. */

import { ask, askAll } from "../shared/api.js";
import { readChoice, readSession } from "../shared/session.js";

const FRESH_FOR = 5 * 60_000; // milliseconds
const PATIENCE = 3000; // milliseconds that a chat may be without rules because the server is slow
const isFresh = (kept) => Boolean(kept) && Date.now() - kept.at < FRESH_FOR;
const isSame = (one, other) => one?.server === other?.server && one?.key === other?.key;

const fetchRules = async (session) => {
  const [rules, creators] = await Promise.all([
    askAll(session, "word-rules/", { is_active: "true" }),
    askAll(session, "creators/"),
  ]);
  const names = Object.fromEntries(creators.map(({ id, display_name: name, username }) => [id, name || username]));
  const kept = {
    at: Date.now(),
    names,
    rules: rules.map(({ words, action, reason, creator }) => ({ words, action, reason, creator })),
  };
  // Meanwhile somebody else may have signed in.
  if (isSame(session, await readSession())) await chrome.storage.local.set({ rules: kept });
  return kept;
};

let underway = null;

/** The kept rules at once; if they are old, newer ones are fetched meanwhile, of which the open chats are told. */
const keptRules = async (session) => {
  const { rules: kept } = await chrome.storage.local.get("rules");
  if (isFresh(kept)) return kept;
  underway ??= fetchRules(session).finally(() => (underway = null));
  const fetched = underway.catch(() => ({ names: {}, rules: [] }));
  return kept ?? fetched;
};

/** The creators who have a chat with this fan; null while the server is away. */
const creatorsOf = async (session, fan) => {
  const name = `creators of ${fan}`;
  const { [name]: kept } = await chrome.storage.session.get(name);
  if (isFresh(kept)) return kept.creators;
  try {
    const { results } = await ask(session, "chats/", { query: { fan_of_id: fan, page_size: 200 }, patience: PATIENCE });
    const creators = results.map((chat) => chat.creator);
    await chrome.storage.session.set({ [name]: { at: Date.now(), creators } });
    return creators;
  } catch {
    return kept?.creators ?? null;
  }
};

/** The creators whose chat this may be; null: any. */
const possibleCreators = async (session, fan) => {
  if (!fan) return null;
  const [creators, chosen] = await Promise.all([creatorsOf(session, fan), readChoice(fan)]);
  if (chosen && (!creators || creators.includes(chosen))) return [chosen];
  return creators?.length ? creators : null;
};

/**
 * Until it is known whose chat this is, the rules of every creator hold whose it may be; each then says whose it is.
 * @param {string | null} fan the platform's id
 * @returns {Promise<{words: string, action: string, reason: string, whose: string}[]>}
 */
export const rulesFor = async (fan) => {
  const session = await readSession();
  if (!session) return [];
  const [{ rules, names }, creators] = await Promise.all([keptRules(session), possibleCreators(session, fan)]);
  return rules
    .filter(({ creator }) => !creator || !creators || creators.includes(creator))
    .map(({ words, action, reason, creator }) => ({
      words,
      action,
      reason,
      whose: creator && creators?.length !== 1 ? (names[creator] ?? "") : "",
    }));
};
