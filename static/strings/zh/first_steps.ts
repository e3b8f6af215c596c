/**
 * 给刚设置好服务器的人的清单，用中文。
 *
 * @module
 */

import type { FirstStepsStrings } from "../more/first_steps.ts";

export const firstSteps: FirstStepsStrings = {
  title: "服务器已设置好。接下来：",
  setUp: "你是管理员",
  invite: "邀请大家",
  inviteButton: "生成链接",
  name: "给服务器起名",
  nameHint: "启动时加上：",
  nameFlags: '--title "七年级二班" --welcome "有问题尽管问。"',
  copy: "复制",
  isDone: "已完成",
  close: "关闭这个清单",
};
