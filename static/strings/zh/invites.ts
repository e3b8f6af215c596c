/**
 * 关于邀请的话，用中文。
 *
 * @module
 */

import type { InviteStrings } from "../invites.ts";

export const invites: InviteStrings = {
  menu: "用链接邀请…",
  inviteTo: (place) => `邀请到 ${place}`,
  roomHint: (room) => `有这个链接的人都能进入 ${room}，访客也可以。`,
  serverHint: (server) => `有这个链接的人都能在 ${server} 新建账号。`,
  openHint: (room) => `${room} 对所有人开放：有地址就够了。`,
  howMany: "可用人数",
  people: (count) => `${count} 人`,
  howLong: "有效期",
  days: (count) => `${count} 天`,
  makeLink: "生成链接",
  link: "链接",
  linkHint: "只显示这一次。把它发出去，或让人扫码。",
  copyLink: "复制链接",
  code: "链接的二维码",
  enlarge: "全屏显示二维码",
  links: "仍然有效的链接",
  noLinks: "还没有。",
  left: (count, day) => `还可用 ${count} 次，到 ${day} 为止`,
  madeBy: (name) => `由 ${name} 生成`,
  revoke: "撤销",
  revokeNamed: (link) => `撤销：${link}`,

  toRoom: (by, room) => `${by} 邀请你到 ${room}。`,
  toServer: (by, server) => `${by} 邀请你到 ${server}`,
  signUpHint: "请选一个名字和一个至少 8 个字符的密码：这样名字在每台设备上都归你。",
  signUp: "新建账号",
  haveAccount: "我已有账号",
  alreadyIn: (server) => `你在 ${server} 已经有账号了。`,
  notGood: "这个邀请已经无效",
  notGoodHint: "它可能已用完、过期或被撤销。请向给你链接的人再要一个。",
  goOn: "继续",

  invitations: "邀请",
  invitedTo: (room) => `你受邀到 ${room}`,
  invitedBy: (name) => `来自 ${name}`,
  join: "加入",
  joinNamed: (room) => `加入 ${room}`,
  notNow: "以后再说",
  notNowNamed: (room) => `以后再说：${room}`,
};
