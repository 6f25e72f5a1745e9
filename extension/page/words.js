"use strict";

/**
 * Finds an agency's forbidden words in a text and gives the same answers as the server (`chats/word_rules.py`,
 * which says why words are folded as they are). `tests/extension/test_words.py` holds the two together.
 */
const words = (() => {
  /** White space as the server knows it, which is not quite JavaScript's `\s`. */
  const SPACES = "\\t-\\r\\x1c-\\x20\\x85\\xa0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000";
  const RULE_WORD = new RegExp(`[^${SPACES}*]+\\*?`, "gu");
  const UNSEEN = /^[\p{Cf}\u0300-\u036f\ufe00-\ufe0f]$/u;
  /** Symbols, signs too new to be known here, and scripts that set no spaces between words. */
  const ALONE =
    /^[\p{S}\p{Cn}\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\u{20000}-\u{3ffff}]$/u;
  const PART_OF_WORD = /^[\p{L}\p{N}\p{M}]$/u;

  /** JavaScript folds no case. Through upper case and back is the same, but for ı and for Cherokee, which folds upwards. */
  const caseless = (sign) => {
    if (sign === "ı") return sign;
    const upper = sign.toLowerCase().toUpperCase();
    return /^\p{Script=Cherokee}$/u.test(sign) ? upper : upper.toLowerCase();
  };

  const plain = (sign) => {
    if (UNSEEN.test(sign)) return "";
    if (ALONE.test(sign)) return ` ${sign} `;
    return PART_OF_WORD.test(sign) ? sign : " ";
  };

  /** @returns {string[]} the words of `text` in their plainest form */
  const folded = (text) => {
    const lower = Array.from(text.normalize("NFKC"), caseless).join("").normalize("NFD");
    return Array.from(lower, plain).join("").split(" ").filter(Boolean);
  };

  /** The words that a rule wants one behind the other; of one written with a `*` only the beginning. */
  const partsOf = (ruleWords) =>
    (ruleWords.match(RULE_WORD) ?? []).flatMap((word) => {
      const inner = folded(word.replace("*", ""));
      return inner.map((part, at) => ({ part, isBeginning: word.endsWith("*") && at === inner.length - 1 }));
    });

  const known = new Map();
  const knownParts = (ruleWords) => {
    if (!known.has(ruleWords)) known.set(ruleWords, partsOf(ruleWords));
    return known.get(ruleWords);
  };

  const standAt = (parts, seen, at) =>
    parts.every(({ part, isBeginning }, n) => (isBeginning ? seen[at + n].startsWith(part) : seen[at + n] === part));

  /**
   * @template {{words: string}} Rule
   * @param {Rule[]} rules
   * @param {string} text
   * @returns {{rule: Rule, seen: string}[]} the rules whose words stand in `text`, each with what it saw there
   */
  const found = (rules, text) => {
    const seen = folded(text);
    return rules.flatMap((rule) => {
      const parts = knownParts(rule.words);
      for (let at = 0; parts.length && at + parts.length <= seen.length; at += 1) {
        if (standAt(parts, seen, at)) return [{ rule, seen: seen.slice(at, at + parts.length).join(" ") }];
      }
      return [];
    });
  };

  return { folded, found };
})();
