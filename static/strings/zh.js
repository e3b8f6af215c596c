// @ts-check
/** @import { Strings } from "../strings.js" */

/**
 * 页面自己说的每一句话，用中文。
 *
 * @module
 */

/** @type {Strings} */
export const strings = {
  appName: "Hubbub",
  description: "一个聊天的地方。",

  nameQuestion: "大家怎么称呼你？",
  nameLabel: "你的名字",
  nameRule: "可以用文字、数字、“-”和“_”，最多 32 个。",
  enter: "进来",
  changeName: "换一个名字",

  rooms: "房间",
  otherRooms: "更多房间",
  findRoom: "查找或新建房间",
  findRoomHint: "还没有人建的房间，去了就建好了，所有人都能进。",
  makeRoom: (room) => `新建 #${room}`,
  nothingFound: "没有找到。",
  leaveRoom: "离开这个房间",
  roomMenu: "对这个房间可以做什么",
  setTopic: "设置话题",
  topicQuestion: "这个房间聊什么？",
  copyRoomLink: "复制房间链接",
  muteRoom: "让这个房间安静",
  unmuteRoom: "让这个房间重新提醒我",
  muted: "已静音",
  directRooms: "私信",
  unread: "有新消息",
  mentions: (count) => `${count} 条给你的消息`,
  showRooms: "房间和成员",
  hideRooms: "关闭",
  close: "关闭",
  save: "保存",
  cancel: "取消",

  people: "现在在这里",
  directPeople: "只有这些人",
  you: "你",
  hereCount: (count) => `${count} 人在这里`,
  andMore: (count) => `还有 ${count} 人`,

  conversation: "对话",
  beginning: (room) => `#${room} 从这里开始。打个招呼吧。`,
  directBeginning: (people) => `你和 ${people} 的对话从这里开始。别人看不到。`,
  missing: "这里以前的一些消息已经不再保存。",
  deleted: "已删除",
  edited: "已编辑",
  earlier: "更早的消息",
  topicSet: (name, topic) => topic === "" ? `${name} 去掉了话题` : `${name} 把话题设为：${topic}`,
  today: "今天",
  yesterday: "昨天",
  newHere: "你不在时的新消息",
  newMessages: (count) => `${count} 条新消息`,
  toNewest: "跳到最新",
  toNews: "跳到新消息开始处",

  messageMenu: "对这条消息可以做什么",
  react: "回应",
  moreEmoji: "更多表情",
  reply: "回复",
  edit: "编辑",
  delete: "删除",
  deleteQuestion: "为所有人删除这条消息？",
  copyText: "复制文字",
  copyLink: "复制链接",
  copied: "已复制。",
  replyingTo: (name) => `正在回复 ${name}`,
  editing: "正在编辑你的消息",

  sayIn: (place) => `在 ${place} 说点什么`,
  send: "发送",
  sending: "正在发送…",
  notSent: (reason) => `没有发出：${reason}。`,
  tooOld: "这是一天多以前说的",
  tryAgain: "再试一次",
  discard: "丢弃",
  charactersLeft: (count) => count < 0 ? `多了 ${-count} 个字` : `还能写 ${count} 个字`,
  typing: (names) => {
    const [first = "", second = ""] = names;
    if (names.length === 1) return `${first} 正在输入…`;
    if (names.length === 2) return `${first} 和 ${second} 正在输入…`;
    return "好几个人正在输入…";
  },
  suggestions: "建议",

  usageJoin: "房间：去一个房间，没有就新建",
  usageLeave: "离开这个房间",
  usageMsg: "名字 文字：只对某人说",
  usageTopic: "文字：说说这个房间聊什么",
  usageSearch: "词语：在这个房间里查找消息",
  usageHelp: "可以写什么命令，有哪些按键",
  cannotLeave: "每个人总要有个去处：这个房间不能离开。",
  noCommand: (name) => `没有 /${name}：/help 列出所有命令，//${name} 会把它发出去。`,
  help: "帮助",
  keyEdit: "修改你最后说的话",
  keyRead: "在对话中上下移动",
  keyMenu: "对一条消息可以做什么",
  keyMarkup: "粗体、斜体、代码、引用",

  search: "在这个房间里查找",
  searchLabel: "词语或名字",
  searching: "正在查找…",
  searchMore: "继续往前查找",

  settings: "设置",
  colors: "颜色",
  language: "语言",
  sound: "声音",
  notices: "通知",
  noticesForbidden: "浏览器不允许这个页面发通知。",
  asSystem: "跟随系统",
  light: "浅色",
  dark: "深色",
  off: "关",
  on: "开",
  forMentions: "有人叫我时",
  forAll: "每条消息",

  connecting: "正在连接…",
  connected: "已连接",
  disconnected: "未连接",
  back: "你回来了。什么都没有丢。",
  notNow: "这需要连接。等连上以后再试。",
  cutOff: (reason) => `${reason}。你说的话会保存下来，连上以后发出。`,
  tryingIn: (seconds) => seconds > 0 ? `${seconds} 秒后重试` : "正在重试…",
  tryNow: "现在重试",
  comeBack: "重新进来",
  offline: "连不上 Hubbub",
  offlineHint: "服务器恢复后，这个页面会自己回来。",
  offlineUnsent: "你说的话保存在这里，到时候发出：",
  noWebSocket:
    "这个浏览器，或者你和服务器之间的什么东西，没有 WebSocket。没有它 Hubbub 无法工作。任何新的浏览器都可以。",
};
