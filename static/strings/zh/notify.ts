/**
 * 什么会提醒、怎样提醒：页面说的话，用中文。
 *
 * @module
 */

import type { NotifyStrings } from "../notify.ts";

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

  calledNobody: (call) => `${call} 在这里只是文字：超过 20 人的房间里，只有管理者可以叫所有人。`,
  roomCall: "叫这个房间的所有人",
  hereCall: "叫现在在这里的所有人",
};
