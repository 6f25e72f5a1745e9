// The reply box: Enter sends, the length is shown, and a reply that did not get through says so.
(() => {
  const byTouch = matchMedia("(pointer: coarse)");

  document.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.shiftKey || event.isComposing || byTouch.matches) return;
    if (!event.target.matches("#composer textarea, #composer input")) return;
    event.preventDefault();
    const form = event.target.form;
    // Enter in the time for later means later; it never sends at once by accident.
    const button = event.target.name === "send_at" ? form.querySelector("[name=later]") : form.querySelector("[data-send]");
    const isEmpty = !form.elements.text.value.trim() && !form.querySelector("[name=of_media_ids]");
    if (!isEmpty) form.requestSubmit(button);
  });

  const count = (field, shown) => {
    const length = field.value.length;
    shown.textContent = length ? `${length.toLocaleString("en")} of ${field.maxLength.toLocaleString("en")} characters` : "";
  };

  document.addEventListener("input", (event) => {
    const shown = event.target.form?.querySelector("[data-character-count]");
    if (!shown || event.target.name !== "text") return;
    count(event.target, shown);
  });
  document.addEventListener("restored", (event) => {
    const shown = event.target.form?.querySelector("[data-character-count]");
    if (shown) count(event.target, shown);
  });

  const say = (sentence) => {
    const form = document.getElementById("composer");
    if (!form) return;
    form.querySelector(".problem")?.remove();
    const problem = document.createElement("p");
    problem.className = "problem";
    problem.setAttribute("role", "alert");
    problem.textContent = sentence;
    form.prepend(problem);
  };

  const isReply = (event) => event.detail.elt?.id === "composer";
  document.addEventListener("htmx:sendError", (event) => {
    if (isReply(event)) say("Not sent: the server cannot be reached. Your text is kept; try again in a moment.");
  });
  document.addEventListener("htmx:responseError", (event) => {
    if (!isReply(event)) return;
    const status = event.detail.xhr.status;
    if (status === 404) say("Not sent: this chat is no longer open to you. Your text is kept here.");
    else if (status === 403) say("Not sent: this page is too old. Your text is kept; reload the page and send again.");
    else say("Not sent: the server had an error. Your text is kept; try again in a moment.");
  });

  // Whoever opens a chat with the mouse wants to write; whoever comes by key goes on by key.
  let cameByMouse = false;
  document.addEventListener("click", (event) => {
    cameByMouse = event.detail > 0 && Boolean(event.target.closest(".chat-row"));
  });
  document.addEventListener("htmx:afterSettle", (event) => {
    const isOpened = event.detail.target?.id === "conversation" && cameByMouse;
    const isAnswered = event.detail.elt?.id === "composer";
    if (byTouch.matches || !(isOpened || isAnswered)) return;
    document.querySelector("#composer textarea")?.focus({ preventScroll: true });
  });
  document.addEventListener("reply-sent", () => {
    const thread = document.querySelector(".thread");
    if (thread) thread.scrollTop = 0;
  });
})();
