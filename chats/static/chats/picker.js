// Choosing media and emoji for a reply.
(() => {
  const EMOJI = {
    Faces: "😀 grin,😂 joy,🤣 rofl,😊 smile,😇 angel,🙂 slight smile,😉 wink,😍 heart eyes,🥰 in love,😘 kiss,😗 kissing,😋 yummy,😛 tongue,😜 cheeky,🤪 zany,🤗 hug,🤭 giggle,🤫 hush,🤔 think,😏 smirk,😌 relieved,😴 sleep,🥱 yawn,😎 cool,🤩 star eyes,🥳 party,😢 cry,😭 sob,😤 huff,😠 angry,😱 scream,😳 flushed,🥺 please,😬 grimace,🙄 eye roll,😅 sweat,🥵 hot,🥶 cold,😈 devil,🤯 mind blown,😮 wow,🙈 see no evil",
    Hearts: "❤️ red heart,🧡 orange heart,💛 yellow heart,💚 green heart,💙 blue heart,💜 purple heart,🖤 black heart,🤍 white heart,💕 two hearts,💖 sparkling heart,💘 arrow heart,💋 lips,💌 love letter,💔 broken heart,🌹 rose,💐 bouquet",
    Hands: "👋 wave,👍 thumbs up,👎 thumbs down,👌 ok,✌️ peace,🤞 crossed fingers,🤟 love you,👏 clap,🙌 hooray,🙏 thanks,💪 strong,🫶 heart hands,👉 point right,👇 point down,🤙 call me,🤝 deal",
    Things: "🔥 fire,✨ sparkles,⭐ star,🌟 glow,💫 dizzy,💦 drops,💯 hundred,🎉 celebrate,🎁 gift,🎂 cake,🎈 balloon,🍾 champagne,🥂 cheers,🍷 wine,☕ coffee,🍓 strawberry,🍒 cherry,🍑 peach,🍫 chocolate,🍕 pizza,📷 camera,🎥 video,🎧 headphones,🎵 music,📱 phone,💻 laptop,💰 money,💎 gem,👑 crown,👠 heels,👗 dress,👙 bikini,🛁 bath,🛏️ bed,🔒 locked,🔓 unlocked,⏰ alarm,📅 date,✈️ plane,🚗 car,🏖️ beach,🏋️ gym",
    Nature: "☀️ sun,🌙 moon,🌈 rainbow,❄️ snow,🌊 wave sea,🌸 blossom,🌴 palm,🦋 butterfly,🐱 cat,🐶 dog,🐰 bunny,🦊 fox,🐻 bear,🐼 panda,🦄 unicorn,🐝 bee",
  };
  const form = () => document.getElementById("composer");
  const chips = () => document.getElementById("chosen-media");
  const chosen = () => [...chips().querySelectorAll("input")].map((field) => field.value);

  const add = (id, label) => {
    if (!chips() || chosen().includes(id)) return;
    const chip = document.createElement("li");
    const field = Object.assign(document.createElement("input"), { type: "hidden", name: "of_media_ids", value: id });
    const remove = Object.assign(document.createElement("button"), { type: "button", className: "quiet", textContent: "×" });
    remove.dataset.removeMedia = "";
    remove.setAttribute("aria-label", `Leave out ${id}`);
    chip.append(field, `${label} `, remove);
    chips().append(chip);
  };
  const told = () => document.dispatchEvent(new CustomEvent("media-changed"));

  document.addEventListener("media-chosen", (event) => add(event.detail.id, event.detail.label));

  document.addEventListener("change", (event) => {
    const { media, label } = event.target.dataset;
    if (!media) return;
    if (event.target.checked) add(media, label);
    else chips().querySelector(`input[value="${media}"]`)?.closest("li").remove();
    told();
  });

  document.addEventListener("htmx:afterSettle", (event) => {
    if (!event.detail.target?.closest?.("#media-picker")) return;
    const ids = chosen();
    for (const box of document.querySelectorAll("[data-media]")) box.checked = ids.includes(box.dataset.media);
  });

  const showEmoji = () => {
    const words = document.getElementById("emoji-search").value.toLowerCase();
    const parts = Object.entries(EMOJI).flatMap(([group, names]) => {
      const found = names.split(",").filter((name) => name.includes(words));
      if (!found.length) return [];
      const title = Object.assign(document.createElement("h3"), { textContent: group });
      const buttons = found.map((name) => {
        const [sign, ...called] = name.split(" ");
        const button = Object.assign(document.createElement("button"), { type: "button", textContent: sign });
        button.setAttribute("aria-label", called.join(" "));
        button.dataset.emoji = sign;
        return button;
      });
      return [title, ...buttons];
    });
    document.getElementById("emoji-list").replaceChildren(...parts);
  };

  document.addEventListener("click", (event) => {
    const button = event.target.closest("button");
    if (!button) return;
    if (button.matches("[data-open-media]")) document.getElementById("media-picker").showModal();
    if (button.matches("[data-open-emoji]")) {
      document.getElementById("emoji-picker").showModal();
      document.getElementById("emoji-search").focus();
      showEmoji();
    }
    if (button.dataset.emoji) {
      const field = form().elements.text;
      field.setRangeText(button.dataset.emoji, field.selectionStart, field.selectionEnd, "end");
      field.dispatchEvent(new Event("input", { bubbles: true }));
      document.getElementById("emoji-picker").close();
      field.focus();
    }
    if (button.matches("[data-remove-media]")) {
      const { form: box } = button;
      button.closest("li").remove();
      (box === form() ? box.elements.text : box.querySelector("[data-open-media]")).focus();
      told();
    }
  });

  document.addEventListener("input", (event) => {
    if (event.target.id === "emoji-search") showEmoji();
  });
})();
