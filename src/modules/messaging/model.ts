/** What others may know of messaging without a database: states, verdicts, settings. Runs in the browser too. */
export { MESSAGE_CHANNELS, type MessageChannel, type Note, WHY, type Why } from "./model/why.ts";
export { Body } from "./model/body.ts";
export { MessagingSettings, Sender, senderComplete, senderMissing } from "./model/settings.ts";
export { STATES, type State } from "./model/state.ts";
