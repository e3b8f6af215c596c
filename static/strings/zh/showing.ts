/**
 * 显示图片、声音和文件时页面说的话，用中文。
 *
 * @module
 */

import type { ShowingStrings } from "../showing.ts";

export const showing: ShowingStrings = {
  pictures: (count) => `${count} 张图片`,
  brokenPicture: "这张图片无法显示。",
  unplayable: "这里无法播放。",
  download: (name) => `下载 ${name}`,
  showText: "显示",
  hideText: "收起",
  showTextOf: (name) => `显示 ${name}`,
  hideTextOf: (name) => `收起 ${name}`,
  copyTextOf: (name) => `复制 ${name} 的内容`,
  copyStart: (size) => `复制前 ${size}`,
  startOnly: (size, all) => `共 ${all}，这里是前 ${size}。下载后可以读全文。`,
  textOf: (name) => `${name} 的内容`,
  unread: "现在读不了，请再试一次。",
  gone: "它已经不在了。",
  play: (name) => `播放 ${name}`,
  pause: (name) => `暂停 ${name}`,
  position: (name) => `${name} 的播放位置`,
  positionOf: (at, length) => `${at}，共 ${length}`,
  speed: (times) => `速度：${times} 倍`,

  countOf: (nth, all) => `第 ${nth} 张，共 ${all} 张`,
  previous: "上一张",
  next: "下一张",
  zoomIn: "放大",
  zoomOut: "缩小",
  goToMessage: "去看这条消息",
  sentBy: (name, day) => `${name}，${day}`,

  files: "文件",
  findFiles: "文件名的一部分",
  noFiles: "这里还没有人发过文件。",
  looking: "正在查找…",
  moreFiles: "显示更多",
  goToFile: (name) => `去看 ${name} 在哪里发的`,
};
