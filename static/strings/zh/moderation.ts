/**
 * 关于管理房间的话，用中文。
 *
 * @module
 */

import type { ModerationStrings } from "../moderation.ts";

export const moderation: ModerationStrings = {
  menu: "管理…",
  menuOf: (name) => `管理 ${name}`,
  mute5: "禁言 5 分钟",
  mute60: "禁言 1 小时",
  muteDay: "禁言 1 天",
  muteOn: "禁言，直到解除",
  unmute: "解除禁言",
  kick: "移出这个房间",
  ban: "封禁…",
  unban: "解除封禁",
  appoint: "设为管理员",
  dismiss: "不再担任管理员",
  nothing: (name) => `在这里你不能对 ${name} 做什么`,
  deleteOthers: "删除这条消息",
  deleteQuestion: (name) => `要为所有人删除 ${name} 的这条消息吗？`,
  kickQuestion: (name) => `要把 ${name} 移出这个房间吗？如果房间是开放的，他们可以再进来。`,
  undo: "撤销",

  isMuted: (name) => `${name} 已被禁言。`,
  isUnmuted: (name) => `${name} 可以再次发言。`,
  isBanned: (name, room) => `${name} 已被 ${room} 封禁。`,
  isUnbanned: (name, room) => `${name} 在 ${room} 的封禁已解除。`,
  isKicked: (name, room) => `${name} 已被移出 ${room}。`,
  isAppointed: (name) => `${name} 现在是管理员。`,
  isDismissed: (name) => `${name} 不再是管理员。`,
  isArchived: (room) => `${room} 已归档。`,
  isUnarchived: (room) => `${room} 已取消归档。`,

  banTitle: (name, room) => `在 ${room} 封禁 ${name}`,
  banHint: "他们会被移出，并在你指定的时间内不能进入。",
  banLength: "多长时间",
  hour: "1 小时",
  day: "1 天",
  week: "1 周",
  good: "永久",
  address: "以及从他们现在的地址来的所有人",
  deleteSaid: "同时删除他们在这里说过的话",
  deleteNothing: "不删除",
  deleteHour: "最近 1 小时的",
  deleteDay: "最近 1 天的",
  deleteWeek: "最近 1 周的",
  deleteAll: "全部",
  deleting: (count) =>
    count === 0 ? "正在删除他们说过的话…" : `正在删除他们说过的话：已删除 ${count} 条…`,
  wereDeleted: (count) => count === 0 ? "没有可删除的消息。" : `已删除 ${count} 条消息。`,
  reason: "原因，只有管理员看得到",
  doBan: "封禁",

  report: "举报…",
  reportTitle: "举报这条消息",
  reportHint: "这一条消息和文件名的副本会连同你的名字，交给管理这个房间的人和服务器管理员。",
  reportDirectHint:
    "这一条消息和文件名的副本会连同你的名字，交给服务器管理员。他们看不到这里的其他内容。",
  reportOf: (name) => `举报 ${name}`,
  reportWhich: "哪一条消息？",
  reportOneHint:
    "你选择的这一条消息和文件名的副本会连同你的名字，交给管理这个房间的人和服务器管理员。",
  reportOneDirectHint:
    "你选择的这一条消息和文件名的副本会连同你的名字，交给服务器管理员。他们看不到这里的其他内容。",
  nothingToReport: (name) =>
    `${name} 最近没有在这里说过什么。要举报更早的消息，请打开那条消息的菜单。`,
  reportReason: "它有什么问题？（可不填）",
  doReport: "举报",
  isReported: "谢谢，举报已发出。",

  people: "成员与封禁…",
  waiting: (count) => `${count} 条举报`,
  peopleTitle: (room) => `${room} 的成员与封禁`,
  moderators: "管理员",
  owner: "房主",
  muted: "被禁言",
  banned: "被封禁",
  invited: "受邀请",
  reports: "举报",
  none: "没有人",
  noReports: "没有待处理的举报。",
  unnamed: (count) => `还有 ${count} 位很久没来的人`,
  until: (when) => `到 ${when} 为止`,
  lift: "解除",
  liftOf: (what, name) => `${what}：为 ${name} 解除`,
  reportedBy: (by, from) => `${by} 举报了 ${from}`,
  goTo: "查看",
  resolve: "已处理",
  ignore: "忽略",

  settings: "房间设置…",
  settingsTitle: (room) => `${room} 的设置`,
  name: "名称",
  nameHint: "指向这个房间的链接仍然有效。",
  access: "谁可以进入",
  open: "所有人",
  listed: "受邀请的人；其他人看得到有这个房间",
  hidden: "受邀请的人；其他人不知道有这个房间",
  slow: "慢速模式",
  off: "关闭",
  seconds: (count) => `每 ${count} 秒一条消息`,
  minutes: (count) => `每 ${count} 分钟一条消息`,
  announce: "只有管理员可以发言",
  archive: "归档这个房间",
  archived: "归档的房间里不能再发言，但可以阅读和搜索。",
  save: "保存",

  silence: {
    archived: "这个房间已归档，只能阅读。",
    announce: "这里只有管理员可以发言。你可以回应表情。",
  },
  slowWait: (seconds) =>
    `慢速模式：${seconds < 100 ? `${seconds} 秒` : `${Math.ceil(seconds / 60)} 分钟`}后可再发言`,
};
