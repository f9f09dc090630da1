import type { Icon } from "@tabler/icons-react";
import { lazyRouteComponent } from "@tanstack/react-router";
import type { FunctionComponent } from "react";
import type { z } from "zod";
import type { Role } from "#kernel/roles";
import { answering, answers } from "./connection.ts";
import type { Pair } from "./words.ts";

/** What people do, in the order of the left navigation. */
export const GROUPS = [
  "today",
  "customers",
  "journeys",
  "messages",
  "orders",
  "voices",
  "insight",
  "data",
  "settings",
] as const;
export type Group = (typeof GROUPS)[number];

/** A page of the console. Its path is an address that can be kept: `/segments/$segment`. */
export interface Page {
  readonly path: `/${string}`;
  readonly component: FunctionComponent;
  /** Entry in the left navigation. The lowest order of a group stands for it; the others stand below. */
  readonly nav?: {
    readonly group: Group;
    readonly words: Pair;
    readonly icon: Icon;
    readonly order: number;
    readonly role?: Role;
  };
  /** The filters that its address carries. Give each a `.catch()` or `.optional()`, so that no address can break the page. */
  readonly search?: z.ZodType;
  /** Its name for the command palette, where it has no entry in the navigation. */
  readonly words?: Pair;
  /** Who finds it in the palette. The server decides who may see what is on it. */
  readonly role?: Role;
}

/** Loads the page's code when it is first visited: `lazyPage(() => import("./List.tsx"), "List")`. */
export const lazyPage = <T extends Record<string, unknown>, K extends keyof T & string>(
  load: () => Promise<T>,
  name: K,
): FunctionComponent => {
  const patient = async () => {
    try {
      return await load();
    } catch (error) {
      // Code that is there no more is another version's: the router loads the page anew. While the server is away that would end on a blank page.
      if (await answers()) throw error;
      await answering();
      return load();
    }
  };
  return lazyRouteComponent(patient as () => Promise<Record<string, FunctionComponent>>, name) as FunctionComponent;
};
