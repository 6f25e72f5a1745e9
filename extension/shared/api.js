/** Asks the agency's server. The key goes to that server only, and nowhere else. */

const PATIENCE = 15_000; // milliseconds
const PAGE_SIZE = 200;
const ASK_FOR_KEY = "Ask an owner or admin of your agency";

/** What went wrong, in a sentence that says what to do. `kind`: key, away, refused, missing, wrong or server. */
export class Trouble extends Error {
  constructor(kind, message) {
    super(message);
    this.kind = kind;
  }
}

/** @typedef {{server: string, key: string, agency: string}} Session */

const reach = async ({ server, key }, path, { method = "GET", query = {}, body, patience = PATIENCE } = {}) => {
  const url = new URL(`/api/v1/${path}`, server);
  url.search = new URLSearchParams(query);
  const headers = { Authorization: `Api-Key ${key}` };
  if (body) headers["Content-Type"] = "application/json";
  const host = new URL(server).host;
  try {
    return await fetch(url, {
      method,
      headers,
      body: body && JSON.stringify(body),
      // Neither the inbox's log-in goes along, nor the key to wherever a redirect points.
      credentials: "omit",
      redirect: "manual",
      cache: "no-store",
      signal: AbortSignal.timeout(patience),
    });
  } catch {
    throw new Trouble("away", `${host} does not answer. Check your connection and the address, then try again.`);
  }
};

const troubleOf = (response, said, host) => {
  const { status } = response;
  if (response.type === "opaqueredirect") {
    return new Trouble("wrong", `${host} sends on to another address. Sign in with that one, most likely with https://.`);
  }
  if (status === 401) return new Trouble("key", `This API key is unknown, revoked or expired. ${ASK_FOR_KEY} for a new one.`);
  if (status === 403) return new Trouble("refused", `Your API key may not do this. ${ASK_FOR_KEY} for one that may.`);
  if (status >= 500) return new Trouble("server", `${host} has a problem of its own (${status}). Try again in a moment.`);
  if (!said) return new Trouble("wrong", `There is no OF Agency Platform at ${host}. Check the address.`);
  if (status === 404) return new Trouble("missing", "It is gone, or your API key may not see it.");
  const details = (said.errors ?? []).map((error) => error.detail);
  return new Trouble("wrong", details.join(" ") || said.detail || said.title || `${host} refused this (${status}).`);
};

const parsed = async (response) => {
  if (!/json/.test(response.headers.get("Content-Type") ?? "")) return null;
  try {
    return await response.json();
  } catch {
    return null;
  }
};

/**
 * One answer of the API.
 * @param {Session} session
 * @param {string} path behind `/api/v1/`
 * @throws {Trouble}
 */
export const ask = async (session, path, options) => {
  const response = await reach(session, path, options);
  const said = await parsed(response);
  if (!response.ok || !said) throw troubleOf(response, said, new URL(session.server).host);
  return said;
};

/**
 * All rows of a list, page after page.
 * @throws {Trouble}
 */
export const askAll = async (session, path, query = {}) => {
  const rows = [];
  let next = { page_size: PAGE_SIZE, ...query };
  while (next) {
    const page = await ask(session, path, { query: next });
    rows.push(...page.results);
    // Only the cursor is taken from the address, so that no answer sends the key elsewhere.
    next = page.next && Object.fromEntries(new URL(page.next).searchParams);
  }
  return rows;
};
