import { type Icon, IconBolt, IconClock, IconFlag, IconGitBranch, IconSend, IconTag } from "@tabler/icons-react";
import type { NodeKind } from "#journeys/model";

export const kindIcons: Readonly<Record<NodeKind, Icon>> = {
  wait: IconClock,
  branch: IconGitBranch,
  message: IconSend,
  trait: IconTag,
  exit: IconFlag,
};
export const triggerIcon: Icon = IconBolt;
