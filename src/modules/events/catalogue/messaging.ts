/** Segment's messaging events, from other senders than Engawa. https://segment.com/docs/connections/spec/email/ and mobile/ */
import { z } from "zod";
import { Id, Text } from "./fields.ts";

const campaign = {
  campaign_id: Id.nullish(),
  campaign_name: Text.nullish(),
  campaign: z.looseObject({ name: Text.nullish(), source: Text.nullish(), medium: Text.nullish() }).nullish(),
};
const email = { ...campaign, email_id: Id.nullish(), email_subject: Text.nullish() };
const link = { link_id: Id.nullish(), link_url: Text.nullish() };
const sms = { ...campaign, message_id: Id.nullish(), link_url: Text.nullish() };
const push = { ...campaign, message_id: Id.nullish(), action: Text.nullish() };
const list = { list_id: Id.nullish(), list_name: Text.nullish() };

/** Name → what it tells, and the schema of its properties. */
export const messaging = {
  "Email Sent": ["An e-mail was sent", z.looseObject(email)],
  "Email Delivered": ["An e-mail was delivered", z.looseObject(email)],
  "Email Opened": ["An e-mail was opened", z.looseObject(email)],
  "Email Link Clicked": ["A link in an e-mail was clicked", z.looseObject({ ...email, ...link })],
  "Email Bounced": ["An e-mail bounced", z.looseObject({ ...email, bounce_type: Text.nullish() })],
  "Email Marked as Spam": ["An e-mail was marked as spam", z.looseObject(email)],
  Unsubscribed: ["Unsubscribed from e-mails", z.looseObject({ ...email, ...list })],
  "SMS Sent": ["A text message was sent", z.looseObject(sms)],
  "SMS Delivered": ["A text message was delivered", z.looseObject(sms)],
  "SMS Link Clicked": ["A link in a text message was clicked", z.looseObject(sms)],
  "SMS Bounced": ["A text message could not be delivered", z.looseObject(sms)],
  "SMS Unsubscribed": ["Unsubscribed from text messages", z.looseObject(sms)],
  "Push Notification Sent": ["A push notification was sent", z.looseObject(push)],
  "Push Notification Received": ["A push notification arrived", z.looseObject(push)],
  "Push Notification Tapped": ["A push notification was tapped", z.looseObject(push)],
  "Push Notification Bounced": ["A push notification could not be delivered", z.looseObject(push)],
} as const satisfies Record<string, readonly [string, z.ZodType]>;
