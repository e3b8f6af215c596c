/**
 * 关于通行密钥，页面说的话，用中文。
 *
 * @module
 */

import type { PasskeyStrings } from "../passkeys.ts";

export const passkeys: PasskeyStrings = {
  title: "通行密钥",
  none: "你还没有。有了它，用指纹、面容或 PIN 就能登录。",
  add: "添加通行密钥",
  addHint: "它保存在这台设备上，或者和你的密码保存在一起。先确认是你本人。",
  added: "通行密钥已添加。",
  nameLabel: "你怎么称呼它",
  rename: "重命名",
  renameQuestion: "你怎么称呼这个通行密钥？",
  renameNamed: (name) => `重命名 ${name}`,
  remove: "移除",
  removeNamed: (name) => `移除 ${name}`,
  removeQuestion: (name) => `移除通行密钥 ${name}？它将不能再让你登录。`,
  madeOn: (day) => `添加于：${day}，还没有用过`,
  usedOn: (day) => `上次使用：${day}`,
  forHost: (host) => `只能用在 ${host}`,
  needPasskey: "除密码外还要通行密钥",
  needPasskeyHint: "这样只凭密码谁也进不来。只凭通行密钥仍然可以。",
  passkeyNeeded: "现在只凭你的密码不够了。",
  passwordIsEnough: "只凭密码就够",
  passwordIsEnoughHint: "这样知道你密码的人不用通行密钥就能进来。",
  passkeyNotNeeded: "现在只凭你的密码就够了。",
  dropPassword: "去掉密码",
  dropPasswordHint: "这样只有通行密钥和你在这里生成的代码能让你登录。以后可以再设密码。",
  passwordDropped: "密码已去掉。",
  makeCode: "在别处登录用的代码",
  code: "代码",
  codeHint: (until) => `在要你输入密码的地方输入它，例如在终端里。只能用一次，${until} 前有效。`,
  willAsk: "浏览器会要你的通行密钥。",
  nowhereHere: "这需要你的一个通行密钥，而它们在这里都不能用。",
  confirmByPasskey: "改用通行密钥",
  confirmByPassword: "改用密码",
  claimByPasskey: "不用密码，用通行密钥",
  claimByPassword: "改用密码",
  claimHint: "有了通行密钥，这个名字就是你的。用指纹、面容或 PIN 登录。",
  needsHttps: "通行密钥需要 https，而这个页面是通过 http 打开的。请找管理服务器的人。",
  noPasskeys: "这个浏览器没有通行密钥。任何新的浏览器都有。",
  isNumber: "通行密钥要有名字的地址，而这个页面的地址是数字。",
  cancelled: "没有用通行密钥：取消了，或者这里没有这个服务器的通行密钥。",
  isKnown: "这台设备上已经有你的通行密钥。",
  wrongHost: "这个服务器的通行密钥只能用在它的公开地址。",
  cannotCheck: "这台设备不能用指纹或 PIN 确认是你本人。",
  failed: "浏览器没有给出通行密钥。",
  alsoNeeded: (why) => `这个账号除密码外还要通行密钥。${why}`,
};
