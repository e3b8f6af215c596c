/**
 * 关于个人资料的每一句话，用中文。
 *
 * @module
 */

import type { ProfileStrings } from "../profile.ts";

export const profileWords: ProfileStrings = {
  moderator: "版主",
  owner: "房主",
  administrator: "管理员",
  blocked: "已屏蔽",
  until: (when) => `到 ${when}`,
  localTime: (time) => `当地时间 ${time}`,
  message: "发私信",
  mention: "提及",
  profileOf: (name) => `${name} 的资料`,
  editProfile: "编辑你的资料",
  profileHint: "这个服务器上的每个人都能看到。",
  display: "显示名称",
  zone: "时区",
  noZone: "不告诉别人",
  zoneHere: (zone) => `${zone}（这里）`,
  choosePicture: "选择图片",
  removePicture: "移除",
  noPicture: "这个浏览器无法把它显示为图片。请另选一张。",
  setStatus: "设置你的状态",
  statusHint: "它显示在你的名字旁边。选择“请勿打扰”时，不会给你发送通知。",
  state: "你现在的状态",
  here: "在这里",
  statusText: "用你自己的话",
  statusExample: "两点回来",
  endsAfter: "结束时间",
  never: "我更改时",
  halfHour: "半小时后",
  hour: "一小时后",
  fourHours: "四小时后",
  today: "今天结束时",
  week: "一周后",
  clearStatus: "清除",
};
