import type { Mapping } from "#connectors/model";
import { eccubeMappings } from "./eccube.ts";
import { olistMappings } from "./olist.ts";
import { retailMappings } from "./retail.ts";
import { tableMappings } from "./table.ts";

/** The mappings that come with the product. */
export const builtIn: readonly Mapping[] = [...tableMappings, ...eccubeMappings, ...retailMappings, ...olistMappings];
