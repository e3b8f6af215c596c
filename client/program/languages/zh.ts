/**
 * 终端说的每一句话，用中文。服务器的话和管理命令，与页面共用一份。
 *
 * @module
 */

export { orders, reasons, refusals } from "../../../static/languages/zh.ts";

export const sentences: Readonly<Record<string, string>> = {
  // 进来
  "This program needs leave to connect to {0}: answer y when Deno asks. Chatting needs\nnothing else; you are asked again only when you send or save a file, or open your editor.":
    "这个程序需要连接 {0} 的许可：Deno 问的时候请回答 y。\n聊天不需要别的许可；只有收发文件或打开编辑器时才会再问你。",
  "Your name:": "你的名字：",
  "Cannot sign in: no name, give one with --name NAME, or run hubbub login":
    "无法登录：没有名字。请用 --name NAME 说明，或运行 hubbub login",
  "(if {0} is set, it may not be read: run with --allow-env={1})":
    "（如果设置了 {0}，程序无权读取：请加上 --allow-env={1} 运行）",
  "{0} or {1}": "{0} 或 {1}",
  "Password of {0}, or a sign-in code: ": "{0} 的密码，或登录码：",
  "Sign-in code of {0}, from the page: ": "{0} 的登录码（在网页上取得）：",
  "Passphrase of this server: ": "这个服务器的口令：",
  "The session of {0} at {1} has ended: sign in again with hubbub login":
    "{0} 在 {1} 的登录已结束：请用 hubbub login 重新登录",
  "{0} invites you to make an account": "{0} 邀请你新建账号",
  "{0} invites you to #{1}": "{0} 邀请你进入 #{1}",
  "Cannot make an account": "无法新建账号",
  "Cannot set a new password": "无法设置新密码",
  "{0}: set HUBBUB_PASSWORD": "{0}：请设置 HUBBUB_PASSWORD",
  "{0}: the passwords differ": "{0}：两次输入的密码不同",
  "New password for {0}: ": "{0} 的新密码：",
  "New password again: ": "再输入一次新密码：",
  "Current password: ": "现在的密码：",
  "New password: ": "新密码：",
  "The server cannot be reached: open the link again": "连不上服务器：请重新打开链接",
  "The server cannot be reached: {0}": "连不上服务器：{0}",
  "May not connect to {0}: allow it, or run with --allow-net":
    "无权连接 {0}：请允许，或加上 --allow-net 运行",
  "Cannot send {0}: too large, {1}": "无法发送 {0}：太大（{1}）",
  "The session can't be kept": "无法保存登录",
  "The session can't be removed": "无法删除保存的登录",
  "The session can't be read": "无法读取保存的登录",
  "{0} is no session: remove it, and run hubbub login":
    "{0} 不是保存的登录：请删除它，再运行 hubbub login",
  "run hubbub login again, or, if nobody has, chmod 600 it and chmod 700 its folder":
    "请重新运行 hubbub login；如果没有别人读过，请用 chmod 600 处理它，用 chmod 700 处理它的文件夹",
  "{0} was not used, as others can read it: {1}": "没有使用 {0}，因为别人也能读取：{1}",
  "The link in {0} was not used, as others can read it: chmod 600 it first":
    "没有使用 {0} 里的链接，因为别人也能读取：请先用 chmod 600 处理它",
  "There is no link of a private room in {0}: they are like https://HOST/#!SECRET":
    "{0} 里没有私密房间的链接：它们的样子是 https://HOST/#!SECRET",
  "The link in {0} can't be read: {1}": "无法读取 {0} 里的链接：{1}",
  "at most {0} characters when it is sealed, received {1}": "加密后最多 {0} 个字符，收到 {1} 个",
  "Not changed, it must have {0}": "没有修改，要求：{0}",
  "Cannot edit: there is no such message": "无法修改：没有这条消息",
  "Cannot search: the server cannot read a private room, and would learn what you look for":
    "无法搜索：服务器读不了私密房间，搜索会让它知道你在找什么",
  "Cannot say: the link of this private room is not known here":
    "无法发送：这里没有这个私密房间的链接",
  "Cannot send {0}: the server changes what it is sent": "无法发送 {0}：服务器改动了收到的内容",
  "It can't be opened: it is not the file that was sealed": "无法打开：它不是当时加密的文件",
  "1 to {0} code points": "1 到 {0} 个字符",
  "Cannot say: at most {0} messages may wait to be acknowledged":
    "无法发送：最多可以有 {0} 条消息等待确认",
  "nothing moved for {0} s": "{0} 秒没有进展",
  "It changed while it was being sent": "发送途中文件变了",
  "{0} of at most {1} bytes": "{0} 字节，最多 {1} 字节",

  // 连接
  "Not connected": "没有连接",
  "Connecting": "正在连接",
  "Coming back": "正在恢复连接",
  "Trying again": "正在重试",
  "{0} in {1} s": "{1} 秒后{0}",
  "{0}. {1}": "{0}。{1}",
  "Paused": "已暂停",
  "Over": "已结束",
  "Back again": "连接已恢复",
  "you left": "你离开了",
  "The connection was lost before it was done": "完成之前连接断开了",
  "The connection was lost before an answer arrived": "收到回答之前连接断开了",
  "the connection ended within the file": "文件传到一半时连接断开了",
  "The server sent more than the file has": "服务器发来的比文件本身还多",
  "The server's answer to an upload cannot be read": "看不懂服务器对上传的回答",

  // 房间里
  "As a guest you keep this name for 30 days after you were last here":
    "作为访客，你的名字在最后一次来访后保留 30 天",
  "Welcome, {0}. /help lists the commands": "欢迎，{0}。/help 列出所有命令",
  "You are {0} now": "你现在叫 {0}",
  "Unread: {0}": "未读：{0}",
  "{0} invites you to {1}: /join {2}": "{0} 邀请你进入 {1}：/join {2}",
  "A message in {0} was reported": "{0} 里有一条消息被举报",
  "Something may be missing here: {0} starts over": "这里可能缺了一些消息：{0} 重新开始",
  "You left {0}": "你离开了 {0}",
  "You were removed from {0}": "你被请出了 {0}",
  "You were banned from {0}": "你被禁止进入 {0}",
  "You are not invited to {0} any more": "你不再受邀进入 {0}",
  "{0} was closed": "{0} 已关闭",
  "You are {0} in {1}{2}": "你在 {1} {0}{2}",
  "muted": "被禁言",
  "muted until {0}": "被禁言，到 {0} 为止",
  "{0} came": "{0} 来了",
  "{0} left": "{0} 走了",
  "In {0}, {1}:": "{0} 里有 {1} 人：",
  "Topic:": "话题：",
  "{0} removed the topic": "{0} 去掉了话题",
  "{0} set the topic: {1}": "{0} 设置了话题：{1}",
  "There are no rooms": "没有房间",
  "{0} here": "{0} 人在场",
  "in no room": "不在任何房间",
  "no room": "没有房间",
  "({0} for you)": "（{0} 条给你）",
  "{0} is typing": "{0} 正在输入",
  "{0} and {1} are typing": "{0} 和 {1} 正在输入",
  "several people are typing": "好几个人正在输入",
  "… and {0} more": "… 还有 {0} 条",
  "(bot)": "（机器人）",
  "deleted": "已删除",
  "(changed)": "（改过）",
  "{0} changed: ": "{0} 改成了：",
  "{0} reacted {1}": "{0} 回应了 {1}",
  "{0} took back {1}": "{0} 收回了 {1}",
  "{0} reacted {1} to {2}": "{0} 用 {1} 回应了{2}",
  "{0} took back {1} to {2}": "{0} 收回了对{2}的 {1}",
  "{0} deleted a message": "{0} 删除了一条消息",
  "{0} deleted {1}": "{0} 删除了{1}",
  "{0} deleted what {1} said: {2}": "{0} 删除了 {1} 说的话：{2}",
  "/make {0} makes it, open to everyone": "/make {0} 会新建它，对所有人开放",
  "Room names are not that long": "房间名没有这么长",
  "You are not in {0}": "你不在 {0} 里",
  "You are in no room: /join ROOM": "你不在任何房间：/join ROOM",

  // 写的东西
  "Press ↑ to get it back": "按 ↑ 可以取回",
  "Type it again, if it is meant for here": "如果是要在这里说，请重新输入",
  "Not sent: this is not UTF-8. Set the terminal and its locale to UTF-8, and type it again":
    "没有发送：这不是 UTF-8。请把终端和区域设置改成 UTF-8，再输入一次",
  "Not sent: you started it in {0}, and are in {1} now.":
    "没有发送：这是你在 {0} 里开始写的，而你现在在 {1}。",
  "Too long, {0} of at most {1} characters. Press ↑ to get it back":
    "太长了：{0} 个字符，最多 {1} 个。按 ↑ 可以取回",
  "Not said, {0}: {1}": "没有说出去，{0}：{1}",
  "Your last message is still being sent. Press ↑ to get this back":
    "你上一条消息还在发送。按 ↑ 可以取回这一条",
  "Too many drafts wait: press Ctrl-C to get the last one back":
    "搁着的草稿太多了：按 Ctrl-C 取回最后一份",
  "What you typed{0}: {1} — Enter · Ctrl-R older · Esc":
    "你输入过的{0}：{1} — Enter · Ctrl-R 更早 · Esc",
  "type a part of it": "输入其中一部分",
  "nothing was typed like that": "没有输入过这样的内容",
  "{0} y: yes, any other key: no": "{0} y：是，其他键：否",
  "{0} y and Enter: yes, another line: no": "{0} y 加 Enter：是，其他：否",
  "A plain terminal only goes on: nothing is cleared": "纯文本终端只会往下走：什么都没有清除",
  "… what came before that is listed by /history": "… 更早的内容用 /history 列出",
  "Ctrl-X: Ctrl-E opens your editor": "Ctrl-X：再按 Ctrl-E 打开编辑器",
  "The editor may not be started: run with {0}, or allow it when asked":
    "无权启动编辑器：请加上 {0} 运行，或在询问时允许",
  "Not edited, {0}. Your draft is as it was": "没有编辑，{0}。草稿保持原样",
  "the editor ended with code {0}": "编辑器以代码 {0} 结束",
  "it is longer than {0} bytes, and is kept in {1}": "它超过 {0} 字节，保存在 {1}",
  "it is not UTF-8, and is kept in {0}": "它不是 UTF-8，保存在 {0}",
  "there is no {0}: set EDITOR to another": "没有 {0}：请把 EDITOR 设成别的",

  // 消息
  "There is no message here to change": "这里没有可以处理的消息",
  "No message #{0} is shown here: /history lists what was said, with its numbers":
    "这里没有显示 #{0} 这条消息：/history 列出说过的话和编号",
  "No message is shown here: /history lists what was said":
    "这里没有显示消息：/history 列出说过的话",
  "That message is not shown any more": "那条消息已不再显示",
  "That message is not there any more": "那条消息已经不在了",
  "What {0} said is theirs to change": "{0} 说的话只有本人能改",
  "r reply · e edit · d delete · + react · y link · Esc":
    "r 回复 · e 编辑 · d 删除 · + 回应 · y 链接 · Esc",
  "r reply · d delete · + react · y link · Esc": "r 回复 · d 删除 · + 回应 · y 链接 · Esc",
  "Delete your {0}?": "删除你的{0}吗？",
  "Delete what {0} said: {1}?": "删除 {0} 说的{1}吗？",
  "Nothing was deleted": "什么都没有删除",
  "Deleting what {0} said here…": "正在删除 {0} 在这里说的话…",
  "Of {0}, 1 message was deleted": "{0} 的 1 条消息已删除",
  "Of {0}, {1} messages were deleted": "{0} 的 {1} 条消息已删除",
  "You reported what {0} said: {1}": "你举报了 {0} 说的话：{1}",
  "Unread from what {0} said on, until you come here again or say something":
    "从 {0} 说的这条起标为未读，直到你再来这里或说话",
  "The address of what {0} said: {1}": "{0} 说的{1}的地址：",
  "Nobody reacted to what {0} said: {1}": "没有人回应 {0} 说的话：{1}",
  "Reactions to what {0} said: {1}": "对 {0} 说的话的回应：{1}",
  "Nothing is hidden in what {0} said: {1}": "{0} 说的话里没有隐藏内容：{1}",
  "Hidden in what {0} said: {1}": "{0} 说的话里隐藏的内容：{1}",
  "Nothing was said before that": "在那之前没有人说过话",
  "Nothing was said here yet": "这里还没有人说过话",
  "Nothing was found": "什么都没有找到",
  "/goto {0} shows what was said around the last of them": "/goto {0} 显示最后一条前后说的话",
  "Nothing mentioned you here while you were away": "你不在时，这里没有人提到你",
  "Nothing is pinned here: /pin #41": "这里没有置顶的消息：/pin #41",
  "Nothing was said here on {0} or later": "{0} 当天及以后，这里没有人说过话",
  "There is no message #{0} in {1}: /history and /search list numbers":
    "{1} 里没有 #{0} 这条消息：/history 和 /search 会列出编号",
  "There is no day {0}: write it as 2026-11-30": "没有 {0} 这一天：请写成 2026-11-30 的样子",

  // 写得不对的命令
  "Write {0}": "请写 {0}",
  "Unknown command {0}: /help lists them, /{1} says it":
    "没有 {0} 这个命令：/help 列出所有命令，/{1} 把它当话说出去",
  "{0} takes at most one word": "{0} 后面最多跟一个词",
  "No help on {0}: /help lists the topics": "没有关于 {0} 的帮助：/help 列出各个主题",
  "Change it to what? /edit TEXT, or /edit #41 TEXT": "改成什么？/edit TEXT，或 /edit #41 TEXT",
  "Answer what? /reply BOB TEXT answers Bob's last message, /reply #41 TEXT that one":
    "回复什么？/reply BOB TEXT 回复 Bob 最后一条消息，/reply #41 TEXT 回复那一条",
  "React how? /react 👍, or /react 👍 #41": "怎么回应？/react 👍，或 /react 👍 #41",
  "Delete what? /delete, /delete BOB or /delete #41":
    "删除什么？/delete、/delete BOB 或 /delete #41",
  "Of which message? /reactions, /reactions BOB or /reactions #41":
    "哪条消息的？/reactions、/reactions BOB 或 /reactions #41",
  "In which message? /reveal, /reveal BOB or /reveal #41":
    "哪条消息里的？/reveal、/reveal BOB 或 /reveal #41",
  "Link to what? /link, /link BOB or /link #41": "链接到哪里？/link、/link BOB 或 /link #41",
  "Unread from where on? /unread, /unread BOB or /unread #41":
    "从哪里起未读？/unread、/unread BOB 或 /unread #41",
  "Pin what? /pin, /pin BOB or /pin #41": "置顶什么？/pin、/pin BOB 或 /pin #41",
  "Unpin what? /unpin #41: /pins lists what is pinned":
    "取消置顶什么？/unpin #41：/pins 列出置顶的消息",
  "Report what? /report BOB WHY reports Bob's last message, /report #41 WHY that one":
    "举报什么？/report BOB WHY 举报 Bob 最后一条消息，/report #41 WHY 举报那一条",
  "What do you do? /me TEXT": "你在做什么？/me TEXT",
  "Search for what? /search WORDS": "搜索什么？/search WORDS",
  "Search for what? /search --all WORDS": "搜索什么？/search --all WORDS",
  "[can't be read: it was changed on its way, or sealed by another key]":
    "[无法读取：内容在途中被改动，或是用别的密钥加密的]",
  "{0} set a topic that can't be read": "{0} 设置了一个无法读取的话题",
  "Do what? /private makes a private room; /private link, /private qr, /private forget":
    "做什么？/private 新建私密房间；/private link、/private qr、/private forget",
  "This is no link of a private room: they are like https://HOST/#!SECRET":
    "这不是私密房间的链接：链接的样子是 https://HOST/#!SECRET",
  "This link leads to {0}, and you are on {1}": "这个链接通向 {0}，而你在 {1}",
  "The link is not kept here: you need it again the next time": "链接没有保存在这里：下次还需要它",
  "This is no private room whose link is known here": "这不是私密房间，或者这里没有它的链接",
  "The link of this private room, for those who are to read it: {0}":
    "这个私密房间的链接，只给应当读到内容的人：{0}",
  "Whoever has it reads everything, and nobody can restore it. The server knows who is here, when and how much is said, and nothing of what.":
    "有链接的人可以读到一切，链接丢失后谁也无法恢复。服务器知道谁在这里、什么时候说了多少，但不知道说了什么。",
  "To compare aloud, the same for all who are really here: {0}":
    "可以念出来核对，真正在这里的人看到的都一样：{0}",
  "The link of this private room is forgotten here. What is on the screen stays there":
    "这里已经忘掉这个私密房间的链接。屏幕上的内容仍然留着",
  "make a room that the server cannot read": "新建一个服务器读不到内容的房间",
  "Its link lets others in: /join LINK. /private link prints it again.":
    "别人用它的链接进来：/join LINK。/private link 再次显示链接。",
  "you are mentioned": "有人提到了你",
  "/private qr prints it as a QR code, too.": "/private qr 也把它显示成二维码。",
  "Its QR code takes {0} columns: make the window wider": "它的二维码要占 {0} 列：请把窗口拉宽",
  "/private forget leaves the room, and forgets its link here.":
    "/private forget 离开房间，并在这里忘掉它的链接。",
  "Which room? /join ROOM": "哪个房间？/join ROOM",
  "Make which room? /make ROOM": "新建哪个房间？/make ROOM",
  "Sign out which one? /revoke 2": "退出哪一个？/revoke 2",
  "Type /password alone: you are asked for it, and it is not shown":
    "只写 /password：密码会另外问你，而且不会显示",
  "/delete-account keep leaves what you said there; /delete-account all does not":
    "/delete-account keep 保留你说过的话；/delete-account all 不保留",
  "Which name? /nick NAME": "什么名字？/nick NAME",
  "Which language? /language {0}": "哪种语言？/language {0}",
  "To clear the screen, write /clear alone": "要清屏，请只写 /clear",
  "To end the program, write /quit alone": "要结束程序，请只写 /quit",
  "To whom? /msg BOB TEXT": "写给谁？/msg BOB TEXT",
  "List how many? /history 50, at most {0}": "列出多少条？/history 50，最多 {0}",
  "You are in no room: /goto ROOM {0}": "你不在任何房间：/goto ROOM {0}",
  "You are in no room: /goto ROOM 41": "你不在任何房间：/goto ROOM 41",
  "Go where? /goto 41, /goto ROOM 41, /goto 2026-11-30, or /goto LINK":
    "去哪里？/goto 41、/goto ROOM 41、/goto 2026-11-30，或 /goto LINK",

  // 文件
  "a file": "一个文件",
  "{0} files": "{0} 个文件",
  "sending {0}": "正在发送 {0}",
  "saving {0}": "正在保存 {0}",
  "saving {0}, {1}": "正在保存 {0}，{1}",
  "{0}, {1} % of {2}": "{0}，{2} 的 {1} %",
  "Saved {0} ({1})": "已保存 {0}（{1}）",
  "Not saved, {0}: {1}": "没有保存，{0}：{1}",
  "Not sent, {0}: {1}": "没有发送，{0}：{1}",
  "No file was shown here yet": "这里还没有显示过文件",
  "No file is shown as {0}: the number stands before its name":
    "没有编号为 {0} 的文件：编号写在文件名前面",
  "it may not be read: run with --allow-read, or allow it when asked":
    "无权读取：请加上 --allow-read 运行，或在询问时允许",
  "it may not be written: run with --allow-write, or allow it when asked":
    "无权写入：请加上 --allow-write 运行，或在询问时允许",
  "it may not be read": "无权读取",
  "there is no such file": "没有这个文件",
  "{0} tells where it was made: that cannot be removed from it":
    "{0} 里有拍摄地点：这种文件里的地点无法去掉",
  "{0} is there already, and was left as it is": "{0} 已经存在，没有改动",
  "there are too many of that name: give it another one": "同名的文件太多：请换个名字",
  "there is no folder for {0}": "没有放 {0} 的文件夹",
  "{0} may not be written": "无权写入 {0}",
  "Where ~ is, is not known: write the whole path": "不知道 ~ 在哪里：请写完整路径",
  "Write /file PATH, or /file PATH TEXT; several as /file PATH, PATH TEXT":
    "请写 /file PATH，或 /file PATH TEXT；几个文件写成 /file PATH, PATH TEXT",
  "Write /save NUMBER, or /save NUMBER PATH": "请写 /save NUMBER，或 /save NUMBER PATH",
  "{0}. A path with spaces stands in quotes": "{0}。有空格的路径放在引号里",
  "Write /data, or /data PATH; with spaces in quotes":
    "请写 /data，或 /data PATH；有空格的放在引号里",
  "No files were shared here": "这里没有分享过文件",

  // 人和账号
  "An account keeps its name. /display NAME shows you by another to people at the page":
    "账号的名字不变。/display NAME 让网页上的人看到另一个名字",
  "Rooms, direct messages and settings stay yours, and others see the new name from now on.":
    "房间、私信和设置仍是你的，从现在起别人看到的是新名字。",
  "What you said so far stays under {0}, and nobody else can take that name while you are known here.":
    "你以前说的话仍署名 {0}，只要这里还记得你，别人就不能用这个名字。",
  "Change your name to {0}?": "把名字改成 {0} 吗？",
  "Your name stays as it is": "你的名字没有变",
  "Something that you wrote is still on its way: wait until it is sent":
    "你写的还有没发出的：请等它发完",
  "Write /whois NAME": "请写 /whois NAME",
  "Write /people WORDS": "请写 /people WORDS",
  "Write /picture PATH, or /picture off. A path with spaces stands in quotes":
    "请写 /picture PATH，或 /picture off。有空格的路径放在引号里",
  "Write /status away, /status dnd, or /status TEXT":
    "请写 /status away、/status dnd，或 /status TEXT",
  "You are shown by your name again": "别人又看到你的名字了",
  "You are shown as {0}. /display off ends that": "别人看到的名字是 {0}。/display off 取消",
  "Others at the page see your picture now": "网页上的人现在能看到你的头像",
  "Your picture is gone": "你的头像已去掉",
  "Nobody is told your time any more": "不再告诉别人你那里的时间",
  "your time": "你那里的时间",
  "Others see that it is {0} where you are ({1})": "别人会看到你那里是 {0}（{1}）",
  "Your status is gone": "你的状态已清除",
  "Your status: {0}. /status off ends that": "你的状态：{0}。/status off 取消",
  "Nobody whom you may know is called so": "没有你能找到的人叫这个名字",
  ", shown as {0}": "，显示为 {0}",
  ", here": "，在线",
  "a bot": "机器人",
  "a guest": "访客",
  "blocked by you": "被你屏蔽",
  "is shown as {0}": "显示为 {0}",
  "@{0} has told nothing else": "@{0} 没有说明别的",
  "{0} where they are ({1})": "那边现在是 {0}（{1}）",
  "moderator here": "这里的版主",
  "owner here": "这里的所有者",
  "administrator here": "服务器管理员",
  "away": "离开",
  "do not disturb": "请勿打扰",
  "{0}, until {1}": "{0}，到 {1} 为止",
  "You get nothing from {0} any more. /unblock ends that":
    "你不会再收到 {0} 的任何消息。/unblock 取消",
  "You get messages from {0} again": "你又能收到 {0} 的消息了",
  "You have blocked nobody": "你没有屏蔽任何人",
  "You have blocked {0}": "你屏蔽了 {0}",
  "Nothing was changed": "什么都没有改",
  "The passwords differ. Nothing was changed": "两次输入的密码不同。什么都没有改",
  "{0} is yours, and you are the administrator of this server now":
    "{0} 归你了，你现在是这个服务器的管理员",
  "{0} is yours now. Elsewhere, sign in with your password": "{0} 归你了。在别处请用密码登录",
  "Your password was changed. You are signed out everywhere else":
    "密码已更改。你在其他地方都已退出登录",
  "Password of {0}, to delete your account and all that you said for good: ":
    "输入 {0} 的密码，永远删除你的账号和你说过的所有话：",
  "Password of {0}, to delete your account for good: ": "输入 {0} 的密码，永远删除你的账号：",
  "{0} is no account any more": "{0} 不再是账号",
  "a program without a name": "没有名字的程序",
  "{0}, from {1}, last seen {2}": "{0}，来自 {1}，最近一次 {2}",
  "There is no session {0}: /sessions lists them": "没有第 {0} 个登录：/sessions 会列出",
  "Session {0} is signed out": "第 {0} 个登录已退出",

  // 邀请
  "Write {0} ROOM 30 14d": "请写 {0} ROOM 30 14d",
  "Write /invites, /invites ROOM or /invites all": "请写 /invites、/invites ROOM 或 /invites all",
  "You are in no room: /invites all": "你不在任何房间：/invites all",
  "Revoke which link? {0} revoke 2: /invites lists them":
    "撤销哪个链接？{0} revoke 2：/invites 会列出",
  "There are no links: {0} makes one": "没有链接：{0} 新建一个",
  "There are no links into #{0}: {1} makes one": "没有进入 #{0} 的链接：{1} 新建一个",
  "for an account": "用于新建账号",
  "into #{0}": "进入 #{0}",
  ", made by {0}": "，由 {0} 新建",
  "{0}, for {1}, until {2}": "{0}，限 {1}，到 {2} 为止",
  "There is no link {0}: /invites lists them": "没有第 {0} 个链接：/invites 会列出",
  "Link {0} was revoked: it leads nowhere now": "第 {0} 个链接已撤销：它不再有效",
  "1 person": "1 人",
  "{0} people": "{0} 人",
  "A link into {0} for {1}, until {2}, shown this once:":
    "进入 {0} 的链接，限 {1}，到 {2} 为止，只显示这一次：",

  // 机器人和钩子
  "/bot NAME, or /bot NAME URL": "/bot NAME，或 /bot NAME URL",
  "{0} is your bot. Its token is shown this once:": "{0} 是你的机器人。它的令牌只显示这一次：",
  "What it is sent is signed by:": "发给它的内容用这个签名：",
  "You have no bot {0}: /bots lists them": "你没有叫 {0} 的机器人：/bots 会列出",
  "{0} was deleted. Its token is good for nothing now": "{0} 已删除。它的令牌不再有效",
  "{0} may speak here now. Its address is shown this once:":
    "{0} 现在可以在这里说话。它的地址只显示这一次：",
  "There is no hook {0} here: /hooks lists them": "这里没有叫 {0} 的钩子：/hooks 会列出",
  "The hook {0} was deleted": "钩子 {0} 已删除",
  "You have no bots: /bot NAME makes one": "你没有机器人：/bot NAME 新建一个",
  ", told at {0}": "，通知到 {0}",
  "; failed: {0}": "；失败：{0}",
  "There are no hooks here: /hook NAME makes one": "这里没有钩子：/hook NAME 新建一个",
  "{0}, made by {1}": "{0}，由 {1} 新建",

  // 有人捣乱
  "Write /raid ban 15m, or /raid ban EVE MALLORY: /help /raid tells more":
    "请写 /raid ban 15m 或 /raid ban EVE MALLORY：/help /raid 说得更细",
  "Write /raid 15m, /raid ban 15m, /raid ban EVE MALLORY, or /raid undo":
    "请写 /raid 15m、/raid ban 15m、/raid ban EVE MALLORY 或 /raid undo",
  "Nobody came lately about whom you may do something": "最近没有来过你可以处理的人",
  "{0} banned. /raid undo lifts that": "已封禁 {0} 人。/raid undo 可以解除",
  "{0} removed": "已移出 {0} 人",
  "Messages deleted: {0}": "删除了 {0} 条消息",
  "You have banned nobody here by /raid": "你在这里没有用 /raid 封禁过谁",
  "{0} may come in again. What was deleted stays deleted": "{0} 人可以再进来。删掉的消息不会回来",
  "Ban {0}, delete {1} messages of theirs here? ({2})":
    "封禁 {0} 人，并删除他们在这里的 {1} 条消息？（{2}）",
  "Remove {0}, delete {1} messages of theirs here? ({2})":
    "移出 {0} 人，并删除他们在这里的 {1} 条消息？（{2}）",
  "came just now": "刚刚来的",
  "came {0}": "{0} 来的",
  "messages: {0}": "消息：{0}",
  " (guest)": "（访客）",

  // 管理
  "Write {0} alone: it is about this room": "请只写 {0}：它说的是这个房间",
  "Which report? {0} 2: /reports lists them": "哪个举报？{0} 2：/reports 会列出",
  "No reports wait here": "这里没有待处理的举报",
  "There is no report {0}: /reports lists them": "没有第 {0} 个举报：/reports 会列出",
  "Report {0} is resolved": "第 {0} 个举报已处理",
  "Report {0} is dismissed": "第 {0} 个举报已驳回",
  "{0} without a name that is known": "{0} 个不知道名字的人",
  "Owner": "所有者",
  "Moderators": "版主",
  "Invited": "受邀",
  "Muted": "禁言",
  "Banned": "封禁",
  "Reports that wait: {0}. /reports lists them": "待处理的举报：{0}。/reports 会列出",
  "Nobody moderates here, and nobody is muted or banned": "这里没有人管理，也没有人被禁言或封禁",
  "with the address": "包括地址",
  "until {0}": "到 {0} 为止",
  "by {0}": "由 {0}",
  "reported by {0}, {1}": "由 {0} 举报，{1}",

  // 语言
  "English is spoken now, and the next time": "现在说中文，下次也是",
  "English is spoken now; --lang {0} does so from the start":
    "现在说中文；--lang {0} 从一开始就这样",

  // 帮助：主题和按键
  "/help TOPIC, such as /help rooms, or /help /ban tells more.":
    "/help TOPIC（如 /help rooms）或 /help /ban 说得更多。",
  "Rooms: going to them and leaving them": "房间：去哪个，离开哪个",
  "Messages, which are meant by who said them last, or by a number":
    "消息：指某人最后说的，或用编号指明",
  "People": "人",
  "Files": "文件",
  "Invitations": "邀请",
  "Your name and account": "你的名字和账号",
  "Bots and hooks": "机器人和钩子",
  "Moderating, for those who may": "管理，给有权的人",
  "Reports and who was muted, for those who moderate": "举报和禁言名单，给管理房间的人",
  "Keys, and this program": "按键和这个程序",
  "Understood as well: {0}.": "也可以写：{0}。",
  "Topic: /help {0}": "主题：/help {0}",
  "send a message that begins with /": "发送以 / 开头的消息",
  "complete commands, names, #rooms, :emoji: and paths": "补全命令、名字、#房间、:表情: 和路径",
  "start a new line": "换行",
  "bring back what you typed": "取回输入过的内容",
  "Alt-1 to Alt-9": "Alt-1…Alt-9",
  "go to your rooms; Alt-a to where something is new": "去你的房间；Alt-a 去有新消息的地方",
  "look for what you typed, by a part of it; again for what is older":
    "按其中一部分查找输入过的内容；再按一次找更早的",
  "write on in your editor ($VISUAL, $EDITOR); needs --allow-run":
    "在编辑器（$VISUAL、$EDITOR）里接着写；需要 --allow-run",
  "list what is older than what is shown": "列出比显示的更早的内容",
  "pick a message: then r or Enter replies, e edits, d deletes, + reacts, y prints its address and copies it, Esc lets go":
    "选一条消息：然后 r 或 Enter 回复，e 编辑，d 删除，+ 回应，y 显示并复制地址，Esc 放开",
  "clear the line, or leave when it is empty; Ctrl-D leaves, Ctrl-Z stops":
    "清除这一行，空行时离开；Ctrl-D 离开，Ctrl-Z 暂停",

  // 帮助：命令
  "go to a room": "去一个房间",
  "/join #ops and /join ops are the same; /join @bob is your direct room with Bob.":
    "/join #ops 和 /join ops 一样；/join @bob 是你和 Bob 的私聊。",
  "create a room, open to everyone": "新建房间，对所有人开放",
  "leave a room; a direct room comes back when somebody writes":
    "离开房间；私聊里有人写话时会再回来",
  "list the people there": "列出那里的人",
  "list the rooms": "列出房间",
  "answer Bob's last message": "回复 Bob 最后一条消息",
  "/reply #41 TEXT answers the message with that number: /history lists them.":
    "/reply #41 TEXT 回复那个编号的消息：/history 列出编号。",
  "replace your last message": "替换你最后一条消息",
  "/edit #41 TEXT replaces that message of yours.": "/edit #41 TEXT 替换你的那条消息。",
  "delete your last message, Bob's, or one by its number":
    "删除你最后一条消息、Bob 的，或某个编号的",
  "react to the last message, or to another": "回应最后一条消息，或另一条",
  "/react 👍 bob reacts to Bob's last message; /react :heart: goes by a name.":
    "/react 👍 bob 回应 Bob 最后一条消息；/react :heart: 用名字指明表情。",
  "What you reacted with before is taken back.": "以前用过的回应会收回。",
  "list who reacted to the last message, or another": "列出谁回应了最后一条消息，或另一条",
  "show what is hidden in the last message, or another": "显示最后一条消息（或另一条）里隐藏的内容",
  "||Ann did it|| hides words until somebody wants to see them.":
    "||是安干的|| 把话藏起来，直到有人想看。",
  "print the address of a message, and copy it": "显示消息的地址，并复制",
  "It is copied where the terminal lets programs do so (OSC 52).":
    "终端允许程序复制（OSC 52）时才会复制。",
  "mark the last message as unread, or from another one on": "把最后一条消息标为未读，或从某一条起",
  "It stays so, on all your devices, until you come to the room again or say something.":
    "在你的所有设备上都保持未读，直到你再来这个房间或说话。",
  "pin the last message for everybody here, or another": "为这里所有人置顶最后一条消息，或另一条",
  "unpin a message": "取消置顶",
  "list what is pinned": "列出置顶的消息",
  "list what mentioned you while you were away": "列出你不在时提到你的消息",
  "say what you do, in italics: /me waves": "用斜体说你在做什么：/me 挥手",
  "show Bob's last message to those who moderate here": "把 Bob 最后一条消息交给这里的版主看",
  "/report #41 WHY shows them that message. A copy of it is kept for them.":
    "/report #41 WHY 交的是那条消息。会为他们保留一份副本。",
  "list what was said, with its numbers": "列出说过的话和编号",
  "/history 50 lists that many, /history more goes on to what is older.":
    "/history 50 列出这么多条，/history more 继续列更早的。",
  "find messages here with all these words, or in all rooms":
    "在这里（或所有房间）查找含有所有这些词的消息",
  "from:BOB in:ROOM has:link|file|image|code|reaction before:2026-11-30 after:2026-11-01 say more;":
    "from:BOB in:ROOM has:link|file|image|code|reaction before:2026-11-30 after:2026-11-01 进一步限定；",
  '"two words" is a phrase, and -word is not in it. in:* is all rooms, too.':
    '"两个 词" 是一个短语，-词 表示不含它。in:* 也是所有房间。',
  "The newest 20 are listed, with their numbers: /goto shows one with its neighbours.":
    "列出最新的 20 条和编号：/goto 显示其中一条和前后的话。",
  "show the message with that number, and those around it": "显示那个编号的消息和前后的消息",
  "/goto LINK goes where a link of the page leads, /goto 2026-11-30 to the first message of that day.":
    "/goto LINK 去网页链接所指的地方，/goto 2026-11-30 去那天的第一条消息。",
  "write to Bob alone; without TEXT, go to your direct room":
    "只写给 Bob；不带 TEXT 就去你们的私聊",
  "/msg bob,cyd TEXT writes to both, in a room of the three of you.":
    "/msg bob,cyd TEXT 写给两个人，在你们三人的房间里。",
  "find people by parts of their names, also who is away": "按名字的一部分找人，不在线的也找",
  "A guest finds those who are in the lobby.": "访客能找到大厅里的人。",
  "tell who Bob is: name, role here, status, local time":
    "说明 Bob 是谁：名字、在这里的身份、状态、当地时间",
  "list whom you have blocked": "列出你屏蔽了谁",
  "send a file, with a text or without": "发送文件，可以带一段话",
  "/file CAT.PNG, DOG.PNG TEXT sends both. A path with spaces stands in quotes; Tab completes it.":
    "/file CAT.PNG, DOG.PNG TEXT 两个一起发。有空格的路径放在引号里；Tab 补全。",
  "Needs --allow-read, or you are asked.": "需要 --allow-read，否则会问你。",
  "list the newest files of this room, or those named so": "列出这个房间最新的文件，或名字相符的",
  "save the file with the number 3, here or where you say":
    "保存编号为 3 的文件，在这里或你说的地方",
  "/save 3 ~/pictures/ saves it in that folder. Without a number it is the newest file.":
    "/save 3 ~/pictures/ 保存到那个文件夹。没有编号就是最新的文件。",
  "Needs --allow-write, or you are asked.": "需要 --allow-write，否则会问你。",
  "make a link into this room, or another": "新建进入这个房间（或另一个）的链接",
  "/invite-link ROOM 30 14d is for 30 people and 14 days; otherwise for 10 people and 7 days.":
    "/invite-link ROOM 30 14d 限 30 人、14 天；不写就是 10 人、7 天。",
  "/invite-link revoke 2 revokes the second link that /invites lists.":
    "/invite-link revoke 2 撤销 /invites 列出的第二个链接。",
  "list the links into this room, or all of yours": "列出进入这个房间的链接，或你所有的",
  "For an administrator, /invites all lists everybody's.": "管理员用 /invites all 列出所有人的。",
  "protect your name with a password": "用密码保护你的名字",
  "You are asked for the password, and it is not shown. /claim INVITE where an invitation is needed;":
    "密码会另外问你，而且不会显示。需要邀请的地方用 /claim INVITE；",
  "/claim CODE, with the code that a new server printed, makes you its administrator.":
    "/claim CODE 用新服务器显示的代码，让你成为它的管理员。",
  "go on under another name, as a guest": "以访客身份换一个名字继续",
  "What you said so far stays under the old name. An account keeps its name: it is shown by another with /display.":
    "以前说的话仍署旧名。账号的名字不变：可以用 /display 显示另一个名字。",
  "change your password": "更改密码",
  "list where you are signed in": "列出你在哪里登录了",
  "sign out the second of those": "退出其中第二个",
  "delete your account, and keep what you said": "删除账号，保留你说过的话",
  "/delete-account all deletes what you said, too. You are asked for the password.":
    "/delete-account all 连你说过的话也删除。会问你密码。",
  "show yourself by another name to people at the page": "让网页上的人看到你的另一个名字",
  "/display off ends that.": "/display off 取消。",
  "show people at the page a picture of you, or /picture off":
    "让网页上的人看到你的头像，或 /picture off",
  "A square one is shown whole. Needs --allow-read, or you are asked.":
    "正方形的会完整显示。需要 --allow-read，否则会问你。",
  "save a copy of all that you said and uploaded, as a ZIP file":
    "把你说过和上传过的一切存成一个 ZIP 文件",
  "tell others your time zone, or /zone off": "告诉别人你的时区，或 /zone off",
  "/zone alone tells what others see of you.": "只写 /zone 说明别人看到你的什么。",
  "say how you are: away, dnd (do not disturb), TEXT, or off":
    "说明你的状态：away（离开）、dnd（请勿打扰）、TEXT，或 off",
  "It may have an end: /status away Lunch for 1h. /status alone tells yours.":
    "可以有期限：/status away 吃午饭 for 1h。只写 /status 说明你现在的。",
  "make a bot, and see its token once": "新建机器人，令牌只显示一次",
  "With a URL, the bot is told there of what is said to it.":
    "有 URL 时，对机器人说的话会通知到那里。",
  "list your bots": "列出你的机器人",
  "delete one": "删除一个",
  "make an address by which a tool speaks here": "新建一个地址，让工具在这里说话",
  "list the hooks of this room": "列出这个房间的钩子",
  "list who came in the last 15 minutes, to end a raid": "列出最近 15 分钟来的人，以便制止捣乱",
  "/raid ban 15m bans them all for a day and deletes what they said here in the last hour;":
    "/raid ban 15m 把他们都封禁一天，并删除他们最近一小时在这里说过的话；",
  "/raid ban EVE MALLORY bans these; time=1w, time=ever, delete=all or delete=nothing say otherwise,":
    "/raid ban EVE MALLORY 封禁这几个人；time=1w、time=ever、delete=all、delete=nothing 可以改，",
  "and a reason stands behind a colon. /raid kick removes them. You are asked once, with how many":
    "原因写在冒号后面。/raid kick 只移出。只问一次，并说明有多少人、",
  "people and messages it is. /raid undo lifts those bans.":
    "多少条消息。/raid undo 解除这些封禁。",
  "list who moderates here, and who is invited, muted and banned":
    "列出谁管理这里，谁受邀、被禁言、被封禁",
  "list the messages that were reported here": "列出这里被举报的消息",
  "settle the second of those reports": "处理其中第二个举报",
  "/dismiss 2 settles it as one about nothing.": "/dismiss 2 表示它没有道理。",
  "dismiss the second of those reports": "驳回其中第二个举报",
  "list the commands, or tell of a topic or a command: /help /ban":
    "列出命令，或说明一个主题或命令：/help /ban",
  "clear the screen": "清屏",
  "/history lists again what was said: until then it is not shown, and not changed.":
    "/history 重新列出说过的话：在那之前它们不显示，也不会被改动。",
  "speak another language": "说另一种语言",
  "/language alone tells which there are.": "只写 /language 列出有哪些语言。",
  "It is kept where the program may write it. --lang says it from the start, and so does the locale.":
    "程序有权写入时会记住。--lang 从一开始就说明，区域设置也是。",
  "connect now instead of later": "现在就连接，不再等",
  "end the program; so does Ctrl-D": "结束程序；Ctrl-D 也是",
};
