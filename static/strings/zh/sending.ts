/**
 * 发送文件和语音时页面说的话，用中文。
 *
 * @module
 */

import type { SendingStrings } from "../sending.ts";
import { sizeInWords } from "../size.ts";

export const sending: SendingStrings = {
  chosen: "要发送的文件",
  dropHere: (place) => `把文件放到这里，发到 ${place}`,
  fileName: (name) => `${name} 的名称`,
  describe: "描述这张图片",
  describeNamed: (name) => `为看不见的人描述 ${name}`,
  remove: (name) => `去掉 ${name}`,
  added: (count, name) => count === 1 ? `已添加 ${name}` : `已添加 ${count} 个文件`,
  removed: (name) => `已去掉 ${name}`,
  pastedPicture: "图片",
  pastedFile: "文件",
  tooLarge: (name, max) => `${name} 太大：这里一个文件最多 ${sizeInWords(max)}。`,
  tooMany: (max, over) =>
    `一条消息最多带 ${max} 个文件，有 ${over} 个没有加上，请随下一条消息发送。`,
  isFolder: (name) => `${name} 是文件夹：请打开它，选择里面的文件。`,
  unreadable: (name) => `读不了 ${name}，请重新选择。`,
  noFilesHere: "这个服务器不接收文件。",
  notKept: "浏览器没有地方保存这些文件：如果在发出之前重新加载页面，它们就会丢失。",

  longText: "这段文字太长，放不进一条消息",
  longTextHint: (length, max) =>
    `它有 ${length} 个字，一条消息最多 ${max} 个字。作为文件可以完整发送。`,
  asFile: "作为文件发送",
  asText: "粘贴为文字",

  sendingFiles: (count) => `正在发送 ${count} 个文件`,
  filesSent: (count) => `${count} 个文件已发出`,
  fileFailed: (name, reason) => `${name} 没有发出：${reason}`,
  keepsLocation: (name) => `${name} 里仍有拍摄或录制的地点。如果不想让别人知道，请删除这条消息。`,
  progressOf: (name) => `${name} 已发出多少`,
  partSent: (sent, total) => `${sizeInWords(sent)}，共 ${sizeInWords(total)}`,
  waitsForTurn: "正在排队…",
  waitsForConnection: "正在等待连接…",
  isThere: "已上传",
  stop: (name) => `停止发送 ${name}`,
  stopped: "你停止了发送。",
  tryAgainNow: "再试一次",
  leaveOut: "去掉",
  brokeOff: "连接一再中断。",
  stalled: "一分钟没有任何进展。",
  notTaken: (status) => `你和服务器之间有什么没有让它通过（${status}）。`,
  tooLargeForProxy: "对你和服务器之间的某个环节来说，它太大了。",
  lost: "浏览器里已经没有这些文件了",

  recording: "语音消息",
  stopRecording: "结束录音",
  discardRecording: "丢弃录音",
  recordingBegins: "正在录音。再按一次结束，按 Esc 丢弃。",
  recordingEnds: (length) => `已录音：${length}`,
  recordingGone: "录音已丢弃",
  recordingFull: "录音已经达到这里的最大长度。",
  recordingName: "语音消息",
  play: (name) => `听 ${name}`,
  pause: (name) => `暂停 ${name}`,
  noMicrophone: "这里没有麦克风。",
  microphoneForbidden: "这个页面不能使用麦克风。可以在浏览器的设置里允许。",
  microphoneBusy: "现在用不了麦克风：可能被别的程序占用了。",
  needsHttps: "录音需要 https：浏览器在别处不允许使用麦克风。",
  cannotRecord: "这个浏览器不能录音。",
};
