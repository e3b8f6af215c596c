/**
 * Many emoji to pick one from.
 *
 * @module
 */

import { more } from "../../strings/more.ts";
import { openMenu } from "../menu.ts";

const EMOJI = [
  "👍 👎 👏 🙌 🙏 💪 👌 🤝 👋 🤞 ✌️ 🫶",
  "😀 😄 😂 🤣 😊 😍 😘 😎 🤔 🤨 😐 🙄",
  "😴 😢 😭 😡 😱 🤯 🥳 🤗 😇 🤓 😬 🫠",
  "❤️ 🧡 💛 💚 💙 💜 🖤 💔 🔥 ✨ ⭐ 💯",
  "🎉 🎂 🎁 🎈 🏆 🚀 💡 🐛 🔧 📌 ✅ ❌",
  "☕ 🍵 🍺 🍷 🍕 🍜 🍎 🌶️ 🌈 ☀️ 🌙 🌧️",
  "🐶 🐱 🦊 🐼 🐧 🦉 🐢 🐙 🌳 🌻 👀 🧠",
].join(" ").split(" ");

export async function pickEmoji(at: Element, onPick: (emoji: string) => void): Promise<void> {
  const items = EMOJI.map((emoji) => ({
    text: emoji,
    act: () => onPick(emoji),
    kind: "emoji" as const,
  }));
  await openMenu(at, more.react, [items]);
}
