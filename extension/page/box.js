"use strict";

/** The box in which a message to the fan is typed. Its text is looked at here and goes nowhere. */
const messageBox = (() => {
  const anyOf = (selectors) => selectors.join(", ");
  const isShown = (element) => element.getClientRects().length > 0;

  /** @returns {HTMLElement | null} */
  const current = () => {
    for (const selector of SELECTORS.box) {
      const shown = [...document.querySelectorAll(selector)].find(isShown);
      if (shown) return shown;
    }
    return null;
  };

  const isIn = (target, selectors) => target instanceof Element && target.closest(anyOf(selectors)) !== null;

  const text = (box) => ("value" in box ? box.value : box.innerText);

  const putCaretIn = (box) => {
    box.focus();
    const selection = getSelection();
    if ("value" in box || box.contains(selection.anchorNode)) return;
    selection.selectAllChildren(box);
    selection.collapseToEnd();
  };

  /**
   * Types `text` where the caret is, so that the page and its undo notice. Never sends.
   * @returns {boolean} whether the page took it
   */
  const insert = (added) => {
    const box = current();
    if (!box) return false;
    putCaretIn(box);
    return document.execCommand("insertText", false, added);
  };

  return {
    current,
    text,
    insert,
    holds: (target) => isIn(target, SELECTORS.box),
    isSendButton: (target) => isIn(target, SELECTORS.send),
  };
})();
