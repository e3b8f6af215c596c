/**
 * Emoji by the names that people know from other chats: `:heart:`.
 *
 * @module
 */

/** An emoji a line, with its names, the usual one first. */
const TABLE = `
👍 +1 thumbsup yes
👎 -1 thumbsdown
👏 clap
🙌 raised_hands
🙏 pray please
💪 muscle strong
👌 ok_hand
🤝 handshake
👋 wave bye
🤞 crossed_fingers
✌️ v victory
🫶 heart_hands
👊 punch fist
✊ raised_fist
🤙 call_me
👉 point_right
👈 point_left
👆 point_up
👇 point_down
✋ raised_hand
🖖 vulcan
🤷 shrug
🤦 facepalm
🙋 raising_hand
🙇 bow
😀 grinning
😃 smiley
😄 smile
😁 grin
😆 laughing
😅 sweat_smile
😂 joy
🤣 rofl
😊 blush
🙂 slight_smile
🙃 upside_down
😉 wink
😍 heart_eyes
🥰 smiling_hearts
😘 kiss kissing_heart
😋 yum
😛 tongue
😜 crazy winky_tongue
🤪 zany
😎 sunglasses cool
🤩 star_struck
🥳 partying
🤗 hug hugs
🤔 thinking
🤨 raised_eyebrow
🧐 monocle
😐 neutral
😑 expressionless
😶 no_mouth
🙄 eye_roll rolling_eyes
😏 smirk
😬 grimacing
😮 open_mouth
😲 astonished
😳 flushed
🥺 pleading
😢 cry
😭 sob
😞 disappointed
😔 pensive
😟 worried
😕 confused
🙁 slight_frown
😤 triumph
😠 angry
😡 rage
🤬 cursing
😱 scream
😨 fearful
😰 cold_sweat
😓 sweat
😩 weary
😫 tired
🥱 yawning
😴 sleeping
🤤 drooling
🤒 sick thermometer
🤕 hurt
🤢 nauseated
🤮 vomiting
🤧 sneezing
🥵 hot
🥶 freezing cold
🥴 woozy
😵 dizzy_face
🤯 exploding_head mind_blown
😇 innocent angel
🤓 nerd
🤡 clown
😈 smiling_imp
👿 imp
💀 skull
👻 ghost
👽 alien
🤖 robot bot
💩 poop
🫠 melting
🫡 salute
🤫 shush
🤐 zipper_mouth
🤭 oops
❤️ heart
🧡 orange_heart
💛 yellow_heart
💚 green_heart
💙 blue_heart
💜 purple_heart
🖤 black_heart
🤍 white_heart
💔 broken_heart
💕 two_hearts hearts
💖 sparkling_heart
🔥 fire
✨ sparkles
⭐ star
🌟 glowing_star
💯 100
💥 boom
💢 anger
💤 zzz
💬 speech
💭 thought
💦 sweat_drops
🎉 tada party
🎊 confetti
🎂 birthday cake
🎁 gift
🎈 balloon
🏆 trophy
🥇 gold first
🎯 dart target
🚀 rocket
💡 bulb idea
🐛 bug
🔧 wrench
🔨 hammer
🛠️ tools
⚙️ gear
🔑 key
🔒 lock
🔓 unlock
📌 pin pushpin
📎 paperclip
📝 memo note
📅 calendar
📈 chart_up
📉 chart_down
📦 package
📣 mega
🔔 bell
🔕 no_bell
📧 email
📞 phone
💻 computer laptop
🖨️ printer
💾 floppy
🔍 search mag
🔗 link
✂️ scissors
🗑️ trash
⏰ alarm
⏳ hourglass
⚠️ warning
🚨 siren
🚧 construction
⛔ no_entry
🛑 stop
✅ check white_check_mark
✔️ tick
❌ x cross
❓ question
❗ exclamation
➕ plus
➖ minus
➡️ arrow_right
⬅️ arrow_left
⬆️ arrow_up
⬇️ arrow_down
🔄 refresh
♻️ recycle
🆗 ok
🆕 new
🔴 red_circle
🟠 orange_circle
🟡 yellow_circle
🟢 green_circle
🔵 blue_circle
☕ coffee
🍵 tea
🍺 beer
🍻 beers cheers
🍷 wine
🥂 champagne
🍕 pizza
🍔 burger
🍟 fries
🍜 ramen
🍣 sushi
🍎 apple
🍌 banana
🍓 strawberry
🥑 avocado
🌶️ hot_pepper
🍪 cookie
🍫 chocolate
🍿 popcorn
🌈 rainbow
☀️ sunny sun
⛅ partly_sunny
🌧️ rain
⛈️ storm
❄️ snow snowflake
⛄ snowman
🌙 moon
🌍 earth
🌊 ocean
⚡ zap
🐶 dog
🐱 cat
🐭 mouse
🦊 fox
🐻 bear
🐼 panda
🐧 penguin
🦉 owl
🐢 turtle
🐙 octopus
🦄 unicorn
🐝 bee
🦋 butterfly
🐌 snail
🐳 whale
🐘 elephant
🙈 see_no_evil
🌳 tree
🌵 cactus
🌻 sunflower
🌹 rose
🍀 clover luck
👀 eyes
🧠 brain
👶 baby
👪 family
🧑‍💻 technologist coder
🎵 music
🎸 guitar
🎨 art
🎬 movie
📷 camera
⚽ soccer football
🏀 basketball
🎲 die dice
🎮 game
🚗 car
🚲 bike
🚆 train
✈️ plane airplane
⚓ anchor
🏠 house home
🏥 hospital
🏖️ beach
💰 money
💸 money_wings
🏁 finish
🏳️‍🌈 rainbow_flag pride
🇪🇺 eu
`;

/** The names of each emoji, without colons, the usual one first. */
export const EMOJI_NAMES: ReadonlyMap<string, readonly string[]> = new Map(
  TABLE.trim().split("\n").map((line) => {
    const [emoji = "", ...names] = line.split(" ");
    return [emoji, names];
  }),
);

/** Emoji by their names, each without its colons. */
export const EMOJI_BY_NAME: ReadonlyMap<string, string> = new Map(
  [...EMOJI_NAMES].flatMap(([emoji, names]) => names.map((name) => [name, emoji] as const)),
);

/** The emoji that is meant by `:heart:`, or by whatever it is itself. */
export function emojiOf(word: string): string {
  const name = /^:([\w+-]+):?$/.exec(word)?.[1]?.toLowerCase();
  return name === undefined ? word : EMOJI_BY_NAME.get(name) ?? word;
}
