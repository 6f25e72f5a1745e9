// The thread: days and senders stay in order whatever is added, and nothing jumps.
(() => {
  const list = () => document.getElementById("messages");
  const pane = () => document.querySelector(".thread");

  const headingOf = (message) => {
    const day = document.createElement("li");
    day.className = "day";
    day.dataset.day = message.dataset.day;
    const shown = new Date(`${message.dataset.day}T12:00:00`);
    day.textContent = shown.toLocaleDateString("en-GB", { weekday: "long", day: "numeric", month: "long", year: "numeric" });
    return day;
  };

  // One heading for each day, and the name of a sender once for what they say in a row.
  const arrange = () => {
    let above = null;
    let heading = null;
    for (const item of [...list().children]) {
      if (item.matches(".day")) {
        if (item.dataset.day === heading) item.remove();
        else above = null;
        heading = item.dataset.day;
      } else if (item.matches(".message")) {
        if (item.dataset.day !== heading) {
          item.before(headingOf(item));
          heading = item.dataset.day;
          above = null;
        }
        item.classList.toggle("continues", above?.dataset.by === item.dataset.by);
        above = item;
      }
    }
  };

  // Buttons of a message that was told to everybody are for its sender, and for who manages the agency; who drafted it
  // is for the latter.
  const revealOwn = () => {
    const member = document.querySelector(".inbox").dataset.member;
    const manages = document.getElementById("conversation").dataset.manages === "yes";
    if (manages) for (const mark of list().querySelectorAll(".drafted[hidden]")) mark.hidden = false;
    for (const own of list().querySelectorAll(".own[hidden]")) {
      const by = own.closest(".message").dataset.by;
      own.hidden = !(manages || (member && by === member));
    }
  };

  // While an older part is shown, what is sent or arrives belongs below what is not loaded yet.
  const wayBack = () => list()?.querySelector(".back-to-latest a");
  const tellNewBelow = () => {
    if (wayBack()) wayBack().textContent = "New messages: jump to the latest";
  };
  const keepOrder = () => {
    const below = list().querySelectorAll(".newer ~ .message");
    for (const message of below) message.remove();
    if (below.length) tellNewBelow();
    if (!list().querySelector(".newer")) wayBack()?.closest("li").remove();
  };
  document.addEventListener("message-below", tellNewBelow);

  const tidy = () => {
    if (!list()) return;
    watch.disconnect();
    keepOrder();
    arrange();
    revealOwn();
    observe();
  };
  const watch = new MutationObserver(tidy);
  const observe = () => {
    const conversation = document.getElementById("conversation");
    if (conversation) watch.observe(conversation, { childList: true, subtree: true });
  };

  // The scroll position counts from the bottom, so what is put below must be made up for.
  let kept = null;
  document.addEventListener("htmx:beforeSwap", (event) => {
    if (!event.detail.target?.matches(".newer")) return;
    const last = [...list().querySelectorAll(".message")].pop();
    kept = { last, top: last.getBoundingClientRect().top };
  });
  document.addEventListener("htmx:afterSwap", () => {
    if (!kept) return;
    tidy();
    pane().scrollTop += kept.last.getBoundingClientRect().top - kept.top;
    kept = null;
  });

  // The message that was asked for comes into sight and is read out; search keeps the focus where it types.
  const showSought = () => {
    const sought = list()?.querySelector(".sought:not([data-shown])");
    if (!sought) return;
    sought.dataset.shown = "yes";
    sought.scrollIntoView({ block: "center" });
    if (!document.activeElement?.matches("#id_words")) sought.focus({ preventScroll: true });
  };
  const showLatest = (event) => {
    if (event.detail.target?.id !== "messages" || list().querySelector(".sought")) return;
    pane().scrollTop = 0;
    pane().focus({ preventScroll: true });
  };

  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-show-all]");
    if (!button) return;
    const isOpen = button.previousElementSibling.classList.toggle("open");
    button.setAttribute("aria-expanded", isOpen);
    button.dataset.closed ??= button.textContent;
    button.textContent = isOpen ? "Show less" : button.dataset.closed;
  });

  document.addEventListener("reply-sent", () => wayBack()?.click());

  const tick = () => {
    for (const clock of document.querySelectorAll("[data-fan-clock]")) {
      const now = new Date().toLocaleTimeString("en-GB", { timeZone: clock.dataset.fanClock, hour: "2-digit", minute: "2-digit" });
      clock.querySelector("time").textContent = now;
    }
  };
  setInterval(tick, 20000);

  document.addEventListener("htmx:afterSettle", (event) => {
    showLatest(event);
    showSought();
  });
  document.addEventListener("DOMContentLoaded", () => {
    observe();
    showSought();
  });
})();
