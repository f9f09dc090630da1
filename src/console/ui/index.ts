/** The parts that every page is made of. */
export { useAct } from "./act.ts";
export { buyerColumn } from "./buyer-column.tsx";
export { ChannelIcon, channelIcons } from "./channel.tsx";
export { ConfirmProvider, useConfirm } from "./confirm.tsx";
export { CopyText } from "./copy-text.tsx";
export { type Column, DataTable } from "./data-table.tsx";
export { DaysOffFields, Weekdays } from "./days-off.tsx";
export { Due } from "./due.tsx";
export { EmptyState } from "./empty.tsx";
export { csvOf, download } from "./export.ts";
export { Facts, type FactRow } from "./facts.tsx";
export { faultText } from "./fault-sentences.ts";
export { type FaultBook, faultIn } from "./fault-book.ts";
export { useFilters } from "./filters.ts";
export { FilterSelect } from "./filter-select.tsx";
export { FormDrawer, faultsOf } from "./form.tsx";
export { JsonView } from "./json-view.tsx";
export { AppLink, LinkButton, PersonLink } from "./link.tsx";
export { type List, useList } from "./list.ts";
export { ListPage, updatedColumn } from "./list-page.tsx";
export { Loaded } from "./loaded.tsx";
export { Money, Num } from "./money.tsx";
export { PageHeader } from "./page-header.tsx";
export { PeriodSelect } from "./period-select.tsx";
export { pickColumn, rowAt, usePicked } from "./picking.tsx";
export { Plot } from "./plot.tsx";
export { prefectureText } from "./prefecture.ts";
export { ProblemNotice } from "./problem.tsx";
export { SaveForm } from "./save-form.tsx";
export { SearchBox } from "./search-box.tsx";
export { Section } from "./section.tsx";
export { Stat } from "./stat.tsx";
export { type Cell, Table, TableScroll } from "./table.tsx";
export { StatusBadge, type Tone } from "./status.tsx";
export { actorName } from "./actor.ts";
export { Days, Time } from "./time.tsx";
export { type Moment, Timeline } from "./timeline.tsx";
export {
  ago,
  clock,
  day,
  dayKey,
  duration,
  exact,
  listText,
  moment,
  money,
  number,
  percent,
  shortDay,
} from "../format.ts";
export { currentTime, useNow } from "../clock.ts";
export { brandCurrency, brandZone, useMay, useMe } from "../session.ts";
export { language, type Language, type Pair, say, useLanguage, useWords } from "../words.ts";
export { type Group, lazyPage, type Page } from "../page.ts";
export { SEND_STATE } from "../story/send-words.ts";
export { channelWords } from "../story/tell.ts";
export { whyWords } from "../story/why-words.ts";
export { eventWords } from "../story/event-words.ts";
export { propertyWords } from "../story/property-words.ts";
export { valueWords } from "../story/value-words.ts";
export { phoneText, traitWords } from "../story/trait-words.ts";
export { useParams } from "./params.ts";
export { WaysIn } from "./ways-in.tsx";
