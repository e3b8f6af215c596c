/**
 * 下载自己的数据时页面说的话，用中文。
 *
 * @module
 */

import type { OwnDataStrings } from "../own_data.ts";

export const ownData: OwnDataStrings = {
  download: "下载我的数据",
  begins: "开始下载：你说过的话和你的文件。",
  busy: "正在发送给你，或者正在发送给很多人。请稍后再试。",
  failed: "下载不了，请稍后再试。",
};
