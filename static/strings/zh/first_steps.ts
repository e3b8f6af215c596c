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
  nameButton: "起名…",
  nameHint: "所有人都看得到，还没进来的人也是。",
  titleLabel: "名称",
  titleHint: "显示在首屏、标签页和终端里。",
  titleExample: "七年级二班",
  welcomeLabel: "欢迎词",
  welcomeHint: "显示在首屏：这个服务器是做什么的。",
  welcomeExample: "有问题尽管问。",
  byFlag: (flag) => `由启动服务器时的 --${flag} 设定。`,
  save: "保存",
  isDone: "已完成",
  close: "关闭这个清单",
};
