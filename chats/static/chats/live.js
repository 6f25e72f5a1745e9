// What happens elsewhere appears here: messages, rows, who is in the chat. One event stream for each page.
(() => {
  const KEPT_MS = 30_000;
  const TYPING_SHOWN_MS = 5_000;
  const TYPING_TOLD_MS = 3_000;
  const LOST_AFTER_MS = 4_000;
  const AGAIN_MS = 5_000;
  const SILENT_MS = 50_000;
  const page = crypto.randomUUID();
  const recent = [];
  let stream = null;
  let lostTimer = 0;
  let inbox = null;
  let cursor = "";
  let heard = 0;

  const opened = () => document.querySelector(".conversation")?.dataset.chat;
  const token = () => document.querySelector("[name=csrfmiddlewaretoken]")?.value ?? "";
  const part = (html) => {
    const template = document.createElement("template");
    template.innerHTML = html.trim();
    return template.content.firstElementChild;
  };
  const tell = (chat, what, fields = {}) =>
    fetch(`/inbox/${chat}/${what}/`, {
      method: "POST",
      headers: { "X-CSRFToken": token() },
      body: new URLSearchParams({ page, ...fields }),
      keepalive: true,
    }).catch(() => {});

  // --- The list ---------------------------------------------------------------------------------
  const list = () => document.querySelector("#chats > ul");
  const isNarrowed = () => new URLSearchParams(location.search).size > 0;
  let refreshTimer = 0;
  const refreshList = () => {
    clearTimeout(refreshTimer);
    refreshTimer = setTimeout(() => {
      const place = document.getElementById("chats");
      const scroll = place.scrollTop;
      htmx.ajax("GET", `/inbox/${location.search}`, { target: "#chats", source: "#chats" }).then(() => {
        place.scrollTop = scroll;
        countUnread();
      });
    }, 300);
  };

  const place = (row, item, rank) => {
    const others = [...list().querySelectorAll(":scope > li > .chat-row")].filter((other) => other !== row);
    const behind = others.find((other) => Number(other.dataset.rank) > rank);
    if (behind) behind.closest("li").before(item);
    else if (list().querySelector(":scope > li.more")) item.remove();
    else list().append(item);
  };

  // Rows keep still under the pointer, and while somebody moves through them by key.
  const isHeld = () => document.querySelector(".chat-list:hover, .chat-list:focus-within") !== null;
  const held = new Set();
  const updateRow = (data) => {
    if (!data.row) return;
    const old = document.getElementById(`row-${data.chat}`);
    if (!list() || (!old && isNarrowed())) return refreshList();
    const row = part(data.row);
    if (old) document.dispatchEvent(new CustomEvent("row-replaced", { detail: { old, row } }));
    if (location.search) {
      row.href += location.search;
      row.setAttribute("hx-get", row.getAttribute("hx-get") + location.search);
    }
    const claimed = row.querySelector("[data-claimed-by]");
    if (claimed?.dataset.claimedBy === inbox.dataset.member) claimed.textContent = "yours";
    if (opened() === data.chat) row.setAttribute("aria-current", "true");
    const item = old?.closest("li") ?? document.createElement("li");
    const hadFocus = old && old === document.activeElement;
    if (old) old.replaceWith(row);
    else item.append(row);
    // What has become less pressing (read, answered) stays where it is, so that nothing moves away from under j and k.
    if (!old || data.rank < Number(old.dataset.rank)) {
      if (old && isHeld()) held.add(data.chat);
      else place(row, item, data.rank);
    }
    htmx.process(row);
    if (hadFocus) row.focus();
    countUnread();
  };
  const settleRows = () => {
    if (!held.size || isHeld() || !list()) return;
    for (const chat of held) {
      const row = document.getElementById(`row-${chat}`);
      if (row) place(row, row.closest("li"), Number(row.dataset.rank));
    }
    held.clear();
  };

  const countUnread = () => {
    const count = document.querySelectorAll("#chats .chat-row.unread").length;
    const title = document.title.replace(/^\(\d+\) /, "");
    document.title = count ? `(${count}) ${title}` : title;
  };

  // --- The thread -------------------------------------------------------------------------------
  const upsert = (data) => {
    const messages = document.getElementById("messages");
    if (!messages || !data.html) return;
    const message = part(data.html);
    // The part is the same for everybody; what only its sender may do is shown to them alone.
    if (data.by && data.by === inbox.dataset.member) message.querySelector(".own")?.removeAttribute("hidden");
    const old = document.getElementById(message.id);
    if (old) {
      if (old.contains(document.activeElement)) message.tabIndex = -1;
      const hadFocus = old.contains(document.activeElement);
      old.replaceWith(message);
      if (hadFocus) message.focus({ preventScroll: true });
    } else if (messages.querySelector(":scope > .newer")) {
      // An older part of the thread is shown: this belongs below what is not loaded yet.
      document.dispatchEvent(new CustomEvent("message-below"));
      return;
    } else {
      const thread = messages.closest(".thread");
      const before = messages.scrollHeight;
      const at = Date.parse(data.at);
      const later = [...messages.querySelectorAll(":scope > .message")].find((other) => Date.parse(other.querySelector("time")?.dateTime) > at);
      const oldest = messages.querySelector(":scope > .message");
      if (later && later === oldest && messages.querySelector(":scope > .more")) return;
      const days = [...messages.querySelectorAll(":scope > .day")];
      const anchor = later ?? messages.querySelector(":scope > [data-end]");
      if (!days.some((day) => day.dataset.day === data.day)) insert(messages, dayLine(data), anchor);
      insert(messages, message, anchor);
      messages.querySelector(":scope > .start:not([data-first])")?.remove();
      // Who reads further up keeps their place.
      if (thread.scrollTop < -40) {
        thread.scrollTop -= messages.scrollHeight - before;
        if (data.direction === "in") showNewer(thread);
      }
    }
    htmx.process(message);
  };
  const insert = (parent, child, before) => (before ? before.before(child) : parent.append(child));
  const dayLine = (data) => {
    const line = document.createElement("li");
    line.className = "day";
    line.dataset.day = data.day;
    const time = document.createElement("time");
    time.dateTime = data.day;
    time.textContent = data.day_name;
    line.append(time);
    return line;
  };
  const showNewer = (thread) => {
    if (document.querySelector(".to-latest")) return;
    const button = document.createElement("button");
    button.type = "button";
    button.className = "to-latest";
    button.textContent = "New messages ↓";
    button.addEventListener("click", () => {
      thread.scrollTop = 0;
      thread.focus({ preventScroll: true });
      button.remove();
    });
    thread.addEventListener("scroll", () => thread.scrollTop > -40 && button.remove());
    thread.after(button);
  };

  let readTimer = 0;
  const markRead = (data) => {
    if (data.direction !== "in" || document.hidden || !document.hasFocus()) return;
    clearTimeout(readTimer);
    readTimer = setTimeout(() => opened() === data.chat && tell(data.chat, "read", { until: data.at }), 600);
  };

  // --- Who is here ------------------------------------------------------------------------------
  let typingTimer = 0;
  const showPeople = (data) => {
    if (data.chat !== opened() || !data.people) return;
    const place = document.querySelector("[data-people]");
    const others = data.people.filter((person) => person.id !== inbox.dataset.member).map((person) => person.name);
    if (place) place.textContent = others.length ? ` · ${others.join(", ")} ${others.length > 1 ? "are" : "is"} here too` : "";
  };
  const showTyping = (data) => {
    if (data.chat !== opened() || data.by === inbox.dataset.member) return;
    const pane = document.querySelector(".thread-pane .composer");
    if (!pane) return;
    let line = document.getElementById("typing");
    if (!line) {
      line = document.createElement("p");
      line.id = "typing";
      line.className = "hint typing";
      pane.before(line);
    }
    line.textContent = data.name ? `${data.name} is typing a reply here…` : "The fan is typing…";
    clearTimeout(typingTimer);
    typingTimer = setTimeout(() => line.remove(), TYPING_SHOWN_MS);
  };
  const showHead = (data) => {
    if (data.chat === opened() && data.head !== undefined && data.head !== document.getElementById("chat-head").dataset.state) refreshHead(data.chat);
  };
  // What somebody does in the head at this moment is not disturbed: it is brought up to date afterwards.
  let isHeadOld = false;
  const refreshHead = async (chat) => {
    const head = document.getElementById("chat-head");
    const answer = await fetchHead(chat);
    if (opened() !== chat) return;
    if (answer?.status === 404) return closeChat();
    const html = answer?.ok && !answer.redirected && (await answer.text());
    if (!html || opened() !== chat) return;
    // Another head has come meanwhile, and may be newer than this one.
    if (!head.isConnected) return refreshHead(chat);
    isHeadOld = head.matches(":has([data-menu][open], .htmx-request)");
    if (!isHeadOld) htmx.swap(head, html, { swapStyle: "outerHTML" });
  };
  const catchUpHead = () => isHeadOld && opened() && refreshHead(opened());
  document.addEventListener("toggle", (event) => event.target.matches("#chat-head [data-menu]") && !event.target.open && catchUpHead(), true);
  document.addEventListener("htmx:afterSwap", (event) => event.detail.target?.id === "chat-head" && catchUpHead());
  const fetchHead = (chat) => fetch(`/inbox/${chat}/head/`, { headers: { "HX-Request": "true", "HX-Target": "chat-head" } }).catch(() => null);
  let cardTimer = 0;
  const refreshCard = (data) => {
    if (data.chat !== opened()) return;
    clearTimeout(cardTimer);
    cardTimer = setTimeout(() => {
      const card = document.getElementById("fan-card");
      // Who changes something in the card now gets the new one with the answer.
      if (data.chat === opened() && !card.matches(":has(.htmx-request, #id_note_edited)")) htmx.trigger("#card-refresh", "refresh");
    }, 300);
  };
  let toldTyping = 0;
  document.addEventListener("input", (event) => {
    if (event.target.name !== "text" || !event.target.closest("#composer")) return;
    if (Date.now() - toldTyping < TYPING_TOLD_MS) return;
    toldTyping = Date.now();
    tell(opened(), "typing");
  });

  // --- Sound and words --------------------------------------------------------------------------
  const soundOn = () => localStorage.getItem("sound") === "on";
  const beep = () => {
    const audio = new AudioContext();
    const tone = audio.createOscillator();
    const volume = audio.createGain();
    volume.gain.setValueAtTime(0.08, audio.currentTime);
    volume.gain.exponentialRampToValueAtTime(0.0001, audio.currentTime + 0.25);
    tone.frequency.value = 660;
    tone.connect(volume).connect(audio.destination);
    tone.start();
    tone.stop(audio.currentTime + 0.25);
    tone.onended = () => audio.close();
  };
  const showSound = () => {
    const button = document.querySelector("[data-sound]");
    if (!button) return;
    button.setAttribute("aria-pressed", String(soundOn()));
    button.textContent = soundOn() ? "Sound on" : "Sound off";
  };
  document.addEventListener("click", (event) => {
    if (!event.target.closest("[data-sound]")) return;
    localStorage.setItem("sound", soundOn() ? "off" : "on");
    showSound();
    if (soundOn()) beep();
  });
  const announce = (data) => {
    if (data.direction !== "in") return;
    document.getElementById("live-news").textContent = `${data.name}: ${data.text || "sent media"}`;
    if (soundOn() && (document.hidden || opened() !== data.chat)) beep();
  };

  // --- The stream -------------------------------------------------------------------------------
  const seen = new Set();
  const handlers = {
    message: (data) => {
      const isNew = Boolean(data.html) && !seen.has(data.message);
      seen.add(data.message);
      recent.push({ data, at: Date.now() });
      while (recent.length && Date.now() - recent[0].at > KEPT_MS) recent.shift();
      if (data.chat === opened()) upsert(data);
      updateRow(data);
      showHead(data);
      if (data.paid) refreshCard(data);
      if (!isNew) return;
      announce(data);
      if (data.chat === opened()) markRead(data);
    },
    // Not news: only who sees the message sees it in another language too.
    translated: (data) => data.chat === opened() && document.getElementById(`message-${data.message}`) && upsert(data),
    removed: (data) => {
      document.getElementById(`message-${data.message}`)?.remove();
      updateRow(data);
    },
    chat: (data) => {
      updateRow(data);
      showHead(data);
    },
    card: (data) => {
      handlers.chat(data);
      refreshCard(data);
    },
    here: (data) => {
      showPeople(data);
      showHead(data);
    },
    typing: showTyping,
    bulk: refreshList,
    resync: () => {
      refreshList();
      const chat = opened();
      if (chat) htmx.ajax("GET", `/inbox/${chat}/`, { target: "#messages", select: "#messages > *", swap: "innerHTML" });
    },
    access: async () => {
      const chat = opened();
      if (chat) await refreshHead(chat);
      handlers.resync();
    },
    beat: () => {},
    closed: () => {
      stream.close();
      location.reload();
    },
  };
  document.addEventListener("htmx:responseError", (event) => {
    const chat = opened();
    if (event.detail.elt.id === "composer") return;
    if (event.detail.xhr.status === 404 && chat && event.detail.pathInfo.requestPath.includes(chat)) refreshHead(chat);
  });
  const closeChat = () => {
    const note = document.createElement("div");
    note.className = "empty";
    const sentence = document.createElement("p");
    sentence.setAttribute("role", "alert");
    sentence.textContent = "This chat is no longer open to you.";
    note.append(sentence);
    document.getElementById("conversation").replaceChildren(note);
    history.replaceState(null, "", `/inbox/${location.search}`);
  };

  const showState = (sentence) => {
    const state = document.getElementById("live-state");
    state.textContent = sentence;
    state.hidden = !sentence;
  };
  const lose = () => {
    inbox.dataset.listening = "no";
    if (!lostTimer) lostTimer = setTimeout(() => showState("No connection. Trying again…"), LOST_AFTER_MS);
  };
  const listen = () => {
    stream?.close();
    heard = Date.now();
    stream = new EventSource(`${inbox.dataset.live}?page=${page}&since=${cursor}`);
    const mine = stream;
    stream.addEventListener("open", () => {
      clearTimeout(lostTimer);
      lostTimer = 0;
      heard = Date.now();
      showState("");
      inbox.dataset.listening = "yes";
      if (opened()) tell(opened(), "here");
    });
    stream.addEventListener("error", () => {
      lose();
      // The browser tries again by itself, unless the answer was a refusal.
      if (mine.readyState === EventSource.CLOSED) setTimeout(() => mine === stream && listen(), AGAIN_MS);
    });
    for (const [kind, handle] of Object.entries(handlers)) {
      stream.addEventListener(kind, (event) => {
        heard = Date.now();
        cursor = event.lastEventId || cursor;
        handle(JSON.parse(event.data));
      });
    }
  };
  // A connection may be dead without saying so, as after a sleep: the server is heard from every 20 seconds.
  setInterval(() => inbox && navigator.onLine && Date.now() - heard > SILENT_MS && listen(), 5_000);
  window.addEventListener("offline", () => {
    stream?.close();
    if (inbox) lose();
  });
  window.addEventListener("online", () => inbox && listen());

  // The stream may bring an own reply before the answer to the request that sent it does: it is there once.
  document.addEventListener("htmx:oobBeforeSwap", (event) => {
    if (event.detail.target?.id !== "messages") return;
    for (const message of event.detail.fragment.querySelectorAll(".message")) document.getElementById(message.id)?.remove();
  });
  // Parts that came by the stream have no token of their own.
  document.addEventListener("htmx:configRequest", (event) => {
    event.detail.headers["X-CSRFToken"] ??= token();
  });

  let entered = null;
  document.addEventListener("htmx:afterSettle", (event) => {
    countUnread();
    showSound();
    const chat = opened();
    if (!chat || event.detail.target?.id !== "conversation") return;
    isHeadOld = false;
    // What came while the chat was on its way here is not in it.
    for (const { data } of recent) if (data.chat === chat) upsert(data);
    if (chat !== entered) tell(chat, "here");
    entered = chat;
  });
  document.addEventListener("pointermove", settleRows);
  document.addEventListener("focusin", settleRows);
  window.addEventListener("pagehide", () => stream?.close());
  window.addEventListener("pageshow", (event) => event.persisted && location.reload());
  document.addEventListener("DOMContentLoaded", () => {
    inbox = document.querySelector("[data-live]");
    if (!inbox) return;
    cursor = inbox.dataset.since;
    countUnread();
    showSound();
    listen();
  });
})();
