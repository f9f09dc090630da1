import {
  IconBell,
  IconBrandLine,
  IconCode,
  IconDeviceMobileMessage,
  IconMail,
  IconShoppingBag,
  IconUser,
  IconWorld,
  type Icon,
} from "@tabler/icons-react";

/** One icon for each channel, the same everywhere. */
export const channelIcons: Readonly<Record<string, Icon>> = {
  line: IconBrandLine,
  email: IconMail,
  sms: IconDeviceMobileMessage,
  webpush: IconBell,
  page: IconWorld,
  site: IconWorld,
  staff: IconUser,
  order: IconShoppingBag,
  webhook: IconCode,
};

const NAMES: Readonly<Record<string, string>> = { line: "LINE", email: "E-mail", sms: "SMS" };

/** The channel's icon, with its name for those who do not see it. */
export const ChannelIcon = ({ channel, size = 16 }: { readonly channel: string; readonly size?: number }) => {
  const Shape = channelIcons[channel] ?? IconWorld;
  return <Shape size={size} role="img" aria-label={NAMES[channel] ?? channel} style={{ verticalAlign: "-3px" }} />;
};
