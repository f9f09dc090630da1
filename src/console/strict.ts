/** Imported before any schema: zod must not probe for `eval`, which the content security policy forbids. */
import { config } from "zod";

config({ jitless: true });
