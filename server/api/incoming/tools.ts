/**
 * What some tools send when they are not told to speak Slack's way: alerts of Prometheus and Grafana,
 * GitLab's events, Sentry's, Uptime Kuma's, and what has but a title and a message.
 *
 * @module
 */
import type { Fields } from "../../../protocol/field.ts";
import { at, bold, lineAt, lines, linked, listText, objectsAt, quoted, textAt } from "./json.ts";

/** Alerts and commits that are listed. */
const LISTED_MAX = 10;

/** What is told of a message that is none of Slack's or Discord's; empty if it is nothing we know. */
export function toolText(payload: Fields): string {
  if (Array.isArray(at(payload, "alerts"))) return alertsText(payload);
  if (textAt(payload, "object_kind") !== "") return gitlabText(payload);
  if (at(payload, "heartbeat") !== undefined || at(payload, "monitor") !== undefined) {
    return kumaText(payload);
  }
  return sentryText(payload);
}

/** Alertmanager's own webhook, and Grafana's, which has a title and a message besides. */
function alertsText(payload: Fields): string {
  const status = lineAt(payload, "status");
  const title = lineAt(payload, "title") ||
    `${status.toUpperCase()}: ${lineAt(payload, "groupLabels", "alertname") || "alerts"}`;
  return lines(
    linked(bold(title), textAt(payload, "externalURL")),
    listText(payload, "alerts", alertText, LISTED_MAX),
  );
}

function alertText(alert: Fields): string {
  const name = lineAt(alert, "labels", "alertname") || "alert";
  const isResolved = lineAt(alert, "status") === "resolved";
  const summary = lineAt(alert, "annotations", "summary") ||
    lineAt(alert, "annotations", "description") || lineAt(alert, "annotations", "message");
  const on = lineAt(alert, "labels", "instance");
  const what = `${name}${on === "" ? "" : ` on ${on}`}${summary === "" ? "" : `: ${summary}`}`;
  return linked(`${isResolved ? "✅" : "🔥"} ${what}`, textAt(alert, "generatorURL"));
}

function gitlabText(payload: Fields): string {
  const kind = lineAt(payload, "object_kind");
  const project = lineAt(payload, "project", "path_with_namespace") ||
    lineAt(payload, "project", "name");
  const user = lineAt(payload, "user", "username") || lineAt(payload, "user_username") ||
    lineAt(payload, "user_name") || "somebody";
  const who = project === "" ? user : `[${project}] ${user}`;
  const about = at(payload, "object_attributes");
  const url = textAt(about, "url") || textAt(payload, "url");
  switch (kind) {
    case "push":
    case "tag_push":
      return gitlabPush(payload, who);
    case "note":
      return lines(linked(`${who} commented`, url), quoted(textAt(about, "note")));
    case "pipeline":
    case "build": {
      const status = lineAt(about, "status") || lineAt(payload, "build_status");
      const ref = lineAt(about, "ref") || lineAt(payload, "ref");
      const name = lineAt(payload, "build_name") || `pipeline ${lineAt(about, "id")}`;
      return linked(`${who}: ${bold(name.trim())} on ${ref}: ${status}`, url);
    }
    default: {
      const action = lineAt(about, "action") || lineAt(payload, "action") || lineAt(about, "state");
      const number = lineAt(about, "iid");
      const title = lineAt(about, "title") || lineAt(payload, "name") || lineAt(payload, "tag");
      const name = bold(`${number === "" ? "" : `!${number} `}${title}`.trim());
      return linked(`${who}: ${kind.replaceAll("_", " ")} ${name} ${action}`.trim(), url);
    }
  }
}

function gitlabPush(payload: Fields, who: string): string {
  const commits = objectsAt(payload, "commits");
  const ref = lineAt(payload, "ref").replace(/^refs\/heads\//, "").replace(/^refs\/tags\//, "tag ");
  const count = lineAt(payload, "total_commits_count") || String(commits.length);
  return lines(
    linked(
      `${who} pushed ${count} ${count === "1" ? "commit" : "commits"} to ${bold(ref)}`,
      textAt(payload, "project", "web_url"),
    ),
    listText(payload, "commits", commitText, LISTED_MAX),
  );
}

function commitText(commit: Fields): string {
  const title = lineAt(commit, "title") || (textAt(commit, "message").split("\n")[0] ?? "");
  return `• \`${lineAt(commit, "id").slice(0, 7)}\` ${title}`;
}

function kumaText(payload: Fields): string {
  const text = textAt(payload, "msg");
  const name = lineAt(payload, "monitor", "name");
  const url = textAt(payload, "monitor", "url");
  if (name === "" || text.includes(name)) return linked(text, url);
  return lines(linked(bold(name), url), text);
}

/** An event of an issue of Sentry's, of its integrations and of its older webhooks. */
function sentryText(payload: Fields): string {
  const event = at(payload, "data", "event") ?? at(payload, "data", "issue") ??
    at(payload, "data", "error") ?? at(payload, "event");
  const project = lineAt(payload, "project_name") || lineAt(payload, "project");
  const title = lineAt(event, "title") || lineAt(payload, "message");
  if (event === undefined && project === "") return plainText(payload);
  const level = lineAt(event, "level") || lineAt(payload, "level");
  const where = lineAt(event, "culprit") || lineAt(payload, "culprit");
  const url = textAt(event, "web_url") || textAt(payload, "url") || textAt(event, "permalink");
  const action = lineAt(payload, "action");
  const about = [project, level, action].filter(Boolean).join(", ");
  return lines(
    linked(`${bold(title || "an event")}${about === "" ? "" : ` (${about})`}`, url),
    where === "" ? "" : `in \`${where.replaceAll("`", "'")}\``,
  );
}

/** Of a tool that nobody taught another shape: most have a message, and some a title. */
function plainText(payload: Fields): string {
  return lines(
    bold(lineAt(payload, "title")),
    textAt(payload, "message") || textAt(payload, "msg"),
  );
}
