/** Everybody who has a phone here: those the demo knows, and whoever else a message reached. */
import { createHash } from "node:crypto";
import type { LineSimulator } from "../line/index.ts";
import type { MailSink } from "../mail/index.ts";
import { snippet } from "./flex.ts";

export interface Person {
  /** Stable: goes into the page's address. */
  readonly id: string;
  readonly name: string;
  readonly kana: string;
  readonly lineId: string | null;
  readonly email: string | null;
}

export interface Listed extends Person {
  /** Milliseconds of the last thing that happened; 0 for nothing. */
  readonly last: number;
  readonly about: string;
  readonly channel: "line" | "mail" | null;
}

export interface World {
  readonly line: LineSimulator;
  readonly mail: MailSink | null;
  readonly people: () => readonly Person[];
}

/** The LINE account on this person's phone, whether LINE has seen it yet or not. */
export const accountOf = (person: Person): string =>
  person.lineId ?? `U${createHash("sha256").update(person.id).digest("hex").slice(0, 32)}`;

/** The people given, then LINE users and mail addresses that none of them has. */
const everybody = ({ line, mail, people }: World): Person[] => {
  const withLine = (person: Person): Person => {
    const account = accountOf(person);
    return person.lineId === null && line.user(account) ? { ...person, lineId: account } : person;
  };
  const known = people().map(withLine);
  const addresses = new Set(mail?.mails.flatMap((each) => each.to));
  const mails = new Set(known.map((person) => person.email));
  for (const email of addresses)
    if (!mails.has(email)) known.push(withLine({ id: email, name: email, kana: "", lineId: null, email }));
  const lines = new Set(known.map((person) => person.lineId));
  for (const user of line.state.users.values())
    if (!lines.has(user.id))
      known.push({ id: user.id, name: user.displayName, kana: "", lineId: user.id, email: null });
  return known;
};

const listed = ({ line, mail }: World, person: Person): Listed => {
  const entry = person.lineId ? line.user(person.lineId)?.chat.at(-1) : undefined;
  const letter = person.email ? mail?.to(person.email).at(-1) : undefined;
  if (letter && letter.at > (entry?.at ?? 0))
    return { ...person, last: letter.at, about: letter.subject, channel: "mail" };
  if (entry) return { ...person, last: entry.at, about: snippet(entry.message), channel: "line" };
  return { ...person, last: 0, about: "", channel: null };
};

/** Those whose name, kana, mail or LINE id holds `search`; the latest news first. */
export const findPeople = (world: World, search: string, limit: number): Listed[] => {
  const wanted = search.normalize("NFKC").toLowerCase().replaceAll(/\s+/g, "");
  const holds = (person: Person) =>
    [person.name, person.kana, person.email, person.lineId].some((text) =>
      text?.normalize("NFKC").toLowerCase().replaceAll(/\s+/g, "").includes(wanted),
    );
  return everybody(world)
    .filter((person) => wanted === "" || holds(person))
    .map((person) => listed(world, person))
    .sort((a, b) => b.last - a.last || a.kana.localeCompare(b.kana, "ja"))
    .slice(0, limit);
};

export const personOf = (world: World, id: string): Person | undefined =>
  everybody(world).find((person) => person.id === id || person.lineId === id || person.email === id);
