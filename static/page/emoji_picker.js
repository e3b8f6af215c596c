// @ts-check
/**
 * Many emoji to pick one from.
 *
 * @module
 */

import { more } from "../strings/more.js";
import { openMenu } from "./menu.js";

const EMOJI = [
  "👍 👎 👏 🙌 🙏 💪 👌 🤝 👋 🤞 ✌️ 🫶",
  "😀 😄 😂 🤣 😊 😍 😘 😎 🤔 🤨 😐 🙄",
  "😴 😢 😭 😡 😱 🤯 🥳 🤗 😇 🤓 😬 🫠",
  "❤️ 🧡 💛 💚 💙 💜 🖤 💔 🔥 ✨ ⭐ 💯",
  "🎉 🎂 🎁 🎈 🏆 🚀 💡 🐛 🔧 📌 ✅ ❌",
  "☕ 🍵 🍺 🍷 🍕 🍜 🍎 🌶️ 🌈 ☀️ 🌙 🌧️",
  "🐶 🐱 🦊 🐼 🐧 🦉 🐢 🐙 🌳 🌻 👀 🧠",
].join(" ").split(" ");

/**
 * @param {Element} at
 * @param {(emoji: string) => void} onPick
 */
export async function pickEmoji(at, onPick) {
  const items = EMOJI.map((emoji) => ({
    text: emoji,
    act: () => onPick(emoji),
    kind: /** @type {const} */ ("emoji"),
  }));
  await openMenu(at, more.react, [items]);
}
