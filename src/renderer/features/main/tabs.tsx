import { CalendarLtr20Regular } from '@fluentui/react-icons/svg/calendar-ltr';
import { Call20Regular } from '@fluentui/react-icons/svg/call';
import { Chat20Regular } from '@fluentui/react-icons/svg/chat';
import { People20Regular } from '@fluentui/react-icons/svg/people';
import type { ReactElement } from 'react';
import { attentionOf } from '../../../shared/model/attention.ts';
import { useNavigation } from '../../app/navigate.tsx';
import type { TabId } from '../../app/screens.ts';
import { type TabItem, Tabs } from '../../components/tabs.tsx';
import { mainTexts as texts } from '../../locales/main.ts';
import { useSlice } from '../../state/services.tsx';

/** The tabs of the main window, each with what waits behind it. */
export function MainTabs(props: { readonly panelId: string }) {
  const { place, open } = useNavigation();
  const messages = useSlice((snapshot) => attentionOf(snapshot).messages);
  const calls = useSlice((snapshot) => attentionOf(snapshot).missed + attentionOf(snapshot).voicemail);
  const watchers = useSlice((snapshot) => attentionOf(snapshot).watchers);
  const meetings = useSlice((snapshot) => attentionOf(snapshot).meetingMessages + attentionOf(snapshot).invitations);
  const tab = (id: TabId, icon: ReactElement, count = 0): TabItem<TabId> => ({
    id,
    label: texts.tabs[id],
    icon,
    count,
    countWords: texts.waiting(count),
  });
  const tabs = [
    tab('contacts', <People20Regular />, watchers),
    tab('chats', <Chat20Regular />, messages),
    tab('phone', <Call20Regular />, calls),
    tab('meetings', <CalendarLtr20Regular />, meetings),
  ];
  return <Tabs label={texts.tabList} tabs={tabs} selected={place.tab} panelId={props.panelId} onSelect={open} />;
}
