/** Who is signed in, and which creator was chosen for which fan. Kept where only the companion's own pages can read. */

/** @returns {Promise<import("./api.js").Session | null>} */
export const readSession = async () => (await chrome.storage.local.get("session")).session ?? null;

/** Forgets everything of whoever was signed in before. */
export const signIn = async (session) => {
  await signOut();
  await chrome.storage.local.set({ session });
};

export const signOut = async () => {
  await chrome.storage.local.clear();
  await chrome.storage.session.clear();
};

/** @returns {Promise<string | null>} the creator that was chosen for this fan */
export const readChoice = async (fan) => (await chrome.storage.local.get("choices")).choices?.[fan] ?? null;

export const saveChoice = async (fan, creator) => {
  const { choices = {} } = await chrome.storage.local.get("choices");
  if (creator) choices[fan] = creator;
  else delete choices[fan];
  await chrome.storage.local.set({ choices });
};
