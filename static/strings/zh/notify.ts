/**
 * 什么会提醒、怎样提醒：页面说的话，用中文。
 *
 * @module
 */

import type { NotifyStrings } from "../calling/notify.ts";

export const notify: NotifyStrings = {
  roomLevel: (level) => `提醒：${level}`,
  levels: "这里什么会提醒你",
  all: "所有消息",
  mentions: "提到你的消息",
  nothing: "什么都不提醒",
  chooseAll: "所有消息",
  chooseMentions: "提到我的消息",
  chooseNothing: "什么都不提醒，也不做标记",
  chosen: (choice) => `${choice}（现在）`,

  roomCall: "叫这个房间的所有人",
  hereCall: "叫现在在这里的所有人",

  onDevices: "设备通知",
  title: "设备上的通知",
  hint: "页面没有打开时也会收到：提到你的消息，和只对你说的话。",
  turnOn: "在这台设备上开启",
  turnOff: "在这里关闭",
  test: "发送测试通知",
  isOn: "从现在起，这台设备会收到通知。",
  isOff: "这台设备不再收到通知。",
  tested: "已发送，很快就会到。",
  devices: "会收到通知的设备",
  noDevices: "还没有。",
  thisDevice: "这台设备",
  since: (day) => `开启于：${day}`,
  failure: (why) => `上次没能送达：${why}。`,
  remove: "移除",
  removeNamed: (name) => `不再通知它：${name}`,
  texts: "通知里显示",
  showTexts: "发送者和内容",
  hideTexts: "都不显示",
  quiet: "勿扰",
  quietHours: "不发通知的时间",
  quietFrom: "从",
  quietUntil: "到",
  quietTo: "到",
  needsHttps: "这个页面不是通过 https 打开的，浏览器只在 https 下发通知。请问问服务器的管理者。",
  needsHomeScreen:
    "在 iPhone 或 iPad 上，请先把这个页面添加到主屏幕（分享 → 添加到主屏幕），再从那里打开。",
  unable: "这个浏览器在页面关闭时无法收到通知。",
  denied: "浏览器不允许这个页面发通知，可以在这个网站的浏览器设置里更改。",
  failed: (why) => `浏览器无法订阅：${why}`,
};
