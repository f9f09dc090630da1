import { type Icon, IconPoint } from "@tabler/icons-react";
import type { Json, Properties } from "#kernel/log";
import { listText } from "../format.ts";
import { channelIcons } from "../ui/channel.tsx";
import type { Tone } from "../ui/status.tsx";
import { type Pair, say } from "../words.ts";
import { ruleWords } from "../customers/words.ts";
import { eventWords } from "./event-words.ts";
import { traitText, traitWords } from "./trait-words.ts";
import { valueWords } from "./value-words.ts";
import { whyWords } from "./why-words.ts";

interface Told {
  readonly title: string;
  readonly detail: string;
  readonly icon: Icon;
  readonly tone: Tone;
}

interface Happened {
  readonly type: string;
  readonly name: string;
  readonly properties: Properties;
  readonly context?: Properties;
}

/** What people call the template of this key. */
type Called = (template: string) => string;

const text = (value: Json | undefined): string =>
  typeof value === "string" ? value : typeof value === "number" ? String(value) : "";
const list = (value: Json | undefined): readonly Properties[] =>
  Array.isArray(value)
    ? value.filter((v): v is Properties => typeof v === "object" && v !== null && !Array.isArray(v))
    : [];

const products = (p: Properties): string => {
  const names = list(p["products"]).map((each) => text(each["name"]) || text(each["product_id"]) || text(each["sku"]));
  const some = listText(names.slice(0, 3));
  return names.length > 3 ? say(["{some} ほか{n}点", "{some} and {n} more"], { some, n: names.length - 3 }) : some;
};
const amount = (p: Properties): string => {
  const value = Number(p["total"] ?? p["revenue"] ?? p["value"] ?? Number.NaN);
  if (!Number.isFinite(value)) return "";
  const currency = text(p["currency"]) || "JPY";
  return value
    .toLocaleString(undefined, { style: "currency", currency, currencyDisplay: "narrowSymbol" })
    .replace("\uFFE5", "\u00A5");
};
const joined = (...parts: readonly string[]): string => parts.filter((part) => part !== "").join(" · ");

/** What a message fact says beyond its name: on which channel, which template, and why. */
const messageDetail = (name: string, p: Properties, called: Called): string => {
  // Of a send that went well the reason is a code of the ledger; it stands there, for those who look closer.
  const quiet = ["message.handed_off", "message.accepted", "message.delivered"].includes(name);
  return joined(
    called(text(p["template"])),
    text(p["why"]) ? whyWords(text(p["why"])) : "",
    quiet ? "" : text(p["reason"]),
  );
};

const wordFor = (property: string, p: Properties): string => say(valueWords(property, text(p[property])));

const detailOf = ({ type, name, properties: p }: Happened, called: Called): string => {
  if (type === "page" || type === "screen") return text(p["title"]) || text(p["path"]) || text(p["url"]);
  if (type === "identify" || name === "trait.set")
    return listText(
      Object.entries(name === "trait.set" ? { [text(p["name"])]: p["value"] ?? null } : p)
        .filter(([, v]) => v !== null && v !== undefined)
        .slice(0, 4)
        .map(([k, v]) => `${say(traitWords(k))} ${traitText(k, v as Json)}`),
    );
  if (name === "Products Searched") return `「${text(p["query"])}」`;
  if (name.startsWith("message.")) return messageDetail(name, p, called);
  if (name === "link.clicked") return joined(called(text(p["template"])), text(p["url"]));
  if (name === "line.message_received" && p["unsent"] === true) return say(["送信取消", "unsent"]);
  if (name.startsWith("line.")) return text(p["text"]) || text(p["data"]);
  if (name.startsWith("segment.") || name.startsWith("journey.")) return text(p["name"]);
  if (name.startsWith("profile.")) {
    const rule = text((p["evidence"] as Properties | null)?.["rule"]);
    return rule === "" ? text(p["reason"]) : say(ruleWords(rule));
  }
  if (name === "delivery.felt") return joined(wordFor("feeling", p), text(p["order"]));
  if (name === "promise.kept") return joined(wordFor("outcome", p), text(p["order"]));
  if (/^(parcel|return|claim|case)\./.test(name)) return joined(text(p["number"]), text(p["order"]));
  return joined(text(p["name"]) || products(p), text(p["order_id"]) || text(p["order"]), amount(p));
};

const CHANNEL: Readonly<Record<string, Pair>> = {
  line: ["LINE", "LINE"],
  email: ["メール", "e-mail"],
  sms: ["SMS", "SMS"],
  push: ["プッシュ通知", "push"],
};

/** A channel as people call it. */
export const channelWords = (channel: string): string => say(CHANNEL[channel] ?? [channel, channel]);

/** Says in a line what an event was, in the language on screen. Unknown events keep their own names. */
export const tell = (event: Happened, called: Called = (key) => key): Told => {
  const known = eventWords(event.name, event.type);
  const channel = text(event.properties["channel"]);
  const onChannel = channel && event.name.startsWith("message.");
  const verdict = text(event.properties["verdict"]);
  const title = known ? say(known.words) : event.name;
  return {
    title: onChannel ? `${title} (${channelWords(channel)})` : title,
    detail: detailOf(event, called),
    icon: (onChannel ? channelIcons[channel] : undefined) ?? known?.icon ?? IconPoint,
    tone: verdict === "deferred" || verdict === "refused" ? "held" : (known?.tone ?? "plain"),
  };
};
