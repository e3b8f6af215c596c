/**
 * 忘记密码时页面说的话，用中文。
 *
 * @module
 */

import type { ResetStrings } from "../reset.ts";

export const reset: ResetStrings = {
  setPassword: "设置新密码",
  setPasswordOf: (name) => `为 ${name} 设置新密码`,
  setHint: "这个链接只能用一次。你在所有地方的登录都会退出，通行密钥也会失效。",
  showPassword: "显示密码",
  set: "设置并登录",
  notGood: "这个链接已经失效",
  notGoodHint: "它已经用过、被更新的链接取代，或者超过了一天。请管理员再给你一个。",
  goOn: "继续",
  isSet: (reason) => `新密码已经设置，但没能登录：${reason}。`,

  resetMenu: "重设密码…",
  resetPassword: (name) => `重设 ${name} 的密码`,
  resetHint: (name) =>
    `你会得到一个给 ${name} 的链接：一天之内可以用它设置一次新密码，${name} 在所有地方的登录都会退出。` +
    `${name} 会知道这个链接是你生成的。`,
  makeLink: "生成链接",
  link: "链接",
  linkHint: (name, day) => `只把它交给 ${name}。有效期到 ${day}。`,
  copyLink: "复制链接",
};
