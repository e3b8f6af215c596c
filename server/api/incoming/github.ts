/**
 * GitHub's own events, each in a few lines.
 *
 * @module
 */
import type { Fields } from "../../../protocol/field.ts";
import {
  at,
  bold,
  lineAt,
  lines,
  linked,
  listText,
  meaning,
  oneLine,
  quoted,
  textAt,
} from "./json.ts";

/** Commits of one push that are listed. */
const COMMITS_MAX = 5;

type Teller = (payload: Fields) => string;

/** By what `X-GitHub-Event` says. */
const TELLERS: Readonly<Record<string, Teller>> = {
  ping: (payload) =>
    lines(`GitHub tells here what happens${inRepository(payload)}`, quotedAt(payload, "zen")),
  push: pushText,
  create: (payload) => `${who(payload)} created ${refText(payload)}`,
  delete: (payload) => `${who(payload)} deleted ${refText(payload)}`,
  pull_request: pullRequestText,
  pull_request_review: reviewText,
  pull_request_review_comment: (payload) => commentText(payload, "pull_request"),
  issues: issueText,
  issue_comment: (payload) => commentText(payload, "issue"),
  commit_comment: (payload) => commentText(payload, "commit"),
  discussion: (payload) => aboutText(payload, "discussion", "discussion"),
  discussion_comment: (payload) => commentText(payload, "discussion"),
  release: releaseText,
  workflow_run: (payload) => runText(payload, at(payload, "workflow_run")),
  check_run: (payload) => runText(payload, at(payload, "check_run")),
  deployment_status: (payload) =>
    linked(
      `Deployment${inRepository(payload)} to ${lineAt(payload, "deployment", "environment")}: ${
        lineAt(payload, "deployment_status", "state")
      }`,
      textAt(payload, "deployment_status", "target_url"),
    ),
  star: (payload) =>
    `${who(payload)} ${
      lineAt(payload, "action") === "deleted" ? "takes back a star" : "gave a star"
    }`,
  fork: (payload) => linked(`${who(payload)} made a fork`, textAt(payload, "forkee", "html_url")),
};

/**
 * What is told of an event. One that we don't know is told by its name and who did it.
 *
 * @param event as the header says it
 */
export function githubText(event: string, payload: Fields): string {
  const teller = Object.hasOwn(TELLERS, event) ? TELLERS[event] : undefined;
  if (teller) return teller(payload);
  const what = [oneLine(event.replaceAll("_", " ")), lineAt(payload, "action")];
  return `${who(payload)}: ${what.filter(Boolean).join(" ").replaceAll("_", " ")}`;
}

/** `[ada/engine] bob`, as far as that is known. */
function who(payload: Fields): string {
  const repository = lineAt(payload, "repository", "full_name") ||
    lineAt(payload, "organization", "login");
  const sender = lineAt(payload, "sender", "login") || lineAt(payload, "pusher", "name") ||
    "somebody";
  return repository === "" ? sender : `[${repository}] ${sender}`;
}

function inRepository(payload: Fields): string {
  const name = lineAt(payload, "repository", "full_name") ||
    lineAt(payload, "organization", "login");
  return name === "" ? "" : ` in ${name}`;
}

function pushText(payload: Fields): string {
  const ref = refName(lineAt(payload, "ref"));
  if (at(payload, "deleted") === true) return `${who(payload)} deleted ${ref}`;
  const all = at(payload, "commits");
  const count = Array.isArray(all) ? all.length : 0;
  const verb = at(payload, "forced") === true ? "force-pushed" : "pushed";
  const what = count === 1 ? "1 commit" : `${count} commits`;
  return lines(
    linked(`${who(payload)} ${verb} ${what} to ${bold(ref)}`, textAt(payload, "compare")),
    listText(payload, "commits", commitText, COMMITS_MAX),
  );
}

function commitText(commit: Fields): string {
  const [subject = ""] = textAt(commit, "message").split("\n");
  const author = lineAt(commit, "author", "name");
  const by = author === "" ? "" : ` – ${author}`;
  return `• \`${lineAt(commit, "id").slice(0, 7)}\` ${oneLine(subject)}${by}`;
}

/** `main`, or `tag v1`. */
function refName(ref: string): string {
  return ref.replace(/^refs\/heads\//, "").replace(/^refs\/tags\//, "tag ");
}

function refText(payload: Fields): string {
  return `${lineAt(payload, "ref_type") || "ref"} ${bold(lineAt(payload, "ref"))}`.trim();
}

function pullRequestText(payload: Fields): string {
  const isMerged = at(payload, "pull_request", "merged") === true;
  const isClosed = lineAt(payload, "action") === "closed";
  const action = isClosed && isMerged ? "merged" : lineAt(payload, "action");
  return aboutText({ ...payload, action }, "pull_request", "pull request");
}

function issueText(payload: Fields): string {
  return aboutText(payload, "issue", "issue");
}

/** What happened to something with a number and a title. Its text is told when it is new. */
function aboutText(payload: Fields, kind: string, word: string): string {
  const about = at(payload, kind);
  const action = lineAt(payload, "action").replaceAll("_", " ");
  const detail = lineAt(payload, "label", "name") || lineAt(payload, "assignee", "login") ||
    lineAt(payload, "requested_reviewer", "login") || lineAt(payload, "milestone", "title");
  const isDetailed = detail !== "" && /label|assign|review|mileston/.test(action);
  return lines(
    linked(
      `${who(payload)} ${action}${isDetailed ? ` (${detail})` : ""} ${word} ${titleOf(about)}`,
      textAt(about, "html_url"),
    ),
    action === "opened" ? quotedAt(about, "body") : "",
  );
}

/** `**#7 Title**`. */
function titleOf(about: unknown): string {
  const number = lineAt(about, "number");
  return bold(`${number === "" ? "" : `#${number} `}${lineAt(about, "title")}`.trim());
}

function reviewText(payload: Fields): string {
  const state = lineAt(payload, "review", "state").toLowerCase();
  const verb = meaning(state, {
    approved: "approved",
    changes_requested: "requested changes to",
    commented: "reviewed",
    dismissed: "dismissed a review of",
  }) ?? `${lineAt(payload, "action")} a review of`;
  return lines(
    linked(
      `${who(payload)} ${verb} pull request ${titleOf(at(payload, "pull_request"))}`,
      textAt(payload, "review", "html_url"),
    ),
    quotedAt(payload, "review", "body"),
  );
}

function commentText(
  payload: Fields,
  kind: "issue" | "pull_request" | "commit" | "discussion",
): string {
  const action = lineAt(payload, "action") || "created";
  const verb = action === "created" ? "commented on" : `${action} a comment on`;
  const isPullRequest = at(payload, "issue", "pull_request") !== undefined;
  const word = isPullRequest ? "pull request" : kind.replaceAll("_", " ");
  const about = kind === "commit"
    ? `\`${lineAt(payload, "comment", "commit_id").slice(0, 7)}\``
    : titleOf(at(payload, kind));
  return lines(
    linked(`${who(payload)} ${verb} ${word} ${about}`, textAt(payload, "comment", "html_url")),
    action === "deleted" ? "" : quotedAt(payload, "comment", "body"),
  );
}

function releaseText(payload: Fields): string {
  const release = at(payload, "release");
  const name = lineAt(release, "name") || lineAt(release, "tag_name");
  const action = lineAt(payload, "action");
  return lines(
    linked(`${who(payload)} ${action} release ${bold(name)}`, textAt(release, "html_url")),
    action === "published" ? quotedAt(release, "body") : "",
  );
}

/** A run of a workflow or a check: how it ended, or how far it is. */
function runText(payload: Fields, run: unknown): string {
  const state = lineAt(run, "conclusion") || lineAt(run, "status") || lineAt(payload, "action");
  const branch = lineAt(run, "head_branch") || lineAt(run, "check_suite", "head_branch");
  const on = branch === "" ? "" : ` on ${branch}`;
  const marks = { success: "✅ ", failure: "❌ ", timed_out: "❌ ", cancelled: "⚪ " };
  const mark = meaning(state, marks) ?? "";
  return lines(
    linked(
      `${mark}${who(payload)}: ${bold(lineAt(run, "name"))}${on}: ${state.replaceAll("_", " ")}`,
      textAt(run, "html_url"),
    ),
  );
}

function quotedAt(value: unknown, ...path: string[]): string {
  const text = textAt(value, ...path);
  return text === "" ? "" : quoted(text);
}
