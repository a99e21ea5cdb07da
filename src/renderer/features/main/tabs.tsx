import { CalendarLtr20Regular } from '@fluentui/react-icons/svg/calendar-ltr';
import { Call20Regular } from '@fluentui/react-icons/svg/call';
import { People20Regular } from '@fluentui/react-icons/svg/people';
import { useNavigation } from '../../app/navigate.tsx';
import type { TabId } from '../../app/screens.ts';
import { type TabItem, Tabs } from '../../components/tabs.tsx';
import { mainTexts as texts } from '../../locales/en/main.ts';

const tabs: readonly TabItem<TabId>[] = [
  { id: 'contacts', label: texts.tabs.contacts, icon: <People20Regular /> },
  { id: 'phone', label: texts.tabs.phone, icon: <Call20Regular /> },
  { id: 'meetings', label: texts.tabs.meetings, icon: <CalendarLtr20Regular /> },
];

/** The tabs of the main window. */
export function MainTabs(props: { readonly panelId: string }) {
  const { place, open } = useNavigation();
  return <Tabs label={texts.tabList} tabs={tabs} selected={place.tab} panelId={props.panelId} onSelect={open} />;
}
